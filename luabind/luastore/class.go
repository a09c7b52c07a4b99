package luastore

import (
	"context"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/engine/keep/store"
	"luafut/luabind/bind"
	"luafut/luabind/luarecord"
	"luafut/luabind/luaschema"
)

var (
	tableParam  = bind.P("table", bind.String, "the table; it is made where there is none")
	recordParam = bind.P("record", luarecord.Type, "the fields by their names; columns that are missing are made")
	sqlParam    = bind.P("sql", bind.String, "one statement of SQL, with ? or :name for parameters")
	valueParams = bind.Rest(bind.Any, "the parameters: values, or one list of them, or one table by name")
)

const values = " Numbers, strings (any bytes) and booleans keep their types; lists and objects are kept as JSON text, json.null as nil. A column whose first value is a boolean takes booleans only."

// Class is the class of stores.
var Class = &bind.Class{
	Name: "Store", Module: "store", Doc: "An open database.",
	Methods: []bind.Func{
		{
			Name: "insert", Doc: "Adds a record to a table, and returns the number of its row." + values,
			Params: []bind.Param{tableParam, recordParam}, Returns: "integer",
			Raises:  []*bind.Kind{StoreError, ConstraintError, BusyError, luaschema.SchemaError},
			Example: on(`print(db:insert("pages", {url = "https://example.org/", size = 1256}))`), Fn: insert,
		},
		{
			Name: "upsert", Doc: "Adds a record, or where a row has the same key, sets its fields to the record's; its others stay. The key gets a unique index.",
			Params:  []bind.Param{tableParam, recordParam, bind.P("key", luarecord.NamesType, "the field or fields that tell records apart")},
			Raises:  []*bind.Kind{StoreError, ConstraintError, BusyError, luaschema.SchemaError},
			Example: on(`db:upsert("votes", {id = 7, up = true}, "id")`), Fn: upsert,
		},
		{
			Name: "query", Doc: "Runs a query and returns its rows: for row in db:query(…) do. A row is a table by the names of the columns, NULL a missing field, and an integer beyond 2^53 a string of its digits. It sees what was committed before, and within a transaction what that has done.",
			Params: []bind.Param{sqlParam, valueParams}, Returns: "Rows", Raises: []*bind.Kind{StoreError},
			Example: on(`db:insert("pages", {url = "https://example.org/", size = 1256})
for row in db:query("SELECT * FROM pages WHERE size > :min", {min = 1000}) do print(row.url) end`), Fn: query,
		},
		{
			Name: "execute", Doc: "Runs a statement that writes, and returns how many rows it has changed.",
			Params: []bind.Param{sqlParam, valueParams}, Returns: "integer", Raises: []*bind.Kind{StoreError, ConstraintError, BusyError},
			Example: on(`db:insert("pages", {size = 5})
print(db:execute("DELETE FROM pages WHERE size < ?", 10))`), Fn: execute,
		},
		{
			Name: "transaction", Doc: "Calls fn(store) and returns what it returns: all that it writes is kept together, or where it raises an error, none of it. Its writes are those of its task; those of other tasks and processes wait, so let it not wait for them. Within a transaction it is one within that.",
			Params: []bind.Param{bind.P("fn", bind.Callable, "what to do")}, Returns: "any ...", Raises: []*bind.Kind{StoreError, BusyError},
			Example: on(`db:transaction(function()
  for i = 1, 1000 do db:insert("numbers", {n = i}) end
end)`), Fn: transaction,
		},
		{
			Name: "columns", Doc: "The names of a table's columns, in their order; none where there is no table.",
			Params: []bind.Param{bind.P("table", bind.String, "the table")}, Returns: "string[]", Raises: []*bind.Kind{StoreError},
			Example: on(`db:insert("pages", {url = "x", size = 5}) print(table.concat(db:columns("pages"), " "))`), Fn: columns,
		},
		{
			Name: "kv", Doc: "A view of the store as keys and values, kept in a table of its own.",
			Params: []bind.Param{bind.Opt("table", bind.String, `the table; default "kv"`)}, Returns: "KV", Raises: []*bind.Kind{StoreError},
			Example: on(`local kv = db:kv() kv:set("page", 7) print(kv:get("page"))`), Fn: openKV,
		},
		{
			Name: "close", Doc: "Lets the writes under way finish and closes the store; any number of times. The end of the script does it too.",
			Raises: []*bind.Kind{StoreError}, Example: on(``),
			Fn: func(c *bind.Call) error {
				o := c.Self().(*object)
				if o.current(c) != nil {
					return bind.Errorf(bind.RuntimeError, "%s cannot be closed from within a transaction", o.Path())
				}
				if err := c.Wait(o.Close); err != nil {
					return err
				}
				of(c.State()).Forget(o.DB)
				return nil
			},
		},
	},
	Fields: []bind.Field{{
		Name: "path", Type: bind.String, Doc: "The file's path.",
		Get: func(c *bind.Call) (lua.LValue, error) { return lua.LString(c.Self().(*object).Path()), nil },
	}},
}

