package luajson

import (
	"context"
	"errors"
	"io"
	"os"
	"runtime"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
)

// linesOptions say what becomes of lines that are no JSON.
type linesOptions struct {
	Errors OnError `lua:"errors" doc:"\"raise\" (default): a line that is no JSON is an error, after which the next turn goes on with the line behind; \"skip\": it is left out, and lines.errors tells of it"`
}

// lines are the lines of a text or a file as Lua knows them. The Lua lock guards
// them, and is kept while reading: lines come out of a buffer nearly always, and a
// file on a disk waits for nobody.
type lines struct {
	*Lines
	skip    bool
	path    string
	file    *os.File // nil for a text
	ended   bool
	n       int // values given
	skipped Skipped
}

// YieldsIndex implements bind.Indexed.
func (*lines) YieldsIndex() {}

func (l *lines) end() {
	l.ended = true
	if l.file != nil {
		l.file.Close()
	}
}

// next gives the next value; nil at the end.
func (l *lines) next(c *bind.Call) (lua.LValue, error) {
	for !l.ended {
		v, err := l.one(c)
		var syntax *SyntaxError
		var long *LineTooLongError
		switch {
		case err == nil:
			l.n++
			return v, nil
		case err == io.EOF:
			l.end()
		case !errors.As(err, &syntax) && !errors.As(err, &long):
			if l.file == nil {
				return nil, err
			}
			l.end()
			return nil, fileError(l.path, err)
		case !l.skip:
			return nil, err
		default:
			if err := l.skipped.Add(c, err); err != nil {
				return nil, err
			}
		}
	}
	return nil, nil
}

func (l *lines) one(c *bind.Call) (lua.LValue, error) {
	text, err := l.text()
	if err != nil {
		return nil, err
	}
	line := l.line // another task may read on while a long one is decoded
	v, err := DecodeText(c, text)
	return v, atLine(err, line)
}

// fileError is an error of the file system about a file.
func fileError(path string, err error) error {
	if keep.IsOfFile(err) {
		return &bind.Err{Kind: JSONFileError, Message: path + ": " + keep.Reason(err)}
	}
	return err
}

var linesRow = bind.Func{
	Name: "lines",
	Doc: "Goes through the JSON Lines of a text, a JSON text a line: each turn gives an index and a value. Empty lines are skipped. " +
		"A line of more than 64 MB is an error.",
	Params:  []bind.Param{bind.P("text", bind.String, "the lines"), bind.Opt("opts", bind.OptionsOf[linesOptions]("JSONLinesOptions"), "")},
	Returns: "JSONLines", Raises: []*bind.Kind{JSONDecodeError},
	Example: `for i, record in json.lines('{"id": 7}\n{"id": 8}\n') do print(i, record.id) end`,
	Fn: func(c *bind.Call) error {
		var o linesOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		text := NewLines(strings.NewReader(c.String(1)), MarksOf(c.State()), 0)
		return c.Return(c.New(LinesClass, &lines{Lines: text, skip: o.Errors.Skip}))
	},
}

var readRow = bind.Func{
	Name: "read",
	Doc: "Goes through a file of JSON Lines (.jsonl) of any length, of which it holds a line at a time: each turn gives an index and a value. " +
		"For a file that is one JSON text, take json.decode(fs.read(path)).",
	Params:  []bind.Param{bind.P("path", bind.String, "the file"), bind.Opt("opts", bind.OptionsOf[linesOptions]("JSONLinesOptions"), "")},
	Returns: "JSONLines", Raises: []*bind.Kind{JSONFileError, JSONDecodeError},
	Example: `local path = os.tmpname()
json.writer(path):write{id = 7}:write{id = 8}:close()
for i, record in json.read(path) do print(i, record.id) end
os.remove(path)`,
	Fn: func(c *bind.Call) error {
		var o linesOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		l := &lines{path: c.String(1), skip: o.Errors.Skip}
		err := c.Wait(func(context.Context) (err error) {
			l.file, err = os.Open(l.path)
			return err
		})
		if err != nil {
			return fileError(l.path, err)
		}
		l.Lines = NewLines(l.file, MarksOf(c.State()), 0)
		ud := c.New(LinesClass, l)
		// Those that a script drops, by a break, are closed when the collector finds
		// them.
		runtime.AddCleanup(ud, func(f *os.File) { f.Close() }, l.file)
		return c.Return(ud)
	},
}

const someLines = `local text = '{"id": 7}\n{"id": \n{"id": 9}\n'
`

// LinesClass is the class of JSON Lines that are gone through.
var LinesClass = &bind.Class{
	Name: "JSONLines", Module: moduleName, Doc: "The values of JSON Lines, a text's or a file's: for i, value in lines do.",
	Methods: []bind.Func{
		{
			Name: "all", Doc: "A list of the values that are left.", Returns: "table[]", Raises: []*bind.Kind{JSONDecodeError},
			Example: someLines + `print(#json.lines(text, {errors = "skip"}):all()) --> 2`,
			Fn: func(c *bind.Call) error {
				l, list := c.Self().(*lines), c.NewTable(0, 0)
				for {
					c.Thread.Breathe(c.L)
					if err := c.Thread.Interrupted(); err != nil {
						return err
					}
					v, err := l.next(c)
					if err != nil {
						return err
					}
					if v == nil {
						return c.Return(list)
					}
					list.Append(v)
				}
			},
		},
		{
			Name: "close", Doc: "Ends the lines and closes their file; any number of times.", Example: someLines + `json.lines(text):close()`,
			Fn: func(c *bind.Call) error { c.Self().(*lines).end(); return nil },
		},
	},
	Fields: append([]bind.Field{{
		Name: "line", Type: bind.Integer, Doc: "The number of the line that was read last, from 1; 0 before.",
		Get: func(c *bind.Call) (lua.LValue, error) { return lua.LNumber(c.Self().(*lines).Line()), nil },
	}}, SkippedFields("lines", "no JSON", "JSONDecodeErrors, with line and column", func(c *bind.Call) *Skipped { return &c.Self().(*lines).skipped })...),
	Meta: []bind.Func{{
		Name: "__call", Doc: "The next index and value, or nil at the end.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "integer?, any",
		Fn: func(c *bind.Call) error {
			l := c.Self().(*lines)
			v, err := l.next(c)
			if err != nil {
				return err
			}
			if v == nil {
				return c.Return(lua.LNil)
			}
			c.Push(lua.LNumber(l.n))
			return c.Return(v)
		},
	}},
}
