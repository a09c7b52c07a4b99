package gate

import (
	"context"
	"sync"
	"time"

	"luafut/engine"
	"luafut/engine/internal/line"
)

// Lock is held by one at a time. The zero value is free. It is not reentrant, and
// may be released by another goroutine than the one that acquired it.
type Lock struct {
	mu    sync.Mutex
	held  bool
	owner *engine.Actor // who acquired it, where known
	line  line.Line
}

// Acquire waits for the lock, for timeout at most (negative is without bound; 0
// does not wait), and returns whether it holds it now. It fails with ctx's cause.
func (l *Lock) Acquire(ctx context.Context, timeout time.Duration) (bool, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held {
		if timeout == 0 {
			return false, nil
		}
		called, err := wait(ctx, &l.mu, &l.line, "a lock", timeout)
		if called && err != nil {
			l.pass() // it is stopped
		}
		if !called || err != nil {
			return false, err
		}
	}
	l.held, l.owner = true, engine.ActorOf(ctx)
	engine.Owe(ctx, l, 1)
	return true, nil
}

// Release frees the lock, for the one who has waited longest. It fails with
// engine.ErrRuntime where it is free.
func (l *Lock) Release(ctx context.Context) error {
	engine.Pay(ctx, l, 1)
	l.mu.Lock()
	defer l.mu.Unlock()
	if !l.held {
		return engine.ErrRuntime.New("release of a lock that nobody holds")
	}
	l.pass()
	return nil
}

// Locked reports whether somebody holds it.
func (l *Lock) Locked() bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.held
}

// Settle frees the lock where by, which has been stopped, still holds it.
func (l *Lock) Settle(by *engine.Actor, _ uint64) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.held && l.owner == by {
		l.pass()
	}
}

// pass hands the lock to the next, with mu held; it stays held meanwhile.
func (l *Lock) pass() {
	l.owner = nil
	l.held = l.line.Call(nil)
}

// wait joins a line, with mu held before and after and let go of meanwhile. It
// tells whether the place was called, which can be true with an error.
func wait(ctx context.Context, mu *sync.Mutex, l *line.Line, what string, timeout time.Duration) (bool, error) {
	p := l.Join()
	mu.Unlock()
	_, err := engine.Park(ctx, waiting{p, what}, p.Wake(), timeout)
	mu.Lock()
	return !l.Leave(p), err
}

type waiting struct {
	*line.Place
	what string
}

func (w waiting) String() string { return w.what }
