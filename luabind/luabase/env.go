package luabase

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// functionAt is the function that getfenv and setfenv are asked about: a
// function, or the one at a level of the stack; nil for level 0, which is the
// thread.
func functionAt(L *lua.LState, name string) *lua.LFunction {
	if fn, ok := L.Get(1).(*lua.LFunction); ok {
		return fn
	}
	level := stdlib.OptInt(L, name, 1, 1)
	if level < 0 {
		stdlib.ArgError(L, name, 1, "level must be non-negative")
	}
	if level == 0 {
		return nil
	}
	fn := callerAt(L, level)
	if fn == nil {
		stdlib.ArgError(L, name, 1, "invalid level")
	}
	return fn
}

// callerAt is the function at a level of the stack, or nil.
func callerAt(L *lua.LState, level int) *lua.LFunction {
	frame, ok := L.GetStack(level)
	if !ok {
		return nil
	}
	fn, err := L.GetInfo("f", frame, nil)
	if err != nil {
		return nil
	}
	f, _ := fn.(*lua.LFunction)
	return f
}

func getFEnv(L *lua.LState) int {
	fn := functionAt(L, "getfenv")
	if fn == nil || fn.IsG {
		L.Push(L.Env)
	} else {
		L.Push(fn.Env)
	}
	return 1
}

func setFEnv(L *lua.LState) int {
	env := stdlib.Table(L, "setfenv", 2)
	fn := functionAt(L, "setfenv")
	switch {
	case fn == nil:
		L.Env = env
		return 0
	case fn.IsG:
		L.RaiseError("'setfenv' cannot change environment of given object")
	}
	fn.Env = env
	L.Push(fn)
	return 1
}

// module is Lua 5.1's: it makes a table, the global of that name and the
// environment of the caller.
func module(L *lua.LState) int {
	name := stdlib.String(L, "module", 1)
	lib := of(L)
	t, ok := lib.loaded.RawGetString(name).(*lua.LTable)
	if !ok {
		t = globalTable(L, name)
		lib.loaded.RawSetString(name, t)
	}
	if t.RawGetString("_NAME") == lua.LNil {
		t.RawSetString("_M", t)
		t.RawSetString("_NAME", lua.LString(name))
		t.RawSetString("_PACKAGE", lua.LString(name[:strings.LastIndexByte(name, '.')+1]))
	}
	caller := callerAt(L, 1)
	if caller == nil || caller.IsG {
		L.RaiseError("'module' not called from a Lua function")
	}
	caller.Env = t
	for i, n := 2, L.GetTop(); i <= n; i++ {
		L.Push(L.Get(i))
		L.Push(t)
		L.Call(1, 0)
	}
	return 0
}

// globalTable finds or makes the table of a dotted name.
func globalTable(L *lua.LState, name string) *lua.LTable {
	at := L.G.Global
	for part := range strings.SplitSeq(name, ".") {
		switch v := at.RawGetString(part).(type) {
		case *lua.LTable:
			at = v
		case *lua.LNilType:
			t := L.NewTable()
			at.RawSetString(part, t)
			at = t
		default:
			L.RaiseError("name conflict for module '%s'", name)
		}
	}
	return at
}

// seeAll gives a module the globals as what it lacks.
func seeAll(L *lua.LState) int {
	t := stdlib.Table(L, "seeall", 1)
	mt, ok := t.Metatable.(*lua.LTable)
	if !ok {
		mt = L.NewTable()
		t.Metatable = mt
	}
	mt.RawSetString("__index", L.G.Global)
	return 0
}
