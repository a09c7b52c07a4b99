package luatable

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

// library is what the functions of one Lua state share.
type library struct {
	hooks stdlib.Hooks
}

// Open makes the library of a Lua state, in place of the one it has: the global table, what require
// "table" returns, and the global unpack. It returns the table. To be called once a state, by the
// goroutine that may use it.
func Open(L *lua.LState, hooks stdlib.Hooks) *lua.LTable {
	table := stdlib.Install(L, "table", Funcs(hooks))
	stdlib.InstallGlobals(L, Globals())
	return table
}

// Funcs declares the functions of the table "table".
func Funcs(hooks stdlib.Hooks) []stdlib.Func {
	lib := &library{hooks: hooks}
	return []stdlib.Func{
		{
			Name: "concat", Fn: lib.concat,
			Doc:       "Returns the strings and numbers of a list from i to j, one behind the other with sep in between.",
			Signature: "concat(list[, sep[, i[, j]]]) -> string",
			Example:   `table.concat({"a", "b", 3}, ", ") --> a, b, 3`,
		},
		{
			Name: "foreach", Fn: lib.foreach,
			Doc:       "Calls fn(key, value) for each field of a table until it returns something other than nil, and returns that; pairs is the newer way.",
			Signature: "foreach(t, fn) -> any",
			Example:   `table.foreach({x = 1}, function(k, v) return k end) --> x`,
		},
		{
			Name: "foreachi", Fn: lib.foreachi,
			Doc:       "Calls fn(i, value) for each item of a list until it returns something other than nil, and returns that; ipairs is the newer way.",
			Signature: "foreachi(list, fn) -> any",
			Example:   `table.foreachi({5, 7}, function(i, v) if v > 5 then return i end end) --> 2`,
		},
		{
			Name: "getn", Fn: lib.getn,
			Doc:       "Returns the length of a list, as the operator # does.",
			Signature: "getn(list) -> number",
			Example:   `table.getn({5, 7}) --> 2`,
		},
		{
			Name: "insert", Fn: lib.insert,
			Doc:       "Puts a value into a list at a place, or behind its end, and moves up what stands there.",
			Signature: "insert(list[, pos], value)",
			Example:   `local t = {1, 3}; table.insert(t, 2, 2); print(t[3]) --> 3`,
		},
		{
			Name: "maxn", Fn: lib.maxn,
			Doc:       "Returns the largest positive number among a table's keys, or 0.",
			Signature: "maxn(t) -> number",
			Example:   `table.maxn({[3] = "c", [7.5] = "x"}) --> 7.5`,
		},
		{
			Name: "remove", Fn: lib.remove,
			Doc:       "Takes the item at a place, or the last one, out of a list and returns it; nothing where there is none.",
			Signature: "remove(list[, pos]) -> any",
			Example:   `table.remove({5, 7, 9}, 1) --> 5`,
		},
		{
			Name: "sort", Fn: lib.sort,
			Doc:       "Sorts a list in place, by < or by before(a, b), which tells whether a must come before b.",
			Signature: "sort(list[, before])",
			Example:   `local t = {3, 1, 2}; table.sort(t); print(t[1]) --> 1`,
		},
	}
}

// Globals declares unpack.
func Globals() []stdlib.Func {
	return []stdlib.Func{{
		Name: "unpack", Fn: unpack,
		Doc:       "Returns the items of a list from i to j, the whole list where neither is given.",
		Signature: "unpack(list[, i[, j]]) -> any...",
		Example:   `unpack({5, 7, 9}, 2) --> 7 9`,
	}}
}
