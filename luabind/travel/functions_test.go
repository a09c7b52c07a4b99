package travel_test

import "testing"

func TestFunctions(t *testing.T) {
	runAll(t, []script{
		{"upvalues", `local a, b = 2, {3} return remote(function(c) return a + b[1] + c end, 4)`, "9"},
		{"a counter goes on where it was", `
			local n = 10
			local function inc() n = n + 1 return n end
			inc()
			return remote(function() inc() return inc() end), n`, "13 11"},
		{"closures that share an upvalue", `
			local n = 0
			local c = {inc = function() n = n + 1 end, get = function() return n end}
			local back = remote(function(c) c.inc() c.inc() return c end, c)
			back.inc()
			return back.get(), c.get()`, "3 0"},
		{"an open upvalue in a loop", `
			local fns = {}
			for i = 1, 3 do fns[i] = function() i = i + 10 return i end end
			return remote(function() return fns[1]() + fns[1]() + fns[3]() end)`, "45"},
		{"an upvalue that holds its own function", `
			local function fact(n) return n < 2 and 1 or n * fact(n - 1) end
			return remote(fact, 10)`, "3628800"},
		{"mutual recursion through upvalues", `
			local even, odd
			function even(n) if n == 0 then return true end return odd(n - 1) end
			function odd(n) if n == 0 then return false end return even(n - 1) end
			return remote(even, 101), remote(odd, 101)`, "false true"},
		{"mutual recursion through globals", `
			function even(n) if n == 0 then return true end return odd(n - 1) end
			function odd(n) if n == 0 then return false end return even(n - 1) end
			return remote(even, 100)`, "true"},
		{"varargs and several results", `
			return remote(function(...) local t = {...} return select("#", ...), #t, (select(2, ...)) end, 1, "b", nil)`, "3 2 b"},
		{"methods", `
			Account = {} Account.__index = Account
			function Account.new(n) return setmetatable({n = n}, Account) end
			function Account:add(n) self.n = self.n + n return self end
			local a = Account.new(5)
			local b = remote(a.add, a, 7)
			local c = remote(function() return Account.new(1):add(1).n, getmetatable(a) == Account end)
			return b.n, a.n, c, b:add(1).n`, "12 5 2 13"},
		{"functions within a function are made there", `
			local make = remote(function(n) return function(m) return function() n = n + m return n end end end, 1)
			local f = make(10)
			return f() + f()`, "32"},
		{"a function that comes back as it went", `
			local up = {}
			local function f() return up end
			local g = remote(function(f) return f end, f)
			return g ~= f, g() ~= up, remote(g) ~= nil`, "true true true"},
		{"functions as keys and in metatables", `
			local f = function() return "called" end
			local k, v = next(remote(function(t) return t end, {[f] = setmetatable({}, {__call = f})}))
			return k(), v()`, "called called"},
		{"a table that can be called is a task", `
			return remote(setmetatable({n = 3}, {__call = function(self, m) return self.n + m end}), 4)`, "7"},
		{"a built-in function is a task", `return remote(string.rep, "ab", 2)`, "abab"},
		{"text compiled by a script", `
			local f = loadstring("local x = ... return x * factor", "=text") factor = 3
			local g = load("return function(y) return y .. suffix end") suffix = "!"
			return remote(f, 2), remote(g(), "a")`, "6 a!"},
		{"a whole script", `local f = loadstring("function helper(n) return n + 1 end return helper(...)") return remote(f, 1)`, "2"},
		{"an environment of its own", `
			local env = {x = 5} env.self = env
			local f = setfenv(function() x = x + 1 return x, self.x end, env)
			local a, b = remote(f)
			return a, b, env.x`, "6 6 5"},
		{"an environment that leads to the globals", `
			local env = setmetatable({x = 2}, {__index = _G})
			return remote(setfenv(function() return tostring(x) .. type(print) end, env))`, "2function"},
		{"two chunks of one name", `
			local f, g = loadstring("return 1", "=stdin"), loadstring("return 2", "=stdin")
			return remote(f), remote(g), remote(function() return f() + g() end)`, "1 2 3"},
		{"deep chains of closures", `
			local f = function() return 0 end
			for i = 1, 20000 do local inner = f f = function(go) if go then return inner end return i end end
			return remote(function(f) local n = 0 while f do n = n + 1 f = f(true) if f == 0 then break end end return n end, f)`, "20001"},
	})
}

