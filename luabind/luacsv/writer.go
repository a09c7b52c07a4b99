package luacsv

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/engine/keep/csvtext"
	"luafut/luabind/bind"
	"luafut/luabind/luaopen"
	"luafut/luabind/luarecord"
)

const byteOrderMark = "\ufeff"

// encoder makes text of rows. The Lua lock guards it.
type encoder struct {
	opts    writeOptions
	begun   bool
	columns []string // nil for rows that are lists
	index   map[string]int
	buf     []byte
}

func newEncoder(o writeOptions) *encoder {
	if o.Delimiter == "" {
		o.Delimiter = ","
	}
	return &encoder{opts: o}
}

// begin sees the first row, which says what the columns are where nothing else
// does.
func (e *encoder) begin(t *lua.LTable) {
	e.begun = true
	e.columns = e.opts.Columns
	if e.opts.BOM {
		e.buf = append(e.buf, byteOrderMark...)
	}
	if e.columns == nil {
		for k, _ := t.Next(lua.LNil); k != lua.LNil; k, _ = t.Next(k) {
			if name, ok := k.(lua.LString); ok {
				e.columns = append(e.columns, string(name))
			}
		}
	}
	e.index = map[string]int{}
	for i, name := range e.columns {
		e.index[name] = i
	}
	if e.columns != nil && (e.opts.Header == nil || *e.opts.Header) {
		e.buf = csvtext.AppendRow(e.buf, string(e.opts.Delimiter), e.columns)
	}
}

// add adds a row to buf.
func (e *encoder) add(c *bind.Call, t *lua.LTable) error {
	if !e.begun {
		e.begin(t)
	}
	n := t.MaxN()
	row := make([]string, max(n, len(e.columns)))
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		at := -1
		switch k := k.(type) {
		case lua.LString:
			i, known := e.index[string(k)]
			if !known {
				return c.Badf("the row's field '%s' is no column; they are %s", string(k), strings.Join(e.columns, ", "))
			}
			at = i
		case lua.LNumber:
			if i := int(k); lua.LNumber(i) == k && i >= 1 && i <= n {
				at = i - 1
			}
		}
		if at < 0 {
			return c.Badf("a row is a list of cells or a table by name, but this one has the key %s", bind.Show(k))
		}
		value, err := luarecord.Value(c, v)
		if err != nil {
			return c.Badf("the cell %v %v", k, err)
		}
		row[at] = cell(value)
	}
	if len(row) > 0 {
		e.buf = csvtext.AppendRow(e.buf, string(e.opts.Delimiter), row)
	}
	return nil
}

// cell is a value as CSV has it.
func cell(v any) string {
	switch v := v.(type) {
	case bool:
		return lua.LBool(v).String()
	case float64:
		return string(keep.AppendNumber(nil, v))
	case string:
		return v
	case keep.JSON:
		return string(v)
	}
	return ""
}

func encode(c *bind.Call) error {
	var o writeOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	e, list := newEncoder(o), c.Table(1)
	for i := 1; i <= list.Len(); i++ {
		c.Thread.Breathe(c.L)
		t, ok := list.RawGetInt(i).(*lua.LTable)
		if !ok {
			return c.Badf("wanted a list of rows, but its item %d is %s", i, bind.Show(list.RawGetInt(i)))
		}
		if err := e.add(c, t); err != nil {
			return err
		}
	}
	return c.Return(lua.LString(e.buf))
}

// writer writes a file, which appears under its name at close.
type writer struct {
	*encoder
	part *luaopen.Part
}

func newWriter(c *bind.Call) error {
	var o writeOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	part, err := luaopen.NewPart(c, c.String(1))
	if err != nil {
		return fileError(c.String(1), err)
	}
	return c.Return(c.New(WriterClass, &writer{newEncoder(o), part}))
}

func (w *writer) write(c *bind.Call) error {
	if err := w.add(c, c.Table(1)); err != nil {
		return err
	}
	err := w.part.Write(w.buf)
	w.buf = w.buf[:0]
	return fileError(w.part.Path, err)
}

// WriterClass is the class of what writes rows.
var WriterClass = &bind.Class{
	Name: "CSVWriter", Module: "csv", Doc: "Writes the rows of a file.",
	Methods: []bind.Func{
		{
			Name: "write", Doc: "Adds a row, and returns the writer.", Params: []bind.Param{bind.P("row", bind.Table, "a list of cells, or a table by name")},
			Returns: "CSVWriter", Raises: []*bind.Kind{CSVError},
			Example: `local path = os.tmpname()
csv.writer(path):write{7, "a"}:close()
os.remove(path)`,
			Fn: func(c *bind.Call) error {
				if err := c.Self().(*writer).write(c); err != nil {
					return err
				}
				return c.Return(c.SelfValue())
			},
		},
		{
			Name: "close", Doc: "Puts the file in its place, whole. Without it there is no file.", Raises: []*bind.Kind{CSVError},
			Example: `local path = os.tmpname()
csv.writer(path):close()
os.remove(path)`,
			Fn: func(c *bind.Call) error {
				part := c.Self().(*writer).part
				return fileError(part.Path, part.Close(c))
			},
		},
	},
}
