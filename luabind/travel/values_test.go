package travel_test

import "testing"

func TestValues(t *testing.T) {
	runAll(t, []script{
		{"nil, booleans, any number of arguments", `
			return select("#", remote(function(...) return ... end, nil, true, false, nil))`, "4"},
		{"numbers are exact", `
			local list = {0, -1, 1, 127, 128, 2^53, -2^53, 2^53 - 1, 0.1, 1e308, 5e-324, math.huge, -math.huge, 255, -128}
			local back = {remote(function(...) return ... end, unpack(list))}
			for i, v in ipairs(list) do if back[i] ~= v then return i, v, back[i] end end
			local zero = 0
			local minus, nan = remote(function(a, b) return a, b end, -zero, 0/0)
			return #back, 1 / minus, nan ~= nan`, "15 -Inf true"},
		{"strings of any bytes", `
			local all = {}
			for i = 0, 255 do all[#all + 1] = string.char(i) end
			local s = table.concat(all)
			return remote(function(s) return s end, s) == s, remote(function() return "" end) == ""`, "true true"},
		{"tables: items, fields, keys of all types", `
			local t = {1, 2, nil, 4, name = "n", ["odd key"] = 1, [0] = "zero", [-1] = "minus", [1.5] = "half", [true] = "yes", [2^40] = "far"}
			local b = remote(function(t) return t end, t)
			return b ~= t, b[1], b[3], b[4], b.name, b["odd key"], b[0], b[-1], b[1.5], b[true], b[2^40]`,
			"true 1 nil 4 n 1 zero minus half yes far"},
		{"the order of pairs", `
			local t = {}
			for i = 1, 50 do t["k" .. (i * 7) % 50] = i end
			local function order(t) local keys = {} for k in pairs(t) do keys[#keys + 1] = k end return table.concat(keys, ",") end
			return remote(order, t) == order(t)`, "true"},
		{"deleted fields do not come along", `
			local t = {a = 1, b = 2, c = 3} t.a = nil t.c = nil
			local keys = {} for k in pairs(remote(function(t) return t end, t)) do keys[#keys + 1] = k end
			return table.concat(keys)`, "b"},
		{"empty tables, and an item at the end that is gone", `
			local t = {{}, 1, 2} t[3] = nil
			local b = remote(function(t) return t end, t)
			return #b, next(b[1]) == nil`, "2 true"},
		{"the same key many times", `
			local list = {}
			for i = 1, 300 do list[i] = {id = i, title = "t" .. i} end
			local b = remote(function(t) return t end, list)
			return #b, b[300].id, b[300].title, b[1].title`, "300 300 t300 t1"},
		{"more keys than are remembered", `
			local t = {}
			for i = 1, 6000 do t["key" .. i] = i end
			local b, n = remote(function(t) return t end, {t, t, {key5000 = "again", key1 = "first"}}), 0
			for k, v in pairs(b[1]) do n = n + (k == "key" .. v and 1 or 0) end
			return n, b[1] == b[2], b[3].key5000, b[3].key1`, "6000 true again first"},
		{"shared parts and cycles", `
			local shared = {1}
			local t = {a = shared, b = shared} t.self = t t[shared] = "as key"
			local b, same = remote(function(t, s) return t, s end, t, shared)
			return b.self == b, b.a == b.b, b.a == same, b[same], b.a ~= shared`, "true true true as key true"},
		{"objects that a module holds", `
			local demo = require "demo"
			local rock = demo.rock
			local back, same = remote(function(list) return list[2], list[2] == demo.rock end, {1, rock})
			return back == rock, same`, "true true"},
		{"metatables", `
			local V = {} V.__index = V
			V.__add = function(a, b) return setmetatable({x = a.x + b.x}, V) end
			V.__tostring = function(v) return "V" .. v.x end
			function V:double() return self + self end
			local v = remote(function(v) return v:double() end, setmetatable({x = 4}, V))
			return tostring(v), getmetatable(v).__index == getmetatable(v)`, "V8 true"},
		{"a metatable that protects itself", `
			local t = setmetatable({}, {__metatable = "no", __index = {x = 5}})
			return remote(function(t) return t.x, getmetatable(t) end, t)`, "5 no"},
		{"__index and __pairs are not asked", `
			local t = setmetatable({1}, {__index = function() error("asked") end, __len = function() error("asked") end})
			return rawlen(remote(function(t) return t end, t))`, "1"},
		{"each call is a copy of its own", `
			local t = {n = 0}
			local function add(t) t.n = t.n + 1 return t.n end
			return remote(add, t), remote(add, t), t.n`, "1 1 0"},
		{"50,000 levels of tables", `
			local t = {} for i = 1, 50000 do t = {t} end
			local b, n = remote(function(t) local n = 0 while t[1] do t = t[1] n = n + 1 end return {{n}}, n end, t)
			return b[1][1], n`, "50000 50000"},
		{"100,000 levels by field and metatable", `
			local t = {} for i = 1, 100000 do t = setmetatable({next = t}, {}) end
			local b, n = remote(function(t) return t end, t), 0
			while b.next do b = b.next n = n + 1 end
			return n`, "100000"},
		{"standard libraries by name", `
			local s, up, g = string, string.upper, _G
			return remote(function(p) return s.lower("A") .. up("b"), p == print, g == _G, _G.string == s, rawequal(s.upper, up) end, print)`,
			"aB true true true true"},
		{"they come back as what they are", `
			local a, b, c = remote(function() return string, math.floor, _G end)
			return a == string, b == math.floor, c == _G`, "true true true"},
		{"built-in modules, functions, methods", `
			local demo = require("demo")
			local box, get = demo.box, demo.box().get
			return remote(function() return get(box(5)), require("demo") == demo end)`, "5 true"},
		{"a module at home that nobody required there", `
			return remote(function() return require("demo") end) == require("demo")`, "true"},
		{"arg is data", `
			arg = {[0] = "s", "x"}
			return remote(function() return arg[1] end)`, "x"},
	})
}

func TestObjects(t *testing.T) {
	runAll(t, []script{
		{"an object that opted in", `
			local demo = require("demo")
			return remote(function(b) return b:get().x end, demo.box({x = 7}))`, "7"},
		{"shared", `
			local demo = require("demo")
			local b = demo.box(1)
			local x, y = remote(function(b, t) return b == t[1], b end, b, {b})
			return x, y:get()`, "true 1"},
		{"within each other, in any order", `
			local demo = require("demo")
			local a = demo.box(1)
			local b = demo.box({a, a})
			local c = demo.box({b, {a}})
			local x, y, z = remote(function(a, c, b) return c:get()[1]:get()[1] == a, b:get()[2] == a, c:get()[2][1]:get() end, a, c, b)
			return x, y, z`, "true true 1"},
		{"with functions in it", `
			local demo = require("demo")
			local n = 40
			return remote(function(b) return b:get()(2) end, demo.box(function(m) return n + m end))`, "42"},
		{"within itself", `
			local demo = require("demo")
			local b = demo.box() b:set({b})
			local ok, e = pcall(remote, function() end, b)
			return ok, (e.message:find("within itself", 1, true)) ~= nil`, "false true"},
	})
}
