package luacsv

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep/csvtext"
	"luafut/luabind/bind"
	"luafut/luabind/luajson"
)

// rows are rows that are read one by one. The Lua lock guards them, and is kept
// while reading: rows come out of a buffer nearly always, and a file on a disk waits
// for nobody.
type rows struct {
	reader *csvtext.Reader
	header header
	path   string
	file   *os.File // nil for a text
	ended  bool

	skip    bool // rows that cannot be read
	skipped luajson.Skipped
}

func (r *rows) userdata(c *bind.Call) *lua.LUserData {
	ud := c.New(RowsClass, r)
	// Those that a script drops, by a break, are closed when the collector finds
	// them.
	runtime.AddCleanup(ud, func(f *os.File) { f.Close() }, r.file)
	return ud
}

// next gives the cells of the next row; io.EOF at the end.
func (r *rows) next() (cells []string, err error) {
	if r.ended {
		return nil, io.EOF
	}
	cells, err = r.reader.Read()
	if err != nil {
		r.end()
	}
	return cells, fileError(r.path, err)
}

func (r *rows) end() {
	r.ended = true
	if r.file != nil {
		r.file.Close()
	}
}

// record gives the next row as a table; nil at the end.
func (r *rows) record(c *bind.Call) (lua.LValue, error) {
	if err := r.readNames(); err != nil {
		return ending(err)
	}
	for {
		row, err := r.one(c)
		if syntax := (*csvtext.SyntaxError)(nil); !r.skip || !errors.As(err, &syntax) {
			return row, err
		}
		if err := r.skipped.Add(c, err); err != nil {
			return nil, err
		}
	}
}

// one gives the next row, whether it can be read or not.
func (r *rows) one(c *bind.Call) (lua.LValue, error) {
	cells, err := r.next()
	if err != nil {
		return ending(err)
	}
	if r.header.none {
		t := c.NewTable(len(cells), 0)
		for i, cell := range cells {
			t.RawSetInt(i+1, lua.LString(cell))
		}
		return t, nil
	}
	if n := len(r.header.names); len(cells) > n {
		return nil, &csvtext.SyntaxError{Line: r.reader.Line(), Problem: fmt.Sprintf("the row has %d cells, and there are names for %d", len(cells), n)}
	}
	t := c.NewTable(0, len(cells))
	for i, cell := range cells {
		t.RawSetString(r.header.names[i], lua.LString(cell))
	}
	return t, nil
}

// readNames reads the row of names, where that is still to come; io.EOF where there is
// none.
func (r *rows) readNames() error {
	if r.header.none || r.header.names != nil {
		return nil
	}
	names, err := r.next()
	if err != nil {
		return err
	}
	for i, name := range names {
		if slices.Contains(names[:i], name) {
			return &csvtext.SyntaxError{Line: r.reader.Line(), Problem: fmt.Sprintf("two columns are called %q; give names of your own with header, or header = false for rows as lists", name)}
		}
	}
	r.header.names = names
	return nil
}

func ending(err error) (lua.LValue, error) {
	if err == io.EOF {
		return lua.LNil, nil
	}
	return nil, err
}

func (r *rows) all(c *bind.Call) (*lua.LTable, error) {
	list := c.NewTable(0, 0)
	for {
		c.Thread.Breathe(c.L)
		if err := c.Thread.Interrupted(); err != nil {
			return nil, err
		}
		row, err := r.record(c)
		if err != nil {
			return nil, err
		}
		if row == lua.LNil {
			return list, nil
		}
		list.Append(row)
	}
}

// RowsClass is the class of rows.
var RowsClass = &bind.Class{
	Name: "CSVRows", Module: "csv", Doc: "The rows of a text or a file: for row in rows do.",
	Methods: []bind.Func{
		{
			Name: "all", Doc: "A list of the rows that are left.", Returns: "table[]", Raises: []*bind.Kind{CSVError},
			Example: text + `print(#csv.rows(text):all())`,
			Fn: func(c *bind.Call) error {
				list, err := c.Self().(*rows).all(c)
				if err != nil {
					return err
				}
				return c.Return(list)
			},
		},
		{
			Name: "names", Doc: "The names of the fields, read from the first row where that is still to come; none where rows are lists.", Returns: "string[]",
			Raises:  []*bind.Kind{CSVError},
			Example: text + `print(csv.rows(text):names()[2]) --> title`,
			Fn: func(c *bind.Call) error {
				r := c.Self().(*rows)
				if err := r.readNames(); err != nil && err != io.EOF {
					return err
				}
				list := c.NewTable(0, 0)
				for _, name := range r.header.names {
					list.Append(lua.LString(name))
				}
				return c.Return(list)
			},
		},
		{
			Name: "close", Doc: "Ends the rows and closes their file; any number of times.", Example: text + `csv.rows(text):close()`,
			Fn: func(c *bind.Call) error { c.Self().(*rows).end(); return nil },
		},
	},
	Fields: append([]bind.Field{{
		Name: "line", Type: bind.Integer, Doc: "The number of the line at which the row that was read last ended, from 1; 0 before.",
		Get: func(c *bind.Call) (lua.LValue, error) { return lua.LNumber(c.Self().(*rows).reader.Line()), nil },
	}}, luajson.SkippedFields("rows", "malformed", "CSVErrors, with line", func(c *bind.Call) *luajson.Skipped { return &c.Self().(*rows).skipped })...),
	Meta: []bind.Func{{
		Name: "__call", Doc: "The next row, or nil at the end.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "table?",
		Fn: func(c *bind.Call) error {
			row, err := c.Self().(*rows).record(c)
			if err != nil {
				return err
			}
			return c.Return(row)
		},
	}},
}
