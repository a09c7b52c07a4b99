package engine

import (
	"context"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"luafut/engine/internal/list"
)

type state uint32

const (
	statePending state = iota
	stateRunning
	stateCancelled
	stateFinished
)

func (s state) String() string {
	return [...]string{"pending", "running", "cancelled", "finished"}[s]
}

// goal is how far a future has to be for a wait to go by it.
type goal uint8

const (
	goalDone goal = iota
	goalSettled
)

// watcher is told once, with the future's lock held, when a future reaches the
// goal it was registered with.
type watcher interface {
	reached(f *Future)
}

type watching struct {
	by   watcher
	goal goal
}

// Future is a task's outcome, now or later. All methods may be called from any
// goroutine. Futures come from an Executor or from NewFuture; the zero value is
// not usable.
//
// A future that nobody refers to is collected with its result, also when its
// task failed.
type Future struct {
	mu     sync.Mutex
	state  atomic.Uint32         // written with mu held
	marks  atomic.Uint32         // see below
	holder atomic.Pointer[Actor] // who runs its task or its callbacks; nil when nobody known does

	base    *Base
	task    Task
	value   any
	failure *failure      // how it failed; nil where it has not
	seq     atomic.Uint64 // place in the order in which futures were done, then settled
	began   atomic.Int64  // the moment; 0 until then

	submitted moment  // 0 where nobody observes
	extras    *extras // nil while nobody waits and nothing is to be called

	place list.Node[*Future] // in base's backlog, guarded by base's lock
}

// The marks of a future. All but markTaken and markClaimed are set with mu held.
const (
	markSettled uint32 = 1 << iota
	markTaken          // Asked was called
	markUnread         // nobody has asked how it failed
	markWaived         // nobody will
	markClaimed        // somebody runs its callbacks
)

func (f *Future) has(mark uint32) bool { return f.marks.Load()&mark != 0 }

// mark sets a mark, and reports whether it was not there.
func (f *Future) mark(mark uint32) bool { return f.marks.Or(mark)&mark == 0 }

// unmark takes a mark away, and reports whether it was there.
func (f *Future) unmark(mark uint32) bool { return f.marks.And(^mark)&mark != 0 }

// extras is what many futures never need, kept apart so that they stay small.
type extras struct {
	callbacks []Callback
	watchers  []watching
	limit     *time.Timer // the running task time-out
	first     [1]watching // room for the usual one watcher
}

// more gives f's extras, with mu held.
func (f *Future) more() *extras {
	if f.extras == nil {
		f.extras = &extras{}
		f.extras.watchers = f.extras.first[:0]
	}
	return f.extras
}

// NewFuture makes a future that belongs to no pool: its maker calls
// SetRunningOrNotifyCancel, SetResult and SetError.
func NewFuture(env *Env, t Task) *Future { return &Future{base: &env.bare, task: t} }

// Name is the task's name; may be empty.
func (f *Future) Name() string { return f.task.Name }

// Where is where the task was submitted, as given in its Task.
func (f *Future) Where() any { return f.task.Where }

// Task is what it was submitted with, for the pool that runs it. Its Payload is
// gone once the task has ended or was cancelled.
func (f *Future) Task() Task {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.task
}

// Pool is the name of the pool that it belongs to, "" for a bare one.
func (f *Future) Pool() string { return f.base.name }

func (f *Future) load() state { return state(f.state.Load()) }

// Running reports whether its task has begun and not ended.
func (f *Future) Running() bool { return f.load() == stateRunning }

// Cancelled reports whether it was cancelled, by Cancel or by Terminate.
func (f *Future) Cancelled() bool { return f.load() == stateCancelled }

// Done reports whether it has a result, an error, or is cancelled.
func (f *Future) Done() bool { return f.load() >= stateCancelled }

// Settled reports whether it is done and its callbacks have run.
func (f *Future) Settled() bool { return f.has(markSettled) }

// State is "pending", "running", "cancelled" or "finished".
func (f *Future) State() string { return f.load().String() }

func (f *Future) reached(g goal) bool {
	if g == goalDone {
		return f.Done()
	}
	return f.Settled()
}

