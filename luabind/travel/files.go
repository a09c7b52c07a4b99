package travel

import (
	"maps"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// files are the modules that Lua files made, as package.loaded has them.
type files struct {
	byTable map[*lua.LTable]string
	kindAt  map[*bind.Kind]exported
	list    []file        // all of them, by name; replaced, never changed
	last    lua.LValue    // the newest key of package.loaded
	watched []loadedValue // what may be given another value there
}

type file struct {
	name  string
	chunk *vm.Chunk
}

// exported is where a module has a kind.
type exported struct{ module, field string }

type loadedValue struct {
	name  string
	value lua.LValue
}

// loaded is package.loaded as it was made, or nil.
func (w *world) loaded() *lua.LTable {
	t, _ := w.state.Registry().RawGetString("_LOADED").(*lua.LTable)
	return t
}

// scan brings files up to date with package.loaded. It is cheap where nothing
// has changed: a key that a table got stays in its order for ever.
func (w *world) scan(L *lua.LState) error {
	loaded := w.loaded()
	if loaded == nil || !w.changed(loaded) {
		return nil
	}
	w.files = files{byTable: map[*lua.LTable]string{}, kindAt: map[*bind.Kind]exported{}}
	for k, v := loaded.Next(lua.LNil); k != lua.LNil; k, v = loaded.Next(k) {
		w.last = k
		name, ok := k.(lua.LString)
		if !ok {
			continue
		}
		if m := w.modules[string(name)]; m != nil {
			if err := w.index(L, m); err != nil {
				return err
			}
		}
		if w.initial[string(name)] == v {
			continue
		}
		w.watched = append(w.watched, loadedValue{string(name), v})
		chunk, t := w.state.Files[string(name)], (*lua.LTable)(nil)
		if chunk == nil {
			continue
		}
		w.list = append(w.list, file{string(name), chunk})
		if t, ok = v.(*lua.LTable); !ok || w.byTable[t] != "" || w.tables[t] != "" {
			continue
		}
		w.byTable[t] = string(name)
		t.ForEach(func(field, v lua.LValue) {
			if name, ok := field.(lua.LString); ok {
				if kind := bind.KindOf(v); kind != nil && w.paths[kind] == "" {
					w.kindAt[kind] = exported{w.byTable[t], string(name)}
				}
			}
		})
	}
	slices.SortFunc(w.list, func(a, b file) int {
		if a.name < b.name {
			return -1
		}
		return 1
	})
	return nil
}

func (w *world) changed(loaded *lua.LTable) bool {
	if w.last == nil {
		return true
	}
	if k, _ := loaded.Next(w.last); k != lua.LNil {
		return true
	}
	for _, l := range w.watched {
		if loaded.RawGetString(l.name) != l.value {
			return true
		}
	}
	return false
}

// preload lets require find modules that came with their source, where the
// state has not loaded them.
func (w *world) preload(modules map[string]*vm.Chunk) {
	pkg, _ := w.initial["package"].(*lua.LTable)
	if pkg == nil {
		return
	}
	preload, _ := w.values["package.preload"].(*lua.LTable)
	for _, name := range slices.Sorted(maps.Keys(modules)) {
		if preload == nil || w.state.Files[name] != nil || w.loaded().RawGetString(name) != lua.LNil {
			continue
		}
		w.state.Files[name] = modules[name]
		preload.RawSetString(name, w.function(modules[name], 0))
	}
}

// require gives a module that may have to be made first.
func (w *world) require(L *lua.LState, name string) (lua.LValue, error) {
	if v := w.here(name); v != nil {
		return v, nil
	}
	results, err := vm.Current(L).Call(L, w.initially("require"), lua.LString(name))
	if err != nil || len(results) == 0 {
		return lua.LNil, err
	}
	return results[0], nil
}

// here is a module that the state has loaded, or nil.
func (w *world) here(name string) lua.LValue {
	if loaded := w.loaded(); loaded != nil {
		if v := loaded.RawGetString(name); lua.LVAsBool(v) {
			return v
		}
	}
	return nil
}

// function makes function i of a chunk, without its upvalues.
func (w *world) function(chunk *vm.Chunk, i int) *lua.LFunction {
	p := chunk.Protos[i]
	return &lua.LFunction{Env: w.state.Globals(), Proto: p, Upvalues: make([]*lua.Upvalue, p.NumUpvalues)}
}
