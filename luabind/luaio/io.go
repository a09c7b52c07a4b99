package luaio

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/stdlib"
)

// Module is the table io.
var Module = &bind.Module{
	Name:    "io",
	Doc:     "Files, standard input and output, and pipes to other programs. What waits lets the other tasks run. All files are flushed and closed when the program ends.",
	Plain:   true,
	Classes: []*bind.Class{File},
	Setup:   setup,
	Funcs: []bind.Func{
		{
			Name: "close", Doc: "Closes a file, or the default output.",
			Params:  []bind.Param{bind.Opt("file", File.Type(), "the default output where it is left out")},
			Returns: "true?, string?, number?", Example: `io.close(io.tmpfile())`, Raw: bind.Raw(ioClose),
		},
		{
			Name: "flush", Doc: "Passes on what was written to the default output.",
			Returns: "File?, string?, number?", Example: `io.flush()`, Raw: bind.Raw(ioFlush),
		},
		{
			Name: "input", Doc: "Returns the default input, after setting it to a file, or to one that it opens.",
			Params:  []bind.Param{bind.Opt("file", bind.Or(bind.String, File.Type()), "a path, or an open file")},
			Returns: "File", Example: `print(io.input() == io.stdin)`, Raw: bind.Raw(ioInput),
		},
		{
			Name: "lines", Doc: "Returns an iterator over the lines of a file, which is closed at its end, or of the default input.",
			Params:  []bind.Param{bind.Opt("path", bind.String, "the default input where it is left out"), bind.Rest(bind.Or(bind.String, bind.Number), formatsDoc)},
			Returns: "function", Example: `local ok, problem = pcall(io.lines, "no-such-file")`, Raw: bind.Raw(lines),
		},
		{
			Name: "open", Doc: "Opens a file: returns it, or nil, a message and its number.",
			Params:  []bind.Param{bind.P("path", bind.String, ""), bind.Opt("mode", bind.OneOf("r", "w", "a", "r+", "w+", "a+", "rb", "wb", "ab"), "read (default), write anew, append; with + both")},
			Returns: "File?, string?, number?", Example: `local f, problem = io.open("no-such-file")`, Raw: bind.Raw(open),
		},
		{
			Name: "output", Doc: "Returns the default output, after setting it to a file, or to one that it opens and empties.",
			Params:  []bind.Param{bind.Opt("file", bind.Or(bind.String, File.Type()), "a path, or an open file")},
			Returns: "File", Example: `print(io.output() == io.stdout)`, Raw: bind.Raw(ioOutput),
		},
		{
			Name: "popen", Doc: "Runs a command by the shell, and returns a file that reads what it prints or writes what it reads.",
			Params:  []bind.Param{bind.P("command", bind.String, ""), bind.Opt("mode", bind.OneOf("r", "w"), "read (default) or write")},
			Returns: "File?, string?, number?", Example: `print(io.popen("echo hello"):read())`, Raw: bind.Raw(popen),
		},
		{
			Name: "read", Doc: "Reads from the default input, as File:read does.",
			Params:  []bind.Param{bind.Rest(bind.Or(bind.String, bind.Number), formatsDoc)},
			Returns: "string|number|nil ...", Example: `if false then print(io.read()) end`, Raw: bind.Raw(ioRead),
		},
		{
			Name: "tmpfile", Doc: "Opens a new file that is read, written, and deleted when it is closed.",
			Returns: "File?, string?, number?", Example: `io.tmpfile():write("for now")`, Raw: bind.Raw(tmpFile),
		},
		{
			Name: "type", Doc: `Returns "file" for an open file, "closed file" for one that was closed, and nil for any other value.`,
			Params:  []bind.Param{bind.P("v", bind.Any, "")},
			Returns: "string?", Example: `print(io.type(io.stdout))`, Raw: bind.Raw(ioType),
		},
		{
			Name: "write", Doc: "Writes to the default output, as File:write does.",
			Params:  []bind.Param{bind.Rest(bind.Or(bind.String, bind.Number), "")},
			Returns: "File?, string?, number?", Example: `io.write("n = ", 5, "\n")`, Raw: bind.Raw(ioWrite),
		},
	},
}

// current is the file of a default, which must be open.
func current(L *lua.LState, ud *lua.LUserData, kind string) *file {
	f, _ := bind.To[*file](ud)
	if f.closed.Load() {
		L.RaiseError("standard %s file is closed", kind)
	}
	return f
}

func ioClose(L *lua.LState) int {
	if L.GetTop() == 0 {
		return closeFile(L, current(L, of(L).output, "output"))
	}
	return closeFile(L, self(L, "close"))
}

func ioFlush(L *lua.LState) int {
	ud := of(L).output
	return flushFile(L, ud, current(L, ud, "output"))
}

func ioInput(L *lua.LState) int { return setDefault(L, "input", "r", &of(L).input) }

func ioOutput(L *lua.LState) int { return setDefault(L, "output", "w", &of(L).output) }

// setDefault is io.input and io.output.
func setDefault(L *lua.LState, name, mode string, which **lua.LUserData) int {
	switch v := L.Get(1).(type) {
	case *lua.LNilType:
	case *lua.LUserData:
		if _, ok := bind.To[*file](v); !ok {
			stdlib.TypeError(L, name, 1, "FILE*")
		}
		*which = v
	default:
		path := text(L, name, 1)
		f, err := openFile(L, path, mode)
		if err != nil {
			raiseOpen(L, path, err)
		}
		*which = of(L).add(f)
	}
	L.Push(*which)
	return 1
}

func ioRead(L *lua.LState) int {
	return readFile(L, current(L, of(L).input, "input"), formats(L, "read", 1))
}

func ioWrite(L *lua.LState) int {
	ud := of(L).output
	return writeFile(L, ud, current(L, ud, "output"), 1)
}

func ioType(L *lua.LState) int {
	f, ok := bind.To[*file](stdlib.Any(L, "type", 1))
	switch {
	case !ok:
		L.Push(lua.LNil)
	case f.closed.Load():
		L.Push(lua.LString("closed file"))
	default:
		L.Push(lua.LString("file"))
	}
	return 1
}
