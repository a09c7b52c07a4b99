package luatable

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

func foreach(L *lua.LState) int {
	table := stdlib.Table(L, "foreach", 1)
	fn := stdlib.Function(L, "foreach", 2)
	for key, value := table.Next(lua.LNil); key != lua.LNil; key, value = table.Next(key) {
		if visit(L, fn, key, value) {
			return 1
		}
	}
	return 0
}

func foreachi(L *lua.LState) int {
	list := stdlib.Table(L, "foreachi", 1)
	fn := stdlib.Function(L, "foreachi", 2)
	for i, n := 1, list.Len(); i <= n; i++ {
		if visit(L, fn, stdlib.Integer(i), list.RawGetInt(i)) {
			return 1
		}
	}
	return 0
}

// visit calls the function for a field; true where it returned something, which is pushed.
func visit(L *lua.LState, fn *lua.LFunction, key, value lua.LValue) bool {
	L.Push(fn)
	L.Push(key)
	L.Push(value)
	L.Call(2, 1)
	if L.Get(-1) != lua.LNil {
		return true
	}
	L.Pop(1)
	return false
}
