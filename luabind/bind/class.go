package bind

import (
	"runtime/debug"
	"strings"
	"unicode"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Class is a userdata type.
type Class struct {
	// Name is what docs and messages call it, such as "Future"; Module is the
	// module whose it is, "" for none in particular.
	Name, Module string
	// Var is what the docs call an object of it, such as "pool"; "" is Name in
	// small letters, as in "future".
	Var string
	// Doc is one sentence.
	Doc string
	// Methods are called with a colon.
	Methods []Func
	// Fields are read, and some written, with a dot.
	Fields []Field
	// Meta are metamethods, by their names ("__len", "__call", "__tostring",
	// "__eq" …). Their first argument is self; __index and __newindex are not
	// among them.
	Meta []Func
	// Index answers what is neither method nor field: a number as in sel[1].
	// It may push nothing for "no such member". Nil means there is nothing.
	Index func(c *Call, key lua.LValue) (lua.LValue, error)
	// Elsewhere is what libraries that people come from call members, and what they
	// are here: "content" for "body". The error of a member that there is not says it.
	Elsewhere map[string]string
	// Open lets a script keep fields of its own on the object; unknown ones
	// are nil then, not an error. The object's value must be an OpenObject.
	Open bool
}

// Variable is what the docs call an object of the class.
func (c *Class) Variable() string {
	if c.Var != "" {
		return c.Var
	}
	// The capitals that the name begins with, but the last where it begins a
	// word: kv, kvIterator, xmlNode.
	n := strings.IndexFunc(c.Name, unicode.IsLower)
	switch {
	case n < 0:
		n = len(c.Name)
	case n > 1:
		n--
	}
	return strings.ToLower(c.Name[:n]) + c.Name[n:]
}

// Field is a member that is not called.
type Field struct {
	Name string
	Type *Type
	Doc  string
	Get  func(c *Call) (lua.LValue, error)
	// Set is nil for one that cannot be written. v is of Type or nil.
	Set func(c *Call, v lua.LValue) error
}

// OpenObject holds the fields that a script keeps on an object of an Open
// class. It is called with the lock held.
type OpenObject interface {
	// ScriptFields is the map; where there is none yet, make says to make it.
	ScriptFields(make bool) map[lua.LValue]lua.LValue
}

const classKey = "__class"

// New makes a userdata of class. The lock must be held.
func New(s *vm.State, class *Class, value any) *lua.LUserData {
	return &lua.LUserData{Value: value, Env: s.Globals(), Metatable: worldOf(s).class(class)}
}

// ClassOf is the class of v, or nil.
func ClassOf(v lua.LValue) *Class {
	ud, ok := v.(*lua.LUserData)
	if !ok {
		return nil
	}
	mt, ok := ud.Metatable.(*lua.LTable)
	if !ok {
		return nil
	}
	if c, ok := mt.RawGetString(classKey).(*lua.LUserData); ok {
		class, _ := c.Value.(*Class)
		return class
	}
	return nil
}

// To is the Go value of a userdata, where it is a T.
func To[T any](v lua.LValue) (value T, ok bool) {
	if ud, isUD := v.(*lua.LUserData); isUD {
		value, ok = ud.Value.(T)
	}
	return value, ok
}

// Type is the parameter type that accepts objects of the class.
func (class *Class) Type() *Type {
	return &Type{Name: class.Name, Want: class.article() + " " + class.Name, Accepts: func(v lua.LValue) bool { return ClassOf(v) == class }}
}

// article is "a" or "an".
func (class *Class) article() string {
	if strings.ContainsAny(class.Name[:1], "AEIO") {
		return "an"
	}
	return "a"
}

// members are the names of fields and methods.
func (class *Class) members() []string {
	var names []string
	for _, m := range class.Methods {
		names = append(names, m.Name)
	}
	for _, f := range class.Fields {
		names = append(names, f.Name)
	}
	return names
}

// class makes the metatable of a class, once a state.
func (w *world) class(class *Class) *lua.LTable {
	if mt := w.classes[class]; mt != nil {
		return mt
	}
	L := w.state.Main().LState()
	mt := L.NewTable()
	w.classes[class] = mt
	mt.RawSetString(classKey, &lua.LUserData{Value: class, Metatable: lua.LNil, Env: w.state.Globals()})
	mt.RawSetString("__name", lua.LString(class.Name))
	mt.RawSetString("__metatable", lua.LString(class.Name))
	methods := L.NewTable()
	for i := range class.Methods {
		m := &class.Methods[i]
		methods.RawSetString(m.Name, m.function(L, class.Name+":"+m.Name, class))
	}
	for i := range class.Meta {
		m := &class.Meta[i]
		mt.RawSetString(m.Name, m.function(L, class.Name+"."+m.Name, class))
	}
	if mt.RawGetString("__tostring") == lua.LNil {
		mt.RawSetString("__tostring", L.NewFunction(func(L *lua.LState) int {
			L.Push(lua.LString("<" + class.Name + ">"))
			return 1
		}))
	}
	access := func(mt *lua.LTable, name string, fn lua.LGFunction) {
		f := L.NewFunction(w.state.Measured(fn))
		w.access[f] = class
		mt.RawSetString(name, f)
	}
	access(mt, "__newindex", class.newIndex())
	if class.Open || class.Index != nil || len(class.Fields) > 0 {
		access(mt, "__index", class.index(methods))
		return mt
	}
	// Where there are only methods the interpreter finds them by itself, twice as fast.
	mt.RawSetString("__index", methods)
	missing := L.NewTable()
	access(missing, "__index", func(L *lua.LState) int {
		Raise(L, class.noMember(L.Get(2)))
		return 0
	})
	methods.Metatable = missing
	return mt
}

// index is __index: methods, fields, the script's own fields, numbers.
func (class *Class) index(methods *lua.LTable) lua.LGFunction {
	fields := map[string]*Field{}
	for i := range class.Fields {
		fields[class.Fields[i].Name] = &class.Fields[i]
	}
	return func(L *lua.LState) int {
		key := L.Get(2)
		name, isName := key.(lua.LString)
		if isName {
			if m := methods.RawGetString(string(name)); m != lua.LNil {
				L.Push(m)
				return 1
			}
		}
		c := &Call{L: L, Thread: vm.Current(L), name: class.Name, shift: 1}
		if vm.CoRunning(L) != nil {
			defer c.recovered()
		}
		if ClassOf(L.Get(1)) != class {
			c.raise(Errorf(ArgumentError, "not %s %s but %s", class.article(), class.Name, Show(L.Get(1))))
		}
		if f := fields[string(name)]; isName && f != nil {
			v, err := f.Get(c)
			if err != nil {
				c.raise(err)
			}
			L.Push(v)
			return 1
		}
		if class.Index != nil {
			v, err := class.Index(c, key)
			if err != nil {
				c.raise(err)
			}
			if v != nil {
				L.Push(v)
				return 1
			}
		}
		if class.Open {
			v := lua.LValue(lua.LNil)
			if own, ok := c.Self().(OpenObject).ScriptFields(false)[key]; ok {
				v = own
			}
			L.Push(v)
			return 1
		}
		c.raise(class.noMember(key))
		return 0
	}
}

// noMember is the error for a member that there is not.
func (class *Class) noMember(key lua.LValue) error {
	name, ok := key.(lua.LString)
	if !ok {
		return Errorf(ArgumentError, "%s %s has no member %s", class.article(), class.Name, Show(key))
	}
	return Errorf(ArgumentError, "%s %s has no member '%s'%s", class.article(), class.Name, string(name), class.Hint(string(name)))
}

// Hint is the end of a message on a member that there is not: what was probably
// meant, or what there is.
func (class *Class) Hint(name string) string { return hintOr(class.Elsewhere, name, class.members()) }

// newIndex is __newindex.
func (class *Class) newIndex() lua.LGFunction {
	return func(L *lua.LState) int {
		c := &Call{L: L, Thread: vm.Current(L), name: class.Name, shift: 1}
		name, isName := L.Get(2).(lua.LString)
		v := L.Get(3)
		if !isName && class.Open {
			class.setOwn(c, L.Get(2), v)
			return 0
		}
		if !isName {
			c.raise(Errorf(ArgumentError, "%s %s has no member %s to assign to", class.article(), class.Name, Show(L.Get(2))))
		}
		for i := range class.Fields {
			f := &class.Fields[i]
			if f.Name != string(name) {
				continue
			}
			if f.Set == nil {
				c.raise(Errorf(ArgumentError, "%s.%s cannot be assigned to", class.Name, f.Name))
			}
			if v != lua.LNil && !f.Type.Accepts(v) {
				c.raise(Errorf(ArgumentError, "%s.%s must be %s, not %s", class.Name, f.Name, f.Type.Want, Show(v)))
			}
			if err := f.Set(c, v); err != nil {
				c.raise(err)
			}
			return 0
		}
		for i := range class.Methods {
			if class.Methods[i].Name == string(name) {
				c.raise(Errorf(ArgumentError, "%s.%s is a method and cannot be assigned to; use another name", class.Name, string(name)))
			}
		}
		if class.Open {
			class.setOwn(c, name, v)
			return 0
		}
		c.raise(Errorf(ArgumentError, "%s %s has no member '%s' to assign to%s", class.article(), class.Name, string(name), hint(string(name), class.members())))
		return 0
	}
}

// setOwn sets a field that belongs to the script, by any key that a table takes.
func (class *Class) setOwn(c *Call, key, v lua.LValue) {
	if n, ok := key.(lua.LNumber); key == lua.LNil || ok && n != n {
		c.raise(Errorf(ArgumentError, "a field of %s %s cannot be named by %s", class.article(), class.Name, Show(key)))
	}
	own := c.Self().(OpenObject).ScriptFields(true)
	if v == lua.LNil {
		delete(own, key)
	} else {
		own[key] = v
	}
}

func stackNow() []byte { return debug.Stack() }
