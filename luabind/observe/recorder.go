package observe

import (
	"context"
	"io"
	"os"
	"sync"
	"sync/atomic"
	"time"

	"luafut/engine"
	"luafut/luabind/vm"
	"luafut/session"
)

// Options of a Recorder. The zero value observes nothing that anybody sees.
type Options struct {
	// Trace gets a trace of all events, as JSON; nil is none. It is written in
	// pieces of some 64 KB, and what there is every 200 ms, until Close, which a
	// recorder with a trace needs. It is not closed.
	Trace io.Writer
	// Name is what the trace calls the process.
	Name string
	// TraceOnly has nothing counted: its totals stay empty.
	TraceOnly bool
}

// Recorder is told what happens in all Lua states of a process, and counts it. It is
// the engine.Observer, vm.Observer and session.Observer of each. Make it with New,
// or in a worker process with NewWorker. All methods are safe for any goroutine.
type Recorder struct {
	begin time.Time
	ids   atomic.Uint64
	trace *trace // nil: none
	relay *relay // in a worker process; else nil

	traceOnly bool

	closing chan struct{}  // ends the goroutine of New
	ended   sync.WaitGroup // of it
	once    sync.Once      // Close

	mu     sync.Mutex
	totals Totals
}

// New makes a recorder.
func New(o Options) *Recorder {
	r := newRecorder(time.Now())
	r.traceOnly = o.TraceOnly
	if o.Trace != nil {
		r.trace = newTrace(o.Trace, os.Getpid(), o.Name, r.begin)
		r.trace.out.b[0] = '[' // nothing stands before the first event
		r.closing = make(chan struct{})
		r.ended.Go(r.keepWriting)
	}
	return r
}

// write hands on what of the trace has gathered.
func (r *Recorder) write() {
	r.trace.mu.Lock()
	defer r.trace.mu.Unlock()
	r.trace.settle()
	r.trace.pass()
}

// writeEvery is how often a trace is written, however little there is of it: a
// process that is killed takes no more with it than came since.
const writeEvery = 200 * time.Millisecond

func (r *Recorder) keepWriting() {
	t := time.NewTicker(writeEvery)
	defer t.Stop()
	for {
		select {
		case <-t.C:
			r.write()
		case <-r.closing:
			return
		}
	}
}

func newRecorder(begin time.Time) *Recorder {
	r := &Recorder{begin: begin}
	// Workers number tasks of their own, and the numbers meet in one trace.
	r.ids.Store(uint64(os.Getpid()) << 32)
	return r
}

// Close ends the trace; what is told afterwards is not in it. The error is the first
// that writing it met.
func (r *Recorder) Close() error {
	if r.trace == nil {
		return nil
	}
	r.once.Do(func() {
		close(r.closing)
		r.ended.Wait()
		r.trace.mu.Lock()
		defer r.trace.mu.Unlock()
		r.trace.settle()
		r.trace.out.b = append(r.trace.out.b, "\n]\n"...)
		r.trace.pass()
		r.trace.closed = true
	})
	return r.trace.err
}

// MainEnded draws the main script, which th ran until now.
func (r *Recorder) MainEnded(th *vm.Thread, name string) {
	if r.trace != nil {
		r.trace.whole(th, name, r.begin, time.Now())
	}
}

// Totals calls fn with what has been counted; fn keeps nothing of it.
func (r *Recorder) Totals(fn func(t *Totals)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	fn(&r.totals)
}

// count calls fn with the totals, where something is counted.
func (r *Recorder) count(fn func(t *Totals)) {
	if !r.traceOnly {
		r.Totals(fn)
	}
}

// NextID implements engine.Observer.
func (r *Recorder) NextID() uint64 { return r.ids.Add(1) }

// threadOf is the Lua thread that a runs on, nil where it has none.
func threadOf(a *engine.Actor) *vm.Thread {
	if t, ok := a.Thread().(interface{ LuaThread() *vm.Thread }); ok {
		return t.LuaThread()
	}
	return nil
}

// Submitted implements engine.Observer.
func (r *Recorder) Submitted(f *engine.Future, by *engine.Actor) {
	r.count(func(t *Totals) { t.submitted(f) })
	if th := threadOf(by); th != nil && r.trace != nil {
		r.trace.point('s', f.ID(), th, f.Submitted())
	}
}

// Begun implements engine.Observer.
func (r *Recorder) Begun(f *engine.Future) {
	if f.Pool() == "" {
		return // a bare future has no task
	}
	r.count(func(t *Totals) { t.begun(f) })
	if r.trace != nil {
		r.trace.queued(f, f.Began())
	}
}

// Done implements engine.Observer.
func (r *Recorder) Done(f *engine.Future, how engine.Tally) {
	if f.Pool() == "" {
		return
	}
	now := time.Now()
	r.count(func(t *Totals) { t.done(f, how, now) })
	if r.trace != nil && f.Began().IsZero() {
		r.trace.queued(f, now)
	}
}

// Entered implements engine.Observer: what the thread did before is told apart from
// what it does in the task.
func (r *Recorder) Entered(f *engine.Future, on *engine.Actor, callback bool, now time.Time) {
	th := threadOf(on)
	if th == nil {
		return
	}
	th.Cut(now)
	if r.trace != nil {
		r.trace.entered(f, th, callback, now)
	}
}

// Left implements engine.Observer.
func (r *Recorder) Left(f *engine.Future, on *engine.Actor, callback bool, since time.Time, err error) {
	now := time.Now()
	th := threadOf(on)
	if th != nil {
		th.Cut(now)
	}
	if callback {
		r.count(func(t *Totals) { t.Callbacks.Record(now.Sub(since)) })
	}
	if r.trace != nil && th != nil {
		r.trace.left(f, th, callback, since, now, err)
	}
}

// Asked implements engine.Observer.
func (r *Recorder) Asked(f *engine.Future, by *engine.Actor) {
	if th := threadOf(by); th != nil && r.trace != nil && f.ID() != 0 {
		r.trace.point('f', f.ID(), th, time.Now())
	}
}

// Spent implements vm.Observer.
func (r *Recorder) Spent(th *vm.Thread, what vm.Doing, name string, from, to time.Time) {
	r.count(func(t *Totals) { t.spent(what, to.Sub(from)) })
	if r.trace != nil {
		r.trace.spent(th, what, name, from, to)
	}
}

// Ended implements vm.Observer.
func (r *Recorder) Ended(th *vm.Thread) {
	if r.trace != nil {
		r.trace.ended(th)
	}
}

// Exchanged implements session.Observer.
func (r *Recorder) Exchanged(ctx context.Context, e *session.Exchange) {
	r.count(func(t *Totals) { t.exchanged(e) })
	if th := threadOf(engine.ActorOf(ctx)); th != nil && r.trace != nil {
		r.trace.exchanged(e, th, time.Now())
	}
}
