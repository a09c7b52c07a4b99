package bind

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// Type is what a parameter or a field accepts.
type Type struct {
	// Name is how docs and editor files (LuaCATS) write it.
	Name string
	// Want is how messages say it, with its article.
	Want string
	// Accepts reports whether v, which is not nil, is one.
	Accepts func(v lua.LValue) bool
	// Options is set for an options table: the plan that decodes it.
	Options *Plan

	parts []*Type // of Or
}

// Plans are the options tables among what the type accepts.
func (t *Type) Plans() []*Plan {
	if t.Options != nil {
		return []*Plan{t.Options}
	}
	var list []*Plan
	for _, p := range t.parts {
		list = append(list, p.Plans()...)
	}
	return list
}

func simple(name, want string, t lua.LValueType) *Type {
	return &Type{Name: name, Want: want, Accepts: func(v lua.LValue) bool { return v.Type() == t }}
}

// The types of Lua, and those that the contract adds.
var (
	Any      = &Type{Name: "any", Want: "any value", Accepts: func(lua.LValue) bool { return true }}
	String   = simple("string", "a string", lua.LTString)
	Boolean  = simple("boolean", "a boolean", lua.LTBool)
	Table    = simple("table", "a table", lua.LTTable)
	Function = simple("function", "a function", lua.LTFunction)
	Thread   = simple("thread", "a coroutine", lua.LTThread)
	Number   = &Type{Name: "number", Want: "a number", Accepts: func(v lua.LValue) bool {
		n, ok := v.(lua.LNumber)
		return ok && !math.IsNaN(float64(n))
	}}
	Integer = &Type{Name: "integer", Want: "a whole number", Accepts: func(v lua.LValue) bool {
		n, ok := v.(lua.LNumber)
		return ok && float64(n) == math.Trunc(float64(n)) && math.Abs(float64(n)) <= 1<<53
	}}
	// Count is a whole number from 1.
	Count = &Type{Name: "integer", Want: "a whole number from 1", Accepts: func(v lua.LValue) bool {
		return Integer.Accepts(v) && v.(lua.LNumber) >= 1
	}}
	// Seconds is a duration: a number from 0. math.huge waits for ever.
	Seconds = &Type{Name: "number", Want: "a number of seconds from 0", Accepts: func(v lua.LValue) bool {
		n, ok := v.(lua.LNumber)
		return ok && n >= 0
	}}
	// Size is a number of bytes, or text such as "64KB".
	Size = &Type{Name: "number|string", Want: "a size (bytes, or text such as \"64KB\", \"10MB\", \"1GB\")", Accepts: func(v lua.LValue) bool {
		_, err := ToSize(v)
		return err == nil
	}}
	// Callable is a function or what can be called like one.
	Callable = &Type{Name: "function", Want: "a function", Accepts: IsCallable}
)

// IsCallable reports whether v can be called.
func IsCallable(v lua.LValue) bool {
	var mt lua.LValue
	switch v := v.(type) {
	case *lua.LFunction:
		return true
	case *lua.LTable:
		mt = v.Metatable
	case *lua.LUserData:
		mt = v.Metatable
	}
	t, ok := mt.(*lua.LTable)
	return ok && t.RawGetString("__call") != lua.LNil
}

// Or is a value of either type.
func Or(types ...*Type) *Type {
	names, wants := make([]string, len(types)), make([]string, len(types))
	for i, t := range types {
		names[i], wants[i] = t.Name, t.Want
	}
	return &Type{
		parts: types,
		Name:  strings.Join(names, "|"),
		Want:  strings.Join(wants[:len(wants)-1], ", ") + " or " + wants[len(wants)-1],
		Accepts: func(v lua.LValue) bool {
			for _, t := range types {
				if t.Accepts(v) {
					return true
				}
			}
			return false
		},
	}
}

// OneOf is one of some strings.
func OneOf(values ...string) *Type {
	quoted := make([]string, len(values))
	for i, v := range values {
		quoted[i] = strconv.Quote(v)
	}
	return &Type{
		Name: strings.Join(quoted, "|"),
		Want: "one of " + strings.Join(quoted, ", "),
		Accepts: func(v lua.LValue) bool {
			for _, s := range values {
				if v == lua.LString(s) {
					return true
				}
			}
			return false
		},
	}
}

// Named gives t another name in the docs.
func Named(name string, t *Type) *Type {
	named := *t
	named.Name = name
	return &named
}

// Forever is the duration that stands for "no limit".
const Forever = time.Duration(-1)

// ToDuration makes a duration of seconds: at least 0, and Forever for more
// than a Go duration holds (292 years) and for math.huge.
func ToDuration(n lua.LNumber) time.Duration {
	s := float64(n)
	if s >= math.MaxInt64/float64(time.Second) {
		return Forever
	}
	return time.Duration(s * float64(time.Second))
}

// ToSize makes bytes of a number or of text such as "64KB" (1024 bytes a KB).
func ToSize(v lua.LValue) (int64, error) {
	switch v := v.(type) {
	case lua.LNumber:
		if v >= 0 && v <= 1<<53 && float64(v) == math.Trunc(float64(v)) {
			return int64(v), nil
		}
	case lua.LString:
		text := strings.ToUpper(strings.TrimSpace(string(v)))
		unit := int64(1)
		for _, u := range []struct {
			suffix string
			size   int64
		}{{"KB", 1 << 10}, {"MB", 1 << 20}, {"GB", 1 << 30}, {"TB", 1 << 40}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {"B", 1}} {
			if strings.HasSuffix(text, u.suffix) {
				text, unit = strings.TrimSpace(strings.TrimSuffix(text, u.suffix)), u.size
				break
			}
		}
		n, err := strconv.ParseFloat(text, 64)
		if err == nil && n >= 0 && n*float64(unit) <= 1<<53 {
			return int64(n * float64(unit)), nil
		}
	}
	return 0, fmt.Errorf("not a size: %s", Show(v))
}

// Show is a value in a message: its type, and what it is where that is short.
func Show(v lua.LValue) string {
	switch v := v.(type) {
	case *lua.LNilType:
		return "nil"
	case lua.LBool:
		return v.String()
	case lua.LNumber:
		return "the number " + v.String()
	case lua.LString:
		const most = 40
		if len(v) > most {
			return fmt.Sprintf("the string %q…", string(v[:most]))
		}
		return fmt.Sprintf("the string %q", string(v))
	case *lua.LUserData:
		if c := ClassOf(v); c != nil {
			return c.article() + " " + c.Name
		}
	case *lua.LTable:
		if k := ErrorKind(v); k != nil {
			return "the error " + k.Name
		}
	}
	switch n := v.Type().String(); n {
	case "userdata":
		return "a userdata"
	default:
		return "a " + n
	}
}
