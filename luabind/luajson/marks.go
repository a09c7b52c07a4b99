package luajson

import lua "github.com/yuin/gopher-lua"

// typeField is the field of a metatable that says what its table is in JSON. The mark is the
// field's content and not the metatable's identity, so a table is still a list after it has been
// copied to another state together with its metatable.
const (
	typeField = "__jsontype"
	arrayType = "array"
)

// registryKey is where a state keeps its Marks.
const registryKey = "luafut.json"

// nullValue is what the userdata json.null holds; it tells null from every other userdata, also
// where the userdata was made by another state.
type nullValue struct{}

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

// MarksOf returns the marks of the state that L belongs to; all its threads share them. The first
// call makes them. The caller holds the state's lock.
func MarksOf(L *lua.LState) Marks {
	if kept, ok := L.G.Registry.RawGetString(registryKey).(*lua.LUserData); ok {
		return kept.Value.(Marks)
	}
	array := newTable(0, 1)
	array.RawSetString(typeField, lua.LString(arrayType))
	null := L.NewUserData()
	null.Value = nullValue{}
	meta := newTable(0, 1)
	meta.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
		L.Push(lua.LString("null"))
		return 1
	}))
	null.Metatable = meta
	marks := Marks{Null: null, Array: array}
	kept := L.NewUserData()
	kept.Value = marks
	L.G.Registry.RawSetString(registryKey, kept)
	return marks
}

// IsNull reports whether v is json.null, of whichever state.
func IsNull(v lua.LValue) bool {
	data, ok := v.(*lua.LUserData)
	if !ok {
		return false
	}
	_, ok = data.Value.(nullValue)
	return ok
}

// IsArray reports whether t has been marked as a list.
func IsArray(t *lua.LTable) bool {
	meta, ok := t.Metatable.(*lua.LTable)
	return ok && meta.RawGetString(typeField) == lua.LString(arrayType)
}

// newTable makes a table with room for n list items and m named ones. gopher-lua makes tables by a
// method of a state, which does not look at the state: so tables can be made with no lock held.
func newTable(n, m int) *lua.LTable {
	return (*lua.LState)(nil).CreateTable(n, m)
}
