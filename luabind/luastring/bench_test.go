package luastring_test

import (
	"fmt"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase/luatest"
)

// subject is a string of 80 characters: words, numbers, and spaces at its end.
var subject = strings.Repeat("lorem 12 ipsum 345 dolor ", 3) + "sit  "

// BenchmarkCalls runs calls of the library beside the interpreter's own.
func BenchmarkCalls(b *testing.B) {
	for _, c := range []struct{ name, call string }{
		{"gsub trim", `s:gsub("%s+$", "")`},
		{"gsub digits", `s:gsub("%d+", "#")`},
		{"gsub captures", `s:gsub("(%a+) (%d+)", "%2 %1")`},
		{"gsub function", `s:gsub("%d+", f)`},
		{"gmatch words", `for w in s:gmatch("%a+") do n = n + 1 end`},
		{"find plain", `s:find("345", 1, true)`},
		{"find lazy", `s:find("m(.-)s")`},
		{"match trim", `s:match("^%s*(.-)%s*$")`},
		{"format", `("%5.2f %s %d"):format(n, s, 7)`},
		{"sub", `s:sub(3, 3)`},
		{"upper", `s:upper()`},
		{"tostring", `tostring(0.5)`},
	} {
		source := fmt.Sprintf(`local s, n = %q, 0
			local function f(d) return "#" end
			for i = 1, ... do %s end`, subject, assigned(c.call))
		b.Run(c.name, func(b *testing.B) { luatest.Benchmark(b, source, lua.OpenBase, lua.OpenString) })
	}
}

// assigned makes a call's expression a statement.
func assigned(call string) string {
	if strings.HasPrefix(call, "for ") {
		return call
	}
	return "local _ = " + call
}
