package travel

import (
	"maps"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// Config says what is in every state, so that it goes by name. Both sides must
// have the same one; the zero value knows the language's own libraries.
type Config struct {
	// Modules are those that require gives without a file. They are opened when
	// something of them is first met.
	Modules []*bind.Module
	// Codecs are for the classes whose objects travel.
	Codecs []Codec
}

// world is what travel keeps for one state. The Lua lock guards it.
type world struct {
	state   *vm.State
	modules map[string]*bind.Module
	indexed map[*bind.Module]bool
	codecs  map[*bind.Class]*Codec
	named   map[string]*Codec // by the names of their classes

	// initial are the globals as the state was made, without tables that are
	// not modules: a script's arguments are data.
	initial map[string]lua.LValue
	// kept are the globals that the worker's initializer has set.
	kept map[string]bool

	builtins
	files
	kinds
}

const worldKey = "travel"

func worldOf(s *vm.State) *world { return s.Modules[worldKey].(*world) }

// Install prepares a state to send and to receive. Call it once, after
// bind.Install and after the libraries are open, before any script runs, with
// the lock held: what the globals are now is what goes by its name.
func Install(s *vm.State, cfg Config) {
	w := &world{
		state:   s,
		modules: map[string]*bind.Module{},
		indexed: map[*bind.Module]bool{},
		codecs:  map[*bind.Class]*Codec{},
		named:   map[string]*Codec{},
		initial: map[string]lua.LValue{},
		kept:    map[string]bool{},
	}
	s.Modules[worldKey] = w
	for _, m := range cfg.Modules {
		w.modules[m.Name] = m
	}
	for i := range cfg.Codecs {
		c := &cfg.Codecs[i]
		w.codecs[c.Class] = c
		w.named[w.className(c.Class)] = c
	}
	w.nameGlobals()
	w.nameKinds(cfg.Modules)
}

// nameGlobals notes the globals, and names them and what their modules hold.
func (w *world) nameGlobals() {
	g := w.state.Globals()
	w.tables = map[*lua.LTable]string{g: "_G"}
	w.functions = map[*lua.LFunction]string{}
	w.objects = map[*lua.LUserData]string{}
	w.values = map[string]lua.LValue{"_G": g}
	loaded := w.loaded()
	values := map[string]lua.LValue{}
	g.ForEach(func(k, v lua.LValue) {
		if name, ok := k.(lua.LString); ok {
			values[string(name)] = v
		}
	})
	names := slices.Sorted(maps.Keys(values))
	for _, name := range names {
		v := values[name]
		if t, isTable := v.(*lua.LTable); isTable && t != g && (loaded == nil || loaded.RawGetString(name) != v) {
			continue
		}
		w.initial[name] = v
		w.name(name, v)
	}
	for _, name := range names {
		if t, ok := w.initial[name].(*lua.LTable); ok && t != g {
			t.ForEach(func(k, v lua.LValue) {
				if member, ok := k.(lua.LString); ok {
					w.name(name+"."+string(member), v)
				}
			})
		}
	}
}

// Mark notes the globals, with the lock held, when the initializer of a worker
// has been decoded and has not run yet. What differs from them when keep is
// called, after it has run and with the lock held, is what the initializer has
// set: from then on no task's own globals replace it.
func Mark(s *vm.State) (keep func()) {
	w := worldOf(s)
	before := map[string]lua.LValue{}
	s.Globals().ForEach(func(k, v lua.LValue) {
		if name, ok := k.(lua.LString); ok {
			before[string(name)] = v
		}
	})
	return func() {
		s.Globals().ForEach(func(k, v lua.LValue) {
			if name, ok := k.(lua.LString); ok {
				if before[string(name)] != v {
					w.kept[string(name)] = true
				}
				delete(before, string(name))
			}
		})
		for name := range before {
			w.kept[name] = true
		}
	}
}

// initially is what a global was when the state was made.
func (w *world) initially(name string) lua.LValue {
	if v := w.initial[name]; v != nil {
		return v
	}
	return lua.LNil
}

// className is what messages and docs call a class: module.Class.
func (w *world) className(class *bind.Class) string {
	if class.Module != "" {
		return class.Module + "." + class.Name
	}
	for _, name := range slices.Sorted(maps.Keys(w.modules)) {
		if slices.Contains(w.modules[name].Classes, class) {
			return name + "." + class.Name
		}
	}
	return class.Name
}
