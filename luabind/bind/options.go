package bind

import (
	"fmt"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// Plan is how an options table becomes a struct; it is made once a type.
//
// A field of the struct is an option where it has a tag `lua:"name"`, with
// `doc:"…"` for the reference. Its Go type says what is accepted: bool, string,
// int, float64, time.Duration (seconds, Forever for math.huge), Bytes (a size),
// []string (a list), lua.LValue (anything), *lua.LTable, *lua.LFunction,
// *lua.LUserData, or a type with a method FromLua(c *Call, v lua.LValue) error.
// A pointer to one of these is nil where the option was not given. The tags
// `min:"…"` and `max:"…"` bound numbers, seconds and sizes; `elsewhere:"a b"` has
// what libraries that people come from call the option, for the error of an option
// that there is not. A struct embedded without a tag gives its options too.
type Plan struct {
	// Name is the type's name in the docs.
	Name   string
	Fields []PlanField

	byName    map[string]int
	elsewhere map[string]string // what others call an option → what it is here
}

// PlanField is one option.
type PlanField struct {
	Name, Doc string
	Type      *Type

	index    []int
	set      func(c *Call, field reflect.Value, v lua.LValue) error
	min, max float64
	bounded  bool
}

// Bytes is a size in an options struct: bytes, or text such as "64KB".
type Bytes int64

// FromLua is how a type of an options struct decodes itself. The error it
// returns says what was wanted ("must be …").
type FromLua interface {
	// FromLua sets the receiver from v, which is of the type's LuaType.
	FromLua(c *Call, v lua.LValue) error
}

// Wants lets a FromLua type say its type in docs and messages.
type Wants interface {
	// LuaType is asked once for a type, of a new zero value.
	LuaType() *Type
}

// OptionsOf is the parameter type of an options table that is decoded into T.
func OptionsOf[T any](name string) *Type {
	p := planFor(reflect.TypeFor[T]())
	p.Name = name
	return &Type{Name: name, Want: "a table of options", Options: p, Accepts: func(v lua.LValue) bool { return v.Type() == lua.LTTable }}
}

// Keys are the names of the options.
func (p *Plan) Keys() []string {
	keys := make([]string, len(p.Fields))
	for i, f := range p.Fields {
		keys[i] = f.Name
	}
	return keys
}

// Elsewhere is what libraries that people come from call options, and what they are
// here. It is not to be changed.
func (p *Plan) Elsewhere() map[string]string { return p.elsewhere }

// Hint is the end of a message on an option that there is not: what was probably
// meant, or what there is.
func (p *Plan) Hint(name string) string {
	if here := p.elsewhere[name]; here != "" {
		return "; here it is '" + here + "'"
	}
	return hint(name, p.Keys())
}

var plans sync.Map // reflect.Type → *Plan

func planOf(into any) *Plan { return planFor(reflect.TypeOf(into).Elem()) }

func planFor(t reflect.Type) *Plan {
	if p, ok := plans.Load(t); ok {
		return p.(*Plan)
	}
	p := &Plan{byName: map[string]int{}, elsewhere: map[string]string{}}
	p.add(t, nil)
	for i, f := range p.Fields {
		p.byName[f.Name] = i
	}
	actual, _ := plans.LoadOrStore(t, p)
	return actual.(*Plan)
}

func (p *Plan) add(t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		sf := t.Field(i)
		index := append(append([]int{}, prefix...), i)
		name := sf.Tag.Get("lua")
		if name == "" {
			if sf.Anonymous && sf.Type.Kind() == reflect.Struct {
				p.add(sf.Type, index)
			}
			continue
		}
		for _, other := range strings.Fields(sf.Tag.Get("elsewhere")) {
			p.elsewhere[other] = name
		}
		f := PlanField{Name: name, Doc: sf.Tag.Get("doc"), index: index}
		f.Type, f.set = setter(sf.Type)
		f.min, f.max = bound(sf, "min", -1e300), bound(sf, "max", 1e300)
		f.bounded = sf.Tag.Get("min") != "" || sf.Tag.Get("max") != ""
		p.Fields = append(p.Fields, f)
	}
}

func bound(sf reflect.StructField, tag string, or float64) float64 {
	text := sf.Tag.Get(tag)
	if text == "" {
		return or
	}
	n, err := strconv.ParseFloat(text, 64)
	if err != nil {
		panic(fmt.Sprintf("bind: the tag %s of %s is not a number", tag, sf.Name))
	}
	return n
}

