package bind

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Param is a parameter of a row.
type Param struct {
	Name string
	Type *Type
	// Doc says what it is for, with unit and default. It may be empty where
	// name and type say it.
	Doc string
	// Optional ones may be left out or nil. The name "..." takes any number.
	Optional bool
}

// P is a parameter that must be given.
func P(name string, t *Type, doc string) Param { return Param{Name: name, Type: t, Doc: doc} }

// Opt is a parameter that may be left out.
func Opt(name string, t *Type, doc string) Param {
	return Param{Name: name, Type: t, Doc: doc, Optional: true}
}

// Rest is any number of further arguments of one type.
func Rest(t *Type, doc string) Param {
	return Param{Name: "...", Type: t, Doc: doc, Optional: true}
}

// Func is one Lua function, declared: the source of its checks and of every
// text about it.
type Func struct {
	// Name is the function's name within its module or class.
	Name string
	// Doc is one sentence; more may follow after it.
	Doc string
	// Params are checked in order before Fn runs.
	Params []Param
	// Returns says what comes back, as LuaCATS writes it: "string, integer?".
	Returns string
	// Raises are the kinds it raises, ArgumentError and the interrupt apart.
	Raises []*Kind
	// Example is Lua code that runs as it stands, with the modules at hand.
	Example string
	// Fn does the work. It holds the Lua lock but while it waits.
	Fn func(c *Call) error
	// Raw makes the Lua function itself, in place of Fn: for the language's own
	// libraries, whose errors are strings as Lua 5.1 words them, and for what is
	// too small to pay for a Call. It is called once a state, when the row's
	// module is opened; the rows above it are at hand then. Its function checks
	// its own arguments, a method's self too: Params only tell of them.
	Raw func(s *vm.State) lua.LGFunction
}

// Raw is the Func.Raw of a function that needs nothing of the state.
func Raw(fn lua.LGFunction) func(*vm.State) lua.LGFunction {
	return func(*vm.State) lua.LGFunction { return fn }
}

// Signature is the function as one line of docs, qualified by owner.
func (f *Func) Signature(owner string) string {
	var b strings.Builder
	b.WriteString(owner + f.Name + "(")
	open := 0
	for i, p := range f.Params {
		if p.Optional {
			b.WriteString("[")
			open++
		}
		if i > 0 {
			b.WriteString(", ")
		}
		b.WriteString(p.Name)
	}
	b.WriteString(strings.Repeat("]", open) + ")")
	if f.Returns != "" {
		b.WriteString(" → " + f.Returns)
	}
	return b.String()
}

// function makes the Lua function of a row. name is what messages call it;
// class is set for a method, whose self is checked.
func (f *Func) function(L *lua.LState, name string, class *Class) *lua.LFunction {
	fn := f.make(L, name, class)
	fn.GFunction = vm.Of(L).Measured(fn.GFunction)
	worldOf(vm.Of(L)).rows[fn] = Row{strings.TrimSuffix(name, f.Name), f}
	return fn
}

func (f *Func) make(L *lua.LState, name string, class *Class) *lua.LFunction {
	if f.Raw != nil {
		return L.NewFunction(f.Raw(vm.Of(L)))
	}
	shift := 0
	if class != nil {
		shift = 1
	}
	return L.NewFunction(func(L *lua.LState) int {
		c := newCall(L, f, name, shift)
		if vm.CoRunning(L) != nil {
			// gopher-lua makes a bare string of a Go panic within a coroutine.
			defer c.recovered()
		}
		if class != nil && ClassOf(L.Get(1)) != class {
			c.raise(Errorf(ArgumentError, "%s must be called with a colon on %s %s (as %s), not on %s",
				name, class.article(), class.Name, "x:"+f.Name+"(…)", Show(L.Get(1))))
		}
		if err := c.check(); err != nil {
			c.raise(err)
		}
		since := c.Thread.BeginCall()
		err := f.Fn(c)
		c.Thread.EndCall(name, since)
		if err != nil {
			c.raise(err)
		}
		return c.end()
	})
}

func (c *Call) recovered() {
	switch rcv := recover().(type) {
	case nil:
	case *lua.ApiError:
		panic(rcv)
	default:
		c.L.Error(panicked(c.L, rcv, string(stackNow())), 0)
	}
}

// check compares the arguments with the row.
func (c *Call) check() error {
	n := c.N()
	for i := range c.fn.Params {
		p := &c.fn.Params[i]
		if p.Name == "..." {
			for j := i + 1; j <= n; j++ {
				if v := c.Arg(j); v != lua.LNil && !p.Type.Accepts(v) {
					return c.wrong(j, "", p.Type.Want, v)
				}
			}
			return nil
		}
		v := lua.LValue(lua.LNil)
		if i < n {
			v = c.L.Get(i + 1 + c.shift)
		}
		if v == lua.LNil {
			if p.Optional || p.Type == Any && i < n {
				continue
			}
			return c.wrong(i+1, p.Name, p.Type.Want, v)
		}
		if !p.Type.Accepts(v) {
			return c.wrong(i+1, p.Name, p.Type.Want, v)
		}
	}
	return nil
}
