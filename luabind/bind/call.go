package bind

import (
	"context"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Call is one call of a row, for the goroutine that makes it and only as long
// as it lasts. Arguments are counted from 1, a method's self apart.
type Call struct {
	L      *lua.LState
	Thread *vm.Thread

	fn     *Func
	name   string
	shift  int // 1 for a method: self comes first on the stack
	pushed int
}

// newCall begins a Call on the goroutine that runs L: the one that ended last there,
// where nothing uses it, since calls are many and each would be garbage at once.
func newCall(L *lua.LState, fn *Func, name string, shift int) *Call {
	th := vm.Current(L)
	c, _ := th.Spare.(*Call)
	if c == nil {
		c = &Call{}
	}
	th.Spare = nil
	*c = Call{L: L, Thread: th, fn: fn, name: name, shift: shift}
	return c
}

// end ends a Call that has raised nothing, and gives how many results it has.
func (c *Call) end() int {
	n, th := c.pushed, c.Thread
	*c = Call{} // who uses it after its end is found out
	th.Spare = c
	return n
}

// Outside is a Call that no row makes: for Go code on th's goroutine that has
// called Lua and looks at what that returned. name begins its messages. It has no
// arguments and takes no results. The lock must be held.
func Outside(th *vm.Thread, name string) *Call {
	return &Call{L: th.LState(), Thread: th, name: name}
}

// State is the state that the call runs in.
func (c *Call) State() *vm.State { return c.Thread.State() }

// N is how many arguments were given, self apart, nils at the end included.
func (c *Call) N() int { return c.L.GetTop() - c.shift - c.pushed }

// Arg is an argument as it came; nil where none was given.
func (c *Call) Arg(i int) lua.LValue {
	if i+c.shift > c.L.GetTop()-c.pushed {
		return lua.LNil
	}
	return c.L.Get(i + c.shift)
}

// Has reports whether an argument was given and is not nil.
func (c *Call) Has(i int) bool { return c.Arg(i) != lua.LNil }

// Self is the object that a method was called on.
func (c *Call) Self() any { return c.L.Get(1).(*lua.LUserData).Value }

// SelfValue is that object as Lua knows it.
func (c *Call) SelfValue() *lua.LUserData { return c.L.Get(1).(*lua.LUserData) }

// String is a string argument; "" where it was left out.
func (c *Call) String(i int) string {
	s, _ := c.Arg(i).(lua.LString)
	return string(s)
}

// StringOr is a string argument, or what stands for one left out.
func (c *Call) StringOr(i int, or string) string {
	if s, ok := c.Arg(i).(lua.LString); ok {
		return string(s)
	}
	return or
}

// Number is a number argument; 0 where it was left out.
func (c *Call) Number(i int) float64 {
	n, _ := c.Arg(i).(lua.LNumber)
	return float64(n)
}

// Int is a whole number, or what stands for one left out.
func (c *Call) Int(i, or int) int {
	if n, ok := c.Arg(i).(lua.LNumber); ok {
		return int(n)
	}
	return or
}

// Bool is a boolean, or what stands for one left out.
func (c *Call) Bool(i int, or bool) bool {
	if b, ok := c.Arg(i).(lua.LBool); ok {
		return bool(b)
	}
	return or
}

// Seconds is a duration; Forever where it was left out.
func (c *Call) Seconds(i int) time.Duration {
	if n, ok := c.Arg(i).(lua.LNumber); ok {
		return ToDuration(n)
	}
	return Forever
}

// Table is a table argument; nil where it was left out or is none.
func (c *Call) Table(i int) *lua.LTable {
	t, _ := c.Arg(i).(*lua.LTable)
	return t
}

// Rest is the arguments from i on, in a slice of its own.
func (c *Call) Rest(i int) []lua.LValue {
	n := c.N()
	if i > n {
		return nil
	}
	rest := make([]lua.LValue, 0, n-i+1)
	for ; i <= n; i++ {
		rest = append(rest, c.Arg(i))
	}
	return rest
}

// Options decodes the options table at i into the struct that into points to;
// one left out changes nothing.
func (c *Call) Options(i int, into any) error {
	t := c.Table(i)
	if t == nil {
		return nil
	}
	return planOf(into).decode(c, t, into)
}

// Decode is Options for a table that is not an argument itself, such as one
// within an options table.
func (c *Call) Decode(t *lua.LTable, into any) error { return planOf(into).decode(c, t, into) }

// Push adds a result. Read the arguments first.
func (c *Call) Push(v lua.LValue) {
	c.L.Push(v)
	c.pushed++
}

// Return adds results; it is for the end of a row's function.
func (c *Call) Return(values ...lua.LValue) error {
	for _, v := range values {
		c.Push(v)
	}
	return nil
}

// Wait runs fn, which blocks, while other tasks run Lua. fn touches no Lua
// value. Where the task is stopped meanwhile, ctx ends, and what Wait returns
// must be returned at once.
func (c *Call) Wait(fn func(ctx context.Context) error) error {
	return c.Thread.WaitIn(c.L, c.name, fn)
}

// Work is Wait for an fn that computes and looks at ctx now and then, so that it can
// be stopped: reports count it as work, not as waiting.
func (c *Call) Work(fn func(ctx context.Context) error) error {
	return c.Thread.WorkIn(c.L, c.name, fn)
}

// Unlocked runs fn, which computes for more than some 50 µs and touches no Lua
// value, while other tasks run Lua.
func (c *Call) Unlocked(fn func()) { c.Thread.Unlocked(c.L, c.name, fn) }

// CallLua calls a Lua value. What it raised comes as *vm.Error; return it, and
// it is raised again as it was.
func (c *Call) CallLua(fn lua.LValue, args ...lua.LValue) ([]lua.LValue, error) {
	return c.Thread.Call(c.L, fn, args...)
}

// New makes a userdata of a class.
func (c *Call) New(class *Class, value any) *lua.LUserData {
	return New(c.State(), class, value)
}

// NewTable makes a table with room for a list of n and for h other keys.
func (c *Call) NewTable(n, h int) *lua.LTable { return c.L.CreateTable(n, h) }

// Wrong is the ArgumentError for argument i, which is not what the function
// wants: want says what is, with its article.
func (c *Call) Wrong(i int, want string) error {
	name := ""
	if c.fn != nil && i-1 < len(c.fn.Params) {
		name = c.fn.Params[i-1].Name
	}
	return c.wrong(i, name, want, c.Arg(i))
}

func (c *Call) wrong(i int, name, want string, got lua.LValue) error {
	if name != "" {
		name = " '" + name + "'"
	}
	shown := Show(got)
	if got == lua.LNil && i > c.N() {
		if want == Any.Want {
			return Errorf(ArgumentError, "argument %d%s of %s is missing", i, name, c.name)
		}
		shown = "nothing"
	}
	hint := ""
	if want == Callable.Want && got != lua.LNil {
		hint = "; give the function itself, f and not f(…)"
	}
	return Errorf(ArgumentError, "argument %d%s of %s must be %s, not %s%s", i, name, c.name, want, shown, hint)
}

// Badf is an ArgumentError that begins with the name of the function.
func (c *Call) Badf(format string, args ...any) error {
	return Errorf(ArgumentError, "%s: %s", c.name, fmt.Sprintf(format, args...))
}

func (c *Call) raise(err error) { Raise(c.L, err) }
