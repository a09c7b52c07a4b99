package luabase

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luanumber"
	"luafut/luabind/luastring"
	"luafut/luabind/luastring/stdlib"
)

func toString(L *lua.LState) int {
	L.Push(lua.LString(luastring.ToString(L, stdlib.Any(L, "tostring", 1))))
	return 1
}

func toNumber(L *lua.LState) int {
	base := stdlib.OptInt(L, "tonumber", 2, 10)
	if base == 10 {
		if f, ok := stdlib.Numeral(stdlib.Any(L, "tonumber", 1)); ok {
			L.Push(lua.LNumber(f))
		} else {
			L.Push(lua.LNil)
		}
		return 1
	}
	text := stdlib.String(L, "tonumber", 1)
	if base < 2 || base > 36 {
		stdlib.ArgError(L, "tonumber", 2, "base out of range: 2 to 36 expected, got %d", base)
	}
	if f, ok := luanumber.ParseInteger(text, base); ok {
		L.Push(lua.LNumber(f))
	} else {
		L.Push(lua.LNil)
	}
	return 1
}
