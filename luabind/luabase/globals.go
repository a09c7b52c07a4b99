package luabase

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luatable"
	"luafut/luabind/vm"
)

// listed is what ipairs goes through.
var listed = &bind.Type{Name: "table|userdata", Want: "a table", Accepts: func(v lua.LValue) bool {
	return v.Type() == lua.LTTable || v.Type() == lua.LTUserData
}}

// Globals are the functions that a script has without a require.
var Globals = &bind.Module{
	Name:  "_G",
	Doc:   "The functions of the language itself, which need no require.",
	Plain: true,
	Values: []bind.Constant{
		{Name: "_G", Type: bind.Table, Doc: "The table of the globals itself.", Make: func(s *vm.State) lua.LValue { return s.Globals() }},
		{Name: "_VERSION", Type: bind.String, Doc: `The language: "Lua 5.1".`, Make: func(*vm.State) lua.LValue { return lua.LString(lua.LuaVersion) }},
	},
	Funcs: []bind.Func{
		{
			Name: "assert", Doc: "Returns its arguments where the first is neither nil nor false, and raises the second, of any type and as it is, where it is.",
			Params:  []bind.Param{bind.P("v", bind.Any, "what must hold"), bind.Opt("message", bind.Any, `"assertion failed!" and the position where it is left out`), bind.Rest(bind.Any, "returned too")},
			Returns: "any ...", Example: `local n = assert(tonumber("12"), "not a number")`, Raw: bind.Raw(assert),
		},
		{
			Name: "collectgarbage", Doc: `Tells the memory in use in KB ("count"), or collects what nothing refers to ("collect"); the other options of Lua 5.1 are taken, but the collector steers itself.`,
			Params:  []bind.Param{bind.Opt("option", bind.OneOf("collect", "count", "step", "stop", "restart", "setpause", "setstepmul"), `"collect" where it is left out`), bind.Opt("arg", bind.Number, "not used")},
			Returns: "number|boolean", Example: `print(collectgarbage("count") > 0) --> true`, Raw: bind.Raw(collectGarbage),
		},
		{
			Name: "dofile", Doc: "Runs a Lua file and returns what it returns.",
			Params:  []bind.Param{bind.Opt("path", bind.String, "standard input where it is left out")},
			Returns: "any ...", Example: `pcall(dofile, "settings.lua")`, Raw: bind.Raw(doFile),
		},
		{
			Name: "error", Doc: "Raises a value of any type; a string gets the position in front.",
			Params:  []bind.Param{bind.Opt("message", bind.Any, "what pcall gives back"), bind.Opt("level", bind.Number, "whose position: 1 the caller of error (default), 2 its caller, 0 none")},
			Example: `pcall(error, "no such page")`, Raw: bind.Raw(raise),
		},
		{
			Name: "gcinfo", Doc: "Returns the memory in use in whole KB; collectgarbage(\"count\") is the newer way.",
			Returns: "number", Example: `print(gcinfo() > 0) --> true`, Raw: bind.Raw(gcInfo),
		},
		{
			Name: "getfenv", Doc: "Returns the table that a function's globals are in.",
			Params:  []bind.Param{bind.Opt("f", bind.Or(bind.Function, bind.Number), "a function, or a level of the stack: 1 the caller (default), 0 the thread")},
			Returns: "table", Example: `print(getfenv(1) == _G) --> true`, Raw: bind.Raw(getFEnv),
		},
		{
			Name: "getmetatable", Doc: "Returns the metatable of a value, or what its field __metatable says.",
			Params:  []bind.Param{bind.P("v", bind.Any, "")},
			Returns: "any", Example: `print(getmetatable("").__index == string) --> true`, Raw: bind.Raw(getMetatable),
		},
		{
			Name: "ipairs", Doc: "Returns an iterator over the items of a list, or of an object that has them, such as a selection: for i, v in ipairs(t) do.",
			Params:  []bind.Param{bind.P("list", listed, "")},
			Returns: "function, any, integer", Example: `for i, v in ipairs({"a", "b"}) do print(i, v) end`, Raw: ipairs,
		},
		{
			Name: "load", Doc: "Compiles a text, or the pieces that a function returns until nil, into a function; nil and a message where it is not Lua.",
			Params: []bind.Param{bind.P("chunk", bind.Or(bind.Function, bind.String), ""), bind.Opt("name", bind.String, "what messages call it; after @ a file, after = as it is"),
				bind.Opt("mode", bind.String, `"t" for text; compiled Lua is never loaded`), bind.Opt("env", bind.Table, "its globals")},
			Returns: "function?, string?", Example: `print(load("return 1 + 1")()) --> 2`, Raw: bind.Raw(load),
		},
		{
			Name: "loadfile", Doc: "Compiles a Lua file into a function, without running it; nil and a message where that fails.",
			Params:  []bind.Param{bind.Opt("path", bind.String, "standard input where it is left out")},
			Returns: "function?, string?", Example: `local fn, problem = loadfile("settings.lua")`, Raw: bind.Raw(loadFile),
		},
		{
			Name: "loadstring", Doc: "Compiles a text into a function; nil and a message where it is not Lua.",
			Params:  []bind.Param{bind.P("text", bind.String, ""), bind.Opt("name", bind.String, "what messages call it")},
			Returns: "function?, string?", Example: `print(loadstring("return 1 + 1")()) --> 2`, Raw: bind.Raw(loadString),
		},
		{
			Name: "module", Doc: "Makes a table the global and the module of a name, and the environment of the caller; returning a table from the file is the newer way.",
			Params:  []bind.Param{bind.P("name", bind.String, "dots lead into tables"), bind.Rest(bind.Function, "called with the table; package.seeall")},
			Example: `local function file() module("shapes", package.seeall) end file()`, Raw: bind.Raw(module),
		},
		{
			Name: "newproxy", Doc: "Returns a userdata that holds nothing; with true it has a metatable of its own, with another proxy that one's.",
			Params:  []bind.Param{bind.Opt("like", bind.Or(bind.Boolean, bind.Any), "false where it is left out")},
			Returns: "userdata", Example: `getmetatable(newproxy(true)).__len = function() return 3 end`, Raw: bind.Raw(newProxy),
		},
		{
			Name: "next", Doc: "Returns the key and the value that follow a key in a table, in no particular order, or nil behind the last; nil as the key begins.",
			Params:  []bind.Param{bind.P("t", bind.Table, ""), bind.Opt("key", bind.Any, "")},
			Returns: "any, any", Example: `print(next({}) == nil) --> true`, Raw: bind.Raw(next),
		},
		{
			Name: "pairs", Doc: "Returns an iterator over all keys of a table: for k, v in pairs(t) do.",
			Params:  []bind.Param{bind.P("t", bind.Table, "")},
			Returns: "function, table, nil", Example: `for k, v in pairs({x = 1}) do print(k, v) end`, Raw: pairs,
		},
		{
			Name: "pcall", Doc: "Calls a function: returns true and its results, or false and what it raised.",
			Params:  []bind.Param{bind.P("fn", bind.Callable, ""), bind.Rest(bind.Any, "its arguments")},
			Returns: "boolean, any ...", Example: `local ok, problem = pcall(error, "no")`, Raw: bind.Raw(vm.PCall),
		},
		{
			Name: "print", Doc: "Writes its arguments as tostring gives them to standard output, a tab between two and a line's end behind; lines of several tasks stay whole.",
			Params:  []bind.Param{bind.Rest(bind.Any, "")},
			Example: `print("pages", 3) --> pages 3`, Raw: printLine,
		},
		{
			Name: "rawequal", Doc: "Tells whether two values are the same, without metamethods.",
			Params:  []bind.Param{bind.P("a", bind.Any, ""), bind.P("b", bind.Any, "")},
			Returns: "boolean", Example: `print(rawequal("a", "a")) --> true`, Raw: bind.Raw(rawEqual),
		},
		{
			Name: "rawget", Doc: "Returns a field of a table, without metamethods.",
			Params:  []bind.Param{bind.P("t", bind.Table, ""), bind.P("key", bind.Any, "")},
			Returns: "any", Example: `print(rawget({x = 1}, "x")) --> 1`, Raw: bind.Raw(rawGet),
		},
		{
			Name: "rawlen", Doc: "Returns the length of a table or a string, without metamethods.",
			Params:  []bind.Param{bind.P("v", bind.Or(bind.Table, bind.String), "")},
			Returns: "number", Example: `print(rawlen({5, 7})) --> 2`, Raw: bind.Raw(rawLen),
		},
		{
			Name: "rawset", Doc: "Sets a field of a table, without metamethods, and returns the table.",
			Params:  []bind.Param{bind.P("t", bind.Table, ""), bind.P("key", bind.Any, "not nil"), bind.P("value", bind.Any, "")},
			Returns: "table", Example: `print(rawset({}, "x", 1).x) --> 1`, Raw: bind.Raw(rawSet),
		},
		{
			Name: "require", Doc: "Returns a module: a built-in one, or what a Lua file that package.path leads to returns, which is run once whatever tasks ask for it.",
			Params:  []bind.Param{bind.P("name", bind.String, "dots are folders")},
			Returns: "any", Example: `local math = require("math")`, Raw: bind.Raw(require),
		},
		{
			Name: "select", Doc: `Returns its arguments from the nth on, counted from the end where n is negative; with "#", how many there are.`,
			Params:  []bind.Param{bind.P("n", bind.Or(bind.Number, bind.OneOf("#")), ""), bind.Rest(bind.Any, "")},
			Returns: "any ...", Example: `print(select("#", nil, nil), select(-1, 5, 7)) --> 2 7`, Raw: bind.Raw(selectFrom),
		},
		{
			Name: "setfenv", Doc: "Makes a table the globals of a function, and returns the function.",
			Params:  []bind.Param{bind.P("f", bind.Or(bind.Function, bind.Number), "a function, or a level of the stack: 1 the caller, 0 the thread"), bind.P("env", bind.Table, "")},
			Returns: "function", Example: `print(setfenv(loadstring("return x"), {x = 5})()) --> 5`, Raw: bind.Raw(setFEnv),
		},
		{
			Name: "setmetatable", Doc: "Sets or takes away the metatable of a table, and returns the table.",
			Params:  []bind.Param{bind.P("t", bind.Table, ""), bind.P("metatable", bind.Table, "nil takes it away")},
			Returns: "table", Example: `local t = setmetatable({}, {__index = function(_, k) return k end})`, Raw: bind.Raw(setMetatable),
		},
		{
			Name: "tonumber", Doc: "Returns the number that a numeral stands for, an integer of a base from 2 to 36 where one is given, or nil.",
			Params:  []bind.Param{bind.P("v", bind.Any, ""), bind.Opt("base", bind.Number, "10 where it is left out")},
			Returns: "number?", Example: `print(tonumber("0x10"), tonumber("ff", 16)) --> 16 255`, Raw: bind.Raw(toNumber),
		},
		{
			Name: "tostring", Doc: "Returns the text of a value: what its __tostring returns, where its metatable has one.",
			Params:  []bind.Param{bind.P("v", bind.Any, "")},
			Returns: "string", Example: `print(tostring(nil)) --> nil`, Raw: bind.Raw(toString),
		},
		{
			Name: "type", Doc: "Returns the name of a value's type.",
			Params:  []bind.Param{bind.P("v", bind.Any, "")},
			Returns: "string", Example: `print(type({})) --> table`, Raw: bind.Raw(typeOf),
		},
		{
			Name: "unpack", Doc: "Returns the items of a list from i to j, the whole list where neither is given.",
			Params:  []bind.Param{bind.P("list", bind.Table, ""), bind.Opt("i", bind.Number, "1 where it is left out"), bind.Opt("j", bind.Number, "the list's length where it is left out")},
			Returns: "any ...", Example: `print(unpack({5, 7})) --> 5 7`, Raw: bind.Raw(luatable.Unpack),
		},
		{
			Name: "xpcall", Doc: "Calls a function as pcall does; what it raised goes through a handler, which runs where it was raised.",
			Params:  []bind.Param{bind.P("fn", bind.Callable, ""), bind.P("handler", bind.Callable, "called with what was raised; debug.traceback"), bind.Rest(bind.Any, "the function's arguments")},
			Returns: "boolean, any ...", Example: `print(xpcall(error, function(e) return "handled" end)) --> false handled`, Raw: bind.Raw(vm.XPCall),
		},
	},
}
