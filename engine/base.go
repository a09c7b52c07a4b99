package engine

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"luafut/engine/internal/list"
)

// BaseOptions describes a pool to its Base.
type BaseOptions struct {
	Env         *Env
	Name        string
	Broken      *Kind         // what its breaking is; ErrBrokenExecutor or below
	MaxPending  int           // Submit waits while that many have not begun; 0 is no bound
	TaskTimeout time.Duration // for tasks that give none of their own; 0 is none

	// Wake is called, with the Base locked, whenever there may be something to
	// do: a task was added, or the pool was shut down or broken.
	Wake func()

	// Quiet reports, with the Base locked, whether the workers of a pool that was
	// shut down are gone. nil is always true.
	Quiet func() bool

	// Free reports, with the Base locked, whether a task that was submitted now
	// would begin now. nil is always true. Signal must follow when it becomes so.
	Free func() bool

	// Starting is, with the Base locked, how many workers have been started and
	// cannot take tasks yet, those that run an initializer included. nil in pools
	// whose workers are no Actors.
	Starting func() int

	// StopTask stops the running task of f, in a pool whose tasks run elsewhere
	// than on an Actor. It is called with f locked, must return at once and
	// arrange for f.Unwound. nil in pools whose workers use Actor.Perform.
	StopTask func(f *Future, cause error)

	// Revoke is told, with the Base locked, that f was cancelled after it had been
	// taken and before it began. nil in pools that begin what they take.
	Revoke func(f *Future)

	// Underway lists, with the Base locked, the futures that were taken and have
	// not ended, in pools whose tasks run elsewhere than on an Actor.
	Underway func() []*Future

	// Report has, with the Base locked, the workers tell what their tasks do, in
	// pools whose tasks run elsewhere than on an Actor. It returns at once.
	Report func()
}

// Base is what every pool has: the backlog of tasks that have not begun, the
// marks of shutdown and breakage, and the count of what is not settled. Its lock
// is the pool's lock as well. Make one with NewBase.
type Base struct {
	sync.Mutex
	env      *Env
	name     string
	opts     BaseOptions
	stopTask func(f *Future, cause error)

	undone    atomic.Int64 // accepted and not done
	unsettled atomic.Int64 // accepted and not settled
	feeders   atomic.Int64 // maps that still read their source
	waiters   atomic.Int64 // in await
	over      atomic.Bool  // closed or broken

	// Guarded by the lock.
	backlog   list.List[*Future]
	closed    bool
	broken    error
	changed   chan struct{} // closed when what await looks at may have changed
	space     []signalled   // submitters who wait for a place, oldest first
	seeking   int           // feeders who wait for a worker
	preparing map[*Actor]struct{}
	prepared  bool // some worker can take tasks
}

// NewBase makes a Base.
func NewBase(o BaseOptions) *Base {
	b := &Base{env: o.Env, name: o.Name, opts: o, stopTask: o.StopTask}
	b.env.mu.Lock()
	b.env.pools[b] = struct{}{}
	b.env.mu.Unlock()
	return b
}

// Env is what the pool belongs to.
func (b *Base) Env() *Env { return b.env }

// Name is the pool's name.
func (b *Base) Name() string { return b.name }

// Accept adds a task to the backlog, or says why not: also with why what runs in
// ctx is being stopped. Executor.Submit is this.
func (b *Base) Accept(ctx context.Context, t Task) (*Future, error) {
	return b.accept(ctx, t, false)
}

// accept is Accept; fed tasks come from a Map that was called before a shutdown,
// which are still wanted after it.
func (b *Base) accept(ctx context.Context, t Task, fed bool) (*Future, error) {
	if t.Timeout == 0 {
		t.Timeout = b.opts.TaskTimeout
	}
	f := &Future{base: b, task: t}
	f.place.Value = f
	o := b.env.hooks.Observer
	b.Lock()
	if err := b.admit(ctx, fed); err != nil {
		b.Unlock()
		return nil, err
	}
	b.undone.Add(1)
	b.unsettled.Add(1)
	if o != nil {
		b.env.observed(f)
	}
	b.backlog.PushBack(&f.place)
	b.opts.Wake()
	b.Unlock()
	if o != nil {
		o.Submitted(f, ActorOf(ctx))
	}
	return f, nil
}

// admit returns, with the lock held, once a task may be added.
func (b *Base) admit(ctx context.Context, fed bool) error {
	for called := false; ; called = true {
		err := b.refusal(fed)
		if err == nil {
			err = ActorOf(ctx).stopCause()
		}
		if err != nil {
			if called {
				b.passOn()
			}
			return err
		}
		if b.spacious() || ActorOf(ctx).inside(b) {
			return nil
		}
		wake := make(signalled)
		at := len(b.space)
		if called {
			at = 0 // somebody who did not wait was faster: it keeps its turn
		}
		b.space = slices.Insert(b.space, at, wake)
		b.Unlock()
		_, err = Park(ctx, &spaceWait{wake, b}, wake, -1)
		b.Lock()
		if err != nil {
			b.leaveQueue(wake)
			return err
		}
	}
}

