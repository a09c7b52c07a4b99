package engine

import (
	"context"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// Source gives the tasks of a Map one by one, and false after the last.
type Source func(ctx context.Context) (Task, bool, error)

// MapOptions of a Map. The zero value takes and submits everything at once and
// waits without bound.
type MapOptions struct {
	Deadline time.Time // for the whole iteration; zero is none

	// Buffer bounds how many tasks are submitted ahead of the consumer, in chunks
	// where there are chunks; 0 is no bound.
	Buffer int

	// Blocking says that Source waits, for a queue's items say: it is then called
	// on a goroutine of its own (Env.Go), whenever the pool has a free worker, and
	// Map returns at once. Its context ends when the map is closed.
	Blocking bool

	Chunk *Chunking // nil submits each task alone
}

// Chunking packs several tasks into one, for pools where sending one costs more
// than running it.
type Chunking struct {
	Size   int                        // tasks in a chunk; at least 1
	Pack   func([]Task) Task          // one task for a chunk
	Unpack func(result any) []Outcome // the outcomes from that task's result, in order
}

// Outcome is what one task of a chunk came to.
type Outcome struct {
	Value any
	Err   error
}

// Mapped yields the results of a Map in the order of its source. It is for one
// consumer. When one that has been started (by Next) is closed or dropped, or
// has failed, what has not begun is cancelled; one that was never started runs
// everything.
type Mapped struct{ m *mapping }

type mapping struct {
	env     *Env
	ex      Executor // keeps a pool alive that nobody else refers to
	base    *Base
	source  Source
	opts    MapOptions
	started atomic.Bool
	feeder  *stopper      // nil without one
	wake    chan struct{} // the feeder has added something, or ended
	room    chan struct{} // the feeder may go on

	asking sync.Mutex // held by the consumer while it asks for a result
	outs   []Outcome  // of the chunk that is being handed out; the consumer's

	mu      sync.Mutex
	queue   []*Future // submitted and not handed out
	end     bool      // nothing more comes from source
	err     error     // why
	closed  bool
	dropped bool    // nobody will ask for results
	ahead   bool    // the feeder does not wait for the consumer: none will come
	by      *Actor  // who made the map, then who asked for a result last; nil is somebody unknown
	in      *Future // the task or callback in which that was; nil outside of any
}

// Map submits the tasks of source to ex and gives their results in order. It
// fails where source does or ex refuses a task; what was submitted and has not
// begun is cancelled then.
func Map(ctx context.Context, ex Executor, source Source, o MapOptions) (*Mapped, error) {
	b := ex.Base()
	m := &mapping{
		env: b.env, ex: ex, base: b, source: source, opts: o,
		wake: make(chan struct{}, 1), room: make(chan struct{}, 1),
		by: ActorOf(ctx), in: CurrentFuture(ctx),
	}
	if o.Blocking {
		m.feeder = &stopper{}
	}
	m.env.mu.Lock()
	m.env.maps[m] = struct{}{}
	m.env.mu.Unlock()
	if o.Blocking {
		if err := m.startFeeding(); err != nil {
			m.forget()
			return nil, err
		}
	} else {
		for n := 0; !m.end && (o.Buffer <= 0 || n < o.Buffer); n++ {
			m.submitNext(ctx)
		}
		if m.err != nil {
			m.close(ctx)
			return nil, m.err
		}
	}
	it := &Mapped{m}
	runtime.AddCleanup(it, (*mapping).drop, m)
	return it, nil
}

// Next waits for the next result, and returns false after the last. The error of
// a task, of the source, or ErrTimeout ends the iteration. While another goroutine
// is in it, it fails with ErrRuntime and ends nothing.
func (it *Mapped) Next(ctx context.Context) (any, bool, error) {
	m := it.m
	if !m.asking.TryLock() {
		return nil, false, ErrRuntime.New("another task waits for the next result of this map: give each task an iterator, or a queue, of its own")
	}
	defer m.asking.Unlock()
	m.asked(ctx)
	out, ok, err := m.next(ctx)
	if err == nil {
		err = out.Err
	}
	if err != nil || !ok {
		m.close(ctx)
		return nil, false, err
	}
	runtime.KeepAlive(it)
	return out.Value, true, nil
}

// asked notes who asks for a result.
func (m *mapping) asked(ctx context.Context) {
	m.started.Store(true)
	m.mu.Lock()
	m.by, m.in = ActorOf(ctx), CurrentFuture(ctx)
	m.mu.Unlock()
}

// Close cancels what has not begun; Next then ends. Any number of times.
func (it *Mapped) Close(ctx context.Context) { it.m.close(ctx) }

func (m *mapping) next(ctx context.Context) (Outcome, bool, error) {
	for len(m.outs) == 0 {
		if m.opts.Buffer > 0 && !m.opts.Blocking && !m.ended() {
			m.submitNext(ctx)
		}
		f, err := m.front(ctx)
		if f == nil || err != nil {
			return Outcome{}, false, err
		}
		if err := f.await(ctx, goalFor(ctx), until(m.opts.Deadline)); err != nil {
			return Outcome{}, false, err
		}
		m.pop()
		f.Asked(ctx)
		value, err := f.Result()
		if err != nil || m.opts.Chunk == nil {
			return Outcome{value, err}, true, nil
		}
		m.outs = m.opts.Chunk.Unpack(value)
	}
	out := m.outs[0]
	m.outs[0] = Outcome{}
	m.outs = m.outs[1:]
	return out, true, nil
}

// front is the oldest future, nil at the end.
func (m *mapping) front(ctx context.Context) (*Future, error) {
	for {
		m.mu.Lock()
		closed, end, err := m.closed, m.end, m.err
		var f *Future
		if len(m.queue) > 0 {
			f = m.queue[0]
		}
		m.mu.Unlock()
		switch {
		case closed:
			return nil, nil
		case f != nil:
			return f, nil
		case end:
			return nil, err
		}
		woken, err := Park(ctx, (*feedWait)(m), m.wake, until(m.opts.Deadline))
		if err != nil {
			return nil, err
		}
		if !woken && !(*feedWait)(m).Ready() {
			return nil, ErrTimeout.New("the time-out of the map has passed while it waited for its source")
		}
	}
}

// pop removes the oldest future, unless the map was closed meanwhile.
func (m *mapping) pop() {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.queue) == 0 {
		return
	}
	m.queue[0] = nil
	m.queue = m.queue[1:]
	m.roomy()
}

