package luastring

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/pattern"
	"luafut/luabind/vm"
)

// Module is the table string. Its functions are the methods of string values too.
var Module = &bind.Module{
	Name:  "string",
	Doc:   "Text, which is bytes: places and lengths count these, from 1, and letters are those of ASCII. The functions are methods too: (\"x\"):rep(3).",
	Plain: true,
	Setup: makeMethods,
	Funcs: []bind.Func{
		{
			Name: "byte", Doc: "Returns the codes of the bytes of s from i to j.",
			Params:  []bind.Param{text, bind.Opt("i", bind.Number, "1 where it is left out; counted from the end where it is negative"), bind.Opt("j", bind.Number, "i where it is left out")},
			Returns: "integer ...", Example: `print(string.byte("Lua", 1, 2)) --> 76 117`, Raw: bind.Raw(byteCodes),
		},
		{
			Name: "char", Doc: "Returns the string of the bytes with these codes.",
			Params:  []bind.Param{bind.Rest(bind.Number, "from 0 to 255")},
			Returns: "string", Example: `print(string.char(76, 117, 97)) --> Lua`, Raw: bind.Raw(char),
		},
		{
			Name: "dump", Doc: "Raises an error, for functions have no portable binary form here.",
			Params:  []bind.Param{bind.P("fn", bind.Function, "")},
			Example: `print((pcall(string.dump, print))) --> false`, Raw: bind.Raw(dump),
		},
		{
			Name: "find", Doc: "Returns where the first match of a pattern begins and ends, and its captures, or nil.",
			Params:  []bind.Param{text, patternText, from, bind.Opt("plain", bind.Boolean, "true to look for the pattern's text as it stands")},
			Returns: "integer?, integer?, any ...", Example: `print(string.find("hello world", "o w")) --> 5 7`, Raw: shared((*library).find),
		},
		{
			Name: "format", Doc: "Returns the format with its directives replaced by the arguments, as C's printf does; %s takes any value, as tostring gives it, and %q writes a string that Lua can read back.",
			Params:  []bind.Param{bind.P("format", bind.String, "%c %d %i %u %o %x %X %e %E %f %g %G %q %s, with flags, width and precision, and %% for a percent sign"), bind.Rest(bind.Any, "one for each directive")},
			Returns: "string", Example: `print(string.format("%.1f|%-4s|%03d", 2.25, "ab", 7)) --> 2.2|ab  |007`, Raw: bind.Raw(format),
		},
		{
			Name: "gfind", Doc: "Is gmatch, by its name in Lua 5.0.",
			Params:  []bind.Param{text, patternText},
			Returns: "function", Example: `for w in string.gfind("one two", "%a+") do print(w) end --> one two`, Raw: shared((*library).gmatch),
		},
		{
			Name: "gmatch", Doc: "Returns an iterator over the captures of each match of a pattern, or the whole match where it has none.",
			Params:  []bind.Param{text, patternText},
			Returns: "function", Example: `for k, v in string.gmatch("a=1, b=2", "(%w+)=(%w+)") do print(k, v) end --> a 1 b 2`, Raw: shared((*library).gmatch),
		},
		{
			Name: "gsub", Doc: "Returns s with the matches of a pattern replaced, and how many there were.",
			Params: []bind.Param{text, patternText, bind.P("repl", bind.Or(bind.String, bind.Table, bind.Function), "a text, in which %1 is a capture and %0 the match; or a table that is asked for the first capture, or a function that is called with all: nil or false keeps the match"),
				bind.Opt("n", bind.Number, "how many matches to replace; all where it is left out")},
			Returns: "string, integer", Example: `print(string.gsub("hello world", "(%w+)", "<%1>")) --> <hello> <world> 2`, Raw: shared((*library).gsub),
		},
		{
			Name: "len", Doc: "Returns how many bytes s has.",
			Params:  []bind.Param{text},
			Returns: "integer", Example: `print(string.len("a\0b")) --> 3`, Raw: bind.Raw(length),
		},
		{
			Name: "lower", Doc: "Returns s with the letters A to Z in lower case.",
			Params:  []bind.Param{text},
			Returns: "string", Example: `print(string.lower("Lua 5.1")) --> lua 5.1`, Raw: bind.Raw(lower),
		},
		{
			Name: "match", Doc: "Returns the captures of the first match of a pattern, or the whole match where it has none, or nil.",
			Params:  []bind.Param{text, patternText, from},
			Returns: "string|integer|nil, any ...", Example: `print(string.match("key = value", "(%w+) = (%w+)")) --> key value`, Raw: shared((*library).match),
		},
		{
			Name: "rep", Doc: "Returns n copies of s, one behind the other.",
			Params:  []bind.Param{text, bind.P("n", bind.Number, "the result may have 1 GB at most")},
			Returns: "string", Example: `print(string.rep("ab", 3)) --> ababab`, Raw: bind.Raw(rep),
		},
		{
			Name: "reverse", Doc: "Returns s with its bytes in reverse order.",
			Params:  []bind.Param{text},
			Returns: "string", Example: `print(string.reverse("abc")) --> cba`, Raw: bind.Raw(reverse),
		},
		{
			Name: "sub", Doc: "Returns the part of s from i to j.",
			Params:  []bind.Param{text, bind.P("i", bind.Number, "counted from the end where it is negative"), bind.Opt("j", bind.Number, "-1, the end, where it is left out")},
			Returns: "string", Example: `print(string.sub("hello", 2, -2)) --> ell`, Raw: bind.Raw(sub),
		},
		{
			Name: "upper", Doc: "Returns s with the letters a to z in upper case.",
			Params:  []bind.Param{text},
			Returns: "string", Example: `print(string.upper("Lua 5.1")) --> LUA 5.1`, Raw: bind.Raw(upper),
		},
	},
}

// Parameters that many rows have.
var (
	text        = bind.P("s", bind.String, "a number is taken as its text")
	patternText = bind.P("pattern", bind.String, "of Lua: %a letters, %d digits, %s spaces, %w letters and digits, . any byte; * + - ? repeat, ( ) capture")
	from        = bind.Opt("init", bind.Number, "where to begin; 1 where it is left out, counted from the end where it is negative")
)

// library is what the functions of one Lua state share. The Lua lock guards it.
type library struct {
	patterns pattern.Cache
	spare    *search // one that no call uses
}

// stateKey is where a state keeps its library.
const stateKey = "luastring"

// shared is the Raw of a row whose function uses what the state's functions share.
func shared(method func(*library, *lua.LState) int) func(*vm.State) lua.LGFunction {
	return func(s *vm.State) lua.LGFunction {
		lib, made := s.Modules[stateKey].(*library)
		if !made {
			lib = &library{}
			s.Modules[stateKey] = lib
		}
		return func(L *lua.LState) int { return method(lib, L) }
	}
}

// makeMethods makes the functions the methods of string values, and gfind the very function that
// gmatch is, as in Lua 5.1.
func makeMethods(s *vm.State, module *lua.LTable) error {
	module.RawSetString("gfind", module.RawGetString("gmatch"))
	L := s.Main().LState()
	meta := L.CreateTable(0, 1)
	meta.RawSetString("__index", module)
	L.SetMetatable(lua.LString(""), meta)
	return nil
}
