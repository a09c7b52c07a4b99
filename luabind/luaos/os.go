package luaos

import (
	"os"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/vm"
)

// Module is the table os.
var Module = &bind.Module{
	Name:  "os",
	Doc:   "The system: time, environment, files as such, other programs.",
	Plain: true,
	Funcs: []bind.Func{
		{
			Name: "clock", Doc: "Returns the CPU time of the process, in seconds; time.monotonic measures how long something took.",
			Returns: "number", Example: `print(os.clock() >= 0)`, Raw: bind.Raw(clock),
		},
		{
			Name: "date", Doc: `Returns a time as text by a format of C's strftime, or as a table for "*t"; a "!" in front means UTC.`,
			Params:  []bind.Param{bind.Opt("format", bind.String, `"%c" where it is left out`), bind.Opt("time", bind.Number, "now where it is left out")},
			Returns: "string|table", Example: `print(os.date("!%Y-%m-%d", 0))`, Raw: bind.Raw(date),
		},
		{
			Name: "difftime", Doc: "Returns the seconds from one time to another.",
			Params:  []bind.Param{bind.P("later", bind.Number, ""), bind.Opt("earlier", bind.Number, "0 where it is left out")},
			Returns: "number", Example: `print(os.difftime(os.time(), os.time() - 5) >= 5)`, Raw: bind.Raw(diffTime),
		},
		{
			Name: "execute", Doc: "Runs a command by the shell and waits for it, while other tasks run: returns what it exited with, or 128 and the signal that ended it. It is killed with all that it started where the task is stopped.",
			Params:  []bind.Param{bind.Opt("command", bind.String, "where it is left out: 1, for there is a shell")},
			Returns: "number", Example: `print(os.execute("exit 3"))`, Raw: execute,
		},
		{
			Name: "exit", Doc: "Ends the program at once: output is flushed, files are closed, nothing is waited for.",
			Params:  []bind.Param{bind.Opt("code", bind.Or(bind.Number, bind.Boolean), "0 (true) where it is left out; false is 1")},
			Example: `if false then os.exit(1) end`, Raw: exit,
		},
		{
			Name: "getenv", Doc: "Returns a variable of the environment, or nil.",
			Params:  []bind.Param{bind.P("name", bind.String, "")},
			Returns: "string?", Example: `print(os.getenv("HOME"))`, Raw: bind.Raw(getEnv),
		},
		{
			Name: "remove", Doc: "Deletes a file or an empty folder: returns true, or nil, a message and its number.",
			Params:  []bind.Param{bind.P("path", bind.String, "")},
			Returns: "true?, string?, number?", Example: `print(os.remove("no-such-file"))`, Raw: bind.Raw(remove),
		},
		{
			Name: "rename", Doc: "Renames a file or a folder: returns true, or nil, a message and its number.",
			Params:  []bind.Param{bind.P("from", bind.String, ""), bind.P("to", bind.String, "a file of that name is replaced")},
			Returns: "true?, string?, number?", Example: `print(os.rename("no-such-file", "other"))`, Raw: bind.Raw(rename),
		},
		{
			Name: "setlocale", Doc: `Returns "C", the only locale, where that is asked for, and nil for any other.`,
			Params:  []bind.Param{bind.Opt("locale", bind.String, ""), bind.Opt("category", bind.OneOf(categories...), `"all" where it is left out`)},
			Returns: "string?", Example: `print(os.setlocale("C"))`, Raw: bind.Raw(setLocale),
		},
		{
			Name: "time", Doc: "Returns the seconds since 1970 of now, or of a table with year, month and day, and hour, min, sec and isdst; fields out of range run over into the next.",
			Params:  []bind.Param{bind.Opt("t", bind.Table, "hour is 12, min and sec are 0 where they are left out")},
			Returns: "number", Example: `print(os.time({year = 2000, month = 1, day = 1}))`, Raw: bind.Raw(timeOf),
		},
		{
			Name: "tmpname", Doc: "Makes an empty file of a new name in the folder for temporary files, and returns its name.",
			Returns: "string", Example: `os.remove(os.tmpname())`, Raw: bind.Raw(tmpName),
		},
	},
}

var categories = []string{"all", "collate", "ctype", "monetary", "numeric", "time"}

func exit(s *vm.State) lua.LGFunction {
	return func(L *lua.LState) int {
		code := 0
		switch v := L.Get(1).(type) {
		case lua.LBool:
			if !v {
				code = 1
			}
		default:
			code = stdlib.OptInt(L, "exit", 1, 0)
		}
		// The hook tells what cannot be written.
		_ = s.Output.Flush()
		s.Hooks.Exit(code)
		return 0
	}
}

func getEnv(L *lua.LState) int {
	if value, ok := os.LookupEnv(stdlib.String(L, "getenv", 1)); ok {
		L.Push(lua.LString(value))
	} else {
		L.Push(lua.LNil)
	}
	return 1
}

func remove(L *lua.LState) int {
	path := stdlib.String(L, "remove", 1)
	if err := os.Remove(path); err != nil {
		return Fail(L, path, err)
	}
	L.Push(lua.LTrue)
	return 1
}

func rename(L *lua.LState) int {
	from, to := stdlib.String(L, "rename", 1), stdlib.String(L, "rename", 2)
	if err := os.Rename(from, to); err != nil {
		return Fail(L, from, err)
	}
	L.Push(lua.LTrue)
	return 1
}

func setLocale(L *lua.LState) int {
	locale := stdlib.OptString(L, "setlocale", 1, "C")
	category := stdlib.OptString(L, "setlocale", 2, "all")
	known := false
	for _, c := range categories {
		known = known || c == category
	}
	if !known {
		stdlib.ArgError(L, "setlocale", 2, "invalid option '%s'", category)
	}
	switch locale {
	case "", "C", "POSIX":
		L.Push(lua.LString("C"))
	default:
		L.Push(lua.LNil)
	}
	return 1
}

func tmpName(L *lua.LState) int {
	f, err := os.CreateTemp("", "lua_")
	if err != nil {
		L.RaiseError("unable to generate a unique filename: %s", ErrorText(err))
	}
	name := f.Name()
	if err := f.Close(); err != nil {
		L.RaiseError("unable to generate a unique filename: %s", ErrorText(err))
	}
	L.Push(lua.LString(name))
	return 1
}
