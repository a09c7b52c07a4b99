package luastring

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/pattern"
	"luafut/luabind/luastring/stdlib"
)

// library is what the functions of one Lua state share. The state runs one goroutine at a time.
type library struct {
	hooks    stdlib.Hooks
	patterns pattern.Cache
	spare    *search // one that no call uses
}

// Open makes the library of a Lua state, in place of the one it has: the global string, what
// require "string" returns, the methods of string values, and the globals tostring and tonumber.
// It returns the string table. To be called once a state, by the goroutine that may use it.
func Open(L *lua.LState, hooks stdlib.Hooks) *lua.LTable {
	table := stdlib.Install(L, "string", Funcs(hooks))
	table.RawSetString("gfind", table.RawGetString("gmatch")) // its name in Lua 5.0, which 5.1 keeps
	meta := L.CreateTable(0, 1)
	meta.RawSetString("__index", table)
	L.SetMetatable(lua.LString(""), meta)
	stdlib.InstallGlobals(L, Globals())
	return table
}

// Funcs declares the functions of the string table, for one Lua state: what they keep between calls
// must not be used by two.
func Funcs(hooks stdlib.Hooks) []stdlib.Func {
	lib := &library{hooks: hooks}
	return []stdlib.Func{
		{
			Name: "byte", Fn: lib.byte,
			Doc:       "Returns the codes of the bytes of s from i to j, the first one where neither is given.",
			Signature: "byte(s[, i[, j]]) -> number...",
			Example:   `string.byte("Lua", 1, 2) --> 76 117`,
		},
		{
			Name: "char", Fn: lib.char,
			Doc:       "Returns the string of the bytes with these codes.",
			Signature: "char(...) -> string",
			Example:   `string.char(76, 117, 97) --> Lua`,
		},
		{
			Name: "dump", Fn: lib.dump,
			Doc:       "Raises an error, for functions have no portable binary form here.",
			Signature: "dump(fn)",
			Example:   `(pcall(string.dump, print)) --> false`,
		},
		{
			Name: "find", Fn: lib.find,
			Doc:       "Returns where the first match of a pattern begins and ends, and its captures, or nil; with plain, looks for the pattern's text.",
			Signature: "find(s, pattern[, init[, plain]]) -> number, number, ... | nil",
			Example:   `string.find("hello world", "o w") --> 5 7`,
		},
		{
			Name: "format", Fn: lib.format,
			Doc:       "Returns the format with its directives replaced by the arguments, as C's printf does, with %q for a string that Lua can read back.",
			Signature: "format(format, ...) -> string",
			Example:   `string.format("%5.1f|%-4s|%03d", 2.25, "ab", 7) -->   2.2|ab  |007`,
		},
		{
			Name: "gmatch", Fn: lib.gmatch,
			Doc:       "Returns an iterator over the captures of each match of a pattern, or the whole match where it has none.",
			Signature: "gmatch(s, pattern) -> function",
			Example:   `for k, v in string.gmatch("a=1, b=2", "(%w+)=(%w+)") do print(k, v) end`,
		},
		{
			Name: "gsub", Fn: lib.gsub,
			Doc:       "Returns s with the matches of a pattern, n at most, replaced by a string, by a table's values or by what a function returns, and how many matches there were.",
			Signature: "gsub(s, pattern, repl[, n]) -> string, number",
			Example:   `string.gsub("hello world", "(%w+)", "<%1>") --> <hello> <world> 2`,
		},
		{
			Name: "len", Fn: lib.len,
			Doc:       "Returns how many bytes s has.",
			Signature: "len(s) -> number",
			Example:   `string.len("a\0b") --> 3`,
		},
		{
			Name: "lower", Fn: lib.lower,
			Doc:       "Returns s with the letters A to Z in lower case.",
			Signature: "lower(s) -> string",
			Example:   `string.lower("Lua 5.1") --> lua 5.1`,
		},
		{
			Name: "match", Fn: lib.match,
			Doc:       "Returns the captures of the first match of a pattern, or the whole match where it has none, or nil.",
			Signature: "match(s, pattern[, init]) -> string | number, ... | nil",
			Example:   `string.match("key = value", "(%w+) = (%w+)") --> key value`,
		},
		{
			Name: "rep", Fn: lib.rep,
			Doc:       "Returns n copies of s, one behind the other.",
			Signature: "rep(s, n) -> string",
			Example:   `string.rep("ab", 3) --> ababab`,
		},
		{
			Name: "reverse", Fn: lib.reverse,
			Doc:       "Returns s with its bytes in reverse order.",
			Signature: "reverse(s) -> string",
			Example:   `string.reverse("abc") --> cba`,
		},
		{
			Name: "sub", Fn: lib.sub,
			Doc:       "Returns the part of s from i to j, both counted from the end where negative.",
			Signature: "sub(s, i[, j]) -> string",
			Example:   `string.sub("hello", 2, -2) --> ell`,
		},
		{
			Name: "upper", Fn: lib.upper,
			Doc:       "Returns s with the letters a to z in upper case.",
			Signature: "upper(s) -> string",
			Example:   `string.upper("Lua 5.1") --> LUA 5.1`,
		},
	}
}

// Globals declares tostring and tonumber.
func Globals() []stdlib.Func {
	return []stdlib.Func{
		{
			Name: "tonumber", Fn: toNumber,
			Doc:       "Returns the number that a numeral stands for, an integer of a base from 2 to 36 where one is given, or nil.",
			Signature: "tonumber(v[, base]) -> number | nil",
			Example:   `tonumber(" 0x10 ") --> 16`,
		},
		{
			Name: "tostring", Fn: toString,
			Doc:       "Returns the text of a value: what its __tostring returns, where its metatable has one.",
			Signature: "tostring(v) -> string",
			Example:   `tostring(0.1 + 0.2) --> 0.3`,
		},
	}
}
