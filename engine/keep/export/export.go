package export

import (
	"context"
	"errors"
	"sync"

	"luafut/engine/keep"
)

// ErrFull says that TryWrite would have to wait.
var ErrFull = errors.New("the file cannot keep up")

// errClosed is what every call after Close gets.
var errClosed = errors.New("it is closed")

// format is how records become a file. add and check are called with the export's
// mutex held, the others by its one writing goroutine.
type format interface {
	// add puts a record into a batch, or refuses it and has changed nothing.
	add(b *batch, r *Record) error
	// canonical is a key's value as the file will give it back.
	canonical(v any) any
	// write puts a batch into the file.
	write(b *batch) error
	// commit makes what was written visible where write does not. again says that it
	// did not do it yet, for it costs too much to be done so often; with force it does.
	commit(force bool) (again bool, err error)
	close() error
}

// Export is a file that records are written to. Make it with Open. Its methods may
// be called from any goroutine.
type Export struct {
	path string
	text bool // records come as JSON

	format format

	mu      sync.Mutex
	pending *batch
	spare   *batch
	keys    *keep.Keys // nil without a key
	scratch []byte
	added   int64 // records taken so far, since Open
	done    int64 // of them, those in the file
	leftOut int64
	err     error // the first failure: everything fails by it afterwards
	closed  bool
	forced  bool          // Flush or Close waits: commit at once
	moved   chan struct{} // closed and made anew when a batch was written

	kick  chan struct{} // the batch is no longer empty
	hurry chan struct{} // it is large, or somebody waits
	ended chan struct{} // the goroutine has ended
}

// Path is the file's path.
func (e *Export) Path() string { return e.path }

// WantsText reports whether records are to come as Record.Text; else they come as
// Record.Fields.
func (e *Export) WantsText() bool { return e.text }

// Counts are the records that were written since Open, and those that were left out
// because their key was there.
func (e *Export) Counts() (written, leftOut int64) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.added, e.leftOut
}

// TryWrite takes a record without waiting, and keeps nothing that r points to but
// the strings of r.Fields. kept is false where its key is there already. ErrFull:
// nothing was taken, and Write would wait. Other errors are *keep.Error.
func (e *Export) TryWrite(r *Record) (kept bool, err error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.take(r)
}

// Write is TryWrite that waits while too much is held back.
func (e *Export) Write(ctx context.Context, r *Record) (kept bool, err error) {
	for {
		e.mu.Lock()
		kept, err = e.take(r)
		moved := e.moved
		e.mu.Unlock()
		if err != ErrFull {
			return kept, err
		}
		select {
		case <-moved:
		case <-ctx.Done():
			return false, context.Cause(ctx)
		}
	}
}

// take adds a record. The mutex is held.
func (e *Export) take(r *Record) (kept bool, err error) {
	if err := e.usable(); err != nil {
		return false, err
	}
	if e.pending.size >= maxPending {
		return false, ErrFull
	}
	if e.keys == nil {
		err = e.format.add(e.pending, r)
	} else if kept, err = e.takeNew(r); err == nil && !kept {
		e.leftOut++
		return false, nil
	}
	if err != nil {
		return false, &keep.Error{Path: e.path, Problem: err.Error()}
	}
	e.added++
	if e.pending.n == 1 {
		wake(e.kick)
	}
	if e.pending.size >= hurrySize {
		wake(e.hurry)
	}
	return true, nil
}

// takeNew adds a record whose key is not there.
func (e *Export) takeNew(r *Record) (bool, error) {
	e.scratch = e.scratch[:0]
	for _, v := range r.Key {
		e.scratch = keep.AppendKey(e.scratch, e.format.canonical(v))
	}
	if e.keys.Has(e.scratch) {
		return false, nil
	}
	if err := e.format.add(e.pending, r); err != nil {
		return false, err
	}
	return e.keys.Add(e.scratch), nil
}

func (e *Export) usable() error {
	switch {
	case e.err != nil:
		return e.err
	case e.closed:
		return &keep.Error{Path: e.path, Problem: "cannot write", Err: errClosed}
	}
	return nil
}

// Flush waits until what was written before is in the file.
func (e *Export) Flush(ctx context.Context) error {
	e.mu.Lock()
	if err := e.usable(); err != nil {
		e.mu.Unlock()
		return err
	}
	target := e.added
	for e.done < target && e.err == nil {
		e.forced = true
		moved := e.moved
		wake(e.hurry)
		e.mu.Unlock()
		select {
		case <-moved:
		case <-ctx.Done():
			return context.Cause(ctx)
		}
		e.mu.Lock()
	}
	defer e.mu.Unlock()
	return e.err
}

// Close writes what is held back, closes the file, and waits for that; any number
// of times. It gives the first error that there was. Without waiting to the end (ctx),
// it goes on by itself.
func (e *Export) Close(ctx context.Context) error {
	e.mu.Lock()
	e.closed, e.forced = true, true
	e.mu.Unlock()
	wake(e.hurry)
	select {
	case <-e.ended:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.err
}

// wake puts a token into a channel of one, where there is none.
func wake(c chan struct{}) {
	select {
	case c <- struct{}{}:
	default:
	}
}
