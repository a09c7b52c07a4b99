// Package luarecord makes records that can be kept out of Lua tables: for exports
// and stores. It is no module.
package luarecord

import (
	"fmt"
	"math"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
	"luafut/luabind/luajson"
)

// Type is the parameter type of a record.
var Type = bind.Named("table", &bind.Type{Name: "table", Want: "a record (a table with named fields)", Accepts: isRecord})

func isRecord(v lua.LValue) bool {
	t, ok := v.(*lua.LTable)
	if !ok {
		return false
	}
	first, _ := t.Next(lua.LNil)
	return first == lua.LNil || first.Type() == lua.LTString
}

// Fields are the fields of a record in the order in which they were first set. A
// list or an object becomes its JSON text, json.null nothing. What cannot be kept is
// an ArgumentError that names the field.
func Fields(c *bind.Call, t *lua.LTable) ([]keep.Field, error) {
	fields := make([]keep.Field, 0, 8)
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		name, ok := k.(lua.LString)
		if !ok {
			return nil, c.Badf("a record has names for its fields, but this one has %s", bind.Show(k))
		}
		value, err := Value(c, v)
		if err != nil {
			return nil, c.Badf("the field '%s' %v", string(name), err)
		}
		fields = append(fields, keep.Field{Name: string(name), Value: value})
	}
	return fields, nil
}

// Value is a Lua value that can be kept; the error says what is wrong with it ("is
// …").
func Value(c *bind.Call, v lua.LValue) (any, error) {
	switch v := v.(type) {
	case *lua.LNilType:
		return nil, nil
	case lua.LBool:
		return bool(v), nil
	case lua.LNumber:
		if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
			return nil, fmt.Errorf("is %v, which is no number to keep", v)
		}
		return float64(v), nil
	case lua.LString:
		return string(v), nil
	case *lua.LTable:
		text, err := luajson.AppendValue(c, nil, v, luajson.EncodeOptions{})
		if err != nil {
			return nil, fmt.Errorf("is a table that cannot be kept: %w", err)
		}
		return keep.JSON(text), nil
	}
	if luajson.IsNull(v) {
		return nil, nil
	}
	return nil, fmt.Errorf("is %s, which cannot be kept", bind.Show(v))
}

// Key is the values of the named fields, each a string, a number or a boolean.
func Key(c *bind.Call, t *lua.LTable, names []string) ([]any, error) {
	if names == nil {
		return nil, nil
	}
	values := make([]any, len(names))
	for i, name := range names {
		switch v := t.RawGetString(name).(type) {
		case lua.LString:
			values[i] = string(v)
		case lua.LNumber:
			values[i] = float64(v)
		case lua.LBool:
			values[i] = bool(v)
		case *lua.LNilType:
			return nil, c.Badf("the record has no field '%s', which is of the key", name)
		default:
			return nil, c.Badf("the field '%s' is of the key and must be a string, a number or a boolean, not %s", name, bind.Show(v))
		}
	}
	return values, nil
}

// Names is an option or argument that is a name or a list of names.
type Names []string

// NamesType is the parameter type of Names.
var NamesType = bind.Named("string|string[]", bind.Or(bind.String, bind.Named("string[]", bind.Table)))

// LuaType implements bind.Wants.
func (*Names) LuaType() *bind.Type { return NamesType }

// FromLua implements bind.FromLua.
func (n *Names) FromLua(_ *bind.Call, v lua.LValue) error {
	if s, ok := v.(lua.LString); ok {
		*n = Names{string(s)}
		return nil
	}
	t := v.(*lua.LTable)
	*n = Names{}
	for i := 1; i <= t.Len(); i++ {
		s, ok := t.RawGetInt(i).(lua.LString)
		if !ok {
			return fmt.Errorf("must be a name or a list of names; its item %d is %s", i, bind.Show(t.RawGetInt(i)))
		}
		if slices.Contains(*n, string(s)) {
			return fmt.Errorf("must be a name or a list of names, each once; %q comes twice", string(s))
		}
		*n = append(*n, string(s))
	}
	if len(*n) == 0 {
		return fmt.Errorf("must be a name or a list of names, not an empty table")
	}
	return nil
}
