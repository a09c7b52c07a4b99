package engine

import (
	"context"
	"runtime/debug"
)

// Callback runs when a future is done. ctx is that of the goroutine it runs on.
// Its error, or its panic, goes to Hooks.CallbackError.
type Callback func(ctx context.Context, f *Future) error

// AddDoneCallback has fn called once f is done, whatever its outcome. Callbacks
// run in the order added, on the worker that finished the task, or in the
// canceller's goroutine. While callbacks of a done future still run, fn is
// queued behind them; once f is settled, fn runs at once, in ctx.
func (f *Future) AddDoneCallback(ctx context.Context, fn Callback) {
	f.mu.Lock()
	if !f.Settled() {
		x := f.more()
		x.callbacks = append(x.callbacks, fn)
		f.mu.Unlock()
		return
	}
	f.mu.Unlock()
	ctx, a := f.base.env.actorFor(ctx)
	f.callback(ctx, a, fn)
}

// Unwound runs the callbacks of a future whose task was stopped, in ctx. Pools
// whose tasks run elsewhere than on an Actor (BaseOptions.StopTask) call it
// once the task is gone; it does nothing where there is none to run.
func (f *Future) Unwound(ctx context.Context) {
	f.mu.Lock()
	f.task.Payload = nil
	f.mu.Unlock()
	f.runCallbacks(ctx)
}

// runCallbacks runs what is to run now that f is done, and settles f. Exactly
// one goroutine does it for a future: the first that comes. Mostly that is the one
// that made it done, or the worker of a task that was stopped; where a script has set
// the outcome of a task that runs, the task's worker comes too.
func (f *Future) runCallbacks(ctx context.Context) {
	if f.claim() {
		f.callAll(ctx)
	}
}

// claim reports whether f's callbacks are to be run by the caller.
func (f *Future) claim() bool { return !f.Settled() && f.mark(markClaimed) }

func (f *Future) callAll(ctx context.Context) {
	ctx, a := f.base.env.actorFor(ctx)
	for {
		ctx = a.alive(ctx)
		if ctx.Err() != nil {
			// What runs here is being stopped: the others must not go with it.
			f.detach()
			return
		}
		if !f.nextCallback(ctx, a) {
			return
		}
	}
}

// detachCallbacks is runCallbacks on a goroutine of its own.
func (f *Future) detachCallbacks() {
	if f.claim() {
		f.detach()
	}
}

// detach has the callbacks that are left run on a goroutine of their own.
func (f *Future) detach() {
	f.holder.Store(nil)
	f.base.env.Go(func(ctx context.Context) {
		ctx, a := f.base.env.actorFor(ctx)
		if f.nextCallback(ctx, a) { // at least one, however long ctx lives
			f.callAll(ctx)
		}
	})
}

// nextCallback runs one callback, or settles f and returns false.
func (f *Future) nextCallback(ctx context.Context, a *Actor) bool {
	f.mu.Lock()
	x := f.extras
	if x == nil || len(x.callbacks) == 0 {
		f.settle()
		f.mu.Unlock()
		return false
	}
	fn := x.callbacks[0]
	x.callbacks[0] = nil
	x.callbacks = x.callbacks[1:]
	f.holder.Store(a)
	f.mu.Unlock()
	f.callback(ctx, a, fn)
	return true
}

// callback runs fn and reports how it failed, unless it was told to stop.
func (f *Future) callback(ctx context.Context, a *Actor, fn Callback) {
	a.push(frame{kind: frameCallback, future: f, base: f.base})
	since := a.enter(f, true)
	err := guard(func() error { return fn(ctx, f) })
	a.leave(f, true, since, err)
	if stopped := a.pop(); err != nil && !stopped {
		f.base.env.callbackFailed(f, err)
	}
}

// guard turns a panic of fn into its error.
func guard(fn func() error) (err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	return fn()
}