// spacious reports, with the lock held, whether one more task may be pending.
func (b *Base) spacious() bool {
	return b.opts.MaxPending <= 0 || b.backlog.Len() < b.opts.MaxPending
}

// refusal is why no task is taken, with the lock held.
func (b *Base) refusal(fed bool) error {
	if b.broken != nil {
		return b.brokenError()
	}
	if b.closed && !fed {
		return ErrRuntime.New("cannot schedule new futures after the shutdown of %s", b.title())
	}
	return nil
}

func (b *Base) title() string {
	if b.name == "" {
		return "the pool"
	}
	return fmt.Sprintf("pool %q", b.name)
}

func (b *Base) brokenError() error {
	return b.opts.Broken.Wrap(b.broken, "%s is not usable any more", b.title())
}

// leaveQueue takes a submitter out of the line; where it had been called already,
// the next one is called instead.
func (b *Base) leaveQueue(wake signalled) {
	if i := slices.Index(b.space, wake); i >= 0 {
		b.space = slices.Delete(b.space, i, i+1)
		return
	}
	b.passOn()
}

// passOn calls the next submitter for a place that the one who was called for it
// does not take, with the lock held.
func (b *Base) passOn() {
	if b.spacious() {
		b.callNext()
	}
}

// callNext wakes the submitter who has waited longest, with the lock held.
func (b *Base) callNext() {
	if len(b.space) > 0 {
		close(b.space[0])
		b.space[0] = nil
		b.space = b.space[1:]
	}
}

type spaceWait struct {
	signalled
	b *Base
}

func (w *spaceWait) String() string {
	return fmt.Sprintf("a place in %s, which has its %d tasks pending", w.b.title(), w.b.opts.MaxPending)
}

// unlink takes f out of the backlog, and reports whether it was there.
func (b *Base) unlink(f *Future) bool {
	if !b.backlog.Remove(&f.place) {
		return false
	}
	b.callNext()
	return true
}

// Take removes the oldest task of the backlog, or returns nil. The lock is held.
func (b *Base) Take() *Future {
	first := b.backlog.First()
	if first == nil {
		return nil
	}
	b.unlink(first.Value)
	return first.Value
}

// PutBack returns a future that was taken and has not begun to the front of the
// backlog. The lock is held.
func (b *Base) PutBack(f *Future) { b.backlog.PushFront(&f.place) }

// Pending is how many tasks have not been taken. The lock is held.
func (b *Base) Pending() int { return b.backlog.Len() }

// Wanted reports whether tasks could begin if there was a free worker: those that
// are pending, or that the feeder of a map would submit. The lock is held.
func (b *Base) Wanted() bool { return b.backlog.Len() > 0 || b.seeking > 0 }

// Closed reports whether the pool was shut down or is broken, and nothing feeds
// it any more: no task will come. The lock is held.
func (b *Base) Closed() bool {
	return b.broken != nil || b.closed && b.feeders.Load() == 0
}

// Underway lists the futures that were taken and have not ended, begun or not,
// in a pool whose tasks run elsewhere than on an Actor; others have none.
func (b *Base) Underway() []*Future {
	if b.opts.Underway == nil {
		return nil
	}
	b.Lock()
	defer b.Unlock()
	return b.opts.Underway()
}

// forget takes a cancelled future out of the backlog.
func (b *Base) forget(f *Future) {
	b.Lock()
	if !b.unlink(f) && b.opts.Revoke != nil {
		b.opts.Revoke(f)
	}
	b.Unlock()
}

// Report has the workers tell in their own time, as what they print to standard
// error, what their tasks do now, in a pool whose tasks run elsewhere than on an
// Actor; for others it does nothing.
func (b *Base) Report() {
	if b.opts.Report == nil {
		return
	}
	b.Lock()
	defer b.Unlock()
	b.opts.Report()
}

// Preparing notes that the worker a runs its initializer, from before it does so
// until Prepared. Tasks cannot begin while all workers prepare.
func (b *Base) Preparing(a *Actor) {
	b.Lock()
	defer b.Unlock()
	if b.preparing == nil {
		b.preparing = map[*Actor]struct{}{}
	}
	b.preparing[a] = struct{}{}
}

// Prepared ends Preparing; ok means that the worker can take tasks.
func (b *Base) Prepared(a *Actor, ok bool) {
	b.Lock()
	defer b.Unlock()
	delete(b.preparing, a)
	b.prepared = b.prepared || ok
}

// initializers are the actors on which the first task of the pool hangs. None where
// a worker has still to begin its initializer: that one may end at once.
func (b *Base) initializers() []*Actor {
	b.Lock()
	defer b.Unlock()
	if b.prepared || len(b.preparing) == 0 || b.opts.Starting() > len(b.preparing) {
		return nil
	}
	list := make([]*Actor, 0, len(b.preparing))
	for a := range b.preparing {
		list = append(list, a)
	}
	return list
}
