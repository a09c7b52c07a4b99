package queue

import (
	"context"
	"sync"
	"time"

	"luafut/engine"
	"luafut/engine/internal/line"
)

// The kinds of a queue's errors.
var (
	ErrEmpty    = engine.NewKind("Empty", nil)
	ErrFull     = engine.NewKind("Full", nil)
	ErrShutDown = engine.NewKind("ShutDown", nil)
)

// Queue hands items from those who put to those who get. Its methods may be
// called from any goroutine. Make one with New, NewLIFO or NewPriority.
type Queue struct {
	max  int
	less Less // nil where the order needs no comparing

	mu         sync.Mutex
	items      store
	sorted     *sorted // items, where less is set
	coming     int     // places given to puts that have not put yet
	getters    line.Line
	putters    line.Line
	unfinished int
	joiners    line.Line
	shut       bool
	emptied    bool // by Shutdown: what comes back is thrown away as well
}

// New makes a queue that gives items in the order in which they came. With max
// at 0 or below it is unbounded.
func New(max int) *Queue { return &Queue{max: max, items: &fifo{}} }

// NewLIFO makes a queue that gives the latest item first.
func NewLIFO(max int) *Queue { return &Queue{max: max, items: &lifo{}} }

// Less reports whether a is to be given before b. It is called by Put, on its
// goroutine and with its context, while no lock is held: it may run a script,
// and may wait.
type Less func(ctx context.Context, a, b any) (bool, error)

// NewPriority makes a queue that gives the least item first, and equal ones in
// the order in which they came.
func NewPriority(max int, less Less) *Queue {
	s := &sorted{}
	return &Queue{max: max, less: less, items: s, sorted: s}
}

// Put adds an item. While the queue is full it waits, where block is true, for
// timeout at most (negative is without bound), and fails with ErrFull after that;
// with ErrShutDown once the queue is shut down; with ctx's cause; and with the
// error of Less, and then the item was not added.
func (q *Queue) Put(ctx context.Context, item any, block bool, timeout time.Duration) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if err := q.reserve(ctx, block, timeout); err != nil {
		return err
	}
	defer func() {
		q.coming--
		q.serve()
	}()
	rank := 0
	if q.less != nil {
		var err error
		if rank, err = q.rank(ctx, item); err != nil {
			return err
		}
	}
	if q.shut {
		return shutDown()
	}
	q.unfinished++
	q.items.add(rank, item)
	return nil
}

// reserve gets a place for one item, with mu held before and after.
func (q *Queue) reserve(ctx context.Context, block bool, timeout time.Duration) error {
	switch {
	case q.shut:
		return shutDown()
	case !q.full():
		q.coming++
		return nil
	case !block:
		return q.fullError()
	}
	p := q.putters.Join()
	called, err := q.wait(ctx, &q.putters, waiting{p, "a free place in a queue"}, timeout)
	switch {
	case called && p.Item == refused:
		return shutDown()
	case called && err != nil: // it is stopped: somebody else can have the place
		q.coming--
		q.makeRoom()
		return err
	case called:
		return nil
	case err != nil:
		return err
	}
	return q.fullError()
}

// Get removes the next item. While there is none it waits, where block is true,
// for timeout at most (negative is without bound), and fails with ErrEmpty after
// that; with ErrShutDown once the queue is shut down and empty; and with ctx's
// cause.
func (q *Queue) Get(ctx context.Context, block bool, timeout time.Duration) (any, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	switch {
	case q.items.len() > 0:
		item := q.items.take()
		q.makeRoom()
		engine.Owe(ctx, q, 1)
		return item, nil
	case q.shut:
		return nil, shutDown()
	case !block:
		return nil, emptyError()
	}
	p := q.getters.Join()
	called, err := q.wait(ctx, &q.getters, waiting{p, "an item of a queue"}, timeout)
	switch {
	case called && p.Item == refused:
		return nil, shutDown()
	case called && err != nil: // it is stopped: the item is for somebody else
		if q.emptied {
			q.done(1)
			return nil, err
		}
		q.items.untake(p.Item)
		q.serve()
		return nil, err
	case called:
		engine.Owe(ctx, q, 1)
		return p.Item, nil
	case err != nil:
		return nil, err
	}
	return nil, emptyError()
}

// refused is what those are called with who get nothing, as the queue was shut
// down.
var refused any = new(struct{ _ byte })

// waiting describes a place.
type waiting struct {
	*line.Place
	what string
}

func (w waiting) String() string { return w.what }

// wait lets go of mu until the place is called, timeout has passed, or ctx is
// done. It tells whether the place was called, which can be true with an error.
func (q *Queue) wait(ctx context.Context, l *line.Line, w waiting, timeout time.Duration) (bool, error) {
	q.mu.Unlock()
	_, err := engine.Park(ctx, w, w.Wake(), timeout)
	q.mu.Lock()
	return !l.Leave(w.Place), err
}

// serve gives items to those who wait for one, with mu held.
func (q *Queue) serve() {
	for q.items.len() > 0 && !q.getters.Empty() {
		q.getters.Call(q.items.take())
	}
	q.makeRoom()
}

// makeRoom gives free places to those who wait for one, with mu held.
func (q *Queue) makeRoom() {
	for !q.full() && !q.putters.Empty() {
		q.coming++
		q.putters.Call(nil)
	}
}

func (q *Queue) full() bool { return q.max > 0 && q.items.len()+q.coming >= q.max }

func (q *Queue) fullError() error { return ErrFull.New("the queue is full (maxsize %d)", q.max) }
func emptyError() error           { return ErrEmpty.New("the queue is empty") }
func shutDown() error             { return ErrShutDown.New("the queue has been shut down") }

// Len is how many items wait to be taken.
func (q *Queue) Len() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.items.len()
}

// Full reports whether a Put would wait.
func (q *Queue) Full() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.full()
}

// Shutdown ends the queue: Put fails from now on, and so does Get once there are
// no items; those who wait are woken. With immediate the items are thrown away,
// and count as done. Any number of times.
func (q *Queue) Shutdown(immediate bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.shut = true
	if immediate {
		q.emptied = true
		q.done(uint64(q.items.len()))
		for q.items.len() > 0 {
			q.items.take()
		}
	}
	q.putters.CallAll(refused)
	q.getters.CallAll(refused) // what still comes is refused as well
}

// ShutDown reports whether Shutdown has been called.
func (q *Queue) ShutDown() bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.shut
}
