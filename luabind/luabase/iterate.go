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
	step := s.Main().LState().NewFunction(nextItem)
	zero := lua.LValue(lua.LNumber(0))
	return func(L *lua.LState) int {
		t, ok := L.Get(1).(*lua.LTable)
		if !ok {
			stdlib.TypeError(L, "ipairs", 1, "table")
		}
		L.Push(step)
		L.Push(t)
		L.Push(zero)
		return 3
	}
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
