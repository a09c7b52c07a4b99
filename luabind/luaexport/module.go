package luaexport

import (
	"context"
	"errors"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/engine/keep/export"
	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/luarecord"
	"luafut/luabind/luaschema"
)

// ExportError is the kind of what cannot be written.
var ExportError = &bind.Kind{
	Name: "ExportError", Doc: "A file of records cannot be opened, read back or written; path says which.",
	Parents: []*bind.Kind{bind.Error},
}

type options struct {
	Schema luaschema.Option `lua:"schema" doc:"what each record must look like; in CSV its fields are the columns"`
	Key    luarecord.Names  `lua:"key" doc:"the field or fields that tell records apart: one whose key is in the file already is left out; append is true then where it is not given"`
	Append *bool            `lua:"append" doc:"go on behind what is there; default false: the file is begun anew"`
}

// object is an export as Lua knows it.
type object struct {
	*export.Export
	schema *luaschema.Schema
	key    []string
	buf    []byte // for the text of a record; the lock guards it
}

// Module is the Lua module export.
var Module = &bind.Module{
	Name: "export",
	Doc: "Files of records that any number of tasks write to. A record is a table with named fields. Nothing that was written is lost at an error, Ctrl-C, SIGTERM or os.exit; " +
		"a process that is killed (SIGKILL) loses what was written in its last 20 ms or so, and leaves whole records.",
	Funcs: []bind.Func{{
		Name: "open",
		Doc: "Opens a file by the format that its name ends in: .jsonl (JSON Lines), .json (a JSON list), .csv (with a header, in UTF-8), .db (SQLite, a table named records). " +
			"Without append and key the file is begun anew. One export at a time has a file: tasks share it, and process workers return their records, or use a store. " +
			"In CSV the columns are those of the schema, or the fields of the first record; lists and objects are written as JSON, nil as nothing. " +
			"At every moment the file holds whole records, whoever reads it and whenever the process is killed: .csv and .json take twice their room while they are open (PATH.part is their other half), " +
			".jsonl does from its first line on that is longer than 4 KB, and pads shorter ones with spaces where they would lie across two pages. A last record that something else has cut off is put aside in PATH.torn.",
		Params: []bind.Param{
			bind.P("path", bind.String, "the file"),
			bind.Opt("opts", bind.OptionsOf[options]("ExportOptions"), "options"),
		},
		Returns: "Export", Raises: []*bind.Kind{ExportError},
		Example: `local path = os.tmpname() .. ".jsonl"
local out = export.open(path, {key = "id", schema = schema.new{id = "integer", title = "string?"}})
print(out:write{id = 7, title = "a"}, out:write{id = 7})
out:close()
os.remove(path)`,
		Fn: open,
	}},
	Classes: []*bind.Class{Class},
	Kinds:   []*bind.Kind{ExportError},
}

// translate makes an ExportError of what the packages below say. It is no
// Module.Translate: the same errors are the StoreErrors of the module store.
func translate(err error) error {
	var e *keep.Error
	if !errors.As(err, &e) {
		return err
	}
	return &bind.Err{Kind: ExportError, Message: e.Error(), Fields: map[string]lua.LValue{"path": lua.LString(e.Path)}}
}

func open(c *bind.Call) error {
	var o options
	if err := c.Options(2, &o); err != nil {
		return err
	}
	path, opts := c.String(1), export.Options{Key: o.Key, Append: o.Key != nil}
	if o.Append != nil {
		opts.Append = *o.Append
	}
	if o.Schema.Schema != nil {
		opts.Columns = o.Schema.Names()
	}
	var e *export.Export
	err := c.Wait(func(ctx context.Context) (err error) {
		e, err = export.Open(ctx, path, opts)
		return err
	})
	if e != nil {
		of(c.State()).Add(e) // also where the task was stopped meanwhile
	}
	if err != nil {
		return translate(err)
	}
	return c.Return(c.New(Class, &object{Export: e, schema: o.Schema.Schema, key: o.Key}))
}

