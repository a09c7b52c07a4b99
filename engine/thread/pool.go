package thread

import (
	"context"
	"runtime"
	"strconv"

	"luafut/engine"
)

// Pool runs tasks on goroutines of this process. Make it with New. It is an
// engine.Executor. A Pool that nobody refers to any more is shut down without
// waiting: what was submitted still runs, then its workers end.
type Pool struct{ p *pool }

// pool is what workers and futures refer to, so that a Pool can be dropped.
// Its fields are guarded by base's lock.
type pool struct {
	*engine.Base
	opts Options

	busy     int       // slots in use: workers that were called or run, and have not lent theirs
	called   int       // workers that rested, were called for a task and have not looked for one
	starting int       // workers that were started for one and have not looked: an initializer may take its time
	calling  bool      // one of them has not got to run yet; it calls the next
	idle     []*worker // that wait to be called, in the order in which they began to
	workers  map[*worker]struct{}
	started  int // workers ever, for their names
}

// New makes a pool; its workers start as tasks come.
func New(o Options) *Pool {
	if o.MaxWorkers <= 0 {
		o.MaxWorkers = min(32, runtime.GOMAXPROCS(0)+4)
	}
	if o.Broken == nil {
		o.Broken = engine.ErrBrokenThreadPool
	}
	p := &pool{opts: o, workers: map[*worker]struct{}{}}
	p.Base = engine.NewBase(engine.BaseOptions{
		Env: o.Env, Name: o.Name, Broken: o.Broken,
		MaxPending: o.MaxPending, TaskTimeout: o.TaskTimeout,
		Wake: p.wake, Quiet: p.quiet, Free: p.free, Starting: func() int { return p.starting },
	})
	outer := &Pool{p}
	runtime.AddCleanup(outer, (*pool).drop, p)
	return outer
}

// Submit is engine.Executor's.
func (p *Pool) Submit(ctx context.Context, t engine.Task) (*engine.Future, error) {
	defer runtime.KeepAlive(p)
	return p.p.Accept(ctx, t)
}

// Shutdown is engine.Executor's.
func (p *Pool) Shutdown(ctx context.Context, wait, cancel bool) error {
	defer runtime.KeepAlive(p)
	return p.p.Shutdown(ctx, wait, cancel)
}

// Base is engine.Executor's.
func (p *Pool) Base() *engine.Base { return p.p.Base }

// Workers is how many goroutines the pool has now.
func (p *Pool) Workers() int {
	p.p.Lock()
	defer p.p.Unlock()
	return len(p.p.workers)
}

// MaxWorkers is how many tasks run at once, those that wait for futures not counted.
func (p *Pool) MaxWorkers() int { return p.p.opts.MaxWorkers }

// drop shuts down a pool that nobody refers to. Nothing is cancelled by it, so
// that no callback runs here.
func (p *pool) drop() {
	// Without waiting it cannot fail.
	_ = p.Shutdown(context.Background(), false, false)
}

// wake is called with the lock held when there may be something to do.
func (p *pool) wake() {
	p.call()
	if p.Closed() && p.Pending() == 0 {
		for _, w := range p.idle {
			p.Env().Enter()
			close(w.wake)
		}
		p.idle = nil
	}
}

// call calls a worker, if a task waits for one and a slot is free, with the lock
// held. Only one is called at a time; it calls the next when it has got to run,
// which saves most calls where tasks are short. One that rests is called also where
// another is starting: that one's initializer may wait for this task.
func (p *pool) call() {
	n := len(p.idle)
	wanted := p.Pending() - p.called
	if n == 0 {
		wanted -= p.starting
	}
	if p.calling || wanted <= 0 || p.busy >= p.opts.MaxWorkers {
		return
	}
	p.calling = true
	p.busy++
	p.Env().Enter() // for the worker
	if n > 0 {
		w := p.idle[n-1]
		p.idle[n-1] = nil
		p.idle = p.idle[:n-1]
		w.looks = &p.called
		p.called++
		w.wake <- struct{}{}
		return
	}
	w := &worker{pool: p, looks: &p.starting, name: p.Name() + "_" + strconv.Itoa(p.started), wake: make(chan struct{}, 1)}
	p.starting++
	p.started++
	p.workers[w] = struct{}{}
	go w.live()
}

// free reports, with the lock held, whether a task submitted now would begin now.
func (p *pool) free() bool { return p.Pending() == 0 && p.busy < p.opts.MaxWorkers }

// quiet reports, with the lock held, whether no worker is left, apart from those
// that are unwinding a stopped task: nobody has to wait for them.
func (p *pool) quiet() bool {
	for w := range p.workers {
		if w.actor == nil || !w.actor.Stopping() {
			return false
		}
	}
	return true
}
