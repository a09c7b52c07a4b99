package bind

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Kind is an error kind. Those of the modules are package-level values that
// nothing changes; a script's own come from NewKind at errors.new.
type Kind struct {
	// Name is what err.type says.
	Name string
	// Doc is one sentence on when it is raised.
	Doc string
	// Parents are the kinds above it; only Error has none.
	Parents []*Kind
}

// The kinds that every module shares.
var (
	Error         = &Kind{Name: "Error", Doc: "The root of all kinds."}
	RuntimeError  = &Kind{"RuntimeError", "Something was asked of an object that it cannot do in the state it is in.", []*Kind{Error}}
	ArgumentError = &Kind{"ArgumentError", "A function was given a value that it does not take.", []*Kind{Error}}
	TimeoutError  = &Kind{"TimeoutError", "Something took longer than it was given.", []*Kind{Error}}
	InternalError = &Kind{"InternalError", "A fault of luafut itself; the message says what to report.", []*Kind{Error}}
)

// Is reports whether k is of kind or of one below it.
func (k *Kind) Is(kind *Kind) bool {
	if k == kind {
		return true
	}
	for _, p := range k.Parents {
		if p.Is(kind) {
			return true
		}
	}
	return false
}

// KindNames are the names of the kinds that a state knows, in no order. The lock must be
// held.
func KindNames(s *vm.State) []string {
	kinds := worldOf(s).kinds
	names := make([]string, 0, len(kinds))
	for k := range kinds {
		names = append(names, k.Name)
	}
	return names
}

// IsNamed is Is by name.
func (k *Kind) IsNamed(name string) bool {
	if k.Name == name {
		return true
	}
	for _, p := range k.Parents {
		if p.IsNamed(name) {
			return true
		}
	}
	return false
}

// kindValue is what a kind is in one state: the table that modules export, and
// the metatable of its errors.
type kindValue struct {
	table *lua.LTable
	meta  *lua.LTable
}

const kindKey = "__kind"

// KindValue is the value that a script knows k by. The lock must be held.
func KindValue(s *vm.State, k *Kind) *lua.LTable { return worldOf(s).kind(k).table }

// KindOf is the kind that v, an exported kind, stands for, or nil.
func KindOf(v lua.LValue) *Kind { return kindIn(v, "__call") }

// ErrorKind is the kind of v, an error object, or nil.
func ErrorKind(v lua.LValue) *Kind { return kindIn(v, "__tostring") }

// kindIn reads the kind from the metatable of a kind (which can be called) or
// of an error (which cannot).
func kindIn(v lua.LValue, with string) *Kind {
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	mt, ok := t.Metatable.(*lua.LTable)
	if !ok || (mt.RawGetString("__call") == lua.LNil) != (with == "__tostring") {
		return nil
	}
	if ud, ok := mt.RawGetString(kindKey).(*lua.LUserData); ok {
		k, _ := ud.Value.(*Kind)
		return k
	}
	return nil
}

func (w *world) kind(k *Kind) *kindValue {
	if v := w.kinds[k]; v != nil {
		return v
	}
	L := w.state.Main().LState()
	ud := &lua.LUserData{Value: k, Metatable: lua.LNil, Env: w.state.Globals()}
	v := &kindValue{table: L.NewTable(), meta: L.NewTable()}
	v.meta.RawSetString(kindKey, ud)
	v.meta.RawSetString("__name", lua.LString(k.Name))
	v.meta.RawSetString("__tostring", w.errorText)
	v.table.RawSetString("name", lua.LString(k.Name))
	mt := L.NewTable()
	mt.RawSetString(kindKey, ud)
	mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int { L.Push(lua.LString("kind " + k.Name)); return 1 }))
	mt.RawSetString("__call", L.NewFunction(func(L *lua.LState) int {
		return callKind(L, k)
	}))
	v.table.Metatable = mt
	w.kinds[k] = v
	return v
}

// callKind is KIND("message"[, fields]).
func callKind(L *lua.LState, k *Kind) int {
	c := &Call{L: L, Thread: vm.Current(L), name: k.Name, shift: 1}
	message := ""
	switch m := L.Get(2).(type) {
	case lua.LString:
		message = string(m)
	case *lua.LNilType:
	default:
		c.raise(c.wrong(1, "message", "a string", m))
	}
	e := newErrorTable(L, k, message)
	switch fields := L.Get(3).(type) {
	case *lua.LTable:
		fields.ForEach(func(key, v lua.LValue) { e.RawSet(key, v) })
	case *lua.LNilType:
	default:
		c.raise(c.wrong(2, "fields", "a table", fields))
	}
	L.Push(e)
	return 1
}

func newErrorTable(L *lua.LState, k *Kind, message string) *lua.LTable {
	w := worldOf(vm.Of(L))
	e := L.CreateTable(0, 4)
	e.RawSetString("type", lua.LString(k.Name))
	e.RawSetString("message", lua.LString(message))
	e.Metatable = w.kind(k).meta
	return e
}
