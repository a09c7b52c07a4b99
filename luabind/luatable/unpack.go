package luatable

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// Unpack is the global unpack. It makes the stack grow once, before the first push: else it grows
// by a few places every few pushes, and is copied each time.
func Unpack(L *lua.LState) int {
	list := stdlib.Table(L, "unpack", 1)
	from := stdlib.OptInt(L, "unpack", 2, 1)
	to := stdlib.OptInt(L, "unpack", 3, list.Len())
	if from > to {
		return 0
	}
	n := to - from + 1
	stdlib.Fits(L, n, "too many results to unpack")
	base := L.GetTop()
	L.SetTop(base + n)
	L.SetTop(base)
	for i := range n {
		L.Push(get(list, from+i))
	}
	return n
}
