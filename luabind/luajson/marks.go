package luajson

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// typeField is the field of a metatable that says what its table is in JSON. The mark is the
// field's content and not the metatable's identity, so a table is still a list after it has been
// copied to another state together with its metatable.
const (
	typeField = "__jsontype"
	arrayType = "array"
)

// nullValue is what the userdata json.null holds; it tells null from every other userdata, also
// where the userdata was made by another state.
type nullValue struct{}

// nullClass is the class of json.null.
var nullClass = &bind.Class{
	Name: "null", Module: moduleName,
	Doc: "What JSON calls null: one value, which is not nil and counts as true.",
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "The text null.", Returns: "string",
		Fn: func(c *bind.Call) error { return c.Return(lua.LString("null")) },
	}},
}

// Marks are the two values by which one Lua state tells what plain Lua values cannot: null from a
// missing value, and an empty list from an empty object. Get them from [MarksOf]; the zero value
// is of no use. The pointers may be read from any goroutine, what they point at only under the
// state's lock.
type Marks struct {
	// Null is json.null: the only value that is null in JSON. It counts as true in a condition.
	Null *lua.LUserData
	// Array is the metatable of the tables that are lists whatever they hold.
	Array *lua.LTable
}

// MarksOf returns the marks of a state, which must know bind; the first call makes them. The caller
// holds the state's lock.
func MarksOf(s *vm.State) Marks {
	if marks, ok := s.Modules[moduleName].(Marks); ok {
		return marks
	}
	array := newTable(0, 1)
	array.RawSetString(typeField, lua.LString(arrayType))
	marks := Marks{Null: bind.New(s, nullClass, nullValue{}), Array: array}
	s.Modules[moduleName] = marks
	return marks
}

// IsNull reports whether v is json.null, of whichever state.
func IsNull(v lua.LValue) bool {
	_, ok := bind.To[nullValue](v)
	return ok
}

// IsArray reports whether t has been marked as a list.
func IsArray(t *lua.LTable) bool {
	meta, ok := t.Metatable.(*lua.LTable)
	return ok && meta.RawGetString(typeField) == lua.LString(arrayType)
}