// record reads and checks the record of a write.
func record(c *bind.Call, o *object) (table string, fields []keep.Field, err error) {
	table, t := c.String(1), c.Table(2)
	if s := o.schemas[table]; s != nil {
		if err := s.Check(c, table, t); err != nil {
			return "", nil, err
		}
	}
	fields, err = luarecord.Fields(c, t)
	return table, fields, err
}

func insert(c *bind.Call) error {
	o := c.Self().(*object)
	table, fields, err := record(c, o)
	if err != nil {
		return err
	}
	tx := o.current(c)
	var id int64
	err = c.Wait(func(ctx context.Context) (err error) {
		if tx != nil {
			id, err = tx.Insert(table, fields)
		} else {
			id, err = o.Insert(ctx, table, fields)
		}
		return err
	})
	if err != nil {
		return err
	}
	return c.Return(lua.LNumber(id))
}

func upsert(c *bind.Call) error {
	o := c.Self().(*object)
	var key luarecord.Names
	if err := key.FromLua(c, c.Arg(3)); err != nil {
		return c.Badf("the key %v", err)
	}
	table, fields, err := record(c, o)
	if err != nil {
		return err
	}
	return o.upsert(c, table, key, fields)
}

func (o *object) upsert(c *bind.Call, table string, key []string, fields []keep.Field) error {
	tx := o.current(c)
	return c.Wait(func(ctx context.Context) error {
		if tx != nil {
			return tx.Upsert(table, key, fields)
		}
		return o.Upsert(ctx, table, key, fields)
	})
}

func execute(c *bind.Call) error {
	o := c.Self().(*object)
	args, err := params(c, 2)
	if err != nil {
		return err
	}
	changed, err := o.execute(c, c.String(1), args)
	if err != nil {
		return err
	}
	return c.Return(lua.LNumber(changed))
}

func (o *object) execute(c *bind.Call, statement string, args []any) (changed int64, err error) {
	tx := o.current(c)
	err = c.Wait(func(ctx context.Context) (err error) {
		if tx != nil {
			changed, err = tx.Execute(ctx, statement, args)
		} else {
			changed, err = o.Execute(ctx, statement, args)
		}
		return err
	})
	return changed, err
}

func query(c *bind.Call) error {
	args, err := params(c, 2)
	if err != nil {
		return err
	}
	rows, err := c.Self().(*object).query(c, c.String(1), args)
	if err != nil {
		return err
	}
	return c.Return(newRows(c, rows))
}

func (o *object) query(c *bind.Call, text string, args []any) (rows *store.Rows, err error) {
	tx := o.current(c)
	err = c.Wait(func(ctx context.Context) (err error) {
		if tx != nil {
			rows, err = tx.Query(ctx, text, args)
		} else {
			rows, err = o.Query(ctx, text, args)
		}
		return err
	})
	if err != nil && rows != nil {
		rows.Close() // the task was stopped meanwhile
	}
	return rows, err
}

func columns(c *bind.Call) error {
	rows, err := c.Self().(*object).query(c, "SELECT name FROM pragma_table_info(?)", []any{c.String(1)})
	if err != nil {
		return err
	}
	r := &rowsObject{Rows: rows}
	list := c.NewTable(0, 0)
	for {
		row, err := r.next(c)
		if err != nil {
			return err
		}
		if row == nil {
			return c.Return(list)
		}
		list.Append(luaValue(row[0]))
	}
}
