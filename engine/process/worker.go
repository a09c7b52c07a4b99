package process

import (
	"bufio"
	"fmt"
	"slices"
	"time"

	"luafut/engine/process/wire"
)

// worker is one process as its pool sees it. Its fields are guarded by the pool's
// lock, but for what never changes and what belongs to one of its goroutines.
type worker struct {
	pool *pool
	name string
	peer Peer
	wake chan struct{} // filled when it is called
	dead chan struct{} // closed when its process is gone
	fed  chan struct{} // closed when nothing more is written to it

	proc    Proc // nil until it has been started
	ready   bool // its initializer has run
	ending  bool // it has been told to end
	doomed  bool // it is being killed, or ends in a task that it was to stop
	called  bool // it has been called and has not looked
	counted bool // as going on, for the Env
	left    int  // tasks until it is replaced; negative is without end
	jobs    []*job
	// settling is true while the outcome of a job that is no longer in jobs is
	// given to its future: whoever waits for that does not hang.
	settling bool
	since    time.Time // when the first of them began
	quick    bool      // the one before it took no time to speak of
	recalls  []*job    // to be called back or stopped
	asked    bool      // to be told to report

	stdout, stderr lines  // the listening goroutine's
	words          string // likewise: why it ended by itself
}

// live is the worker's first goroutine, which listens to it.
func (w *worker) live() {
	proc, err := w.pool.opts.Start(w.name)
	if err != nil {
		close(w.fed)
		w.ended(fmt.Errorf("cannot start worker %s: %w", w.name, err))
		return
	}
	w.pool.Lock()
	w.proc = proc
	if w.doomed {
		proc.Stop(true)
	}
	w.pool.Unlock()
	go w.feed()
	cause := w.listen()
	// It may have closed its end and live.
	proc.Stop(true)
	death := proc.Wait()
	close(w.dead)
	<-w.fed
	w.stdout.end()
	w.stderr.end()
	w.ended(w.why(cause, death))
}

// alive reports whether it counts among the pool's workers, with the lock held.
func (w *worker) alive() bool { return !w.doomed && !w.ending }

// usable reports whether it takes tasks, now or when it is ready, with the lock
// held.
func (w *worker) usable() bool { return w.alive() && w.left != 0 }

// room reports whether it may be sent one more task, with the lock held.
func (w *worker) room() bool {
	n := len(w.jobs)
	return w.usable() && (n == 0 || n <= w.pool.ahead && w.quick && !w.slow() && !w.stopping())
}

// call has the feeding goroutine look for something to do, with the lock held.
func (w *worker) call() {
	w.called = true
	if !w.counted {
		w.counted = true
		w.pool.Env().Enter()
	}
	select {
	case w.wake <- struct{}{}:
	default:
	}
}

// step is what the feeding goroutine does next.
type step int

const (
	await step = iota
	sendJob
	say
	finish
	quit
)

// feed is the worker's second goroutine, which writes to it.
func (w *worker) feed() {
	defer close(w.fed)
	p := w.pool
	// What cannot be written was for a worker that is gone: listen finds out.
	out := bufio.NewWriterSize(w.proc, 64<<10)
	_, _ = out.Write(wire.AppendGreeting(nil, wire.Greeting{
		Pool: p.Name(), Worker: w.name, MemoryLimit: p.opts.MemoryLimit, Settings: p.opts.Settings,
	}))
	w.write(out, wire.Init, 0, p.opts.Initializer)
	for {
		switch what, j, frame := w.next(); what {
		case sendJob:
			w.send(out, j)
		case say:
			_, _ = out.Write(frame)
		case finish:
			_, _ = out.Write(wire.Append(nil, wire.End, 0, nil))
			_ = out.Flush()
			return
		case quit:
			return
		case await:
			_ = out.Flush()
			w.rest()
			select {
			case <-w.wake:
			case <-w.dead:
				return
			}
		}
	}
}

