package gate

import (
	"context"
	"sync"
	"time"

	"luafut/engine/internal/line"
)

// Event is a flag to wait for. The zero value is not set.
type Event struct {
	mu   sync.Mutex
	set  bool
	line line.Line
}

// Set sets the flag and wakes all who wait.
func (e *Event) Set() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.set = true
	e.line.CallAll(nil)
}

// Clear takes the flag back. Who was woken before stays woken.
func (e *Event) Clear() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.set = false
}

// IsSet reports whether the flag is set.
func (e *Event) IsSet() bool {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.set
}

// Wait waits until the flag is set, for timeout at most (negative is without
// bound), and returns whether it was. It fails with ctx's cause.
func (e *Event) Wait(ctx context.Context, timeout time.Duration) (bool, error) {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.set || timeout == 0 {
		return e.set, nil
	}
	called, err := wait(ctx, &e.mu, &e.line, "an event", timeout)
	if called {
		return true, nil
	}
	return false, err
}
