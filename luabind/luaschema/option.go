package luaschema

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// Option is an option that is a schema, or a table that schema.new would take. The
// zero value is none.
type Option struct{ *Schema }

// LuaType implements bind.Wants.
func (*Option) LuaType() *bind.Type { return bind.Or(Class.Type(), bind.Table) }

// FromLua implements bind.FromLua.
func (o *Option) FromLua(c *bind.Call, v lua.LValue) (err error) {
	if s, ok := bind.To[*Schema](v); ok {
		o.Schema = s
		return nil
	}
	t, ok := v.(*lua.LTable)
	if !ok {
		return fmt.Errorf("must be a Schema, or a table of fields, not %s", bind.Show(v))
	}
	o.Schema, err = (&reader{c: c}).schema("", t, false)
	return err
}
