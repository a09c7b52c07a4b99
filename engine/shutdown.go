package engine

import (
	"context"
	"fmt"
)

// Shutdown is Executor.Shutdown, for the pools that embed a Base.
func (b *Base) Shutdown(ctx context.Context, wait, cancel bool) error {
	b.Lock()
	b.closed = true
	b.over.Store(true)
	var taken []*Future
	if cancel {
		taken = b.takeAll()
	}
	b.release()
	b.Unlock()
	if cancel {
		b.env.stopFeeding(b)
		taken = append(taken, b.Underway()...) // those that have not begun
	}
	cancelAll(ctx, taken)
	b.retire()
	if !wait {
		return nil
	}
	ctx = renewed(ctx, taken)
	if ActorOf(ctx).inside(b) {
		return ErrRuntime.New("%s cannot wait for its own shutdown from inside one of its tasks or callbacks; it is shut down, and ends without being waited for", b.title())
	}
	return b.await(ctx, b.ended(ctx), b.ending(ctx))
}

// takeAll empties the backlog, with the lock held.
func (b *Base) takeAll() []*Future {
	taken := make([]*Future, 0, b.Pending())
	for f := b.Take(); f != nil; f = b.Take() {
		taken = append(taken, f)
	}
	return taken
}

// release wakes, with the lock held, all who have to see that the pool takes
// nothing more.
func (b *Base) release() {
	for len(b.space) > 0 {
		b.callNext()
	}
	b.opts.Wake()
	b.signal()
}

// Break makes the pool unusable: tasks that have not begun fail with the pool's
// Broken kind, whose cause is err, and so does every Submit from now on. Their
// callbacks run in ctx. Running tasks go on; a pool whose running tasks are lost
// fails their futures itself. The first cause stays.
func (b *Base) Break(ctx context.Context, err error) {
	b.Lock()
	if b.broken == nil {
		b.broken = err
		b.over.Store(true)
	}
	failure := b.brokenError()
	taken := b.takeAll()
	b.release()
	b.Unlock()
	// A future that was cancelled meanwhile keeps that. A callback may wait for
	// any of them.
	for _, f := range finishAll(taken, func(f *Future) bool { return f.setOutcome(ActorOf(ctx), nil, failure) == nil }) {
		f.runCallbacks(ctx)
	}
	b.retire()
}

// Broken is the error that Submit gives, or nil where the pool is not broken.
func (b *Base) Broken() error {
	b.Lock()
	defer b.Unlock()
	if b.broken == nil {
		return nil
	}
	return b.brokenError()
}

// signal wakes those in await, with the lock held.
func (b *Base) signal() {
	if b.changed != nil {
		close(b.changed)
		b.changed = nil
	}
}

// Signal tells those who wait for the pool's end to look again. Pools call it,
// with the lock held, when Quiet may have changed.
func (b *Base) Signal() { b.signal() }

func (b *Base) oneDone() {
	if b.undone.Add(-1) == 0 {
		b.stirred()
	}
}

func (b *Base) oneSettled() {
	if b.unsettled.Add(-1) == 0 {
		b.stirred()
		b.retire()
	}
}

// stirred signals where somebody waits.
func (b *Base) stirred() {
	if b.waiters.Load() > 0 {
		b.Lock()
		b.signal()
		b.Unlock()
	}
}

// Retire takes the pool off the Env's list, if nothing can happen in it any more.
// Pools whose tasks run elsewhere call it, without the lock, when their last
// worker is gone.
func (b *Base) Retire() { b.retire() }

func (b *Base) retire() {
	if b.over.Load() && b.atRest() && b.vacant() {
		b.env.mu.Lock()
		delete(b.env.pools, b)
		b.env.mu.Unlock()
	}
}

// vacant reports whether there is no worker that has to be waited for at the end
// of the program: one that runs elsewhere.
func (b *Base) vacant() bool {
	if b.opts.StopTask == nil || b.opts.Quiet == nil {
		return true
	}
	b.Lock()
	defer b.Unlock()
	return b.opts.Quiet()
}

// atRest reports whether all that was submitted is settled.
func (b *Base) atRest() bool { return b.unsettled.Load() == 0 && b.feeders.Load() == 0 }

// ended is the condition that a waiting Shutdown in ctx waits for: evaluated
// with the lock held. Inside a callback done futures are enough, and workers may
// be busy with callbacks.
func (b *Base) ended(ctx context.Context) func() bool {
	if goalFor(ctx) == goalDone {
		return func() bool { return b.undone.Load() == 0 && b.feeders.Load() == 0 }
	}
	return func() bool { return b.atRest() && (b.opts.Quiet == nil || b.opts.Quiet()) }
}

// await waits until cond, evaluated with the lock held, holds. Each time it has
// to wait for a change, it waits for what(change).
func (b *Base) await(ctx context.Context, cond func() bool, what func(change signalled) Waitable) error {
	b.waiters.Add(1)
	defer b.waiters.Add(-1)
	for {
		b.Lock()
		if cond() {
			b.Unlock()
			return nil
		}
		if b.changed == nil {
			b.changed = make(chan struct{})
		}
		change := signalled(b.changed)
		b.Unlock()
		if _, err := Park(ctx, what(change), change, -1); err != nil {
			return err
		}
	}
}

// signalled is a channel that is closed when something has changed.
type signalled chan struct{}

// Ready reports whether it has.
func (s signalled) Ready() bool {
	select {
	case <-s:
		return true
	default:
		return false
	}
}

// ending describes a wait in ctx for the pool's end.
func (b *Base) ending(ctx context.Context) func(signalled) Waitable {
	return func(s signalled) Waitable { return &endWait{s, b, goalFor(ctx)} }
}

type endWait struct {
	signalled
	b  *Base
	to goal
}

// freeWait is a feeder's wait for a worker that could begin its next task.
type freeWait struct {
	signalled
	b *Base
}

func (w *freeWait) String() string { return "a free worker of " + w.b.title() }

// awaitFree waits until the pool could begin one more task at once; it fails where it
// is broken.
func (b *Base) awaitFree(ctx context.Context) error {
	b.seek(1)
	defer b.seek(-1)
	err := b.await(ctx, func() bool {
		return b.broken != nil || b.opts.Free == nil || b.opts.Free()
	}, func(s signalled) Waitable { return &freeWait{s, b} })
	if err == nil {
		err = b.Broken()
	}
	return err
}

func (b *Base) seek(n int) {
	b.Lock()
	b.seeking += n
	b.Unlock()
}

func (w *endWait) String() string {
	return fmt.Sprintf("the end of %s (%d of its futures are left)", w.b.title(), w.b.unsettled.Load())
}

func (w *endWait) goal() goal { return w.to }
func (w *endWait) any() bool  { return false }

// each yields the futures of the pool that somebody known runs. Those that are
// pending can begin.
func (w *endWait) each(yield func(*Future) bool) {
	for _, f := range w.b.env.held(w.b) {
		if !f.reached(w.to) && !yield(f) {
			return
		}
	}
}

// held lists b's futures whose task or callback some actor is inside of.
func (e *Env) held(b *Base) []*Future {
	e.mu.Lock()
	defer e.mu.Unlock()
	var list []*Future
	for a := range e.actors {
		a.mu.Lock()
		for i := range a.frames {
			if fr := &a.frames[i]; fr.base == b && fr.future != nil {
				list = append(list, fr.future)
			}
		}
		a.mu.Unlock()
	}
	return list
}
