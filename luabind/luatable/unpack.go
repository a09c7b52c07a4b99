package luatable

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// unpack makes the stack grow once: a push for each item lets it grow by a few each time, and copies
// all of it each time.
func unpack(L *lua.LState) int {
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
	for i := range n {
		L.Replace(base+1+i, get(list, from+i))
	}
	return n
}
