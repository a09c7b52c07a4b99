package luajson

import (
	"luafut/luabind/bind"
	"luafut/luabind/luaopen"
)

type writerOptions struct {
	SortKeys bool `lua:"sort_keys" doc:"write the keys of an object in their order; default: as they were set"`
}

// writer writes a file of JSON Lines, which appears under its name at close. The Lua
// lock guards it.
type writer struct {
	opts writerOptions
	part *luaopen.Part
}

var writerRow = bind.Func{
	Name: "writer",
	Doc:  "Begins a file of JSON Lines and returns what writes its values. For records that many tasks write and that a kill must leave whole, take export.open.",
	Params: []bind.Param{
		bind.P("path", bind.String, "the file; it appears, or replaces the one that is there, at close"),
		bind.Opt("opts", bind.OptionsOf[writerOptions]("JSONWriterOptions"), ""),
	},
	Returns: "JSONWriter", Raises: []*bind.Kind{JSONFileError},
	Example: `local path = os.tmpname()
json.writer(path):write{id = 7}:close()
os.remove(path)`,
	Fn: func(c *bind.Call) error {
		w := &writer{}
		if err := c.Options(2, &w.opts); err != nil {
			return err
		}
		var err error
		if w.part, err = luaopen.NewPart(c, c.String(1)); err != nil {
			return fileError(c.String(1), err)
		}
		return c.Return(c.New(WriterClass, w))
	},
}

func (w *writer) write(c *bind.Call) error {
	line, err := AppendValue(c, nil, c.Arg(1), EncodeOptions{SortKeys: w.opts.SortKeys})
	if err != nil {
		return err
	}
	return fileError(w.part.Path, w.part.Write(append(line, '\n')))
}

// WriterClass is the class of what writes JSON Lines.
var WriterClass = &bind.Class{
	Name: "JSONWriter", Module: moduleName, Doc: "Writes the lines of a file.",
	Methods: []bind.Func{
		{
			Name: "write", Doc: "Adds a value as a line, as json.encode writes it, and returns the writer.",
			Params:  []bind.Param{bind.P("value", bind.Any, "nil and json.null are null")},
			Returns: "JSONWriter", Raises: []*bind.Kind{JSONFileError, JSONEncodeError},
			Example: `local path = os.tmpname()
json.writer(path):write{id = 7}:write{id = 8}:close()
os.remove(path)`,
			Fn: func(c *bind.Call) error {
				if err := c.Self().(*writer).write(c); err != nil {
					return err
				}
				return c.Return(c.SelfValue())
			},
		},
		{
			Name: "close", Doc: "Puts the file in its place, whole; any number of times. Without it there is no file.", Raises: []*bind.Kind{JSONFileError},
			Example: `local path = os.tmpname()
json.writer(path):close()
os.remove(path)`,
			Fn: func(c *bind.Call) error {
				part := c.Self().(*writer).part
				return fileError(part.Path, part.Close(c))
			},
		},
	},
}
