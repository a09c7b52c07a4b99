package vm

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	lua "github.com/yuin/gopher-lua"
)

// errInterrupted is what the VM raises in a thread that is being stopped. No
// script sees it: pcall and coroutine.resume let it pass.
var errInterrupted = errors.New("interrupted")

// Thread is one line of control in a State: the main script's, a worker's, or
// that of a callback. It belongs to one goroutine at a time; only Interrupt,
// Interrupted and Name may be called from others.
//
// The goroutine holds the Lua lock while it runs Lua or touches Lua values:
// from Lock to Unlock, but for the time that Wait and Unlocked give it away.
type Thread struct {
	// Name is what the thread is called in reports; set it before use.
	Name string

	// Track is the observer's, for its own use.
	Track uint64

	// Spare is for whoever calls Go functions for Lua: what its last call left to use
	// again. For t's goroutine.
	Spare any

	job Job // what it does, for a Sampler; for its own goroutine

	state    *State
	observer Observer  // nil mostly
	since    time.Time // when it got the lock or gave it away, where there is an observer
	asked    time.Time // when it began to ask for the lock; zero: it has yet to ask

	L       *lua.LState
	running *lua.LState // L, or the coroutine that runs on this goroutine
	from    *Error      // what Raise is raising again
	wording bool        // Hooks.Text runs: what it raises has no words
	held    bool        // by this goroutine; others do not look
	grant   chan struct{}
	next    *Thread // in a fifo of the lock
	// queued is when it began to wait, having been preempted.
	queued int64
	call   Waiting // guarded by the Lua lock

	// What the time without the lock is spent on, Running for nothing, and the tick
	// of the sampler since when. For its own goroutine.
	apart     Doing
	apartFrom tick

	stop atomic.Pointer[interrupt]

	mu     sync.Mutex // guards ctx and cancel
	base   context.Context
	ctx    context.Context
	cancel context.CancelCauseFunc
}

type interrupt struct{ cause error }

// NewThread makes a thread whose contexts derive from base. It costs about
// 4 KB and no goroutine. Safe for use without the lock.
func (s *State) NewThread(base context.Context, name string) *Thread {
	t := &Thread{Name: name, state: s, observer: s.observer, base: base, grant: make(chan struct{}, 1)}
	t.L = s.newLState(&exec{th: t})
	t.running = t.L
	return t
}

// Current is the thread whose goroutine runs L. Call it with the lock held.
func Current(L *lua.LState) *Thread { return execOf(L).th }

// LuaThread is t, also of what has a Thread embedded.
func (t *Thread) LuaThread() *Thread { return t }

// State is the state that t belongs to.
func (t *Thread) State() *State { return t.state }

// LState is the thread's own Lua thread.
func (t *Thread) LState() *lua.LState { return t.L }

// Running is the Lua thread that t's goroutine is in: its own, or that of a
// coroutine. For t's goroutine, or for others while they hold the lock.
func (t *Thread) Running() *lua.LState { return t.running }

// Lock takes the Lua lock, unless t holds it already. It is not cut short:
// the lock changes hands every few milliseconds.
func (t *Thread) Lock() {
	if !t.held {
		asked := t.state.probe.now()
		t.take(false)
		t.held = true
		t.state.base.G.CurrentThread = t.L
		t.state.probe.enters(t, asked)
	}
}

// Unlock gives the Lua lock away, if t holds it.
func (t *Thread) Unlock() {
	if t.held {
		t.state.probe.leaves(t)
		t.held = false
		t.give()
	}
}

// Holds reports whether t holds the lock. For t's own goroutine.
func (t *Thread) Holds() bool { return t.held }

// Breathe gives the lock away for a moment where t has had its slice and
// others wait. It is for work in Go that keeps the lock long, and for between
// two tasks; Lua code does it by itself.
func (t *Thread) Breathe(L *lua.LState) {
	if t.held && t.state.lock.due() {
		t.yield(L)
	}
}

func (t *Thread) yield(L *lua.LState) {
	t.state.probe.work(t, L)
	asked := t.state.probe.now()
	t.give()
	t.take(true)
	L.G.CurrentThread = L
	t.state.probe.resumes(t, asked)
}

