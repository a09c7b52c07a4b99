package engine

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"time"
)

// Completed yields futures as they are settled. Its methods may be called from any
// goroutine; each future goes to one of those who ask. Close it where it is left
// before its end.
type Completed struct {
	to       goal
	total    int
	deadline time.Time
	wake     chan struct{}

	mu      sync.Mutex
	arrived []*Future
	left    map[*Future]struct{}
}

// AsCompleted watches fs, of which duplicates count once. The time-out is for the
// whole iteration, from this call; negative is none. Called inside a callback,
// it goes by done futures.
func AsCompleted(ctx context.Context, fs []*Future, timeout time.Duration) *Completed {
	fs = unique(fs)
	c := &Completed{
		to: goalFor(ctx), total: len(fs), deadline: deadlineAfter(timeout),
		wake: make(chan struct{}, 1), left: make(map[*Future]struct{}, len(fs)),
	}
	c.mu.Lock()
	for _, f := range fs {
		c.left[f] = struct{}{}
	}
	c.mu.Unlock()
	var already []*Future
	for _, f := range fs {
		if !f.watch(c, c.to) {
			already = append(already, f)
		}
	}
	c.admit(already)
	return c
}

// admit puts what had arrived before it could be watched in its place.
func (c *Completed) admit(already []*Future) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range already {
		delete(c.left, f)
	}
	c.arrived = append(c.arrived, already...)
	slices.SortFunc(c.arrived, func(a, b *Future) int { return cmp.Compare(a.seq.Load(), b.seq.Load()) })
}

func (c *Completed) reached(f *Future) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.left == nil {
		return // closed meanwhile
	}
	delete(c.left, f)
	c.arrived = append(c.arrived, f)
	c.call()
}

// call wakes one who waits, with the lock held.
func (c *Completed) call() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

// Next waits for the next future, each once, in the order in which they were
// settled, and returns false after the last. It fails with ErrTimeout, with
// ctx's cause, and with a *DeadlockError.
func (c *Completed) Next(ctx context.Context) (*Future, bool, error) {
	for {
		f, more := c.take()
		if f != nil || !more {
			return f, f != nil, nil
		}
		woken, err := Park(ctx, c, c.wake, until(c.deadline))
		if err != nil {
			return nil, false, err
		}
		if !woken && !c.Ready() {
			return nil, false, ErrTimeout.New("%d (of %d) futures unfinished", c.unfinished(), c.total)
		}
	}
}

func (c *Completed) take() (f *Future, more bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.arrived) > 0 {
		f = c.arrived[0]
		c.arrived[0] = nil
		c.arrived = c.arrived[1:]
	}
	if len(c.arrived) > 0 || len(c.left) == 0 {
		c.call() // the next one who waits has something too, or the end
	}
	return f, f != nil || len(c.left) > 0
}

func (c *Completed) unfinished() int {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.left)
}

// Close takes the watch off the futures that are left; Next then ends.
func (c *Completed) Close() {
	c.mu.Lock()
	left := c.left
	c.left, c.arrived = nil, nil
	c.call()
	c.mu.Unlock()
	for f := range left {
		f.unwatch(c)
	}
}

// Ready reports whether Next would not wait.
func (c *Completed) Ready() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return len(c.arrived) > 0 || len(c.left) == 0
}

func (c *Completed) each(yield func(*Future) bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for f := range c.left {
		if !yield(f) {
			return
		}
	}
}

func (c *Completed) goal() goal { return c.to }
func (c *Completed) any() bool  { return true }

// String says how many are left.
func (c *Completed) String() string {
	return fmt.Sprintf("the next of %d futures to complete", c.unfinished())
}
