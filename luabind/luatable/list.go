package luatable

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// get is list[i] without metamethods, at any index: LTable.RawGetInt knows only those that the
// interpreter keeps in its array.
func get(list *lua.LTable, i int) lua.LValue {
	if 1 <= i && i < lua.MaxArrayIndex {
		return list.RawGetInt(i)
	}
	return list.RawGet(lua.LNumber(i))
}

// trim drops the nils behind the list's last item, number n, from the interpreter's array: it keeps
// them after list[#list] = nil, counts them as items when it inserts, and passes over all of them
// for each length.
func trim(list *lua.LTable, n int) {
	for n > 0 {
		last := list.Remove(-1)
		if last != lua.LNil {
			list.RawSetInt(n, last)
			return
		}
	}
}

func insert(L *lua.LState) int {
	list := stdlib.Table(L, "insert", 1)
	n := list.Len()
	switch L.GetTop() {
	case 2:
		list.RawSet(lua.LNumber(n+1), L.Get(2))
	case 3:
		insertAt(L, list, n, stdlib.Int(L, "insert", 2), L.Get(3))
	default:
		L.RaiseError("wrong number of arguments to 'insert' (a list, a place or none, and a value expected; got %d)", L.GetTop())
	}
	return 0
}

// insertAt is insert at a place. Outside the list, nothing moves but where the place is below 1:
// then the items move up from there, as in Lua 5.1.
func insertAt(L *lua.LState, list *lua.LTable, n, place int, value lua.LValue) {
	switch {
	case place > n:
		list.RawSet(lua.LNumber(place), value)
	case place >= 1:
		trim(list, n)
		list.Insert(place, value)
	default:
		ticker := stdlib.NewTicker(L)
		for i := n + 1; i > place; i-- {
			ticker.Tick()
			list.RawSet(lua.LNumber(i), get(list, i-1))
		}
		list.RawSet(lua.LNumber(place), value)
	}
}

func remove(L *lua.LState) int {
	list := stdlib.Table(L, "remove", 1)
	n := list.Len()
	place := stdlib.OptInt(L, "remove", 2, n)
	if place < 1 || place > n {
		return 0
	}
	trim(list, n)
	L.Push(list.Remove(place))
	return 1
}

func getn(L *lua.LState) int {
	L.Push(stdlib.Integer(stdlib.Table(L, "getn", 1).Len()))
	return 1
}

func maxn(L *lua.LState) int {
	most := lua.LNumber(0)
	stdlib.Table(L, "maxn", 1).ForEach(func(key, _ lua.LValue) {
		if n, ok := key.(lua.LNumber); ok && n > most {
			most = n
		}
	})
	L.Push(most)
	return 1
}
