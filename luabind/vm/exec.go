package vm

import (
	"context"
	"errors"
	"time"

	lua "github.com/yuin/gopher-lua"
)

const (
	// checkEvery is how many instructions run between two looks at the stack,
	// the interrupt and the lock. In as many instructions the stack can grow by
	// three frames each at most, which slackSegments and the first segments hold.
	checkEvery = 64

	// lockEvery is how many of these looks pass between two at the clock.
	lockEvery = 16

	// maxFrames is how deep calls may nest before "stack overflow".
	maxFrames = 200_000

	// maxProtected is how deep pcalls may nest: each is a call of Go too.
	maxProtected = 16_000

	// slackSegments is what a stack that overflowed has left for its handlers.
	slackSegments = 64

	// firstFrames is what a new Lua thread has room for.
	firstFrames = 256

	// firstRegisters is what the registry of a new Lua thread has, and what it
	// grows by at first; maxRegisters is what it may grow to.
	firstRegisters = 40
	maxRegisters   = 1 << 23
)

var (
	errOverflow = errors.New("stack overflow (calls nested too deep: is there a recursion that does not end?)")
	raised      = make(chan struct{})
)

func init() { close(raised) }

// exec is what one lua.LState (a task's own, or a coroutine's) has as its
// context. It is not a context in the usual sense: gopher-lua calls Done once
// an instruction, and that is where tasks take turns and are stopped. Only the
// goroutine that runs the LState touches it.
type exec struct {
	th     *Thread     // whose goroutine runs it now; nil for a coroutine at rest
	L      *lua.LState // it itself
	left   int         // instructions until the next look
	looks  int         // looks until the next look at the clock
	due    bool        // the slice is over: switch at the next safe point
	err    error       // what Err says once Done was closed
	co     *coroutine  // nil for a thread's own LState
	pcalls int         // protected calls under way
}

// execOf is the exec of L; nil for the mother of all threads, which has none.
func execOf(L *lua.LState) *exec {
	switch x := L.Context().(type) {
	case *exec:
		return x
	case *sampledExec:
		return x.exec
	}
	return nil
}

func (x *exec) Deadline() (time.Time, bool) { return time.Time{}, false }
func (x *exec) Value(any) any               { return nil }
func (x *exec) Err() error                  { return x.err }

// Done implements context.Context for gopher-lua's main loop.
func (x *exec) Done() <-chan struct{} {
	if x.left--; x.left >= 0 {
		return nil
	}
	return x.look()
}

// look is the part of Done that runs now and then: it raises an interrupt (a
// closed channel makes the VM raise Err, again at each further instruction, so
// that no pcall swallows it), makes room on the stack, and gives the Lua lock
// away at a safe point where the slice is over.
func (x *exec) look() <-chan struct{} {
	if x.th.stop.Load() != nil {
		x.left = 0
		x.err = errInterrupted
		return raised
	}
	x.left = checkEvery - 1
	s := internals(x.L)
	if x.co != nil {
		s.Panic = raise // gopher-lua's Resume has put its own there
	}
	if !s.frames().reserve(3 * checkEvery / lua.FramesPerSegment) {
		x.err = errOverflow
		return raised
	}
	s.reg.widen()
	if !x.due {
		if x.looks--; x.looks >= 0 {
			return nil
		}
		x.looks = lockEvery - 1
		x.due = x.th.state.lock.due()
		if !x.due {
			return nil
		}
	}
	if !atSafePoint(s.currentFrame) {
		x.left = 0
		return nil
	}
	x.due = false
	x.th.yield(x.L)
	if x.th.stop.Load() != nil {
		x.left = 0
		x.err = errInterrupted
		return raised
	}
	return nil
}

// atSafePoint reports whether the instruction that is about to run is a call,
// a return, or a jump back: between two of them a statement that calls nothing
// is whole.
func atSafePoint(f *mirrorFrame) bool {
	inst := f.Fn.Proto.Code[f.Pc-1]
	switch int(inst >> 26) {
	case lua.OP_CALL, lua.OP_TAILCALL, lua.OP_RETURN, lua.OP_FORLOOP, lua.OP_TFORLOOP:
		return true
	case lua.OP_JMP:
		return int(inst&0x3ffff) < 0x1ffff // a distance is stored with this added
	}
	return false
}

var _ context.Context = (*exec)(nil)
