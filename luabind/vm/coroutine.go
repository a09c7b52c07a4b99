package vm

import (
	lua "github.com/yuin/gopher-lua"
)

// coroutine is the state of a Lua coroutine. gopher-lua's own bookkeeping
// knows one running thread in a state; here several tasks are inside
// coroutines at once, and resuming one that another task is inside would
// corrupt it.
type coroutine struct {
	fn      *lua.LFunction
	status  coStatus
	resumer *lua.LState // who waits for it, while it runs
	yielded int         // values given to the last yield; -1 once it has returned
}

type coStatus int

const (
	coSuspended coStatus = iota
	coRunning
	coNormal // it resumed another one
	coDead
)

func (s coStatus) String() string {
	return [...]string{"suspended", "running", "normal", "dead"}[s]
}

// CoCreate makes a coroutine of fn. The lock must be held.
func CoCreate(L *lua.LState, fn *lua.LFunction) *lua.LState {
	x := &exec{co: &coroutine{fn: fn}}
	return Of(L).newLState(x)
}

// CoStatus is coroutine.status. A task's own thread is "running".
func CoStatus(co *lua.LState) string {
	if x := execOf(co); x.co != nil {
		return x.co.status.String()
	}
	return coRunning.String()
}

// CoRunning is the coroutine that L is, or nil for a task's own thread.
func CoRunning(L *lua.LState) *lua.LState {
	if execOf(L).co == nil {
		return nil
	}
	return L
}

// CoResume resumes co from L with args. It returns what co yielded or
// returned, or what it raised; ok says which. An interrupt of the thread
// passes through it.
func CoResume(L, co *lua.LState, args []lua.LValue) (values []lua.LValue, ok bool) {
	x, t := execOf(co), Current(L)
	if x.co == nil {
		return []lua.LValue{lua.LString("cannot resume a task's own thread")}, false
	}
	switch x.co.status {
	case coDead:
		return []lua.LValue{lua.LString("cannot resume dead coroutine")}, false
	case coRunning, coNormal:
		msg := "cannot resume non-suspended coroutine"
		if x.th != t {
			msg += " (another task is inside it)"
		}
		return []lua.LValue{lua.LString(msg)}, false
	}
	from := execOf(L)
	x.th, x.co.status, x.co.resumer = t, coRunning, L
	x.left, x.looks, x.due = 0, from.looks, from.due
	if from.co != nil {
		from.co.status = coNormal
	}
	x.co.yielded = -1
	t.running = co
	state, err, values := L.Resume(co, x.co.fn, args...)
	t.running = L
	L.G.CurrentThread = L
	if from.co != nil {
		from.co.status = coRunning
	}
	x.th, x.co.resumer = nil, nil
	if state == lua.ResumeYield {
		x.co.status = coSuspended
	} else {
		x.co.status, x.co.fn = coDead, nil
	}
	if cause := t.Interrupted(); cause != nil {
		t.Raise(L, cause)
	}
	if state == lua.ResumeError {
		if api, isAPI := err.(*lua.ApiError); isAPI {
			return []lua.LValue{api.Object}, false
		}
		return []lua.LValue{lua.LString(err.Error())}, false
	}
	// gopher-lua makes one nil of nothing. A function that ends without values is
	// far commoner than one that returns a nil.
	if len(values) == 1 && values[0] == lua.LNil && x.co.yielded <= 0 {
		return nil, true
	}
	return values, true
}

// CoYield is coroutine.yield as a Go function: it must be called by L itself,
// with nothing but Lua calls between it and the resume.
func CoYield(L *lua.LState) int {
	if execOf(L).co == nil {
		L.RaiseError("attempt to yield from outside a coroutine")
	}
	for f := internals(L).currentFrame; f.Parent != nil; f = f.Parent {
		p := f.Parent
		if p.Fn.IsG {
			L.RaiseError("attempt to yield across a call of '%s': a coroutine cannot yield inside a function that Go code called", describe(p).Name)
		}
		switch op := int(p.Fn.Proto.Code[p.Pc-1] >> 26); op {
		case lua.OP_CALL, lua.OP_TAILCALL:
		default:
			L.RaiseError("attempt to yield across a metamethod or a for iterator")
		}
	}
	execOf(L).co.yielded = L.GetTop()
	return -1
}
