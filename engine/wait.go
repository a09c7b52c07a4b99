package engine

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"
)

// When says how far Wait waits.
type When uint8

// The three of concurrent.futures.
const (
	AllCompleted   When = iota // until all are settled
	FirstCompleted             // until one is
	FirstException             // until one has failed, or all are settled; a cancelled one has not failed
)

// Wait blocks until f is done (not: settled), for as long as timeout; negative is
// without bound. It fails with ErrTimeout when that has passed, with ctx's cause
// when ctx is done first, and with a *DeadlockError.
func (f *Future) Wait(ctx context.Context, timeout time.Duration) error {
	return f.await(ctx, goalDone, timeout)
}

// WaitSettled is Wait until f is settled. It waits for f's own callbacks: called
// from one of them, it goes by done.
func (f *Future) WaitSettled(ctx context.Context, timeout time.Duration) error {
	return f.await(ctx, goalFor(ctx), timeout)
}

// goalFor is what waits in ctx go by.
func goalFor(ctx context.Context) goal {
	if ActorOf(ctx).inCallback() {
		return goalDone
	}
	return goalSettled
}

func (f *Future) await(ctx context.Context, g goal, timeout time.Duration) error {
	if f.reached(g) {
		return nil
	}
	w := &waitOne{f: f, to: g, wake: make(chan struct{})}
	if !f.watch(w, g) {
		return nil
	}
	ok, err := Park(ctx, w, w.wake, timeout)
	if ok {
		return nil
	}
	f.unwatch(w)
	if err != nil {
		return err
	}
	return ErrTimeout.New("the future is still %s", f.State())
}

// waitOne waits for one future.
type waitOne struct {
	f    *Future
	to   goal
	wake chan struct{}
}

func (w *waitOne) reached(*Future)               { close(w.wake) }
func (w *waitOne) Ready() bool                   { return w.f.reached(w.to) }
func (w *waitOne) each(yield func(*Future) bool) { yield(w.f) }
func (w *waitOne) goal() goal                    { return w.to }
func (w *waitOne) any() bool                     { return false }
func (w *waitOne) String() string                { return "the future of " + w.f.inCircle().String() }

// Wait blocks until enough of fs are settled, or timeout has passed (negative is
// never), and lists those that are and those that are not, in the order of fs,
// each once. Inside a callback it goes by done futures. It fails with ctx's cause
// and with a *DeadlockError; a time-out is not an error.
func Wait(ctx context.Context, fs []*Future, timeout time.Duration, when When) (done, notDone []*Future, err error) {
	w := &waitMany{fs: unique(fs), to: goalFor(ctx), when: when, wake: make(chan struct{}, 1)}
	err = w.await(ctx, timeout)
	if err != nil {
		return nil, nil, err
	}
	for _, f := range w.fs {
		if f.reached(w.to) {
			done = append(done, f)
		} else {
			notDone = append(notDone, f)
		}
	}
	return done, notDone, nil
}

func unique(fs []*Future) []*Future {
	seen := make(map[*Future]struct{}, len(fs))
	out := make([]*Future, 0, len(fs))
	for _, f := range fs {
		if _, again := seen[f]; !again {
			seen[f] = struct{}{}
			out = append(out, f)
		}
	}
	return out
}

// waitMany waits for several futures.
type waitMany struct {
	fs     []*Future
	to     goal
	when   When
	wake   chan struct{}
	left   atomic.Int64 // not reached
	enough atomic.Bool  // what was to come first has come
}

func (w *waitMany) await(ctx context.Context, timeout time.Duration) error {
	w.left.Store(int64(len(w.fs)))
	watched := w.fs[:0:0]
	for _, f := range w.fs {
		if f.watch(w, w.to) {
			watched = append(watched, f)
		} else {
			w.reached(f)
		}
	}
	defer func() {
		for _, f := range watched {
			if !f.reached(w.to) {
				f.unwatch(w)
			}
		}
	}()
	deadline := deadlineAfter(timeout)
	for !w.Ready() {
		// Woken for each future that may have left only stuck ones: the Park that
		// follows looks for a circle again.
		if woken, err := Park(ctx, w, w.wake, until(deadline)); !woken {
			return err
		}
	}
	return nil
}

func (w *waitMany) reached(f *Future) {
	left := w.left.Add(-1)
	if w.when == FirstCompleted || w.when == FirstException && f.failed() != nil {
		w.enough.Store(true)
	}
	if left == 0 || w.when != AllCompleted {
		select {
		case w.wake <- struct{}{}:
		default:
		}
	}
}

// Ready reports whether enough have been reached. Nothing to wait for is enough.
func (w *waitMany) Ready() bool { return w.left.Load() == 0 || w.enough.Load() }

func (w *waitMany) each(yield func(*Future) bool) {
	for _, f := range w.fs {
		if !f.reached(w.to) && !yield(f) {
			return
		}
	}
}

func (w *waitMany) goal() goal { return w.to }
func (w *waitMany) any() bool  { return w.when != AllCompleted }
func (w *waitMany) String() string {
	return fmt.Sprintf("futures (%d of %d are left)", w.left.Load(), len(w.fs))
}

// deadlineAfter is the moment after timeout; zero for a negative one.
func deadlineAfter(timeout time.Duration) time.Time {
	if timeout < 0 {
		return time.Time{}
	}
	return time.Now().Add(timeout)
}

// until is what is left until deadline: negative is without bound, 0 is over.
func until(deadline time.Time) time.Duration {
	if deadline.IsZero() {
		return -1
	}
	return max(time.Until(deadline), 0)
}
