package vm

import (
	"runtime/debug"

	lua "github.com/yuin/gopher-lua"
)

// Error is what Lua code raised, with the lines it was raised in.
type Error struct {
	// Value is what was raised: any Lua value, nil and false too.
	Value lua.LValue
	// Traceback is the Lua traceback at that moment, without its heading.
	Traceback string
	// At is where it was raised.
	At Place
	// Stack is the Go stack where a Go panic was met (a fault of ours), or "".
	Stack string
	// From is the error that was raised again here: a task's own, where this one
	// was met by whoever asked for its result. Nil where it began here.
	From *Error
	// Text is how Hooks.Text words Value: a report has no Lua thread to ask. ""
	// where it does not, and for what a script caught itself.
	Text string
	// Task says whose error it is, and where that was submitted; "" for the
	// main script's.
	Task string
}

// Error is the value as tostring shows it, without metamethods.
func (e *Error) Error() string { return e.Value.String() }

// Origin is where an error that was raised again began: e itself, or the last of
// its From.
func (e *Error) Origin() *Error {
	for n := 0; e.From != nil && n < 16; n++ {
		e = e.From
	}
	return e
}

// Call calls fn with args from Go, at the bottom of t's own stack or within a
// function that L runs, and returns what it returned. What it raised comes as
// *Error; where the thread was interrupted, the cause of that comes instead.
// The lock must be held.
func (t *Thread) Call(L *lua.LState, fn lua.LValue, args ...lua.LValue) ([]lua.LValue, error) {
	top := internals(L).reg.top
	L.Push(fn)
	for _, a := range args {
		L.Push(a)
	}
	if err := t.protect(L, len(args), nil); err != nil {
		if e, ok := err.(*Error); ok {
			t.word(L, e)
		}
		return nil, err
	}
	reg := internals(L).reg
	var results []lua.LValue
	if n := reg.top - top; n > 0 {
		results = append(make([]lua.LValue, 0, n), reg.array[top:reg.top]...)
	}
	reg.truncate(top)
	return results, nil
}

// word sets the text of e, which leaves for Go.
func (t *Thread) word(L *lua.LState, e *Error) {
	switch {
	case e.From != nil:
		e.Text = e.From.Text
	case t.state.Hooks.Text != nil && !t.wording:
		t.wording = true
		e.Text = t.state.Hooks.Text(t, L, e.Value)
		t.wording = false
	}
}

// protect calls what lies on L's stack below nargs arguments; its results are
// left on the stack. After an error the stack is as it was below the function,
// and only the upvalues of the frames that are gone have been closed. handler,
// where there is one, is called with the error where it was raised and may
// replace its value.
func (t *Thread) protect(L *lua.LState, nargs int, handler lua.LValue) (err error) {
	s, x := internals(L), execOf(L)
	frames := s.frames()
	if x.pcalls >= maxProtected {
		L.RaiseError("%s", errOverflow)
	}
	frames.reserve(2) // a pcall of a pcall of a … runs no instruction that would look
	depth, base := frames.depth(), s.reg.top-nargs-1
	panicWas, hadErrorFunc := s.Panic, s.hasErrorFunc
	// raiseError closes the upvalues of all frames unless there is a handler.
	s.Panic, s.hasErrorFunc = raise, true
	x.pcalls++
	defer func() {
		rcv := recover()
		if rcv != nil {
			err = t.caught(L, rcv, handler)
			s.closeUpvalues(base)
			frames.cut(depth)
			s.currentFrame = frames.last()
			s.reg.truncate(base)
		}
		x.pcalls--
		s.Panic, s.hasErrorFunc = panicWas, hadErrorFunc
	}()
	if fn := s.reg.array[base]; fn.Type() != lua.LTFunction && L.GetMetaField(fn, "__call") == lua.LNil {
		L.Error(lua.LString("attempt to call a "+fn.Type().String()+" value"), 0)
	}
	L.Call(nargs, lua.MultRet)
	return nil
}

// caught makes an error of what was recovered, while the frames still stand.
func (t *Thread) caught(L *lua.LState, rcv any, handler lua.LValue) error {
	t.state.probe.work(t, L) // for the Go function that raised
	if cause := t.Interrupted(); cause != nil {
		return cause
	}
	e := &Error{Traceback: Traceback(L), At: placeOf(L)}
	if api, ok := rcv.(*lua.ApiError); ok && api.Type != lua.ApiErrorPanic {
		e.Value = api.Object
	} else {
		e.Stack = string(debug.Stack())
		e.Value = t.state.Hooks.Panicked(L, rcv, e.Stack)
	}
	if t.from != nil && t.from.Value == e.Value {
		e.From = t.from
	}
	t.from = nil
	if t.state.Hooks.Caught != nil {
		t.state.Hooks.Caught(e)
	}
	if handler != nil {
		results, err := t.Call(L, handler, e.Value)
		switch {
		case err == nil && len(results) > 0:
			e.Value = results[0]
		case err == nil:
			e.Value = lua.LNil
		default:
			if inner, ok := err.(*Error); ok {
				e.Value = inner.Value
			} else {
				return err
			}
		}
	}
	return e
}

// raise is the Panic of every LState of ours.
func raise(L *lua.LState) {
	v := L.Get(-1)
	if text, ok := v.(lua.LString); ok {
		v = lua.LString(reword(L, string(text)))
	}
	panic(&lua.ApiError{Type: lua.ApiErrorRun, Object: v})
}

// Raise raises an error from a Go function that L runs: the value of an *Error
// again, or the interrupt that is under way. It does not return.
func (t *Thread) Raise(L *lua.LState, err error) {
	if e, ok := err.(*Error); ok && t.Interrupted() == nil {
		t.from = e
		L.Error(e.Value, 0)
	}
	L.RaiseError("%s", err.Error())
}

// PCall is Lua's pcall. It is exact where gopher-lua's is not: upvalues of the
// frames that go on stay open, and an interrupt passes through.
func PCall(L *lua.LState) int {
	if L.GetTop() == 0 {
		L.RaiseError("bad argument #1 to 'pcall' (value expected)")
	}
	return protected(L, 0, L.GetTop()-1, nil)
}

// XPCall is Lua's xpcall; as in LuaJIT and Lua 5.2, further arguments go to
// the function.
func XPCall(L *lua.LState) int {
	n := L.GetTop()
	if n < 2 {
		L.RaiseError("bad argument #2 to 'xpcall' (value expected)")
	}
	handler := L.Get(2)
	L.Push(L.Get(1))
	for i := 3; i <= n; i++ {
		L.Push(L.Get(i))
	}
	return protected(L, n, n-2, handler)
}

// protected calls the function above keep values; pcall's two forms share it.
func protected(L *lua.LState, keep, nargs int, handler lua.LValue) int {
	t := Current(L)
	err := t.protect(L, nargs, handler)
	if err == nil {
		L.Insert(lua.LTrue, keep+1)
		return L.GetTop() - keep
	}
	e, ok := err.(*Error)
	if !ok {
		t.Raise(L, err)
	}
	L.Push(lua.LFalse)
	L.Push(e.Value)
	return 2
}
