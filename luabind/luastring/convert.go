package luastring

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// ToString is the text of a value as tostring gives it: what its __tostring returns, where its
// metatable has one, which is called on L and may raise; numbers as Lua 5.1 prints them. It raises
// an error where __tostring returns what is no string. To be called by the goroutine that runs L.
func ToString(L *lua.LState, v lua.LValue) string {
	if text, ok := stdlib.Text(v); ok {
		return text
	}
	method := L.GetMetaField(v, "__tostring")
	if method == lua.LNil {
		return v.String()
	}
	L.Push(method)
	L.Push(v)
	L.Call(1, 1)
	result := L.Get(-1)
	L.Pop(1)
	text, ok := stdlib.Text(result)
	if !ok {
		L.RaiseError("'__tostring' must return a string, got %s", result.Type().String())
	}
	return text
}
