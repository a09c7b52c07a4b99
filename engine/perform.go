package engine

import "context"

// Perform runs f's task on r, its actor's thread, then its callbacks. It is what
// the worker of a pool does with a future that it took; a future that was
// cancelled meanwhile is left alone. detach has callbacks run by Env.Go instead
// of on this goroutine, for runners that cannot run them.
func (a *Actor) Perform(r Runner, f *Future, detach bool) {
	a.push(frame{kind: frameTask, future: f, base: f.base, limit: f.task.Timeout > 0})
	if !f.begin(a) {
		a.pop()
		return
	}
	since := a.enter(f, false)
	value, err := a.run(r, f)
	a.leave(f, false, since, err)
	a.pop()
	f.end(value, err)
	if f.Settled() {
		return
	}
	if detach {
		f.detachCallbacks()
	} else {
		f.runCallbacks(r.Context())
	}
}

// Prepare runs a worker's initializer; a wait for its own pool's futures inside
// of it fails with a *DeadlockError.
func (a *Actor) Prepare(init func(ctx context.Context) error) error {
	a.base.Preparing(a)
	a.push(frame{kind: frameInit, base: a.base})
	err := guard(func() error { return init(a.thread.Context()) })
	a.pop()
	a.base.Prepared(a, err == nil)
	return err
}

func (a *Actor) run(r Runner, f *Future) (value any, err error) {
	err = guard(func() (err error) {
		value, err = r.Run(r.Context(), &f.task)
		return err
	})
	return value, err
}

// begin marks f running on a, or returns false where it was cancelled.
func (f *Future) begin(a *Actor) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.load() != statePending {
		return false
	}
	f.holder.Store(a)
	f.starts()
	f.state.Store(uint32(stateRunning))
	if f.task.Timeout > 0 {
		f.arm(f.task.Timeout)
	}
	f.begun()
	return true
}

// end gives f its outcome, unless it was stopped meanwhile.
func (f *Future) end(value any, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.task.Payload = nil
	if f.Done() {
		return
	}
	if err == nil {
		f.value = value
	}
	f.finish(err)
}
