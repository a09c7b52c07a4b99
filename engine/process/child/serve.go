package child

import (
	"errors"
	"fmt"
	"io"
	"os"
	"runtime/debug"

	"luafut/engine/process/wire"
)

// The exit codes of a worker that ends by itself.
const (
	ExitFault   = 1  // it could not start, or was told what it does not understand
	ExitOrphan  = 70 // its pool is gone
	ExitMemory  = 71 // its memory limit was exceeded
	ExitStopped = 72 // the task that it ran was stopped by its pool
)

// Answer is how a task ended.
type Answer struct {
	Prelude []byte // what the pool must know before Body and does not know yet; nil is nothing
	Body    []byte // what it returned, or how it failed
	Failed  bool
}

// Handler runs tasks. Init, Run and Close are called one after the other, on one
// goroutine.
type Handler interface {
	// Learn takes what later bodies refer to, on a goroutine of its own, before
	// they are handed to Init or Run.
	Learn(prelude []byte) error

	// Init runs the initializer, before the first task.
	Init(body []byte) Answer

	// Run runs a task. What it has printed must have been written to the Link.
	Run(body []byte) Answer

	// Report tells, by the Link's Stderr, what the task that runs does now. It is
	// called on a goroutine of its own, at any time until Serve returns.
	Report()

	// Close ends what the tasks have left. It may wait, and print.
	Close()
}

// Options of a worker.
type Options struct {
	// Open makes the handler.
	Open func(g wire.Greeting, l *Link) (Handler, error)

	// Exit ends the process; nil is os.Exit.
	Exit func(code int)
}

// Serve runs tasks until the pool ends the worker, and returns nil then. When
// conn ends without that, the pool is gone: whatever runs is abandoned, and Exit
// called with ExitOrphan. conn must be closed afterwards for the goroutine that
// reads it to end.
func Serve(conn io.ReadWriter, o Options) error {
	if o.Exit == nil {
		o.Exit = os.Exit
	}
	r := wire.NewReader(conn)
	link := newLink(conn, o.Exit)
	g, err := greet(r)
	if err != nil {
		return err
	}
	h, err := o.Open(g, link)
	if err != nil {
		return fmt.Errorf("could not start: %w", err)
	}
	if g.MemoryLimit > 0 {
		stop := watchMemory(g.MemoryLimit, link)
		defer stop()
	}
	go listen(r, h, link)
	defer link.leave()
	if run(h, link) {
		h.Close()
	}
	return nil
}

func greet(r *wire.Reader) (wire.Greeting, error) {
	f, err := r.Next()
	if err != nil {
		return wire.Greeting{}, err
	}
	return f.Greeting()
}

// listen takes what the pool says, until it ends.
func listen(r *wire.Reader, h Handler, l *Link) {
	for {
		f, err := r.Next()
		if err == nil {
			err = hear(f, h, l)
		}
		switch {
		case err == nil:
		case !l.lose():
			return
		case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, os.ErrClosed), errors.Is(err, io.ErrClosedPipe):
			l.exit(ExitOrphan)
			return
		default:
			l.Die(ExitFault, "did not understand its pool: %v", err)
			return
		}
	}
}

func hear(f wire.Frame, h Handler, l *Link) error {
	switch f.Kind {
	case wire.Prelude:
		return h.Learn(f.Body)
	case wire.Init, wire.Task:
		l.push(f)
	case wire.Recall, wire.Stop:
		first, last, err := f.Span()
		if err != nil {
			return err
		}
		if f.Kind == wire.Stop {
			l.stop(first, last)
		} else {
			l.giveBack(first, last)
		}
	case wire.End:
		l.end()
	case wire.Report:
		l.report(h)
	default:
		return fmt.Errorf("a frame of kind %d, which only workers send", f.Kind)
	}
	return nil
}

// run runs tasks until there are no more, and reports whether the worker ended
// as it should.
func run(h Handler, l *Link) bool {
	var frames [2]wire.Frame
	said := frames[:0]
	for {
		f, ok := l.answer(said...)
		if !ok {
			return !l.gone()
		}
		do, good, bad := h.Run, wire.Value, wire.Failure
		if f.Kind == wire.Init {
			do, good, bad = h.Init, wire.Ready, wire.Refused
		}
		a, err := guard(do, f.Body)
		if err != nil {
			l.Die(ExitFault, "%v", err)
			return false
		}
		said = frames[:0]
		if a.Prelude != nil {
			said = append(said, wire.Frame{Kind: wire.Prelude, Body: a.Prelude})
		}
		if a.Failed {
			good = bad
		}
		said = append(said, wire.Frame{Kind: good, ID: f.ID, Body: a.Body})
	}
}

// guard turns a panic of the handler into an error: a fault of the program, not
// of the task.
func guard(do func([]byte) Answer, body []byte) (a Answer, err error) {
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("met a fault of its own: %v\n%s", v, debug.Stack())
		}
	}()
	return do(body), nil
}

// gone reports whether the pool is.
func (l *Link) gone() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}
