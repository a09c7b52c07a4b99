package luacsv

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"unicode/utf8"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/engine/keep/csvtext"
	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/luarecord"
	"luafut/luabind/vm"
)

// CSVError is the kind of what is no CSV.
var CSVError = &bind.Kind{
	Name: "CSVError", Doc: "A text is no CSV, or a file of it cannot be read or written.", Parents: []*bind.Kind{bind.Error},
}

// readOptions say how rows are read.
type readOptions struct {
	Delimiter delimiter       `lua:"delimiter" doc:"what stands between two cells, one character; default: what the first line has most of, of , ; tab and |"`
	Header    header          `lua:"header" doc:"true (default): the first row names the fields, and rows are tables by these names; false: rows are lists of cells; a list of names: there is no row of names, and these are taken"`
	Errors    luajson.OnError `lua:"errors" doc:"\"raise\" (default): a row with more cells than there are names, or that ends within quotes, is an error, after which the next turn goes on behind it; \"skip\": it is left out, and rows.errors tells of it"`
}

// writeOptions say how rows are written.
type writeOptions struct {
	Delimiter delimiter       `lua:"delimiter" doc:"what stands between two cells, one character; default a comma"`
	Columns   luarecord.Names `lua:"columns" doc:"the fields to write, in their order; default: those of the first row, where it has names"`
	Header    *bool           `lua:"header" doc:"whether the names of the columns come first; default true, where there are names"`
	BOM       bool            `lua:"bom" doc:"begin with a byte order mark, which Excel needs to know UTF-8; default false"`
}

// delimiter is the character between cells; "" where none was given.
type delimiter string

// LuaType implements bind.Wants.
func (*delimiter) LuaType() *bind.Type { return bind.String }

// FromLua implements bind.FromLua.
func (d *delimiter) FromLua(_ *bind.Call, v lua.LValue) error {
	s := string(v.(lua.LString))
	if utf8.RuneCountInString(s) != 1 || !utf8.ValidString(s) || strings.ContainsAny(s, "\"\r\n\x00"+byteOrderMark) {
		return fmt.Errorf("must be one character, such as \";\" or \"\\t\", and no quote, not %s", bind.Show(v))
	}
	*d = delimiter(s)
	return nil
}

// header is how rows get names. The zero value: by the first row.
type header struct {
	none  bool
	names []string
}

// LuaType implements bind.Wants.
func (*header) LuaType() *bind.Type {
	return bind.Or(bind.Boolean, bind.Named("string[]", bind.Table))
}

// FromLua implements bind.FromLua.
func (h *header) FromLua(c *bind.Call, v lua.LValue) error {
	if b, ok := v.(lua.LBool); ok {
		h.none = !bool(b)
		return nil
	}
	var names luarecord.Names
	err := names.FromLua(c, v)
	h.names = names
	return err
}

const text = `local text = "id;title\n7;\"a; b\"\n8;c\n"
`

