package luastore

import (
	"context"
	"errors"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/engine/keep/store"
	"luafut/luabind/bind"
	"luafut/luabind/luaschema"
	"luafut/luabind/vm"
)

var errOpen = errors.New("a transaction is still open, and is lost")

// The kinds of the module.
var (
	StoreError = &bind.Kind{
		Name: "StoreError", Doc: "A store cannot be opened, read or written; path says which.",
		Parents: []*bind.Kind{bind.Error},
	}
	ConstraintError = &bind.Kind{
		Name: "ConstraintError", Doc: "A rule of the table, such as a unique index, forbids the write.",
		Parents: []*bind.Kind{StoreError},
	}
	BusyError = &bind.Kind{
		Name: "BusyError", Doc: "Others were writing for longer than the store's timeout.",
		Parents: []*bind.Kind{StoreError, bind.TimeoutError},
	}
)

type options struct {
	Durable bool          `lua:"durable" doc:"each commit waits for the disk (synchronous = FULL), and outlives a loss of power too; default false (NORMAL): it outlives the process, killed or not"`
	Timeout time.Duration `lua:"timeout" doc:"seconds that a write waits for other writers; default 30"`
	Schema  schemas       `lua:"schema" doc:"what records must look like, by table: {votes = schema.new{…}}"`
}

// schemas are schemas by table.
type schemas map[string]*luaschema.Schema

// LuaType implements bind.Wants.
func (*schemas) LuaType() *bind.Type {
	return bind.Named("table<string, Schema>", bind.Or(bind.Table, luaschema.Class.Type()))
}

// FromLua implements bind.FromLua.
func (s *schemas) FromLua(c *bind.Call, v lua.LValue) (err error) {
	if one, ok := bind.To[*luaschema.Schema](v); ok && one != nil {
		return errors.New("must be a table of schemas by table, such as {votes = schema.new{…}}, not one Schema")
	}
	*s = schemas{}
	v.(*lua.LTable).ForEach(func(k, v lua.LValue) {
		name, named := k.(lua.LString)
		var o luaschema.Option
		switch {
		case err != nil:
		case !named:
			err = fmt.Errorf("must have names of tables as keys, not %s", bind.Show(k))
		default:
			err = o.FromLua(c, v)
			(*s)[string(name)] = o.Schema
		}
	})
	return err
}

// object is a store as Lua knows it.
type object struct {
	*store.DB
	schemas schemas
	// tx is the transactions that are open, by the task that began them: one writes
	// at a time, but others wait for their turn. The lock guards it.
	tx map[*vm.Thread]*store.Tx
}

const example = `local path = os.tmpname()
local db = store.open(path)
`

const exampleEnd = `
db:close()
os.remove(path)`

func on(code string) string { return example + code + exampleEnd }

// Module is the Lua module store.
var Module = &bind.Module{
	Name: "store",
	Elsewhere: map[string]string{ // sqlite3's
		"connect": "open(path)", "Database": "open(path)",
	},
	Doc: "Records in SQLite, safe from any number of tasks and of processes at once. What was acknowledged, by the return of the call that wrote it, is not lost, also where the process is killed. " +
		"A call that writes waits for its commit; writes of tasks at the same time share one, so let many tasks write, or write many records in one transaction.",
	Funcs: []bind.Func{{
		Name: "open", Doc: "Opens a database, and makes it where there is none. Any number of processes may have it open; a worker process opens it itself.",
		Params: []bind.Param{
			bind.P("path", bind.String, "the file; beside it are PATH-wal and PATH-shm while it is open"),
			bind.Opt("opts", bind.OptionsOf[options]("StoreOptions"), "options"),
		},
		Returns: "Store", Raises: []*bind.Kind{StoreError},
		Example: on(`db:upsert("votes", {id = 7, title = "a", up = true}, "id")
for row in db:query("SELECT * FROM votes WHERE id > ?", 5) do print(row.id, row.title, row.up) end`),
		Fn: func(c *bind.Call) error {
			var o options
			if err := c.Options(2, &o); err != nil {
				return err
			}
			path := c.String(1)
			var db *store.DB
			err := c.Wait(func(ctx context.Context) (err error) {
				db, err = store.Open(ctx, path, store.Options{Durable: o.Durable, Patience: o.Timeout})
				return err
			})
			if db != nil {
				of(c.State()).Add(db) // also where the task was stopped meanwhile
			}
			if err != nil {
				return err
			}
			return c.Return(c.New(Class, &object{DB: db, schemas: o.Schema, tx: map[*vm.Thread]*store.Tx{}}))
		},
	}},
	Classes: []*bind.Class{Class, RowsClass, KVClass, PairsClass},
	Kinds:   []*bind.Kind{StoreError, ConstraintError, BusyError},
	Translate: func(_ *vm.State, err error) *bind.Err {
		var e *keep.Error
		if !errors.As(err, &e) {
			return nil
		}
		kind := StoreError
		switch {
		case errors.Is(err, store.ErrConstraint):
			kind = ConstraintError
		case errors.Is(err, store.ErrBusy):
			kind = BusyError
		}
		return &bind.Err{Kind: kind, Message: e.Error(), Fields: map[string]lua.LValue{"path": lua.LString(e.Path)}}
	},
}
