package luaschema

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

type options struct {
	Extra bool `lua:"extra" doc:"let records have fields that the schema does not name; default false"`
}

const example = `local item = schema.new{id = "integer", title = {"string", min = 1}, url = "url?", tags = {list = "string"}}
`

// Module is the Lua module schema.
var Module = &bind.Module{
	Name: "schema",
	Doc:  "What a record must look like: checks records, and says which failed, where and why. Exports and stores take a schema too.",
	Funcs: []bind.Func{{
		Name: "new",
		Doc: "Makes a schema of the fields of a record. A field is a type: \"string\", \"integer\", \"number\", \"boolean\", \"url\" (absolute, http or https), \"date\" (text that date.parse can read, or seconds since 1970), \"list\", \"table\", \"any\". " +
			"With ? behind it, as \"url?\", it may be missing; json.null counts as missing. A default is set in the record itself where the field is missing. " +
			"A table says more: {\"string\", min = 1, max = 80, pattern = RE2, one_of = {…}, optional = true, default = …}; min and max are of a number, the characters of a string, or the items of a list. {list = TYPE} is a list whose items are of a type, {fields = {…}} or another schema a table within the record.",
		Params: []bind.Param{
			bind.P("fields", bind.Table, "the fields by their names; their order is that of the columns of a CSV export"),
			bind.Opt("opts", bind.OptionsOf[options]("SchemaOptions"), "options"),
		},
		Returns: "Schema",
		Example: example + `print(item:check{id = 7, title = "", tags = {}})`,
		Fn: func(c *bind.Call) error {
			var o options
			if err := c.Options(2, &o); err != nil {
				return err
			}
			s, err := (&reader{c: c}).schema("", c.Table(1), o.Extra)
			if err != nil {
				return err
			}
			return c.Return(c.New(Class, s))
		},
	}},
	Classes: []*bind.Class{Class},
	Kinds:   []*bind.Kind{SchemaError},
}

var record = []bind.Param{bind.P("record", bind.Table, "the record")}

// Class is the class of schemas.
var Class = &bind.Class{
	Name: "Schema", Module: "schema", Doc: "What a record must look like.",
	Methods: []bind.Func{
		{
			Name: "check", Doc: "Whether a record is as the schema says: true, or false and the SchemaError that validate would raise.",
			Params: record, Returns: "boolean, table?",
			Example: example + `local ok, err = item:check{id = "7", title = "a", tags = {"x", 5}}
for _, p in ipairs(err.problems) do print(p.field, p.problem) end`,
			Fn: func(c *bind.Call) error {
				if err := c.Self().(*Schema).Check(c, "", c.Table(1)); err != nil {
					return c.Return(lua.LFalse, bind.Value(c.L, err))
				}
				return c.Return(lua.LTrue)
			},
		},
		{
			Name: "validate", Doc: "Returns the record where it is as the schema says, and raises a SchemaError where it is not.",
			Params: record, Returns: "table", Raises: []*bind.Kind{SchemaError},
			Example: example + `print(item:validate{id = 7, title = "a", tags = {}}.id)`,
			Fn: func(c *bind.Call) error {
				if err := c.Self().(*Schema).Check(c, "", c.Table(1)); err != nil {
					return err
				}
				return c.Return(c.Arg(1))
			},
		},
		{
			Name: "check_all", Doc: "Checks a list of records and returns those that failed, as a list of {index =, record =, error =}; an empty one where all are good.",
			Params: []bind.Param{bind.P("records", bind.Table, "a list of records")}, Returns: "table",
			Example: example + `for _, f in ipairs(item:check_all{{id = 1, title = "a", tags = {}}, {id = 2}}) do print(f.index, f.error) end`,
			Fn:      checkAll,
		},
		{
			Name: "fields", Doc: "The names of the fields, in the order in which they were given.",
			Returns: "string[]", Example: example + `print(table.concat(item:fields(), " "))`,
			Fn: func(c *bind.Call) error {
				names := c.Self().(*Schema).names
				list := c.NewTable(len(names), 0)
				for i, name := range names {
					list.RawSetInt(i+1, lua.LString(name))
				}
				return c.Return(list)
			},
		},
	},
}

func checkAll(c *bind.Call) error {
	s, list := c.Self().(*Schema), c.Table(1)
	failed := c.NewTable(0, 0)
	for i := 1; i <= list.Len(); i++ {
		c.Thread.Breathe(c.L)
		t, ok := list.RawGetInt(i).(*lua.LTable)
		if !ok {
			return c.Badf("wanted a list of records, but its item %d is %s", i, bind.Show(list.RawGetInt(i)))
		}
		if err := s.Check(c, fmt.Sprintf("record %d", i), t); err != nil {
			f := c.NewTable(0, 3)
			f.RawSetString("index", lua.LNumber(i))
			f.RawSetString("record", t)
			f.RawSetString("error", bind.Value(c.L, err))
			failed.Append(f)
		}
	}
	return c.Return(failed)
}