// Module is the Lua module csv.
var Module = &bind.Module{
	Name: "csv",
	Elsewhere: map[string]string{ // Python's
		"reader": "rows(text)", "DictReader": "rows(text)", "DictWriter": "writer", "parse": "decode", "load": "read", "stringify": "encode",
	},
	Doc: "CSV to tables and back. Cells are strings, in both directions exactly as they are; the texts are taken for UTF-8, and a byte order mark is left out.",
	Funcs: []bind.Func{
		{
			Name: "decode", Doc: "Reads a text and returns the list of its rows.",
			Params:  []bind.Param{bind.P("text", bind.String, "CSV"), bind.Opt("opts", bind.OptionsOf[readOptions]("CSVReadOptions"), "options")},
			Returns: "table[]", Raises: []*bind.Kind{CSVError},
			Example: text + `print(csv.decode(text)[1].title, csv.decode(text, {header = false})[1][1])`,
			Fn: func(c *bind.Call) error {
				r, err := textRows(c)
				if err != nil {
					return err
				}
				list, err := r.all(c)
				if err != nil {
					return err
				}
				return c.Return(list)
			},
		},
		{
			Name: "rows", Doc: "Goes through the rows of a text: for row in csv.rows(text) do.",
			Params:  []bind.Param{bind.P("text", bind.String, "CSV"), bind.Opt("opts", bind.OptionsOf[readOptions]("CSVReadOptions"), "options")},
			Returns: "CSVRows", Raises: []*bind.Kind{CSVError},
			Example: text + `for row in csv.rows(text) do print(row.id, row.title) end`,
			Fn: func(c *bind.Call) error {
				r, err := textRows(c)
				if err != nil {
					return err
				}
				return c.Return(c.New(RowsClass, r))
			},
		},
		{
			Name: "read", Doc: "Goes through the rows of a file of any length: for row in csv.read(path) do.",
			Params:  []bind.Param{bind.P("path", bind.String, "the file"), bind.Opt("opts", bind.OptionsOf[readOptions]("CSVReadOptions"), "options")},
			Returns: "CSVRows", Raises: []*bind.Kind{CSVError},
			Example: `local path = os.tmpname()
csv.writer(path):write{id = 7}:close()
for row in csv.read(path) do print(row.id) end
os.remove(path)`,
			Fn: readFile,
		},
		{
			Name: "encode", Doc: "Writes a list of rows as CSV: lists of cells, or tables by name. Cells are strings, numbers, booleans, nothing where nil, and tables as JSON.",
			Params:  []bind.Param{bind.P("rows", bind.Table, "the rows"), bind.Opt("opts", bind.OptionsOf[writeOptions]("CSVWriteOptions"), "options")},
			Returns: "string",
			Example: `print(csv.encode({{id = 7, title = "a, b"}, {id = 8}}))`, Fn: encode,
		},
		{
			Name: "writer", Doc: "Begins a file and returns what writes its rows. For records that many tasks write and that a kill must leave whole, take export.open.",
			Params:  []bind.Param{bind.P("path", bind.String, "the file; it appears, or replaces the one that is there, at close"), bind.Opt("opts", bind.OptionsOf[writeOptions]("CSVWriteOptions"), "options")},
			Returns: "CSVWriter", Raises: []*bind.Kind{CSVError},
			Example: `local path = os.tmpname()
csv.writer(path, {columns = {"id", "title"}}):write{id = 7}:close()
os.remove(path)`, Fn: newWriter,
		},
	},
	Classes: []*bind.Class{RowsClass, WriterClass},
	Kinds:   []*bind.Kind{CSVError},
	Translate: func(_ *vm.State, err error) *bind.Err {
		var syntax *csvtext.SyntaxError
		if errors.As(err, &syntax) {
			return &bind.Err{Kind: CSVError, Message: syntax.Error(), Fields: map[string]lua.LValue{"line": lua.LNumber(syntax.Line)}}
		}
		return nil
	},
}

// fileError is an error of the file system about a file.
func fileError(path string, err error) error {
	if keep.IsOfFile(err) {
		return &bind.Err{Kind: CSVError, Message: path + ": " + keep.Reason(err)}
	}
	return err
}

func textRows(c *bind.Call) (*rows, error) {
	var o readOptions
	if err := c.Options(2, &o); err != nil {
		return nil, err
	}
	text := c.String(1)
	if o.Delimiter == "" {
		o.Delimiter = delimiter(csvtext.Delimiter(text))
	}
	return &rows{reader: csvtext.NewReader(strings.NewReader(text), string(o.Delimiter)), header: o.Header, skip: o.Errors.Skip}, nil
}

// sniffed is how much of a file tells its delimiter.
const sniffed = 64 << 10

func readFile(c *bind.Call) error {
	var o readOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	path := c.String(1)
	r := &rows{header: o.Header, skip: o.Errors.Skip, path: path}
	err := c.Wait(func(context.Context) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		if o.Delimiter == "" {
			start := make([]byte, sniffed)
			n, err := f.ReadAt(start, 0)
			if err != nil && err != io.EOF {
				f.Close()
				return err
			}
			o.Delimiter = delimiter(csvtext.Delimiter(string(start[:n])))
		}
		r.file, r.reader = f, csvtext.NewReader(f, string(o.Delimiter))
		return nil
	})
	if err != nil {
		return fileError(path, err)
	}
	return c.Return(r.userdata(c))
}
