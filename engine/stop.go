package engine

import (
	"context"
	"time"
)

// Cancel cancels a task that has not begun, and runs the future's callbacks in
// ctx before it returns. It returns true where the future is cancelled, now or
// already, and false where its task runs or has ended.
func (f *Future) Cancel(ctx context.Context) bool {
	if f.cancelPending(ActorOf(ctx)) {
		f.runCallbacks(ctx)
		return true
	}
	return f.Cancelled()
}

// cancelAll cancels those of fs whose tasks have not begun. All are cancelled
// before the first callback runs: it may wait for any of them.
func cancelAll(ctx context.Context, fs []*Future) {
	for _, f := range finishAll(fs, func(f *Future) bool { return f.cancelPending(ActorOf(ctx)) }) {
		f.runCallbacks(ctx)
	}
}

// finishAll gives those of fs that were made done now, whose callbacks are to be
// run.
func finishAll(fs []*Future, finish func(*Future) bool) []*Future {
	var now []*Future
	for _, f := range fs {
		if finish(f) {
			now = append(now, f)
		}
	}
	return now
}

// cancelPending makes a pending future cancelled, or returns false. by will run
// the callbacks; nil is somebody unknown.
func (f *Future) cancelPending(by *Actor) bool {
	f.mu.Lock()
	if f.load() != statePending {
		f.mu.Unlock()
		return false
	}
	f.task.Payload = nil
	f.holder.Store(by)
	f.done(stateCancelled)
	f.mu.Unlock()
	f.base.forget(f)
	return true
}

// Terminate is Cancel, and also stops a task that runs: the future is cancelled
// at once, and true returned without waiting for the task to unwind; what the
// task still returns is dropped. Its callbacks run on the worker once it has
// unwound; without callbacks it is settled at once. Where the task is done but
// callbacks still run, the one that runs now is interrupted and false returned;
// the others run.
func (f *Future) Terminate(ctx context.Context) bool {
	if f.cancelPending(ActorOf(ctx)) {
		f.runCallbacks(ctx)
		return true
	}
	f.mu.Lock()
	if f.load() == stateRunning {
		driven := f.stop(ErrCancelled.New("the task was terminated"))
		f.done(stateCancelled)
		f.mu.Unlock()
		if !driven {
			f.runCallbacks(ctx)
		}
		return true
	}
	defer f.mu.Unlock()
	if a := f.holder.Load(); a != nil && a.interruptCallback(f, ErrCancelled.New("the callback was terminated")) {
		return false
	}
	return f.Cancelled()
}

// stop interrupts the task of f, with mu held, and reports whether somebody
// will run the callbacks once the task has unwound. Nobody does for a bare
// future.
func (f *Future) stop(cause error) bool {
	if a := f.holder.Load(); a != nil {
		a.interruptTask(f, cause)
		return true
	}
	if f.base.stopTask != nil {
		f.base.stopTask(f, cause)
		return true
	}
	return false
}

// arm starts the task time-out of f, with mu held, as its task begins.
func (f *Future) arm(limit time.Duration) {
	f.more().limit = time.AfterFunc(limit, func() { f.expire(limit) })
}

// expire ends the task as timed out, unless it ended before.
func (f *Future) expire(limit time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.load() != stateRunning {
		return
	}
	err := ErrTimeout.New("the task ran longer than its time-out of %v", limit)
	f.stop(err)
	f.finish(err)
}
