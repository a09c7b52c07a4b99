package luajson

import (
	"fmt"
	"reflect"
	"unsafe"

	lua "github.com/yuin/gopher-lua"
)

// mirrorTable is gopher-lua's table. Its own way to set a named field makes a new string and grows
// two of the three indexes one by one, which takes more time than all the rest of decoding: so
// objects are filled here, at their right size. init refuses to start with a gopher-lua whose table
// is another one.
type mirrorTable struct {
	Metatable lua.LValue
	array     []lua.LValue
	dict      map[lua.LValue]lua.LValue
	strdict   map[string]lua.LValue
	keys      []lua.LValue       // in the order in which they were first set
	k2i       map[lua.LValue]int // where a key is in keys
}

func init() {
	if err := checkMirror(reflect.TypeFor[lua.LTable](), reflect.TypeFor[mirrorTable]()); err != nil {
		panic("luafut was built with a gopher-lua that it does not know: " + err.Error())
	}
}

func checkMirror(table, mirror reflect.Type) error {
	if table.NumField() != mirror.NumField() {
		return fmt.Errorf("%v has %d fields, wanted %d", table, table.NumField(), mirror.NumField())
	}
	for i := range table.NumField() {
		if r, m := table.Field(i), mirror.Field(i); r.Name != m.Name || r.Type != m.Type || r.Offset != m.Offset {
			return fmt.Errorf("%v.%s %v at %d is not %s %v at %d", table, r.Name, r.Type, r.Offset, m.Name, m.Type, m.Offset)
		}
	}
	return nil
}

// newTable makes a table with room for n list items and m named ones. gopher-lua makes tables by a
// method of a state, which does not look at the state: so tables can be made with no lock held.
func newTable(n, m int) *lua.LTable {
	return (*lua.LState)(nil).CreateTable(n, m)
}

// newList makes a table of the items.
func newList(items []lua.LValue) *lua.LTable {
	t := newTable(len(items), 0)
	for i, v := range items {
		t.RawSetInt(i+1, v)
	}
	return t
}

// newObject makes a table of names, which are all strings, and their values, none of them nil. Of
// two equal names the last one wins.
func newObject(names, values []lua.LValue) *lua.LTable {
	t := newTable(0, len(names))
	if len(names) == 0 {
		return t
	}
	m := (*mirrorTable)(unsafe.Pointer(t))
	m.keys = make([]lua.LValue, 0, len(names))
	m.k2i = make(map[lua.LValue]int, len(names))
	for i, name := range names {
		m.strdict[string(name.(lua.LString))] = values[i]
		if len(m.strdict) > len(m.keys) {
			m.k2i[name] = len(m.keys)
			m.keys = append(m.keys, name)
		}
	}
	return t
}
