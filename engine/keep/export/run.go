package export

import (
	"time"

	"luafut/engine/keep"
)

// delay is how long a record is held back at most while the file keeps up: long
// enough for many tasks to add theirs.
const delay = 20 * time.Millisecond

// run writes batches until Close. It is the export's one goroutine: Open starts
// it, Close ends it.
func (e *Export) run() {
	defer close(e.ended)
	timer := time.NewTimer(delay)
	defer timer.Stop()
	again := false // something written is not visible yet
	for {
		if !again {
			select {
			case <-e.kick:
			case <-e.hurry:
				wake(e.hurry) // it is in a hurry below too
			}
		}
		timer.Reset(delay)
		select {
		case <-timer.C:
		case <-e.hurry:
		}
		var last bool
		if again, last = e.round(); last {
			return
		}
	}
}

// round writes one batch. again says that a commit is still to be done, last that
// the file is closed.
func (e *Export) round() (again, last bool) {
	e.mu.Lock()
	b, forced, closing := e.pending, e.forced, e.closed
	e.pending, e.forced = e.spare, false
	taken, failed := e.added, e.err != nil
	e.mu.Unlock()

	var err error
	if !failed {
		if b.n > 0 {
			err = e.format.write(b)
		}
		if err == nil {
			again, err = e.format.commit(forced)
		}
	}
	if closing {
		if closeErr := e.format.close(); err == nil {
			err = closeErr
		}
	}
	b.reset()

	e.mu.Lock()
	defer e.mu.Unlock()
	e.spare = b
	if err != nil && e.err == nil {
		e.err = &keep.Error{Path: e.path, Problem: "cannot write", Err: err}
	}
	if !again && e.err == nil {
		e.done = taken
	}
	close(e.moved)
	e.moved = make(chan struct{})
	return again && e.err == nil, closing
}
