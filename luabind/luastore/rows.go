package luastore

import (
	"context"
	"runtime"
	"strconv"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep/store"
	"luafut/luabind/bind"
)

// batchRows is how many rows are read at once: most queries end with the first
// batch, and hold nothing any more then.
const batchRows = 500

// rowsObject is the rows of a query as Lua knows them. The lock guards batch.
type rowsObject struct {
	*store.Rows
	batch [][]any
	ended bool
}

// newRows makes the userdata. Rows that a script drops, by a break, are closed when
// the collector finds them.
func newRows(c *bind.Call, rows *store.Rows) *lua.LUserData {
	ud := c.New(RowsClass, &rowsObject{Rows: rows})
	runtime.AddCleanup(ud, func(rows *store.Rows) { go rows.Close() }, rows)
	return ud
}

// next gives the next row's values, nil at the end.
func (r *rowsObject) next(c *bind.Call) ([]any, error) {
	if len(r.batch) == 0 && !r.ended {
		var batch [][]any
		err := c.Wait(func(ctx context.Context) (err error) {
			batch, err = r.Read(ctx, batchRows)
			return err
		})
		if err != nil {
			return nil, err
		}
		r.batch = append(r.batch, batch...) // another task may have read too
		r.ended = len(batch) == 0
	}
	if len(r.batch) == 0 {
		return nil, nil
	}
	row := r.batch[0]
	r.batch = r.batch[1:]
	return row, nil
}

// record gives the next row as a table, nil at the end.
func (r *rowsObject) record(c *bind.Call) (lua.LValue, error) {
	row, err := r.next(c)
	if row == nil || err != nil {
		return lua.LNil, err
	}
	t := c.NewTable(0, len(row))
	for i, name := range r.Names() {
		if v := luaValue(row[i]); v != lua.LNil {
			t.RawSetString(name, v)
		}
	}
	return t, nil
}

// luaValue is a value of SQLite in Lua.
func luaValue(v any) lua.LValue {
	switch v := v.(type) {
	case bool:
		return lua.LBool(v)
	case float64:
		return lua.LNumber(v)
	case string:
		return lua.LString(v)
	case store.Big:
		return lua.LString(strconv.FormatInt(int64(v), 10))
	}
	return lua.LNil
}

const threeRows = `db:transaction(function() for i = 1, 3 do db:insert("t", {n = i}) end end)
local rows = db:query("SELECT n FROM t ORDER BY n")
`

// RowsClass is the class of the rows of a query.
var RowsClass = &bind.Class{
	Name: "Rows", Module: "store", Doc: "The rows of a query: for row in rows do. It reads ahead, and holds its view of the database until its end, or close.",
	Methods: []bind.Func{
		{
			Name: "all", Doc: "A list of the rows that are left.", Returns: "table[]", Raises: []*bind.Kind{StoreError},
			Example: on(threeRows + `print(#rows:all())`),
			Fn: func(c *bind.Call) error {
				list := c.NewTable(0, 0)
				for {
					row, err := c.Self().(*rowsObject).record(c)
					if err != nil {
						return err
					}
					if row == lua.LNil {
						return c.Return(list)
					}
					list.Append(row)
				}
			},
		},
		{
			Name: "first", Doc: "The next row, or nil where there is none, and closes the rows.", Returns: "table?", Raises: []*bind.Kind{StoreError},
			Example: on(threeRows + `print(rows:first().n)`),
			Fn: func(c *bind.Call) error {
				r := c.Self().(*rowsObject)
				row, err := r.record(c)
				r.end(c)
				if err != nil {
					return err
				}
				return c.Return(row)
			},
		},
		{
			Name: "names", Doc: "The names of the columns, in their order.", Returns: "string[]",
			Example: on(threeRows + `print(rows:names()[1])`),
			Fn: func(c *bind.Call) error {
				list := c.NewTable(0, 0)
				for _, name := range c.Self().(*rowsObject).Names() {
					list.Append(lua.LString(name))
				}
				return c.Return(list)
			},
		},
		{
			Name: "close", Doc: "Releases what the rows hold, and ends them; any number of times.",
			Example: on(threeRows + `rows:close()`),
			Fn:      func(c *bind.Call) error { c.Self().(*rowsObject).end(c); return nil },
		},
	},
	Meta: []bind.Func{{
		Name: "__call", Doc: "The next row, or nil at the end.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "table?",
		Fn: func(c *bind.Call) error {
			row, err := c.Self().(*rowsObject).record(c)
			if err != nil {
				return err
			}
			return c.Return(row)
		},
	}},
}

func (r *rowsObject) end(c *bind.Call) {
	r.batch, r.ended = nil, true
	c.Unlocked(r.Close)
}
