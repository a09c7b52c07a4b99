package process

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"luafut/engine"
)

// DeathError is why a pool broke whose worker ended before its work did.
type DeathError struct {
	Worker string
	PID    int
	How    string // such as "was killed by SIGKILL"
}

// Error is a sentence that names the worker.
func (e *DeathError) Error() string {
	return fmt.Sprintf("worker %s (process %d) %s", e.Worker, e.PID, e.How)
}

// why is the cause of a worker's end that nobody asked for.
func (w *worker) why(heard error, death Death) error {
	var r *refused
	how := death.String()
	switch {
	case errors.As(heard, &r):
		return r
	case w.words != "":
		how = w.words
	case heard != nil && !errors.Is(heard, io.EOF) && !errors.Is(heard, io.ErrUnexpectedEOF):
		how = "was not understood: " + heard.Error()
	case errors.Is(heard, io.ErrUnexpectedEOF):
		how += " in the middle of an answer"
	}
	return &DeathError{w.name, w.proc.PID(), how}
}

// ended is the end of a worker whose process is gone: what it had is sent again
// where it was ended on purpose, and else the pool is broken by cause.
func (w *worker) ended(cause error) {
	p := w.pool
	p.Lock()
	p.workers = slices.DeleteFunc(p.workers, func(v *worker) bool { return v == w })
	if !p.dead && !w.doomed && !(w.ending && len(w.jobs) == 0) {
		lost := w.jobs
		w.jobs = nil
		p.again = append(p.again, lost...) // for crash to find
		p.Unlock()
		p.crash(cause, true)
		p.Lock()
	}
	jobs := w.jobs
	w.jobs = nil
	var over []*job
	for _, j := range slices.Backward(jobs) {
		if j.asked > 0 && j.chunk != nil {
			j.next = j.chunk.after(j.next) // past the one that has timed out
		}
		if j.stopped || j.chunk != nil && j.next == j.size() {
			over = append(over, j)
		} else {
			p.putBack(j)
		}
	}
	p.wake()
	p.Signal()
	counted := w.counted
	p.Unlock()
	for _, j := range over {
		if j.stopped {
			j.f.Unwound(elsewhere)
		} else {
			j.settle(j.chunk.outs, nil)
		}
	}
	p.Retire()
	if counted {
		p.Env().Leave()
	}
}

// crash breaks the pool: its workers are ended, by force or by asking, and
// everything that has no outcome fails.
func (p *pool) crash(cause error, force bool) {
	p.Lock()
	if p.dead {
		p.Unlock()
		return
	}
	p.dead = true
	jobs := p.jobs()
	p.again = nil
	for _, w := range p.workers {
		w.jobs = nil
		w.doom(force)
	}
	p.Unlock()
	var r *refused
	if errors.As(cause, &r) {
		cause = r.err
		p.Env().InitializerFailed(p.Name(), cause)
	}
	p.Break(elsewhere, cause)
	failure := p.Broken()
	for _, j := range jobs {
		j.settle(nil, failure)
	}
}

// doom has the worker killed, with the lock held.
func (w *worker) doom(force bool) {
	w.doomed = true
	if w.proc != nil {
		w.proc.Stop(force)
	}
	w.call()
}

// stopTask is engine.BaseOptions.StopTask: the worker that has f's task is asked to
// stop it. Where that runs, the worker ends, and what else it has is sent again.
func (p *pool) stopTask(f *engine.Future, _ error) {
	p.Lock()
	defer p.Unlock()
	for _, w := range p.workers {
		if i := indexOf(w.jobs, f); i >= 0 {
			w.jobs[i].stopped = true
			w.stop(w.jobs[i])
			return
		}
	}
	if i := indexOf(p.again, f); i >= 0 {
		p.again = slices.Delete(p.again, i, i+1)
		p.Env().Enter() // whoever waits for f's callbacks does not hang
		go func() {     // it takes f's lock, which is held; it ends at once
			f.Unwound(elsewhere)
			p.Env().Leave()
		}()
	}
}

// stopping reports whether it has been asked to stop a job that it has, with the
// lock held: it may end in it.
func (w *worker) stopping() bool {
	return slices.ContainsFunc(w.jobs, func(j *job) bool { return j.asked > 0 })
}

// stop asks the worker to stop a job (wire.Stop), with the lock held.
func (w *worker) stop(j *job) {
	if !w.doomed {
		j.asked = max(j.asked, 1)
		w.recalls = append(w.recalls, j)
		w.call()
		w.pool.watch()
	}
}

// look calls back what has waited too long, stops what runs too long in vain, and
// kills the worker where it does not stop what it was asked to, with the lock held.
// It reports whether it is to be called again.
func (w *worker) look() bool {
	if w.doomed {
		return false
	}
	for _, j := range w.jobs {
		if j.asked > 0 {
			j.asked++
		}
		if j.asked > grace {
			w.doom(true)
			return false
		}
	}
	switch {
	case len(w.jobs) == 0:
		return false
	case !w.slow():
	case !w.jobs[0].vain:
		// The last one first, so that they come back in their order.
		for _, j := range slices.Backward(w.jobs[1:]) {
			if !j.recalled {
				w.recall(j)
			}
		}
	case w.jobs[0].asked == 0:
		w.stop(w.jobs[0])
	}
	return len(w.jobs) > 1 || w.jobs[0].vain || w.jobs[0].asked > 0
}

// expire stops the task of a chunk that has run too long: that is its outcome, also
// where its answer is on its way.
func (w *worker) expire(j *job, at int) {
	w.pool.Lock()
	defer w.pool.Unlock()
	if w.doomed || len(w.jobs) == 0 || w.jobs[0] != j || j.next != at || j.chunk.known[at] {
		return
	}
	j.chunk.set(at, nil, engine.ErrTimeout.New("the task ran longer than its time-out of %v", j.chunk.timeout))
	w.stop(j)
}

// revoke is engine.BaseOptions.Revoke: a task that was sent ahead and cancelled
// is called back.
func (p *pool) revoke(f *engine.Future) {
	for _, w := range p.workers {
		if i := indexOf(w.jobs, f); i >= 0 {
			if j := w.jobs[i]; !j.recalled && !j.head {
				w.recall(j)
			}
			return
		}
	}
}

// TerminateWorkers asks all workers to end at once, and breaks the pool: what has
// not finished fails. It may be called any number of times.
func (p *Pool) TerminateWorkers() { p.p.crash(errors.New("its workers were terminated"), false) }

// KillWorkers is TerminateWorkers by force.
func (p *Pool) KillWorkers() { p.p.crash(errors.New("its workers were killed"), true) }
