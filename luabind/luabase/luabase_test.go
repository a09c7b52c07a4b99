package luabase_test

import (
	"strings"
	"testing"

	"go.uber.org/goleak"

	"luafut/luabind/luabase/luatest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestGlobals(t *testing.T) {
	luatest.RunCases(t, []luatest.Case{
		{"version", `return _VERSION, _G == _G._G, _G.print == print`, "Lua 5.1 true true"},
		{"assert gives all back", `return assert(1, nil, "x")`, "1 nil x"},
		{"assert says where", "\nassert(nil)", "test:2: assertion failed!"},
		{"assert raises any value", `local t = {} local ok, e = pcall(assert, false, t) return e == t`, "true"},
		{"assert without arguments", `assert()`, "test:1: bad argument #1 to 'assert' (value expected, got no value)"},
		{"error of level 1", "\nerror('x')", "test:2: x"},
		{"error of level 2", "local function f() error('x', 2) end\n\nf()", "test:3: x"},
		{"error of level 0", `error("x", 0)`, "x"},
		{"error of no string", `local ok, e = pcall(error, 5) return e`, "5"},
		{"error of nothing", `return pcall(error)`, "false nil"},
		{"protected metatable", `local t = setmetatable({}, {__metatable = "mine"}) return getmetatable(t), pcall(setmetatable, t, {})`, "mine false test:1: cannot change a protected metatable"},
		{"a metatable of no table", `setmetatable({}, 1)`, "test:1: bad argument #2 to 'setmetatable' (nil or table expected, got number)"},
		{"raw access", `local t = setmetatable({}, {__index = error, __newindex = error, __eq = error}) rawset(t, 1, "x") return rawget(t, 1), rawget(t, 2), rawequal(t, {}), rawlen(t), rawlen("abc")`, "x nil false 1 3"},
		{"rawset of nil", `rawset({}, nil, 1)`, "test:1: table index is nil"},
		{"select", `return select("#"), select("#", nil, nil), select(2, "a", "b", "c"), (select(-1, "a", "b")), select(9, 1)`, "0 2 b b"},
		{"select of 0", `select(0, 1)`, "test:1: bad argument #1 to 'select' (index out of range)"},
		{"select below the first", `select(-3, 1)`, "test:1: bad argument #1 to 'select' (index out of range)"},
		{"numbers", `return tonumber("1e1"), tonumber("0x10"), tonumber("z", 36), tonumber("x"), tostring(1e100), tostring(0.1)`, "10 16 35 nil 1e+100 0.1"},
		{"type without an argument", `type()`, "test:1: bad argument #1 to 'type' (value expected, got no value)"},
		{"ipairs of nil", `ipairs(nil)`, "test:1: bad argument #1 to 'ipairs' (table expected, got nil)"},
		{"ipairs ends at nil", `local s = "" for i, v in ipairs({1, 2, nil, 4}) do s = s .. i .. v end return s`, "1122"},
		{"pairs gives next", `local f, t, k = pairs({}) return f == next, type(t), k`, "true table nil"},
		{"next", `return next({}), next({5}), next({5}, 1)`, "nil 1 nil"},
		{"getfenv and setfenv", `local function f() return x end setfenv(f, {x = 5}) return f(), getfenv(f).x, getfenv(0) == _G, getfenv(print) == _G`, "5 5 true true"},
		{"setfenv of a Go function", `setfenv(print, {})`, "test:1: 'setfenv' cannot change environment of given object"},
		{"setfenv of a level", `setfenv(1, {y = 7}) return y`, "7"},
		{"loadstring", `return loadstring("return ...")(5), loadstring("x =")`, `5 nil [string "x ="]:1: unexpected symbol near the end (is an 'end', a bracket or a quote missing?)`},
		{"loadstring's name", `return (select(2, pcall(loadstring("error('x')", "@file.lua"))))`, "file.lua:1: x"},
		{"load of pieces", `local parts = {"return ", "1 +", " 1"} local i = 0 return load(function() i = i + 1 return parts[i] end)()`, "2"},
		{"load of a text with an environment", `return load("return x", "n", "t", {x = 3})()`, "3"},
		{"load of a reader that fails", `return load(function() error("no", 0) end)`, "nil no"},
		{"load of a reader that gives no text", `return load(function() return {} end)`, "nil reader function must return a string"},
		{"load of compiled Lua", `return loadstring("\27Lua", "=x")`, "nil x: is compiled Lua, which only the Lua that made it can run; load its source"},
		{"loadfile of nothing", `return loadfile("no-such.lua")`, "nil cannot open no-such.lua: No such file or directory"},
		{"dofile of nothing", `dofile("no-such.lua")`, "cannot open no-such.lua: No such file or directory"},
		{"newproxy", `local a = newproxy(true) local b = newproxy(a) getmetatable(a).__len = function() return 3 end return #b, getmetatable(newproxy())`, "3 nil"},
		{"collectgarbage", `return collectgarbage("count") > 0, collectgarbage(), collectgarbage("step"), collectgarbage("setpause", 100)`, "true 0 true 200"},
		{"pcall and xpcall", `return pcall(error, "x", 0), select(2, xpcall(function() error("y", 0) end, function(e) return e .. "!" end))`, "false y!"},
		{"an unknown member is nil", `return coroutine.close, debug.nothing, package.searchers`, "nil nil nil"},
		{"module", `module("a.b", package.seeall) x = 5 return _NAME, _PACKAGE, _M.x, package.loaded["a.b"] == _M`, "a.b a. 5 true"},
	})
}