func (m *mapping) ended() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.end || m.closed
}

// submitNext takes one task, or chunk, from the source and submits it. An error
// ends the source; it is raised after the results of what was submitted before.
func (m *mapping) submitNext(ctx context.Context) {
	t, ok, err := m.take(ctx)
	var f *Future
	if ok {
		var failed error
		if f, failed = m.base.accept(ctx, t, m.feeder != nil); failed != nil {
			err = failed
		}
	}
	m.mu.Lock()
	closed := m.closed
	if f != nil && !m.dropped {
		m.queue = append(m.queue, f)
	}
	if err != nil || !ok {
		m.end, m.err = true, err
	}
	m.mu.Unlock()
	m.added()
	if f != nil && closed {
		f.Cancel(ctx)
	}
}

// added wakes a consumer that waits for its source.
func (m *mapping) added() {
	select {
	case m.wake <- struct{}{}:
	default:
	}
}

// take reads one task, or packs one chunk. With an error, what came before it in
// the chunk is given as well.
func (m *mapping) take(ctx context.Context) (Task, bool, error) {
	c := m.opts.Chunk
	if c == nil {
		return m.source(ctx)
	}
	var tasks []Task
	var err error
	for len(tasks) < c.Size {
		t, ok, failed := m.source(ctx)
		if failed != nil {
			err = failed
		}
		if !ok {
			break
		}
		tasks = append(tasks, t)
	}
	if len(tasks) == 0 {
		return Task{}, false, err
	}
	return c.Pack(tasks), true, err
}

// close ends the map and cancels what has not begun.
func (m *mapping) close(ctx context.Context) {
	m.mu.Lock()
	queue := m.queue
	m.queue, m.closed = nil, true
	m.dropped = true
	m.mu.Unlock()
	m.forget()
	m.added()
	if m.feeder != nil {
		m.feeder.stop(ErrCancelled.New("the map was closed"))
	}
	for _, f := range queue {
		f.waive()
	}
	cancelAll(ctx, queue)
}

func (m *mapping) forget() {
	m.env.mu.Lock()
	delete(m.env.maps, m)
	m.env.mu.Unlock()
}