// Result is the outcome of a future that is done: its value, or its error
// (ErrCancelled when cancelled). It does not wait: before that it is
// ErrInvalidState. It counts as asking for the error.
func (f *Future) Result() (any, error) {
	switch f.load() {
	case stateCancelled:
		return nil, ErrCancelled.New("the task was cancelled")
	case stateFinished:
		f.mu.Lock()
		defer f.mu.Unlock()
		f.asked()
		return f.value, f.failed()
	}
	return nil, ErrInvalidState.New("the future is %s: it has no result yet", f.State())
}

// Failed reports whether the task has ended with an error, a cancelled one not. It
// does not count as asking for the error.
func (f *Future) Failed() bool {
	if f.load() != stateFinished {
		return false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.failure != nil
}

// failed is how it failed, nil where it has not; it is done, or mu is held.
func (f *Future) failed() error {
	if f.failure == nil {
		return nil
	}
	return f.failure.Value.Err
}

// SetRunningOrNotifyCancel marks a pending future as running and returns true;
// it returns false for a cancelled one, whose task must then not run, and
// ErrInvalidState in any other state. The task's time-out begins with it, in
// pools that can stop a task (BaseOptions.StopTask).
func (f *Future) SetRunningOrNotifyCancel() (bool, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	switch f.load() {
	case statePending:
		f.starts()
		f.state.Store(uint32(stateRunning))
		if f.task.Timeout > 0 && f.base.stopTask != nil {
			f.arm(f.task.Timeout)
		}
		f.begun()
		return true, nil
	case stateCancelled:
		return false, nil
	}
	return false, ErrInvalidState.New("cannot begin a future that is %s", f.State())
}

// SetResult finishes a future and runs its callbacks before it returns, in ctx;
// where ctx is over already, they run by Env.Go instead. It fails with
// ErrInvalidState where the future is done already.
func (f *Future) SetResult(ctx context.Context, value any) error {
	return f.set(ctx, value, nil)
}

// SetError is SetResult for a failure.
func (f *Future) SetError(ctx context.Context, err error) error {
	return f.set(ctx, nil, err)
}

func (f *Future) set(ctx context.Context, value any, err error) error {
	if late := f.setOutcome(ActorOf(ctx), value, err); late != nil {
		return late
	}
	f.runCallbacks(ctx)
	return nil
}

// setOutcome is set without the callbacks, which by will run; nil is somebody
// unknown.
func (f *Future) setOutcome(by *Actor, value any, err error) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.Done() {
		return ErrInvalidState.New("cannot set the outcome of a future that is %s", f.State())
	}
	f.value = value
	f.task.Payload = nil
	f.holder.Store(by)
	f.finish(err)
	return nil
}

// finish makes f finished, with mu held. Whoever calls it sees to the callbacks.
func (f *Future) finish(err error) {
	if err != nil {
		f.value = nil
		f.fail(err)
	}
	f.done(stateFinished)
}

// done moves f to its last state, with mu held, and settles it when there is no
// callback to run.
func (f *Future) done(s state) {
	if f.extras != nil && f.extras.limit != nil {
		f.extras.limit.Stop()
		f.extras.limit = nil
	}
	f.seq.Store(f.base.env.order.Add(1))
	f.state.Store(uint32(s))
	if o := f.base.env.hooks.Observer; o != nil {
		o.Done(f, f.tally(s))
	}
	f.base.oneDone()
	f.notify(goalDone)
	if f.extras == nil || len(f.extras.callbacks) == 0 {
		f.settle()
	}
}

// settle marks f settled, with mu held.
func (f *Future) settle() {
	if f.Settled() {
		return
	}
	f.seq.Store(f.base.env.order.Add(1))
	f.mark(markSettled)
	f.holder.Store(nil)
	f.notify(goalSettled)
	f.extras = nil
	f.base.oneSettled()
}

func (f *Future) notify(g goal) {
	if f.extras == nil {
		return
	}
	for _, w := range f.extras.watchers {
		if w.goal == g {
			w.by.reached(f)
		}
	}
}

// watch registers w for goal g, or returns false where f is that far already.
func (f *Future) watch(w watcher, g goal) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.reached(g) {
		return false
	}
	x := f.more()
	x.watchers = append(x.watchers, watching{w, g})
	return true
}

// unwatch takes w's registration back; nothing is left of it in f.
func (f *Future) unwatch(w watcher) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.extras == nil {
		return
	}
	f.extras.watchers = slices.DeleteFunc(f.extras.watchers, func(x watching) bool { return x.by == w })
}
