package engine

import (
	"context"
	"time"
)

// Cancel cancels a task that has not begun, and runs the future's callbacks in
// ctx before it returns. It returns true where the future is cancelled, now or
// already, and false where its task runs or has ended.
func (f *Future) Cancel(ctx context.Context) bool {
	f.mu.Lock()
	if f.load() != statePending {
		defer f.mu.Unlock()
		return f.Cancelled()
	}
	f.cancelPending()
	f.mu.Unlock()
	f.base.forget(f)
	f.runCallbacks(ctx)
	return true
}

func (f *Future) cancelPending() {
	f.task.Payload = nil
	f.done(stateCancelled)
}

// Terminate is Cancel, and also stops a task that runs: the future is cancelled
// at once, and true returned without waiting for the task to unwind; what the
// task still returns is dropped. Its callbacks run on the worker once it has
// unwound; without callbacks it is settled at once. Where the task is done but
// callbacks still run, the one that runs now is interrupted and false returned;
// the others run.
func (f *Future) Terminate(ctx context.Context) bool {
	f.mu.Lock()
	switch f.load() {
	case statePending:
		f.cancelPending()
		f.mu.Unlock()
		f.base.forget(f)
		f.runCallbacks(ctx)
		return true
	case stateRunning:
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