func (p *Plan) decode(c *Call, t *lua.LTable, into any) error {
	target := reflect.ValueOf(into).Elem()
	var failed error
	t.ForEach(func(k, v lua.LValue) {
		if failed != nil {
			return
		}
		name, ok := k.(lua.LString)
		if !ok {
			failed = c.Badf("options are named, but the table has the key %s", Show(k))
			return
		}
		i, known := p.byName[string(name)]
		if !known {
			failed = c.Badf("unknown option '%s'%s", string(name), p.Hint(string(name)))
			return
		}
		f := &p.Fields[i]
		failed = f.decode(c, target.FieldByIndex(f.index), v)
	})
	return failed
}

func (f *PlanField) decode(c *Call, field reflect.Value, v lua.LValue) error {
	if !f.Type.Accepts(v) {
		return c.Badf("option '%s' must be %s, not %s", f.Name, f.Type.Want, Show(v))
	}
	if n, ok := v.(lua.LNumber); ok && f.bounded && (float64(n) < f.min || float64(n) > f.max) {
		limits := []string{}
		if f.min > -1e300 {
			limits = append(limits, fmt.Sprintf("at least %v", f.min))
		}
		if f.max < 1e300 {
			limits = append(limits, fmt.Sprintf("at most %v", f.max))
		}
		return c.Badf("option '%s' must be %s, not %v", f.Name, strings.Join(limits, " and "), v)
	}
	if err := f.set(c, field, v); err != nil {
		if e, ok := err.(*Err); ok {
			return e
		}
		return c.Badf("option '%s' %v", f.Name, err)
	}
	return nil
}

// setter is the documented type of a Go type, and how a value gets there.
func setter(t reflect.Type) (*Type, func(c *Call, field reflect.Value, v lua.LValue) error) {
	if reflect.PointerTo(t).Implements(reflect.TypeFor[FromLua]()) {
		typ := Any
		if w, ok := reflect.New(t).Interface().(Wants); ok {
			typ = w.LuaType()
		}
		return typ, func(c *Call, field reflect.Value, v lua.LValue) error {
			return field.Addr().Interface().(FromLua).FromLua(c, v)
		}
	}
	switch t {
	case reflect.TypeFor[time.Duration]():
		return Seconds, func(_ *Call, f reflect.Value, v lua.LValue) error {
			f.SetInt(int64(ToDuration(v.(lua.LNumber))))
			return nil
		}
	case reflect.TypeFor[Bytes]():
		return Size, func(_ *Call, f reflect.Value, v lua.LValue) error {
			n, err := ToSize(v)
			f.SetInt(n)
			return err
		}
	case reflect.TypeFor[lua.LValue]():
		return Any, setValue
	case reflect.TypeFor[*lua.LTable]():
		return Table, setValue
	case reflect.TypeFor[*lua.LFunction]():
		return Function, setValue
	case reflect.TypeFor[[]string]():
		return Named("string[]", Table), setStrings
	}
	switch t.Kind() {
	case reflect.Bool:
		return Boolean, func(_ *Call, f reflect.Value, v lua.LValue) error { f.SetBool(bool(v.(lua.LBool))); return nil }
	case reflect.String:
		return String, func(_ *Call, f reflect.Value, v lua.LValue) error { f.SetString(string(v.(lua.LString))); return nil }
	case reflect.Int, reflect.Int64:
		return Integer, func(_ *Call, f reflect.Value, v lua.LValue) error { f.SetInt(int64(v.(lua.LNumber))); return nil }
	case reflect.Float64:
		return Number, func(_ *Call, f reflect.Value, v lua.LValue) error { f.SetFloat(float64(v.(lua.LNumber))); return nil }
	case reflect.Pointer:
		typ, set := setter(t.Elem())
		return typ, func(c *Call, f reflect.Value, v lua.LValue) error {
			p := reflect.New(t.Elem())
			f.Set(p)
			return set(c, p.Elem(), v)
		}
	}
	panic(fmt.Sprintf("bind: no option can be a %v", t))
}

func setValue(_ *Call, f reflect.Value, v lua.LValue) error {
	f.Set(reflect.ValueOf(v))
	return nil
}

func setStrings(_ *Call, f reflect.Value, v lua.LValue) error {
	t := v.(*lua.LTable)
	list := make([]string, 0, t.Len())
	for i := 1; i <= t.Len(); i++ {
		s, ok := t.RawGetInt(i).(lua.LString)
		if !ok {
			return fmt.Errorf("must be a list of strings; its item %d is %s", i, Show(t.RawGetInt(i)))
		}
		list = append(list, string(s))
	}
	f.Set(reflect.ValueOf(list))
	return nil
}
