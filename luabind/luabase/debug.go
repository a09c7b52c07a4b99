package luabase

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// Debug is the table debug.
var Debug = &bind.Module{
	Name:  "debug",
	Doc:   "A look at functions and the stack, for tools; hooks and the registry are not offered.",
	Plain: true,
	Funcs: []bind.Func{
		{
			Name: "getfenv", Doc: "Returns the environment of a function, a coroutine or a userdata.",
			Params:  []bind.Param{bind.P("v", bind.Any, "")},
			Returns: "table?", Example: `print(debug.getfenv(print) == _G) --> true`, Raw: bind.Raw(debugGetFEnv),
		},
		{
			Name: "gethook", Doc: "Returns nil: there are no hooks.",
			Returns: "nil", Example: `print(debug.gethook()) --> nil`, Raw: bind.Raw(getHook),
		},
		{
			Name: "getinfo", Doc: "Returns a table about a function or a level of the stack (1 the caller), or nil above the last level.",
			Params: []bind.Param{bind.Opt("co", bind.Thread, "whose stack"), bind.P("f", bind.Or(bind.Function, bind.Number), ""),
				bind.Opt("what", bind.String, "which fields: letters of \"SlnufL\", all but L where it is left out")},
			Returns: "table?", Example: `print(debug.getinfo(1, "l").currentline) --> 1`, Raw: bind.Raw(getInfo),
		},
		{
			Name: "getlocal", Doc: "Returns the name and the value of the nth local of a level of the stack, or nil.",
			Params:  []bind.Param{bind.Opt("co", bind.Thread, "whose stack"), bind.P("level", bind.Number, "1 the caller"), bind.P("n", bind.Number, "from 1")},
			Returns: "string?, any", Example: `local x = 5 print(debug.getlocal(1, 1)) --> x 5`, Raw: bind.Raw(getLocal),
		},
		{
			Name: "getmetatable", Doc: "Returns the metatable of a value, whatever its __metatable says.",
			Params:  []bind.Param{bind.P("v", bind.Any, "")},
			Returns: "table?", Example: `print(debug.getmetatable("").__index == string) --> true`, Raw: bind.Raw(debugGetMetatable),
		},
		{
			Name: "getregistry", Doc: "Raises an error: the registry is not for scripts.",
			Example: `print(pcall(debug.getregistry))`, Raw: refuse("debug.getregistry", "the registry is not for scripts"),
		},
		{
			Name: "getupvalue", Doc: "Returns the name and the value of the nth upvalue of a function, or nothing.",
			Params:  []bind.Param{bind.P("fn", bind.Function, ""), bind.P("n", bind.Number, "from 1")},
			Returns: "string?, any", Example: `local x = 5 print(debug.getupvalue(function() return x end, 1)) --> x 5`, Raw: bind.Raw(getUpvalue),
		},
		{
			Name: "setfenv", Doc: "Sets the environment of a function, a coroutine or a userdata, and returns it.",
			Params:  []bind.Param{bind.P("v", bind.Any, ""), bind.P("env", bind.Table, "")},
			Returns: "any", Example: `print(debug.setfenv(loadstring("return x"), {x = 5})()) --> 5`, Raw: bind.Raw(debugSetFEnv),
		},
		{
			Name: "sethook", Doc: "Raises an error: tasks take turns where a hook would run.",
			Example: `print(pcall(debug.sethook, print, "l"))`, Raw: refuse("debug.sethook", "tasks take turns where a hook would run"),
		},
		{
			Name: "setlocal", Doc: "Sets the nth local of a level of the stack, and returns its name, or nil where there is none.",
			Params:  []bind.Param{bind.Opt("co", bind.Thread, "whose stack"), bind.P("level", bind.Number, "1 the caller"), bind.P("n", bind.Number, "from 1"), bind.P("value", bind.Any, "")},
			Returns: "string?", Example: `local x = 5 debug.setlocal(1, 1, 6) print(x) --> 6`, Raw: bind.Raw(setLocal),
		},
		{
			Name: "setmetatable", Doc: "Sets the metatable of a value of any type, and returns the value; numbers, strings and the like share one a type.",
			Params:  []bind.Param{bind.P("v", bind.Any, ""), bind.Opt("metatable", bind.Table, "")},
			Returns: "any", Example: `debug.setmetatable({}, nil)`, Raw: bind.Raw(debugSetMetatable),
		},
		{
			Name: "setupvalue", Doc: "Sets the nth upvalue of a function, and returns its name, or nothing where there is none.",
			Params:  []bind.Param{bind.P("fn", bind.Function, ""), bind.P("n", bind.Number, "from 1"), bind.P("value", bind.Any, "")},
			Returns: "string?", Example: `local x = 5 debug.setupvalue(function() return x end, 1, 6) print(x) --> 6`, Raw: bind.Raw(setUpvalue),
		},
		{
			Name: "traceback", Doc: "Returns a message with the lines of the stack behind it; what is no string comes back as it is.",
			Params:  []bind.Param{bind.Opt("co", bind.Thread, "whose stack"), bind.Opt("message", bind.Any, ""), bind.Opt("level", bind.Number, "where to begin: 1 the caller (default)")},
			Returns: "string", Example: `print(debug.traceback("here"))`, Raw: bind.Raw(traceback),
		},
	},
}

// refuse is a function that only says why it does nothing.
func refuse(name, why string) func(s *vm.State) lua.LGFunction {
	return bind.Raw(func(L *lua.LState) int {
		L.RaiseError("%s is not available: %s", name, why)
		return 0
	})
}

func getHook(L *lua.LState) int {
	L.Push(lua.LNil)
	return 1
}

func debugGetFEnv(L *lua.LState) int {
	L.Push(L.GetFEnv(stdlib.Any(L, "getfenv", 1)))
	return 1
}

func debugSetFEnv(L *lua.LState) int {
	env := stdlib.Table(L, "setfenv", 2)
	switch v := L.Get(1).(type) {
	case *lua.LFunction, *lua.LUserData, *lua.LState:
		L.SetFEnv(v, env)
	default:
		L.RaiseError("'setfenv' cannot change environment of given object")
	}
	L.SetTop(1)
	return 1
}

func debugGetMetatable(L *lua.LState) int {
	L.Push(rawMetatable(L, stdlib.Any(L, "getmetatable", 1)))
	return 1
}

func debugSetMetatable(L *lua.LState) int {
	mt := L.Get(2)
	if _, ok := mt.(*lua.LTable); !ok && mt != lua.LNil {
		stdlib.TypeError(L, "setmetatable", 2, "nil or table")
	}
	L.SetMetatable(L.Get(1), mt)
	L.SetTop(1)
	return 1
}

func getUpvalue(L *lua.LState) int {
	name, v := L.GetUpvalue(stdlib.Function(L, "getupvalue", 1), stdlib.Int(L, "getupvalue", 2))
	if name == "" {
		return 0
	}
	L.Push(lua.LString(name))
	L.Push(v)
	return 2
}

func setUpvalue(L *lua.LState) int {
	fn, n := stdlib.Function(L, "setupvalue", 1), stdlib.Int(L, "setupvalue", 2)
	name := L.SetUpvalue(fn, n, stdlib.Any(L, "setupvalue", 3))
	if name == "" {
		return 0
	}
	L.Push(lua.LString(name))
	return 1
}
