package travel

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// builtins are the values that every state has, by their paths: "print",
// "string", "string.upper", "http.get", "futures/Future" (the metatable of a
// class), "futures/Future:result" (a method), "json.null".
type builtins struct {
	tables    map[*lua.LTable]string
	functions map[*lua.LFunction]string
	objects   map[*lua.LUserData]string // that modules hold, as json.null
	values    map[string]lua.LValue
	all       bool // every module has been looked through
}

// name gives a function or a table its path; the first one stays.
func (w *world) name(path string, v lua.LValue) {
	switch v := v.(type) {
	case *lua.LFunction:
		if _, named := w.functions[v]; !named && v.IsG {
			w.functions[v] = path
			w.values[path] = v
		}
	case *lua.LTable:
		if _, named := w.tables[v]; !named && bind.KindOf(v) == nil {
			w.tables[v] = path
			w.values[path] = v
		}
	}
}

// index opens a module and names its table, its functions, its classes and the
// methods of these.
func (w *world) index(L *lua.LState, m *bind.Module) error {
	if w.indexed[m] {
		return nil
	}
	t, err := m.Open(w.state)
	if err != nil {
		return err
	}
	w.indexed[m] = true
	w.name(m.Name, t)
	for i := range m.Funcs {
		w.name(m.Name+"."+m.Funcs[i].Name, t.RawGetString(m.Funcs[i].Name))
	}
	for _, constant := range m.Values {
		if v, ok := t.RawGetString(constant.Name).(*lua.LUserData); ok {
			w.objects[v] = m.Name + "." + constant.Name
			w.values[m.Name+"."+constant.Name] = v
		}
	}
	for _, class := range m.Classes {
		object := bind.New(w.state, class, nil)
		meta := object.Metatable.(*lua.LTable)
		w.name(m.Name+"/"+class.Name, meta)
		for i := range class.Methods {
			name := class.Methods[i].Name
			w.name(m.Name+"/"+class.Name+":"+name, L.GetField(object, name))
		}
	}
	return nil
}

// functionPath is the path of a function of Go, or "".
func (w *world) functionPath(L *lua.LState, fn *lua.LFunction) (string, error) {
	if path := w.functions[fn]; path != "" {
		return path, nil
	}
	err := w.indexAll(L)
	return w.functions[fn], err
}

// objectPath is the path of an object that a module holds, or "".
func (w *world) objectPath(L *lua.LState, ud *lua.LUserData) (string, error) {
	if path := w.objects[ud]; path != "" {
		return path, nil
	}
	err := w.indexAll(L)
	return w.objects[ud], err
}

func (w *world) indexAll(L *lua.LState) error {
	if w.all {
		return nil
	}
	for _, m := range w.modules {
		if err := w.index(L, m); err != nil {
			return err
		}
	}
	w.all = true
	return nil
}

// builtin is what is at a path, or nil.
func (w *world) builtin(L *lua.LState, path string) (lua.LValue, error) {
	if v := w.values[path]; v != nil {
		return v, nil
	}
	name := path
	if i := strings.IndexAny(path, "./"); i >= 0 {
		name = path[:i]
	}
	if m := w.modules[name]; m != nil {
		if err := w.index(L, m); err != nil {
			return nil, err
		}
	}
	return w.values[path], nil
}
