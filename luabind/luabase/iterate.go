package luabase

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

func next(L *lua.LState) int {
	t, ok := L.Get(1).(*lua.LTable)
	if !ok {
		stdlib.TypeError(L, "next", 1, "table")
	}
	k, v := t.Next(L.Get(2))
	L.Push(k)
	if k == lua.LNil {
		return 1
	}
	L.Push(v)
	return 2
}

// pairs gives the global next as it was when the state was made.
func pairs(s *vm.State) lua.LGFunction {
	next := s.Globals().RawGetString("next")
	return func(L *lua.LState) int {
		t, ok := L.Get(1).(*lua.LTable)
		if !ok {
			stdlib.TypeError(L, "pairs", 1, "table")
		}
		L.Push(next)
		L.Push(t)
		L.Push(lua.LNil)
		return 3
	}
}

func ipairs(s *vm.State) lua.LGFunction {
	step, stepOf := s.Main().LState().NewFunction(nextItem), s.Main().LState().NewFunction(nextItemOf)
	zero := lua.LValue(lua.LNumber(0))
	return func(L *lua.LState) int {
		switch list := L.Get(1); {
		case list.Type() == lua.LTTable:
			L.Push(step)
		case list.Type() == lua.LTUserData && L.GetMetaField(list, "__call") != lua.LNil:
			stdlib.ArgError(L, "ipairs", 1, "this is an iterator itself: for … in it do")
		case list.Type() == lua.LTUserData && L.GetMetaField(list, "__index") != lua.LNil:
			L.Push(stepOf)
		default:
			stdlib.TypeError(L, "ipairs", 1, "table")
		}
		L.Push(L.Get(1))
		L.Push(zero)
		return 3
	}
}

// nextItemOf is the iterator of ipairs over an object that has items, such as a
// selection of html.
func nextItemOf(L *lua.LState) int {
	i := stdlib.Integer(stdlib.Int(L, "ipairs iterator", 2) + 1)
	v := L.GetTable(L.Get(1), i)
	if v == lua.LNil {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(i)
	L.Push(v)
	return 2
}

// nextItem is the iterator of ipairs.
func nextItem(L *lua.LState) int {
	i := stdlib.Int(L, "ipairs iterator", 2) + 1
	v := stdlib.Table(L, "ipairs iterator", 1).RawGetInt(i)
	if v == lua.LNil {
		L.Push(lua.LNil)
		return 1
	}
	L.Push(stdlib.Integer(i))
	L.Push(v)
	return 2
}
