package thread

import (
	"context"
	"fmt"
	"runtime/debug"

	"luafut/engine"
)

// worker is one goroutine of a pool. It ends when the pool has been shut down
// and has no task left, when the pool breaks, or when it is one too many.
type worker struct {
	pool  *pool
	name  string
	wake  chan struct{} // filled when it is called, closed when it is to end
	actor *engine.Actor // set with the pool's lock held

	looks    *int // the count that it is in until it looks for a task, else nil; guarded by the pool's lock
	slotless bool // it ends and has given its slot back; its goroutine's own
}

// live is the goroutine. It begins called: it has a slot, and is counted as
// going on.
func (w *worker) live() {
	p := w.pool
	actor := p.Env().NewWorker(w.name, p.Base, w)
	p.Lock()
	w.actor = actor
	p.calling = false
	p.call()
	over := p.Closed() && p.Pending() == 0
	p.Unlock()
	defer w.leave()
	if over {
		return
	}

	r, err := w.prepare()
	if r != nil {
		defer r.Close()
	}
	if err != nil {
		p.Env().InitializerFailed(p.Name(), err)
		p.Break(w.context(r), err)
		return
	}
	p.Lock()
	for {
		w.looked()
		for f := w.take(); f != nil; f = w.take() {
			p.Unlock()
			w.actor.Perform(r, f, p.opts.DetachCallbacks)
			p.Lock()
		}
		if !w.rest(r) {
			return
		}
	}
}

// context is what the callbacks of a pool that breaks run in: one that is over
// where they cannot run here.
func (w *worker) context(r engine.Runner) context.Context {
	if r != nil && !w.pool.opts.DetachCallbacks {
		return r.Context()
	}
	over, end := context.WithCancel(context.Background())
	end()
	return over
}

// prepare makes the runner and runs the initializer. The runner may be there
// although the initializer failed.
func (w *worker) prepare() (r engine.Runner, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = &engine.PanicError{Value: v, Stack: debug.Stack()}
		}
	}()
	r, err = w.pool.opts.NewRunner(w.actor.Base(context.Background()), w.name)
	if err != nil {
		return nil, fmt.Errorf("cannot start worker %s: %w", w.name, err)
	}
	w.actor.Bind(r)
	if init := w.pool.opts.Initializer; init != nil {
		err = w.actor.Prepare(func(ctx context.Context) error { return init(ctx, r) })
	}
	return r, err
}

// take is the next task, nil where there is none or more run than there are
// slots. The lock is held.
func (w *worker) take() *engine.Future {
	p := w.pool
	if p.busy > p.opts.MaxWorkers {
		return nil
	}
	f := p.Take()
	p.call()
	p.Signal()
	return f
}

// rest gives the slot back and waits to be called, with the lock held when it is
// called and, when it returns true, afterwards. false is the end.
func (w *worker) rest(r engine.Runner) bool {
	p := w.pool
	p.busy--
	p.call()
	over := p.Closed() && p.Pending() == 0
	if over || len(p.idle) >= p.opts.MaxWorkers {
		w.slotless = true
		p.Unlock()
		return false
	}
	p.idle = append(p.idle, w)
	p.Signal()
	p.Unlock()
	r.Idle()
	p.Env().Leave()
	if _, called := <-w.wake; !called {
		w.slotless = true
		return false
	}
	p.Lock()
	p.calling = false
	return true
}

// looked notes that the worker has looked for the task it was called for.
func (w *worker) looked() {
	if w.looks != nil {
		*w.looks--
		w.looks = nil
	}
}

// leave ends the worker; what it counted for is taken back.
func (w *worker) leave() {
	p := w.pool
	w.actor.Close()
	p.Lock()
	if !w.slotless {
		p.busy--
	}
	w.looked()
	delete(p.workers, w)
	p.wake()
	p.Signal()
	p.Unlock()
	p.Env().Leave()
}

// Lend frees the slot while the worker waits for futures.
func (w *worker) Lend() {
	p := w.pool
	p.Lock()
	p.busy--
	p.call()
	p.Signal()
	p.Unlock()
}

// Reclaim takes a slot again, a free one or not.
func (w *worker) Reclaim() {
	p := w.pool
	p.Lock()
	p.busy++
	p.Unlock()
}

// Wanted reports whether tasks wait for a slot.
func (w *worker) Wanted() bool {
	p := w.pool
	p.Lock()
	defer p.Unlock()
	return p.Base.Wanted()
}
