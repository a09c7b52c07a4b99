package luastring_test

import (
	"fmt"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// subject is a string of 80 characters: words, numbers, and spaces at its end.
var subject = strings.Repeat("lorem 12 ipsum 345 dolor ", 3) + "sit  "

// callsEach is how many calls an iteration of the benchmarks makes: ns/op is for all of them.
const callsEach = 1000

// BenchmarkCalls runs calls of the library beside the interpreter's own, in one run.
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
			return function() for i = 1, %d do %s end end`, subject, callsEach, assigned(c.call))
		b.Run(c.name+"/ours", func(b *testing.B) { benchmark(b, newState(b, stdlib.Hooks{}), source) })
		b.Run(c.name+"/interpreter", func(b *testing.B) {
			L := lua.NewState()
			b.Cleanup(L.Close)
			benchmark(b, L, source)
		})
	}
}

// assigned makes a call's expression a statement.
func assigned(call string) string {
	if strings.HasPrefix(call, "for ") {
		return call
	}
	return "local _ = " + call
}

func benchmark(b *testing.B, L *lua.LState, source string) {
	if err := L.DoString(source); err != nil {
		b.Fatal(err)
	}
	fn := L.Get(-1)
	b.ReportAllocs()
	for b.Loop() {
		L.Push(fn)
		L.Call(0, 0)
	}
}
