package gate

import (
	"context"
	"math"
	"sync"
	"time"

	"luafut/engine"
	"luafut/engine/internal/line"
)

// Semaphore lets a number of holders in. Make one with NewSemaphore.
type Semaphore struct {
	mu   sync.Mutex
	free uint64
	line line.Line
}

// NewSemaphore makes a semaphore with n places, at least 0.
func NewSemaphore(n int) *Semaphore { return &Semaphore{free: uint64(n)} }

// Acquire waits for a place, for timeout at most (negative is without bound; 0
// does not wait), and returns whether it has one. It fails with ctx's cause.
func (s *Semaphore) Acquire(ctx context.Context, timeout time.Duration) (bool, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.free > 0 {
		s.free--
		engine.Owe(ctx, s, 1)
		return true, nil
	}
	if timeout == 0 {
		return false, nil
	}
	called, err := wait(ctx, &s.mu, &s.line, "a semaphore", timeout)
	if called && err != nil {
		s.release(1) // it is stopped
	}
	if !called || err != nil {
		return false, err
	}
	engine.Owe(ctx, s, 1)
	return true, nil
}

// Release gives n places back, or adds them: whoever releases need not have
// acquired.
func (s *Semaphore) Release(ctx context.Context, n int) {
	engine.Pay(ctx, s, uint64(n))
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release(uint64(n))
}

// Settle gives back what a stopped task acquired and did not release.
func (s *Semaphore) Settle(_ *engine.Actor, n uint64) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.release(n)
}

func (s *Semaphore) release(n uint64) {
	for n > 0 && s.line.Call(nil) {
		n--
	}
	s.free += min(n, math.MaxUint64-s.free) // what nobody waits for; n may be anything
}