func TestGlobals(t *testing.T) {
	runAll(t, []script{
		{"those that a function reads, and through others", `
			base = 100
			function helper(n) return inner(n) + base end
			function inner(n) return n * factor end
			factor = 2 unused = coroutine.create(print)
			return remote(function(n) return helper(n) end, 5)`, "110"},
		{"within functions within", `
			deep = "found"
			return remote(function() return (function() return function() return deep end end)()() end)`, "found"},
		{"through tables, upvalues and metatables", `
			g1, g2, g3 = 1, 20, 300
			local up = function() return g1 end
			local t = {f = function() return g2 end}
			local mt = setmetatable({}, {__index = function() return g3 end})
			return remote(function() return up() + t.f() + mt.x end)`, "321"},
		{"they share with arguments", `
			cfg = {n = 1}
			return remote(function(c) c.n = 5 return cfg.n end, cfg), cfg.n`, "5 1"},
		{"each task has them as they are", `
			count = 0
			local function inc() count = count + 1 return count end
			local a, b = remote(inc), remote(inc)
			count = 10
			return a, b, remote(inc), count`, "1 1 11 10"},
		{"what a task set is gone", `
			local function once() local was = mark mark = "set" return was end
			return remote(once), remote(once)`, "nil nil"},
		{"built-in ones that a task replaced are back", `
			remote(function() print = nil string = {} tostring = function() return "mine" end end)
			return remote(function() return type(print), string.rep("a", 2), tostring(1) end)`, "function aa 1"},
		{"one that replaces a built-in one travels", `
			tostring = function() return "mine" end
			return remote(function() return tostring(5) end)`, "mine"},
		{"nil in place of a built-in one", `print = nil return remote(function() return type(print) end)`, "nil"},
		{"only assigned to, it need not travel", `
			pool = coroutine.create(print)
			return remote(function() pool = 5 return "fine" end)`, "fine"},
		{"what the initializer set is kept", `
			base = 1
			initialize(function(n) conn = {n = n} base = 50 end, 7)
			conn = "home's" base = 2
			local function task() conn.n = conn.n + 1 return conn.n end
			return remote(task), remote(task), remote(function() return base end)`, "8 9 50"},
		{"what the initializer only read is not", `
			level = 1
			function helper() return level end
			initialize(function() ready = helper() end)
			level = 2
			return remote(function() return level, ready, helper() end)`, "2 1 2"},
		{"a kept global that is nil now", `
			base = 1
			initialize(function() if base then base = nil end end)
			return remote(function() return base end)`, "nil"},
		{"a function that comes back reads the globals of home", `
			where = "home"
			local f = remote(function() where = "worker" return function() return where end end)
			return f(), where`, "home home"},
	})
}

func TestModulesOfFiles(t *testing.T) {
	const shapes = `
		file("shapes", [[
			local helper = require("helper")
			local M = {made = 0}
			M.Odd = require("errors").new("OddError")
			function M.area(a, b) M.made = M.made + 1 return helper.times(a, b) end
			function M.fail() error(M.Odd("odd")) end
			return M
		]])
		file("helper", "return {times = function(a, b) return a * b end}")
		local shapes = require("shapes")
	`
	runAll(t, []script{
		{"by name, with the source, and what it requires", shapes + `
			return remote(function() return shapes.area(2, 3), shapes == require("shapes") end)`, "6 true"},
		{"once a worker", shapes + `
			local function made() shapes.area(1, 1) return shapes.made end
			shapes.made = 50
			return remote(made), remote(made), shapes.made`, "1 2 50"},
		{"require in a task finds it", shapes + `
			return remote(function() return require("shapes").area(4, 5) end)`, "20"},
		{"a function of it", shapes + `return remote(shapes.area, 3, 3)`, "9"},
		{"it comes back as itself", shapes + `
			return remote(function() return shapes end) == shapes`, "true"},
		{"its error kinds are the same ones", shapes + `
			local errors = require("errors")
			local ok, e = pcall(remote, function() shapes.fail() end)
			local there = remote(function(K) local ok, e = pcall(shapes.fail) return errors.is(e, K) and errors.is(e, shapes.Odd) end, shapes.Odd)
			return ok, e.type, errors.is(e, shapes.Odd), there`, "false OddError true true"},
		{"one loaded again is seen", shapes + `
			remote(function() return shapes end)
			package.loaded.shapes = nil
			local again = require("shapes")
			return remote(function() return again end) == again, again ~= shapes`, "true true"},
		{"one that only the worker has loaded cannot come back", shapes + `
			package.loaded.shapes = nil
			local ok, e = pcall(remote, function(name) return require(name) end, "shapes")
			return ok, (tostring(e):find("shapes")) ~= nil`, "false true"},
	})
}