func TestPrint(t *testing.T) {
	s := luatest.New(t, luatest.Config{})
	_, err := s.Run(`
		print() print(1, "a", nil, true, 0.5)
		print(setmetatable({}, {__tostring = function() print("within") return "T" end}))
		print(select(2, pcall(require, {})))`)
	if err != nil {
		t.Fatal(err)
	}
	want := "\n1\ta\tnil\ttrue\t0.5\nwithin\nT\ntest:4: bad argument #1 to 'require' (string expected, got table)\n"
	if got := s.Printed.String(); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestCoroutines(t *testing.T) {
	luatest.RunCases(t, []luatest.Case{
		{"values both ways", `local co = coroutine.create(function(a) local b = coroutine.yield(a + 1) return b * 2 end) local _, x = coroutine.resume(co, 1) return x, coroutine.resume(co, 21)`, "2 true 42"},
		{"status", `local co co = coroutine.create(function() return coroutine.status(co) end) return coroutine.status(co), select(2, coroutine.resume(co)), coroutine.status(co)`, "suspended running dead"},
		{"running", `return coroutine.running(), coroutine.wrap(function() return type(coroutine.running()), coroutine.isyieldable() end)()`, "nil thread true"},
		{"wrap raises the same value", `local e = {} local ok, got = pcall(coroutine.wrap(function() error(e) end)) return ok, got == e`, "false true"},
		{"wrap of a dead one", `local f = coroutine.wrap(function() end) f() f()`, "cannot resume dead coroutine"},
		{"a Go function", `return coroutine.wrap(math.max)(3, 7)`, "7"},
		{"not a coroutine", `coroutine.resume(1)`, "test:1: bad argument #1 to 'resume' (coroutine expected)"},
		{"yield outside", `coroutine.yield()`, "test:1: attempt to yield from outside a coroutine"},
		{"an iterator", `local s = 0 for i in coroutine.wrap(function() for i = 1, 4 do coroutine.yield(i) end end) do s = s + i end return s`, "10"},
	})
}

func TestDebug(t *testing.T) {
	luatest.RunCases(t, []luatest.Case{
		{"traceback", "local function f()\n return debug.traceback('m')\nend\nlocal s = f()\nreturn s", "m\nstack traceback:\n\ttest:2: in function 'f'\n\ttest:4: in main chunk"},
		{"traceback of no string", `local t = {} return debug.traceback(t) == t`, "true"},
		{"traceback of a coroutine", "local co = coroutine.create(function()\n coroutine.yield() end)\ncoroutine.resume(co)\nreturn debug.traceback(co)", "stack traceback:\n\ttest:2: in function <test:1>"},
		{"getinfo of a level", "local function f() return debug.getinfo(1) end\nlocal i = f() return i.name, i.short_src, i.currentline, i.linedefined, i.what, type(i.func), i.nups", "f test 1 1 Lua function 0"},
		{"getinfo of a function", `local i = debug.getinfo(print) return i.what, i.short_src, i.currentline, debug.getinfo(1, "S").what, debug.getinfo(99)`, "C [C] -1 main nil"},
		{"getinfo of a letter", `debug.getinfo(1, "X")`, "test:1: bad argument #2 to 'getinfo' (invalid option)"},
		{"source", `return debug.getinfo(loadstring("return 1")).source, debug.getinfo(loadstring("return 1", "@a.lua"), "S").source`, "return 1 @a.lua"},
		{"locals", `local x, y = 5, 6 debug.setlocal(1, 2, 7) local n, v = debug.getlocal(1, 1) return n, v, y`, "x 5 7"},
		{"a level that is not there", `debug.getlocal(50, 1)`, "test:1: bad argument #1 to 'getlocal' (level out of range)"},
		{"upvalues", `local x = 1 local function f() return x end local n, v = debug.getupvalue(f, 1) debug.setupvalue(f, 1, 9) return n, v, f(), (debug.getupvalue(f, 2))`, "x 1 9 nil"},
		{"metatables", `local t = setmetatable({}, {__metatable = 1}) return type(debug.getmetatable(t)), debug.setmetatable(t, nil) == t, getmetatable(t)`, "table true nil"},
		{"hooks", `debug.sethook(print, "l")`, "test:1: debug.sethook is not available: tasks take turns where a hook would run"},
		{"the registry", `debug.getregistry()`, "test:1: debug.getregistry is not available: the registry is not for scripts"},
	})
}

func TestDeepTracebackIsCut(t *testing.T) {
	got, err := luatest.New(t, luatest.Config{}).Run(`local function f(n) if n == 0 then return debug.traceback() end return (f(n - 1)) end local s = f(100) return s`)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(got, "\n"); lines > 25 || !strings.Contains(got, "\n\t...\n") || !strings.HasSuffix(got, "in main chunk") {
		t.Errorf("%d lines:\n%s", lines, got)
	}
}
