package luatable

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

func concat(L *lua.LState) int {
	list := stdlib.Table(L, "concat", 1)
	sep := stdlib.OptString(L, "concat", 2, "")
	from := stdlib.OptInt(L, "concat", 3, 1)
	to := stdlib.OptInt(L, "concat", 4, list.Len())
	out := stdlib.NewBuilder(L)
	reserve(L, &out, list, sep, from, to)
	ticker := stdlib.NewTicker(L)
	for i := from; i <= to; i++ {
		ticker.Tick()
		item := get(list, i)
		text, ok := stdlib.Text(item)
		if !ok {
			L.RaiseError("invalid value (%s) at index %d in table for 'concat'", item.Type().String(), i)
		}
		out.Text(text)
		if i < to {
			out.Text(sep)
		}
	}
	L.Push(lua.LString(out.String()))
	return 1
}

// reserve makes room for the result: it is long, and growing step by step copies it again and
// again. Numbers are left to the growing.
func reserve(L *lua.LState, out *stdlib.Builder, list *lua.LTable, sep string, from, to int) {
	ticker := stdlib.NewTicker(L)
	size := 0
	for i := from; i <= to && size <= stdlib.MaxString; i++ {
		ticker.Tick()
		switch item := get(list, i).(type) {
		case lua.LString:
			size += len(item) + len(sep)
		case lua.LNumber:
			size += 1 + len(sep)
		default:
			return
		}
	}
	if size > len(sep) {
		out.Grow(size - len(sep))
	}
}
