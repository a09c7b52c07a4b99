package process

import (
	"fmt"
	"slices"
	"time"

	"luafut/engine/process/wire"
)

// refused is the end of a worker whose initializer failed.
type refused struct{ err error }

func (r *refused) Error() string { return r.err.Error() }

// listen takes what the worker says until it ends, and returns how that came:
// io.EOF, what was wrong with what it said, or a *refused.
func (w *worker) listen() error {
	r := wire.NewReader(w.proc)
	for {
		f, err := r.Next()
		if err != nil {
			return err
		}
		if err := w.hear(f); err != nil {
			return err
		}
		if !r.More() {
			w.heard()
		}
	}
}

// heard has the worker fed, after as many answers as came together.
func (w *worker) heard() {
	p := w.pool
	p.Lock()
	defer p.Unlock()
	if len(w.jobs) == 0 || p.waiting() > 0 {
		w.call()
	}
}

func (w *worker) hear(f wire.Frame) error {
	switch f.Kind {
	case wire.Ready:
		w.pool.Lock()
		defer w.pool.Unlock()
		w.ready = true
		return nil
	case wire.Refused:
		return &refused{w.peer.Failure(f.Body)}
	case wire.Prelude:
		return w.peer.Learn(f.Body)
	case wire.Value:
		value, err := w.peer.Value(f.Body)
		if err != nil {
			return fmt.Errorf("its answer makes no sense: %w", err)
		}
		return w.outcome(f.ID, value, nil)
	case wire.Failure:
		return w.outcome(f.ID, nil, w.peer.Failure(f.Body))
	case wire.Returned:
		return w.returned(f.ID)
	case wire.Stopped:
		return w.stopped(f.ID)
	case wire.Stdout:
		w.stdout.write(f.Body)
		return nil
	case wire.Stderr:
		w.stderr.write(f.Body)
		return nil
	case wire.Observed:
		if w.pool.opts.Observed == nil {
			return nil
		}
		if err := w.pool.opts.Observed(f.Body); err != nil {
			return fmt.Errorf("what it observed makes no sense: %w", err)
		}
		return nil
	case wire.LastWords:
		w.words = string(f.Body[:min(len(f.Body), maxWords)])
		return nil
	}
	return fmt.Errorf("a frame of kind %d, which only pools send", f.Kind)
}

// maxWords bounds what is kept of a worker's last words, in bytes.
const maxWords = 8 << 10

// outcome gives a task its outcome. Of a worker that is being killed no more are
// taken: the tasks that it has are sent again, or have failed.
func (w *worker) outcome(id uint64, value any, err error) error {
	p := w.pool
	p.Lock()
	if w.doomed {
		p.Unlock()
		return nil
	}
	if !w.runs(id) {
		p.Unlock()
		return fmt.Errorf("an answer to task %d, which it was not to run now", id)
	}
	j := w.jobs[0]
	if c := j.chunk; c != nil {
		if j.timer != nil {
			j.timer.Stop()
		}
		if !c.known[j.next] { // it has not timed out
			c.set(j.next, value, err)
		}
		if !j.stopped {
			j.asked = 0
		}
		j.next = c.after(j.next)
		if j.next < j.size() {
			w.limit(j)
			p.Unlock()
			return nil
		}
		value, err = c.outs, nil
	}
	next := w.pop()
	w.settling = true
	p.Unlock()
	j.settle(value, err)
	w.begin(next)
	p.Lock()
	w.settling = false
	p.Unlock()
	return nil
}

// runs reports whether a task is the one that runs now, with the lock held.
func (w *worker) runs(id uint64) bool {
	return len(w.jobs) > 0 && w.jobs[0].head && id == w.jobs[0].first+uint64(w.jobs[0].next)
}

// stopped takes it that the worker ends in a task that it was to stop. What else it
// has it has not begun, and will not.
func (w *worker) stopped(id uint64) error {
	w.pool.Lock()
	defer w.pool.Unlock()
	switch {
	case w.doomed:
	case !w.runs(id) || w.jobs[0].asked == 0:
		return fmt.Errorf("it stopped task %d, which it was not asked for", id)
	default:
		w.doom(true) // it ends by itself; now it cannot fail to
	}
	return nil
}

// pop removes the job that has ended and gives the one that has begun now, or
// nil, with the lock held.
func (w *worker) pop() *job {
	w.quick = time.Since(w.since) < quick
	w.jobs[0].recalled = false
	w.jobs[0] = nil
	w.jobs = w.jobs[1:]
	return w.lead()
}

// lead makes the first job the one that runs, with the lock held, and returns it
// where it was not before.
func (w *worker) lead() *job {
	if len(w.jobs) == 0 || w.jobs[0].head {
		return nil
	}
	w.jobs[0].head = true
	w.since = time.Now()
	return w.jobs[0]
}

// begin tells a job that it has begun. One that was cancelled too late to be
// called back runs in vain: not for long, see look.
func (w *worker) begin(j *job) {
	switch {
	case j == nil:
	case j.begin():
		w.pool.Lock()
		defer w.pool.Unlock()
		w.limit(j)
	default:
		w.pool.Lock()
		defer w.pool.Unlock()
		j.vain = true
		w.pool.watch()
	}
}

// returned puts a job back that the worker has not begun.
func (w *worker) returned(id uint64) error {
	p := w.pool
	p.Lock()
	if w.doomed {
		p.Unlock()
		return nil
	}
	i := slices.IndexFunc(w.jobs, func(j *job) bool { return j.first == id && (j.recalled || j.stopped) })
	if i < 0 {
		p.Unlock()
		return fmt.Errorf("it gave task %d back, which it was not asked for", id)
	}
	j := w.jobs[i]
	w.jobs = slices.Delete(w.jobs, i, i+1)
	next := w.lead()
	w.left += j.took
	stopped := j.stopped
	if !stopped {
		p.putBack(j)
		p.wake()
	}
	w.settling = stopped
	p.Unlock()
	if stopped {
		j.f.Unwound(elsewhere)
	}
	w.begin(next)
	p.Lock()
	w.settling = false
	p.Unlock()
	return nil
}

// putBack returns a job that its worker does not run, with the lock held: to be
// sent again, unless it was cancelled.
func (p *pool) putBack(j *job) {
	j.head, j.sent, j.recalled, j.took, j.asked = false, false, false, 0, 0
	switch {
	case j.running.Load():
		p.again = slices.Insert(p.again, 0, j)
	case !j.f.Done():
		p.PutBack(j.f)
	}
}
