package luabase

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// Coroutine is the table coroutine.
var Coroutine = &bind.Module{
	Name:  "coroutine",
	Doc:   "Functions that stop in the middle and go on later. They are not tasks: a coroutine runs only while its resumer waits for it. A task that waits within one needs no yield.",
	Plain: true,
	Funcs: []bind.Func{
		{
			Name: "create", Doc: "Makes a coroutine of a function, which does not begin yet.",
			Params:  []bind.Param{bind.P("fn", bind.Function, "")},
			Returns: "thread", Example: `local co = coroutine.create(function() coroutine.yield(1) end)`, Raw: bind.Raw(coCreate),
		},
		{
			Name: "isyieldable", Doc: "Tells whether the caller is within a coroutine.",
			Returns: "boolean", Example: `print(coroutine.isyieldable()) --> false`, Raw: bind.Raw(coIsYieldable),
		},
		{
			Name: "resume", Doc: "Begins a coroutine, or goes on with it: returns true and what it yields or returns, or false and what it raised. One that another task is inside cannot be resumed.",
			Params:  []bind.Param{bind.P("co", bind.Thread, ""), bind.Rest(bind.Any, "the function's arguments, or what yield returns")},
			Returns: "boolean, any ...", Example: `print(coroutine.resume(coroutine.create(function() return 5 end))) --> true 5`, Raw: bind.Raw(coResume),
		},
		{
			Name: "running", Doc: "Returns the coroutine that the caller is within, or nil.",
			Returns: "thread?", Example: `print(coroutine.running()) --> nil`, Raw: bind.Raw(coRunning),
		},
		{
			Name: "status", Doc: `Tells how a coroutine is: "suspended", "running", "normal" (it resumed another one) or "dead".`,
			Params:  []bind.Param{bind.P("co", bind.Thread, "")},
			Returns: "string", Example: `print(coroutine.status(coroutine.create(print))) --> suspended`, Raw: bind.Raw(coStatus),
		},
		{
			Name: "wrap", Doc: "Makes a function that resumes a coroutine at each call and returns what it yields or returns; what it raises is raised again, as it was.",
			Params:  []bind.Param{bind.P("fn", bind.Function, "")},
			Returns: "function", Example: `for i in coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end) do print(i) end`, Raw: bind.Raw(coWrap),
		},
		{
			Name: "yield", Doc: "Stops the coroutine that the caller is within: its resume returns these values, and yield what the next resume is given.",
			Params:  []bind.Param{bind.Rest(bind.Any, "")},
			Returns: "any ...", Example: `print(coroutine.wrap(function() coroutine.yield(5) end)()) --> 5`, Raw: bind.Raw(vm.CoYield),
		},
	},
}

func coCreate(L *lua.LState) int {
	L.Push(newCoroutine(L, "create"))
	return 1
}

// newCoroutine makes a coroutine of the first argument. gopher-lua drops what a
// Go function at the bottom of a coroutine returns, so that one gets a Lua
// function below it.
func newCoroutine(L *lua.LState, name string) *lua.LState {
	fn := stdlib.Function(L, name, 1)
	if fn.IsG {
		fn, _ = call(L, of(L).below, fn).(*lua.LFunction)
	}
	return vm.CoCreate(L, fn)
}

// below makes a Lua function that calls another one.
const below = `local fn = ... return function(...) return fn(...) end`

func coIsYieldable(L *lua.LState) int {
	L.Push(lua.LBool(vm.CoRunning(L) != nil))
	return 1
}

func coRunning(L *lua.LState) int {
	if co := vm.CoRunning(L); co != nil {
		L.Push(co)
	} else {
		L.Push(lua.LNil)
	}
	return 1
}

func coStatus(L *lua.LState) int {
	L.Push(lua.LString(vm.CoStatus(thread(L, "status"))))
	return 1
}

func coResume(L *lua.LState) int {
	co := thread(L, "resume")
	values, ok := vm.CoResume(L, co, rest(L, 2))
	L.Push(lua.LBool(ok))
	return 1 + pushAll(L, values)
}

func coWrap(L *lua.LState) int {
	co := newCoroutine(L, "wrap")
	L.Push(L.NewFunction(func(L *lua.LState) int {
		values, ok := vm.CoResume(L, co, rest(L, 1))
		if !ok {
			L.Error(values[0], 0)
		}
		return pushAll(L, values)
	}))
	return 1
}

func thread(L *lua.LState, name string) *lua.LState {
	co, ok := L.Get(1).(*lua.LState)
	if !ok {
		stdlib.ArgError(L, name, 1, "coroutine expected")
	}
	return co
}

// rest is the arguments from i on.
func rest(L *lua.LState, i int) []lua.LValue {
	n := L.GetTop() - i + 1
	if n <= 0 {
		return nil
	}
	args := make([]lua.LValue, n)
	for j := range args {
		args[j] = L.Get(i + j)
	}
	return args
}

func pushAll(L *lua.LState, values []lua.LValue) int {
	for _, v := range values {
		L.Push(v)
	}
	return len(values)
}
