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
	L := s.Main().LState()
	t := L.CreateTable(0, len(m.Funcs)+len(m.Kinds)+len(m.Values))
	w.modules[m.Name] = t
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
	mt := L.NewTable()
	mt.RawSetString("__index", L.NewFunction(func(L *lua.LState) int {
		key := L.Get(2)
		name, ok := key.(lua.LString)
		if !ok {
			Raise(L, Errorf(ArgumentError, "module '%s' has no member %s", m.Name, Show(key)))
		}
		Raise(L, Errorf(ArgumentError, "module '%s' has no member '%s'%s", m.Name, string(name), hint(string(name), m.Members())))
		return 0
	}))
	mt.RawSetString("__name", lua.LString(m.Name))
	t.Metatable = mt
	if m.Setup != nil {
		if err := m.Setup(s, t); err != nil {
			return nil, err
		}
	}
	return t, nil
}

// Register makes the module's error kinds known in a state, without making its
// table: an error of http may surface in a script that never required it.
func (m *Module) Register(s *vm.State) {
	if m.Translate != nil {
		w := worldOf(s)
		w.translators = append(w.translators, m.Translate)
	}
}

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
