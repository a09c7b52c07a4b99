package luabase

import (
	"strconv"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// typeNames are the names of types as Lua values, made once.
var typeNames = func() (names [lua.LTChannel + 1]lua.LValue) {
	for t := range names {
		names[t] = lua.LString(lua.LValueType(t).String())
	}
	return names
}()

func typeOf(L *lua.LState) int {
	L.Push(typeNames[stdlib.Any(L, "type", 1).Type()])
	return 1
}

// assert raises the message as it is, of any type, so that error objects pass.
// Without one it says where.
func assert(L *lua.LState) int {
	if lua.LVAsBool(stdlib.Any(L, "assert", 1)) {
		return L.GetTop()
	}
	if L.GetTop() < 2 {
		L.RaiseError("assertion failed!")
	}
	L.Error(L.Get(2), 0)
	return 0
}

func raise(L *lua.LState) int {
	v := L.Get(1)
	level := stdlib.OptInt(L, "error", 2, 1)
	if s, ok := v.(lua.LString); ok && level > 0 {
		v = lua.LString(where(L, level)) + s
	}
	L.Error(v, 0)
	return 0
}

// where is "source:line: " of a level of the stack, or "" where that is no Lua
// function.
func where(L *lua.LState, level int) string {
	frame, ok := L.GetStack(level)
	if !ok {
		return ""
	}
	if _, err := L.GetInfo("Sl", frame, nil); err != nil || frame.CurrentLine <= 0 {
		return ""
	}
	return frame.Source + ":" + strconv.Itoa(frame.CurrentLine) + ": "
}

func getMetatable(L *lua.LState) int {
	mt := rawMetatable(L, stdlib.Any(L, "getmetatable", 1))
	if t, ok := mt.(*lua.LTable); ok {
		if guard := t.RawGetString("__metatable"); guard != lua.LNil {
			mt = guard
		}
	}
	L.Push(mt)
	return 1
}

// rawMetatable is the metatable of a value, whatever its __metatable says.
func rawMetatable(L *lua.LState, v lua.LValue) lua.LValue {
	switch v := v.(type) {
	case *lua.LTable:
		return v.Metatable
	case *lua.LUserData:
		return v.Metatable
	}
	return L.GetMetatable(v)
}

func setMetatable(L *lua.LState) int {
	t := stdlib.Table(L, "setmetatable", 1)
	mt := L.Get(2)
	if _, ok := mt.(*lua.LTable); !ok && (mt != lua.LNil || L.GetTop() < 2) {
		stdlib.TypeError(L, "setmetatable", 2, "nil or table")
	}
	if old, ok := t.Metatable.(*lua.LTable); ok && old.RawGetString("__metatable") != lua.LNil {
		L.RaiseError("cannot change a protected metatable")
	}
	t.Metatable = mt
	L.SetTop(1)
	return 1
}

func rawEqual(L *lua.LState) int {
	L.Push(lua.LBool(stdlib.Any(L, "rawequal", 1) == stdlib.Any(L, "rawequal", 2)))
	return 1
}

func rawGet(L *lua.LState) int {
	L.Push(stdlib.Table(L, "rawget", 1).RawGet(stdlib.Any(L, "rawget", 2)))
	return 1
}

func rawSet(L *lua.LState) int {
	t := stdlib.Table(L, "rawset", 1)
	L.RawSet(t, stdlib.Any(L, "rawset", 2), stdlib.Any(L, "rawset", 3))
	L.SetTop(1)
	return 1
}

func rawLen(L *lua.LState) int {
	switch v := L.Get(1).(type) {
	case *lua.LTable:
		L.Push(stdlib.Integer(v.Len()))
	case lua.LString:
		L.Push(stdlib.Integer(len(v)))
	default:
		stdlib.TypeError(L, "rawlen", 1, "table or string")
	}
	return 1
}

// selectFrom leaves the arguments where they are: its results are the last of
// them.
func selectFrom(L *lua.LState) int {
	top := L.GetTop()
	if s, ok := L.Get(1).(lua.LString); ok && s == "#" {
		L.Push(stdlib.Integer(top - 1))
		return 1
	}
	i := stdlib.Int(L, "select", 1)
	if i < 0 {
		i = top + i
	}
	if i < 1 {
		stdlib.ArgError(L, "select", 1, "index out of range")
	}
	return max(0, top-i)
}
