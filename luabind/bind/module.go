package bind

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Module is a table of functions that require gives.
type Module struct {
	// Name is what require calls it.
	Name string
	// Doc is a sentence or two on what it is for.
	Doc string
	// Funcs are its functions, Classes what they return and take, Kinds the
	// error kinds that it exports, Values what else it holds.
	Funcs   []Func
	Classes []*Class
	Kinds   []*Kind
	Values  []Constant
	// Plain modules answer nil for a member that they do not have, as the
	// language's own libraries do: scripts look for functions of later versions
	// that way. Others raise an ArgumentError with the nearest name.
	Plain bool
	// Elsewhere is what libraries that people come from call members, and what they
	// are called here: for the message of a member that there is not.
	Elsewhere map[string]string
	// Translate finds the kind of a Go error of the packages below the module;
	// nil for one that it does not know. It may be nil itself.
	Translate func(s *vm.State, err error) *Err
	// Setup runs once a state, after the table is made; it may be nil.
	Setup func(s *vm.State, module *lua.LTable) error
}

// Constant is a member of a module that is not called.
type Constant struct {
	Name string
	Doc  string
	Type *Type
	Make func(s *vm.State) lua.LValue
}

// Open makes the module's table in a state, once. The lock must be held.
func (m *Module) Open(s *vm.State) (*lua.LTable, error) {
	w := worldOf(s)
	if t := w.modules[m.Name]; t != nil {
		return t, nil
	}
	t := s.Main().LState().CreateTable(0, len(m.Funcs)+len(m.Kinds)+len(m.Values))
	w.modules[m.Name] = t
	return t, m.fill(w, t)
}

// OpenInto is Open into a table that is there: for the globals. The lock must
// be held.
func (m *Module) OpenInto(s *vm.State, t *lua.LTable) error {
	w := worldOf(s)
	w.modules[m.Name] = t
	return m.fill(w, t)
}

// fill puts what the module holds into its table.
func (m *Module) fill(w *world, t *lua.LTable) error {
	s, L := w.state, w.state.Main().LState()
	for i := range m.Funcs {
		f := &m.Funcs[i]
		t.RawSetString(f.Name, f.function(L, m.Name+"."+f.Name, nil))
	}
	for _, k := range m.Kinds {
		t.RawSetString(k.Name, w.kind(k).table)
	}
	for _, v := range m.Values {
		t.RawSetString(v.Name, v.Make(s))
	}
	if !m.Plain {
		t.Metatable = m.strict(L)
	}
	if m.Setup != nil {
		return m.Setup(s, t)
	}
	return nil
}

// strict is the metatable that answers for members that are not there.
func (m *Module) strict(L *lua.LState) *lua.LTable {
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		key := L.Get(2)
		name, ok := key.(lua.LString)
		if !ok {
			Raise(L, Errorf(ArgumentError, "module '%s' has no member %s", m.Name, Show(key)))
		}
		Raise(L, Errorf(ArgumentError, "module '%s' has no member '%s'%s", m.Name, string(name), m.Hint(string(name))))
		return 0
	}))
	mt.RawSetString("__name", lua.LString(m.Name))
	return mt
}

// Register makes the module's error kinds known in a state, without making its
// table: an error of http may surface in a script that never required it.
func (m *Module) Register(s *vm.State) {
	if m.Translate != nil {
		w := worldOf(s)
		w.translators = append(w.translators, m.Translate)
	}
}

// Hint is the end of a message on a member that there is not: what was probably
// meant, or what there is.
func (m *Module) Hint(name string) string { return hintOr(m.Elsewhere, name, m.Members()) }

// Members are the names of what the module holds.
func (m *Module) Members() []string {
	var names []string
	for _, f := range m.Funcs {
		names = append(names, f.Name)
	}
	for _, k := range m.Kinds {
		names = append(names, k.Name)
	}
	for _, v := range m.Values {
		names = append(names, v.Name)
	}
	return names
}
