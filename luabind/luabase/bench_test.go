package luabase_test

import (
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase/luatest"
)

// hot are loops around the functions that scripts call most; each is run with
// these libraries and with gopher-lua's own, on the same kind of state.
var hot = []struct{ name, source string }{
	{"empty loop", `for i = 1, (...) do end`},
	{"type", `local f = type for i = 1, (...) do f(i) end`},
	{"select", `local f = select for i = 1, (...) do f("#", 1, 2, 3) end`},
	{"next", `local f, t = next, {x = 1} for i = 1, (...) do f(t) end`},
	{"ipairs", `local t = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10} for i = 1, (...) / 10 do for _, v in ipairs(t) do end end`},
	{"pairs", `local t = {a = 1, b = 2, c = 3, d = 4, e = 5} for i = 1, (...) / 5 do for _, v in pairs(t) do end end`},
	{"rawget", `local f, t = rawget, {x = 1} for i = 1, (...) do f(t, "x") end`},
	{"rawset", `local f, t = rawset, {x = 1} for i = 1, (...) do f(t, "x", i) end`},
	{"tostring", `local f = tostring for i = 1, (...) do f(i) end`},
	{"tonumber", `local f = tonumber for i = 1, (...) do f("42") end`},
	{"math.floor", `local f = math.floor for i = 1, (...) do f(3.7) end`},
	{"math.max", `local f = math.max for i = 1, (...) do f(i, 7) end`},
	{"math.random", `local f = math.random for i = 1, (...) do f(100) end`},
	{"unpack", `local f, t = unpack, {1, 2, 3} for i = 1, (...) do f(t) end`},
	{"setmetatable", `local f, m = setmetatable, {} for i = 1, (...) do f({}, m) end`},
	{"pcall", `local f, g = pcall, function() end for i = 1, (...) do f(g) end`},
	{"print", `local f = print for i = 1, (...) do f("line", i) end`},
}

func BenchmarkHot(b *testing.B) {
	for _, h := range hot {
		own := []lua.LGFunction{lua.OpenBase, lua.OpenTable, lua.OpenMath}
		if h.name == "print" {
			own = nil // gopher-lua's writes to the terminal, unbuffered
		}
		b.Run(h.name, func(b *testing.B) { luatest.Benchmark(b, h.source, own...) })
	}
}