// Unlocked runs fn with the lock given away: for work that needs no Lua value
// and takes longer than some 50 µs (a shorter one costs more in waiting to get
// the lock back than it gives to others). name is the function that does it.
func (t *Thread) Unlocked(L *lua.LState, name string, fn func()) {
	around, since := t.part(Working)
	defer t.back(L, Working, around, name, since)
	fn()
}

// Wait runs fn, which blocks, with the lock given away. The context that fn
// gets ends when the thread is interrupted; then Wait returns the cause,
// whatever fn returns.
func (t *Thread) Wait(L *lua.LState, fn func(ctx context.Context) error) error {
	return t.WaitIn(L, "", fn)
}

// Waiting is a call that waits.
type Waiting struct {
	Name  string // of the function; "" for none
	Since time.Time
}

// Waiting is the call that t waits in, if WaitIn was told a name. Call it with
// the lock held, from any goroutine.
func (t *Thread) Waiting() Waiting { return t.call }

// WaitIn is Wait in a function that reports are to name.
func (t *Thread) WaitIn(L *lua.LState, name string, fn func(ctx context.Context) error) error {
	return t.doIn(L, Blocked, name, fn)
}

// WorkIn is WaitIn for an fn that computes: it counts as working.
func (t *Thread) WorkIn(L *lua.LState, name string, fn func(ctx context.Context) error) error {
	return t.doIn(L, Working, name, fn)
}

func (t *Thread) doIn(L *lua.LState, what Doing, name string, fn func(ctx context.Context) error) error {
	around := t.call
	if name != "" {
		t.call = Waiting{name, time.Now()}
	}
	err := t.without(L, what, name, fn)
	t.call = around
	if cause := t.Interrupted(); cause != nil {
		return cause
	}
	return err
}

func (t *Thread) without(L *lua.LState, what Doing, name string, fn func(ctx context.Context) error) error {
	ctx := t.Context()
	around, since := t.part(what)
	defer t.back(L, what, around, name, since)
	return fn(ctx)
}

// part gives the lock away to do something without it; back gets what it returns.
func (t *Thread) part(to Doing) (around Doing, since time.Time) {
	around = t.apart
	if t.held {
		t.Unlock()
		since = t.since
	} else {
		since = t.away()
	}
	t.apart = to
	return around, since
}

// back ends what t has done with the lock given away, and takes it again.
func (t *Thread) back(L *lua.LState, what, around Doing, name string, since time.Time) {
	t.spent(what, name, since)
	t.Lock()
	t.apart = around
	L.G.CurrentThread = L
}

// Base is the context that the thread was made with.
func (t *Thread) Base() context.Context { return t.base }

// Context is derived from Base and ends, with the cause, at Interrupt. It is
// made when first asked for and kept until Reset.
func (t *Thread) Context() context.Context {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.ctx == nil {
		t.ctx, t.cancel = context.WithCancelCause(t.base)
		if s := t.stop.Load(); s != nil {
			t.cancel(s.cause)
		}
	}
	return t.ctx
}

// Interrupt stops what t runs: its Lua code at the next look (some 64
// instructions), in whatever pcall or coroutine it is, and what it waits for
// at once. The first cause stays until Reset. Safe from any goroutine.
func (t *Thread) Interrupt(cause error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stop.CompareAndSwap(nil, &interrupt{cause}) && t.cancel != nil {
		t.cancel(cause)
	}
}

// Interrupted is the cause of the interrupt, or nil. Safe from any goroutine.
func (t *Thread) Interrupted() error {
	if s := t.stop.Load(); s != nil {
		return s.cause
	}
	return nil
}

// Reset makes a thread that was interrupted usable again, after what it ran
// has been unwound. It is for the thread's own goroutine.
func (t *Thread) Reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stop.Swap(nil) != nil {
		t.ctx, t.cancel = nil, nil
	}
}

// Close releases what the thread holds. It is not used again.
func (t *Thread) Close() {
	t.Unlock()
	if t.observer != nil {
		t.observer.Ended(t)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cancel != nil {
		t.cancel(context.Canceled)
	}
}
