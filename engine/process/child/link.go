package child

import (
	"fmt"
	"io"
	"slices"
	"sync"
	"time"

	"luafut/engine/process/wire"
)

const (
	// holdBack is how long an answer waits for others to go with it while there
	// are more tasks to run.
	holdBack = 200 * time.Microsecond

	// enough is how many bytes are not held back.
	enough = 32 << 10

	// kept is how large a buffer is kept for what comes next.
	kept = 1 << 20
)

// Link is a worker's connection to its pool. All methods may be called from any
// goroutine.
type Link struct {
	conn io.Writer
	exit func(code int)

	mu    sync.Mutex
	wake  *sync.Cond
	queue []wire.Frame // tasks that have not begun
	runs  uint64       // the number of the task that runs; 0 is none
	ended bool         // the pool sends no more
	lost  bool         // the pool is gone
	over  bool         // Serve has returned
	out   []byte       // not written yet
	timer *time.Timer
	armed bool // the timer will write what is held back

	reports sync.WaitGroup // that are being made; none begins once it is over
}

func newLink(conn io.Writer, exit func(int)) *Link {
	l := &Link{conn: conn, exit: exit}
	l.wake = sync.NewCond(&l.mu)
	return l
}

// Stdout gives what a task prints to the pool. What was written is there before
// the task's result is.
func (l *Link) Stdout() io.Writer { return &stream{l, wire.Stdout} }

// Stderr is Stdout for what is reported.
func (l *Link) Stderr() io.Writer { return &stream{l, wire.Stderr} }

// Observed gives the pool what was observed here, which Options.Observed of the
// pool reads. A body longer than wire.MaxBody panics.
func (l *Link) Observed(body []byte) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.say(wire.Observed, 0, body)
	l.arm()
}

type stream struct {
	link *Link
	kind wire.Kind
}

func (s *stream) Write(p []byte) (int, error) {
	s.link.mu.Lock()
	defer s.link.mu.Unlock()
	for rest := p; len(rest) > 0; {
		n := min(len(rest), wire.MaxBody)
		s.link.say(s.kind, 0, rest[:n])
		rest = rest[n:]
	}
	s.link.arm()
	return len(p), nil
}

// Die tells the pool why and ends the process. It returns only where Exit does.
func (l *Link) Die(code int, format string, args ...any) {
	l.mu.Lock()
	l.say(wire.LastWords, 0, fmt.Appendf(nil, format, args...))
	l.flush()
	l.mu.Unlock()
	l.exit(code)
}

// Exit ends the process by its own will, once everything has been said.
func (l *Link) Exit(code int) {
	l.mu.Lock()
	l.flush()
	l.mu.Unlock()
	l.exit(code)
}

// answer says how a task ended and gives what is to run next, as one step: a
// task whose predecessor's end was told has begun, and is neither given back nor left
// to another worker. ok is false when nothing will come any more.
func (l *Link) answer(frames ...wire.Frame) (next wire.Frame, ok bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	for _, f := range frames {
		l.say(f.Kind, f.ID, f.Body)
	}
	l.runs = 0
	for len(l.queue) == 0 && !l.ended && !l.lost {
		l.flush()
		l.wake.Wait()
	}
	if len(l.queue) == 0 || l.lost {
		return next, false
	}
	l.arm()
	next = l.queue[0]
	l.queue[0] = wire.Frame{}
	l.queue = l.queue[1:]
	l.runs = next.ID
	return next, true
}

// push adds what is to run.
func (l *Link) push(f wire.Frame) {
	l.mu.Lock()
	l.queue = append(l.queue, f)
	l.wake.Signal()
	l.mu.Unlock()
}

// giveBack returns the tasks from first to last, unless one of them has begun.
func (l *Link) giveBack(first, last uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.drop(first, last)
}

// stop is giveBack, and ends the process where one of the tasks runs. The lock is
// held to the end, so that the next task cannot begin: the pool has it run elsewhere.
// Where all of them have ended their answers are on their way, and nothing is done.
func (l *Link) stop(first, last uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	at := l.runs
	if at == 0 && len(l.queue) > 0 {
		at = l.queue[0].ID // it begins as soon as the lock is free
	}
	if at < first || at > last {
		l.drop(first, last)
		return
	}
	l.say(wire.Stopped, at, nil)
	l.flush()
	l.lost = true // where exit returns, nothing more begins either
	l.exit(ExitStopped)
}

// drop is giveBack, with the lock held.
func (l *Link) drop(first, last uint64) {
	if first <= l.runs && l.runs <= last {
		return
	}
	before := len(l.queue)
	l.queue = slices.DeleteFunc(l.queue, func(f wire.Frame) bool {
		return f.Kind == wire.Task && first <= f.ID && f.ID <= last
	})
	if len(l.queue) < before {
		l.say(wire.Returned, first, nil)
		l.flush()
	}
}

// end notes that no more tasks come.
func (l *Link) end() {
	l.mu.Lock()
	l.ended = true
	l.wake.Signal()
	l.mu.Unlock()
}

// lose notes that the pool is gone, and reports whether that matters still.
func (l *Link) lose() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lost = true
	l.wake.Signal()
	return !l.over
}

// report has the handler report, unless Serve is returning.
func (l *Link) report(h Handler) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.over {
		l.reports.Go(h.Report)
	}
}

// leave notes that Serve returns, and says what is left to say.
func (l *Link) leave() {
	l.mu.Lock()
	l.over = true
	l.mu.Unlock()
	l.reports.Wait()
	l.mu.Lock()
	l.flush()
	l.mu.Unlock()
}

// say adds a frame to what is not written, with the lock held.
func (l *Link) say(k wire.Kind, id uint64, body []byte) {
	l.out = wire.Append(l.out, k, id, body)
	if len(l.out) >= enough {
		l.flush()
	}
}

// arm has what is held back written soon, with the lock held.
func (l *Link) arm() {
	if l.armed || len(l.out) == 0 {
		return
	}
	l.armed = true
	if l.timer == nil {
		l.timer = time.AfterFunc(holdBack, func() {
			l.mu.Lock()
			l.armed = false
			l.flush()
			l.mu.Unlock()
		})
		return
	}
	l.timer.Reset(holdBack)
}

// flush writes what is not written, with the lock held. A pool that does not
// take it is gone; the reading side finds that out.
func (l *Link) flush() {
	if len(l.out) == 0 {
		return
	}
	_, _ = l.conn.Write(l.out)
	l.out = l.out[:0]
	if cap(l.out) > kept {
		l.out = nil
	}
}