// write writes argument 1. It keeps the lock where it need not wait.
func write(c *bind.Call) error {
	o, t := c.Self().(*object), c.Table(1)
	if o.schema != nil {
		if err := o.schema.Check(c, "", t); err != nil {
			return err
		}
	}
	r, err := o.record(c, t)
	if err != nil {
		return err
	}
	kept, err := o.TryWrite(&r)
	if errors.Is(err, export.ErrFull) {
		r.Text = append([]byte(nil), r.Text...) // others use the buffer meanwhile
		err = c.Wait(func(ctx context.Context) (err error) {
			kept, err = o.Write(ctx, &r)
			return err
		})
	}
	if err != nil {
		return translate(err)
	}
	return c.Return(lua.LBool(kept))
}

// keptBuffer is the most bytes that are kept for the next record's text.
const keptBuffer = 64 << 10

func (o *object) record(c *bind.Call, t *lua.LTable) (r export.Record, err error) {
	if r.Key, err = luarecord.Key(c, t, o.key); err != nil {
		return r, err
	}
	if !o.WantsText() {
		r.Fields, err = luarecord.Fields(c, t)
		return r, err
	}
	buf := o.buf
	o.buf = nil // encoding may let other tasks run
	r.Text, err = luajson.AppendValue(c, buf[:0], t, luajson.EncodeOptions{})
	if cap(r.Text) <= keptBuffer {
		o.buf = r.Text
	}
	return r, err
}

// Class is the class of exports.
var Class = &bind.Class{
	Name: "Export", Module: "export", Doc: "A file that records are written to, by any number of tasks.",
	Methods: []bind.Func{
		{
			Name: "write", Doc: "Writes a record: true, or false where its key is in the file already and it was left out. It waits only while the disk is far behind.",
			Params:  []bind.Param{bind.P("record", luarecord.Type, "the fields by their names")},
			Returns: "boolean", Raises: []*bind.Kind{ExportError, luaschema.SchemaError, luajson.JSONEncodeError},
			Example: on(`out:write{id = 7, tags = {"a", "b"}}`), Fn: write,
		},
		{
			Name: "flush", Doc: "Waits until what was written before is in the file, where a SIGKILL cannot touch it any more.",
			Raises: []*bind.Kind{ExportError}, Example: on(`out:write{id = 7} out:flush()`),
			Fn: func(c *bind.Call) error { return translate(c.Wait(c.Self().(*object).Flush)) },
		},
		{
			Name: "close", Doc: "Writes what is held back and closes the file; any number of times. The end of the script does it too.",
			Raises: []*bind.Kind{ExportError}, Example: on(``),
			Fn: func(c *bind.Call) error {
				o := c.Self().(*object)
				if err := c.Wait(o.Close); err != nil {
					return translate(err)
				}
				of(c.State()).Forget(o.Export)
				return nil
			},
		},
	},
	Fields: []bind.Field{
		{
			Name: "path", Type: bind.String, Doc: "The file's path.",
			Get: func(c *bind.Call) (lua.LValue, error) { return lua.LString(c.Self().(*object).Path()), nil },
		},
		{
			Name: "written", Type: bind.Integer, Doc: "How many records were written since it was opened.",
			Get: func(c *bind.Call) (lua.LValue, error) {
				n, _ := c.Self().(*object).Counts()
				return lua.LNumber(n), nil
			},
		},
		{
			Name: "left_out", Type: bind.Integer, Doc: "How many records were left out because their key was there.",
			Get: func(c *bind.Call) (lua.LValue, error) {
				_, n := c.Self().(*object).Counts()
				return lua.LNumber(n), nil
			},
		},
	},
}

// on is an example of a method.
func on(code string) string {
	return `local path = os.tmpname() .. ".jsonl"
local out = export.open(path)
` + code + `
out:close()
os.remove(path)`
}