// next decides what to do, with which job or frame.
func (w *worker) next() (step, *job, []byte) {
	p := w.pool
	p.Lock()
	defer p.Unlock()
	w.called = false
	for len(w.recalls) > 0 {
		j := w.recalls[0]
		w.recalls = slices.Delete(w.recalls, 0, 1)
		first, last := j.first, j.first+uint64(j.size())-1
		switch {
		case !slices.Contains(w.jobs, j):
		case j.asked > 0:
			if !j.stopped && !j.vain { // the task of a chunk that runs, and not the others
				first += uint64(j.next)
				last = first
			}
			return say, nil, wire.AppendSpan(nil, wire.Stop, first, last)
		case !j.head:
			return say, nil, wire.AppendSpan(nil, wire.Recall, first, last)
		}
	}
	if w.asked {
		w.asked = false
		return say, nil, wire.Append(nil, wire.Report, 0, nil)
	}
	switch {
	case w.doomed:
		return quit, nil, nil
	case len(w.jobs) == 0 && (w.left == 0 || p.over()):
		w.ending = true
		p.wake()
		return finish, nil, nil
	case !w.ready || !w.room():
		return await, nil, nil
	}
	j := p.take()
	if j == nil {
		return await, nil, nil
	}
	w.jobs = append(w.jobs, j)
	if w.lead() == nil {
		p.watch()
	}
	p.Signal()
	return sendJob, j, nil
}

// slow reports whether what the worker runs has run for so long that nothing
// should wait for it, with the lock held.
func (w *worker) slow() bool { return time.Since(w.since) >= patience }

// recall calls a job back, with the lock held.
func (w *worker) recall(j *job) {
	j.recalled = true
	w.recalls = append(w.recalls, j)
	w.call()
}

// rest notes that the worker has nothing to do, if that is so.
func (w *worker) rest() {
	p := w.pool
	p.Lock()
	idle := w.counted && w.ready && len(w.jobs) == 0 && !w.settling && w.usable() && !w.called
	if idle {
		w.counted = false
		p.Signal()
	}
	p.Unlock()
	if idle {
		p.Env().Leave()
	}
}

// send sends a job, unless it was cancelled.
func (w *worker) send(out *bufio.Writer, j *job) {
	p := w.pool
	payload := j.f.Task().Payload
	if err, failed := payload.(error); failed {
		if w.drop(j) && j.begin() {
			j.settle(nil, err)
		}
		return
	}
	c, _ := payload.(*chunk)
	p.Lock()
	j.chunk = c
	if c != nil {
		j.next = c.after(j.next)
	}
	j.first = p.tasks + 1
	p.tasks += uint64(j.size())
	j.took = min(max(w.left, 0), j.size())
	w.left -= j.took
	head := j.head
	p.Unlock()
	if j.f.Done() || head && !j.begin() {
		if w.drop(j) && j.running.Load() { // it was stopped before it was sent
			j.f.Unwound(elsewhere)
		}
		return
	}
	if c == nil {
		w.write(out, wire.Task, j.first, payload)
		return
	}
	if j.next == j.size() {
		if w.drop(j) {
			j.begin()
			j.settle(c.outs, nil)
		}
		return
	}
	for i := j.next; i < j.size(); i++ {
		if !c.known[i] {
			w.write(out, wire.Task, j.first+uint64(i), c.payloads[i])
		}
	}
	p.Lock()
	defer p.Unlock()
	j.sent = true
	w.limit(j)
}

// write writes a payload and what has to go before it. nil is an empty body.
func (w *worker) write(out *bufio.Writer, k wire.Kind, id uint64, payload any) {
	var prelude, body []byte
	if payload != nil {
		prelude, body = w.peer.Pack(payload)
	}
	if prelude != nil {
		_, _ = out.Write(wire.AppendHeader(nil, wire.Prelude, 0, len(prelude)))
		_, _ = out.Write(prelude)
	}
	_, _ = out.Write(wire.AppendHeader(out.AvailableBuffer(), k, id, len(body)))
	_, _ = out.Write(body)
}

// drop takes a job away that was not sent. It is false where somebody else has: who
// takes it away gives it its outcome. The feeding goroutine calls it, and does not
// rest before it has looked again.
func (w *worker) drop(j *job) bool {
	w.pool.Lock()
	defer w.pool.Unlock()
	i := slices.Index(w.jobs, j)
	if i >= 0 {
		w.jobs = slices.Delete(w.jobs, i, i+1)
		w.left += j.took
	}
	w.call() // to look whether it is to end
	return i >= 0
}

// limit begins the time-out of the task of a chunk that begins now, with the lock
// held.
func (w *worker) limit(j *job) {
	if j.chunk == nil || j.chunk.timeout <= 0 || !j.head || !j.sent {
		return
	}
	at := j.next
	j.timer = time.AfterFunc(j.chunk.timeout, func() { w.expire(j, at) })
}
