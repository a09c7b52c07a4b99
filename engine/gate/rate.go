package gate

import (
	"context"
	"math"
	"sync"
	"time"

	"luafut/engine"
)

// RateLimiter lets a number of callers a second through, in the order in which
// they came. Make one with NewRateLimiter.
type RateLimiter struct {
	interval time.Duration // between two callers
	burst    time.Duration // how far ahead of that they may be

	mu   sync.Mutex
	next time.Time // when the next caller would be due without any burst
}

// NewRateLimiter lets perSecond callers through a second, and after a pause up to
// burst at once. It fails with engine.ErrRuntime where perSecond is not a
// positive number or burst is less than 1.
func NewRateLimiter(perSecond float64, burst int) (*RateLimiter, error) {
	if !(perSecond > 0) || math.IsInf(perSecond, 0) {
		return nil, engine.ErrRuntime.New("a rate is a positive number of callers a second, not %v", perSecond)
	}
	if burst < 1 {
		return nil, engine.ErrRuntime.New("a burst is at least 1, not %d", burst)
	}
	interval := float64(time.Second) / perSecond
	return &RateLimiter{interval: duration(interval), burst: duration(interval * float64(burst-1))}, nil
}

// duration is ns, at most a century: longer waits are as good as endless.
func duration(ns float64) time.Duration {
	return time.Duration(min(ns, float64(100*365*24*time.Hour)))
}

// Acquire waits for the caller's turn, for timeout at most (negative is without
// bound), and returns whether it came. Where it cannot come in that time, the
// time is waited out without taking a turn. It fails with ctx's cause.
func (r *RateLimiter) Acquire(ctx context.Context, timeout time.Duration) (bool, error) {
	wait, turn, ok := r.take(timeout)
	if wait > 0 {
		if _, err := engine.Park(ctx, aTurn{}, nil, wait); err != nil {
			if ok {
				r.giveBack(turn)
			}
			return false, err
		}
	}
	return ok, nil
}

// take books a turn, unless that is later than timeout; then it says to wait for
// timeout and books none.
func (r *RateLimiter) take(timeout time.Duration) (wait time.Duration, turn time.Time, ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	now := time.Now()
	due := r.next
	if due.Before(now) {
		due = now
	}
	wait = due.Sub(now) - r.burst
	if timeout >= 0 && wait > timeout {
		return timeout, time.Time{}, false
	}
	r.next = due.Add(r.interval)
	return wait, r.next, true
}

// giveBack returns a turn that was not used, unless somebody has booked after it.
func (r *RateLimiter) giveBack(turn time.Time) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.next.Equal(turn) {
		r.next = turn.Add(-r.interval)
	}
}

type aTurn struct{}

func (aTurn) Ready() bool    { return false }
func (aTurn) String() string { return "its turn at a rate limiter" }
