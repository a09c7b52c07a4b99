package process

import (
	"context"
	"runtime"
	"slices"
	"strconv"
	"time"

	"luafut/engine"
)

const (
	// ahead is how many tasks a worker is sent beyond the one that it runs. Where
	// the tasks that wait are counted, for Options.MaxPending, none is sent.
	ahead = 8

	// quick is how long the last task of a worker may have taken for others to be
	// sent ahead: sending one costs nothing to speak of beside longer ones, and the
	// order in which tasks begin is kept.
	quick = 2 * time.Millisecond

	// patience is how long tasks that were sent ahead wait for the one that runs.
	// They are called back then.
	patience = 5 * time.Millisecond

	// grace is how many looks, patience apart, a worker has for hearing that it is to
	// stop a task, about a second: it may be starved, or halted by SIGSTOP. It is
	// killed then. Looks are counted, for the pool itself may be halted meanwhile and
	// have the answer still to read.
	grace = 200
)

// elsewhere is a context that is over: callbacks run in it by Env.Go.
var elsewhere = func() context.Context {
	ctx, end := context.WithCancel(context.Background())
	end()
	return ctx
}()

// Pool runs tasks in worker processes. Make it with New. It is an
// engine.Executor. A Pool that nobody refers to any more is shut down without
// waiting: what was submitted still runs, then its workers end.
type Pool struct{ p *pool }

// pool is what workers and futures refer to, so that a Pool can be dropped. Its
// fields are guarded by base's lock.
type pool struct {
	*engine.Base
	opts  Options
	ahead int

	workers []*worker // those whose process is not gone
	again   []*job    // that have begun and lost their worker through no fault of their own
	started int       // workers ever, for their names
	tasks   uint64    // tasks sent ever, for their numbers
	dead    bool      // the pool broke, and its jobs have failed

	watching bool // look will be called
}

// New makes a pool; its workers start as tasks come.
func New(o Options) *Pool {
	if o.MaxWorkers <= 0 {
		o.MaxWorkers = runtime.GOMAXPROCS(0)
	}
	p := &pool{opts: o, ahead: ahead}
	if o.MaxPending > 0 {
		p.ahead = 0
	}
	p.Base = engine.NewBase(engine.BaseOptions{
		Env: o.Env, Name: o.Name, Broken: engine.ErrBrokenProcessPool,
		MaxPending: o.MaxPending, TaskTimeout: o.TaskTimeout,
		Wake: p.wake, Quiet: p.quiet, Free: p.free,
		StopTask: p.stopTask, Revoke: p.revoke, Underway: p.underway, Report: p.report,
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

// PIDs are the processes of the workers that are there now, in the order in
// which they were started.
func (p *Pool) PIDs() []int {
	p.p.Lock()
	defer p.p.Unlock()
	var list []int
	for _, w := range p.p.workers {
		if w.proc != nil {
			list = append(list, w.proc.PID())
		}
	}
	return list
}

// Idle reports whether nothing is to be done: every task submitted has ended, and
// no worker is starting or ending.
func (p *Pool) Idle() bool {
	p.p.Lock()
	defer p.p.Unlock()
	for _, w := range p.p.workers {
		if w.counted {
			return false
		}
	}
	return p.p.waiting() == 0
}

// drop shuts down a pool that nobody refers to. Nothing is cancelled by it, so
// that no callback runs here.
func (p *pool) drop() {
	// Without waiting it cannot fail.
	_ = p.Shutdown(context.Background(), false, false)
}

// wake is called with the lock held when there may be something to do: workers
// that do nothing are called first, then new ones started, then those called that
// can be sent more.
func (p *pool) wake() {
	n := p.waiting()
	if n == 0 {
		if p.Closed() {
			for _, w := range p.workers {
				w.call()
			}
		}
		return
	}
	alive := 0
	for _, w := range p.workers {
		if w.alive() {
			alive++
		}
		if w.usable() && len(w.jobs) == 0 {
			w.call()
			n--
		}
	}
	for ; n > 0 && alive < p.opts.MaxWorkers; n-- {
		p.start()
		alive++
	}
	if n <= 0 {
		return
	}
	for _, w := range p.workers {
		if w.ready && w.room() {
			w.call()
		}
	}
}

// waiting is how many jobs could be taken, with the lock held.
func (p *pool) waiting() int { return p.Pending() + len(p.again) }

// take gives the next job, nil where there is none, with the lock held.
func (p *pool) take() *job {
	if len(p.again) > 0 {
		j := p.again[0]
		p.again = slices.Delete(p.again, 0, 1)
		return j
	}
	f := p.Take()
	if f == nil {
		return nil
	}
	return &job{f: f}
}

// over reports whether workers without a job can go, with the lock held.
func (p *pool) over() bool { return p.Closed() && p.waiting() == 0 }

// free reports, with the lock held, whether a task submitted now would begin now.
func (p *pool) free() bool {
	if p.waiting() > 0 {
		return false
	}
	alive := 0
	for _, w := range p.workers {
		if w.usable() && len(w.jobs) == 0 {
			return true
		}
		if w.alive() {
			alive++
		}
	}
	return alive < p.opts.MaxWorkers
}

// quiet reports, with the lock held, whether all processes are gone.
func (p *pool) quiet() bool { return len(p.workers) == 0 }

// watch has the pool look for tasks that wait too long where they were sent
// ahead, for those that run too long in vain, and for workers that do not hear what
// they are to stop, as long as there are any, with the lock held.
func (p *pool) watch() {
	if !p.watching {
		p.watching = true
		time.AfterFunc(patience, p.look)
	}
}

func (p *pool) look() {
	p.Lock()
	defer p.Unlock()
	p.watching = false
	again := false
	for _, w := range p.workers {
		again = w.look() || again
	}
	if again {
		p.watch()
	}
}

// report asks the workers that run a task to tell what it does, with the lock held.
func (p *pool) report() {
	for _, w := range p.workers {
		if len(w.jobs) > 0 {
			w.asked = true
			w.call()
		}
	}
}

// underway lists what was taken and has not ended, with the lock held.
func (p *pool) underway() []*engine.Future {
	var list []*engine.Future
	for _, j := range p.jobs() {
		list = append(list, j.f)
	}
	return list
}

// jobs are all that were taken and have not ended, with the lock held.
func (p *pool) jobs() []*job {
	list := slices.Clone(p.again)
	for _, w := range p.workers {
		list = append(list, w.jobs...)
	}
	return list
}

// start starts one more worker, with the lock held.
func (p *pool) start() {
	w := &worker{
		pool: p, name: p.Name() + "_" + strconv.Itoa(p.started), peer: p.opts.NewPeer(),
		wake: make(chan struct{}, 1), dead: make(chan struct{}), fed: make(chan struct{}),
		counted: true, left: -1,
		stdout: lines{to: p.opts.Stdout}, stderr: lines{to: p.opts.Stderr},
	}
	if p.opts.MaxTasksPerChild > 0 {
		w.left = p.opts.MaxTasksPerChild
	}
	p.started++
	p.workers = append(p.workers, w)
	p.Env().Enter() // for the worker
	go w.live()
}
