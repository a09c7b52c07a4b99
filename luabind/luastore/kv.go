package luastore

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
	"luafut/luabind/luajson"
)

// kv is a view of a store as keys and values.
type kv struct {
	*object
	name, table string // as it is, and quoted for SQL
}

func openKV(c *bind.Call) error {
	o, name := c.Self().(*object), c.StringOr(1, "kv")
	view := &kv{object: o, name: name, table: `"` + strings.ReplaceAll(name, `"`, `""`) + `"`}
	if _, err := o.execute(c, "CREATE TABLE IF NOT EXISTS "+view.table+" (key, value)", nil); err != nil {
		return err
	}
	return c.Return(c.New(KVClass, view))
}

var keyType = bind.Or(bind.String, bind.Number)

var keyParam = bind.P("key", keyType, "a string or a number")

// key is argument 1; SQLite tells 1 from "1" too.
func key(c *bind.Call) any {
	if n, ok := c.Arg(1).(lua.LNumber); ok {
		return float64(n)
	}
	return c.String(1)
}

// get gives the value of argument 1.
func (k *kv) get(c *bind.Call) (v lua.LValue, there bool, err error) {
	rows, err := k.query(c, "SELECT value FROM "+k.table+" WHERE key = ?", []any{key(c)})
	if err != nil {
		return nil, false, err
	}
	r := &rowsObject{Rows: rows}
	row, err := r.next(c)
	r.end(c)
	if row == nil || err != nil {
		return nil, false, err
	}
	v, err = k.decode(c, row[0])
	return v, err == nil, err
}

// decode makes a value of its JSON text.
func (k *kv) decode(c *bind.Call, v any) (lua.LValue, error) {
	text, ok := v.(string)
	if !ok {
		return luaValue(v), nil // somebody else has written it
	}
	return luajson.DecodeText(c, text)
}

func onKV(code string) string { return on("local kv = db:kv()\n" + code) }

// KVClass is the class of views of keys and values.
var KVClass = &bind.Class{
	Name: "KV", Module: "store", Doc: "Keys and values in a store. A value is anything that JSON can hold, but nil.",
	Methods: []bind.Func{
		{
			Name: "get", Doc: "The value of a key, or the default where the key is not there.",
			Params:  []bind.Param{keyParam, bind.Opt("default", bind.Any, "default nil")},
			Returns: "any", Raises: []*bind.Kind{StoreError},
			Example: onKV(`print(kv:get("page", 1))`),
			Fn: func(c *bind.Call) error {
				or := c.Arg(2)
				v, there, err := c.Self().(*kv).get(c)
				if err != nil {
					return err
				}
				if !there {
					v = or
				}
				return c.Return(v)
			},
		},
		{
			Name: "has", Doc: "Whether a key is there.", Params: []bind.Param{keyParam}, Returns: "boolean", Raises: []*bind.Kind{StoreError},
			Example: onKV(`print(kv:has("page"))`),
			Fn: func(c *bind.Call) error {
				_, there, err := c.Self().(*kv).get(c)
				if err != nil {
					return err
				}
				return c.Return(lua.LBool(there))
			},
		},
		{
			Name: "set", Doc: "Sets the value of a key; nil removes it.",
			Params: []bind.Param{keyParam, bind.P("value", bind.Any, "what JSON can hold")}, Raises: []*bind.Kind{StoreError, luajson.JSONEncodeError},
			Example: onKV(`kv:set("seen", {1, 2, 3}) print(#kv:get("seen"))`), Fn: setKV,
		},
		{
			Name: "delete", Doc: "Removes a key, and returns whether it was there.",
			Params: []bind.Param{keyParam}, Returns: "boolean", Raises: []*bind.Kind{StoreError},
			Example: onKV(`print(kv:delete("page"))`),
			Fn: func(c *bind.Call) error {
				n, err := c.Self().(*kv).remove(c)
				if err != nil {
					return err
				}
				return c.Return(lua.LBool(n > 0))
			},
		},
		{
			Name: "iter", Doc: "Goes through keys and values, in the order of the keys: for key, value in kv:iter() do.",
			Returns: "KVIterator", Raises: []*bind.Kind{StoreError},
			Example: onKV(`kv:set("a", 1) for key, value in kv:iter() do print(key, value) end`), Fn: iterate,
		},
	},
}

func (k *kv) remove(c *bind.Call) (int64, error) {
	return k.execute(c, "DELETE FROM "+k.table+" WHERE key = ?", []any{key(c)})
}

func setKV(c *bind.Call) error {
	k := c.Self().(*kv)
	if c.Arg(2) == lua.LNil {
		_, err := k.remove(c)
		return err
	}
	text, err := luajson.AppendValue(c, nil, c.Arg(2), luajson.EncodeOptions{})
	if err != nil {
		return err
	}
	return k.upsert(c, k.name, []string{"key"}, []keep.Field{{Name: "key", Value: key(c)}, {Name: "value", Value: string(text)}})
}

func iterate(c *bind.Call) error {
	k := c.Self().(*kv)
	rows, err := k.query(c, "SELECT key, value FROM "+k.table+" ORDER BY key", nil)
	if err != nil {
		return err
	}
	return c.Return(c.New(PairsClass, &pairs{rowsObject{Rows: rows}, k}))
}

// pairs goes through a view.
type pairs struct {
	rowsObject
	kv *kv
}

// PairsClass is the class of what goes through a view.
var PairsClass = &bind.Class{
	Name: "KVIterator", Module: "store", Doc: "What a for loop goes through: each turn gives a key and its value.",
	Meta: []bind.Func{{
		Name: "__call", Doc: "The next key and value, or nil at the end.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "any, any",
		Fn: func(c *bind.Call) error {
			p := c.Self().(*pairs)
			row, err := p.next(c)
			if err != nil {
				return err
			}
			if row == nil {
				return c.Return(lua.LNil)
			}
			v, err := p.kv.decode(c, row[1])
			if err != nil {
				return err
			}
			return c.Return(luaValue(row[0]), v)
		},
	}},
}
