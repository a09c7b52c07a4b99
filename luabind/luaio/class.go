package luaio

import "luafut/luabind/bind"

// formatsDoc says what read and lines take.
const formatsDoc = `"*l" a line (default), "*L" a line with its end, "*n" a number, "*a" all the rest, or how many bytes`

// File is a file handle.
var File = &bind.Class{
	Name: "File", Module: "io",
	Doc: "An open file. It may be used by several tasks; each call is whole.",
	Methods: []bind.Func{
		{
			Name: "close", Doc: `Flushes and closes: returns true, for a popen "exit" and the command's status too, or nil, a message and its number.`,
			Returns: "true?, string?, number?", Example: `io.tmpfile():close()`, Raw: bind.Raw(closeMethod),
		},
		{
			Name: "flush", Doc: "Passes on what was written.",
			Returns: "File?, string?, number?", Example: `io.tmpfile():flush()`, Raw: bind.Raw(flushMethod),
		},
		{
			Name: "lines", Doc: "Returns an iterator over what is read; the file stays open.",
			Params:  []bind.Param{bind.Rest(bind.Or(bind.String, bind.Number), formatsDoc)},
			Returns: "function", Example: `for line in io.tmpfile():lines() do print(line) end`, Raw: bind.Raw(linesMethod),
		},
		{
			Name: "read", Doc: "Returns what is read by each format, nil for the first that there is no more of; nil, a message and its number where it goes wrong.",
			Params:  []bind.Param{bind.Rest(bind.Or(bind.String, bind.Number), formatsDoc)},
			Returns: "string|number|nil ...", Example: `print(io.tmpfile():read("*a"))`, Raw: bind.Raw(readMethod),
		},
		{
			Name: "seek", Doc: "Goes to a place in the file, and returns it, counted from the beginning.",
			Params:  []bind.Param{bind.Opt("whence", bind.OneOf("set", "cur", "end"), `from where: the beginning, here ("cur", default), the end`), bind.Opt("offset", bind.Number, "in bytes; 0 where it is left out")},
			Returns: "number?, string?, number?", Example: `print(io.tmpfile():seek("end"))`, Raw: bind.Raw(seekMethod),
		},
		{
			Name: "setvbuf", Doc: "Says when what is written leaves the buffer. Standard output is not changed by it: it holds things back for 50 ms at most.",
			Params:  []bind.Param{bind.P("mode", bind.OneOf("no", "full", "line"), "at once, when the buffer is full, after each line"), bind.Opt("size", bind.Number, "of the buffer, in bytes, at most 16 MB; 32 KB where it is left out")},
			Returns: "true?, string?, number?", Example: `io.tmpfile():setvbuf("line")`, Raw: bind.Raw(setvbufMethod),
		},
		{
			Name: "write", Doc: "Writes strings and numbers as one piece, and returns the file; nil, a message and its number where it goes wrong.",
			Params:  []bind.Param{bind.Rest(bind.Or(bind.String, bind.Number), "")},
			Returns: "File?, string?, number?", Example: `io.tmpfile():write("n = ", 5, "\n")`, Raw: bind.Raw(writeMethod),
		},
	},
	Meta: []bind.Func{{Name: "__tostring", Doc: `Is "file (0x…)" or "file (closed)".`, Returns: "string", Raw: bind.Raw(tostring)}},
}
