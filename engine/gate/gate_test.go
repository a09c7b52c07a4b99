package gate_test

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"luafut/engine"
	"luafut/engine/gate"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func want(t *testing.T, what string, ok bool, err error, wantOK bool, wantErr error) {
	t.Helper()
	if ok != wantOK || !errors.Is(err, wantErr) {
		t.Errorf("%s: %v, %v, want %v, %v", what, ok, err, wantOK, wantErr)
	}
}

// acquirer is what Lock and Semaphore have in common.
type acquirer interface {
	Acquire(ctx context.Context, timeout time.Duration) (bool, error)
}

func both(t *testing.T, test func(t *testing.T, a acquirer, release func(context.Context))) {
	t.Run("lock", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			l := &gate.Lock{}
			test(t, l, func(ctx context.Context) {
				if err := l.Release(ctx); err != nil {
					t.Error(err)
				}
			})
		})
	})
	t.Run("semaphore", func(t *testing.T) {
		synctest.Test(t, func(t *testing.T) {
			s := gate.NewSemaphore(1)
			test(t, s, func(ctx context.Context) { s.Release(ctx, 1) })
		})
	})
}

func TestAcquireAndRelease(t *testing.T) {
	both(t, func(t *testing.T, a acquirer, release func(context.Context)) {
		ctx := t.Context()
		ok, err := a.Acquire(ctx, -1)
		want(t, "free", ok, err, true, nil)
		ok, err = a.Acquire(ctx, 0)
		want(t, "not waiting", ok, err, false, nil)
		begin := time.Now()
		ok, err = a.Acquire(ctx, 2*time.Second)
		want(t, "in vain", ok, err, false, nil)
		if d := time.Since(begin); d != 2*time.Second {
			t.Errorf("waited %v", d)
		}
		var order []int
		var wg sync.WaitGroup
		for i := range 3 {
			wg.Go(func() {
				ok, err := a.Acquire(ctx, -1)
				want(t, "in line", ok, err, true, nil)
				order = append(order, i)
				time.Sleep(time.Second)
				release(ctx)
			})
			synctest.Wait()
		}
		release(ctx)
		wg.Wait()
		if len(order) != 3 || order[0] != 0 || order[2] != 2 {
			t.Errorf("order %v", order)
		}
		ok, err = a.Acquire(ctx, 0)
		want(t, "free again", ok, err, true, nil)
	})
}

func TestStoppedWaiterPassesItsTurnOn(t *testing.T) {
	both(t, func(t *testing.T, a acquirer, release func(context.Context)) {
		mine := errors.New("mine")
		stopped, stop := context.WithCancelCause(t.Context())
		ok, err := a.Acquire(t.Context(), -1)
		want(t, "free", ok, err, true, nil)
		got := false
		go func() {
			if ok, err := a.Acquire(stopped, -1); ok {
				release(stopped)
			} else {
				want(t, "stopped", ok, err, false, mine)
			}
		}()
		synctest.Wait()
		go func() { got, _ = a.Acquire(t.Context(), -1) }()
		synctest.Wait()
		release(t.Context()) // it is called, and stopped before it notices
		stop(mine)
		synctest.Wait()
		if !got {
			t.Error("the next one was not called")
		}
	})
}

func TestReleaseOfAFreeLock(t *testing.T) {
	var l gate.Lock
	if err := l.Release(t.Context()); !errors.Is(err, engine.ErrRuntime) || l.Locked() {
		t.Error(err)
	}
}

func TestSemaphoreCounts(t *testing.T) {
	s := gate.NewSemaphore(2)
	for i, wantOK := range []bool{true, true, false} {
		ok, err := s.Acquire(t.Context(), 0)
		want(t, string(rune('0'+i)), ok, err, wantOK, nil)
	}
	s.Release(t.Context(), 3)
	for range 3 {
		ok, err := s.Acquire(t.Context(), 0)
		want(t, "released", ok, err, true, nil)
	}
}

func TestEvent(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var e gate.Event
		ok, err := e.Wait(t.Context(), time.Second)
		want(t, "not set", ok, err, false, nil)
		var woken atomic.Int64
		for range 3 {
			go func() {
				if ok, _ := e.Wait(t.Context(), -1); ok {
					woken.Add(1)
				}
			}()
		}
		synctest.Wait()
		e.Set()
		e.Clear() // whoever waited before Set is woken all the same
		synctest.Wait()
		if woken.Load() != 3 || e.IsSet() {
			t.Errorf("%d woken", woken.Load())
		}
		e.Set()
		ok, err = e.Wait(t.Context(), 0)
		want(t, "set", ok, err, true, nil)
	})
}

func TestRateLimiter(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r, err := gate.NewRateLimiter(2, 3)
		if err != nil {
			t.Fatal(err)
		}
		begin := time.Now()
		for i, due := range []time.Duration{0, 0, 0, 500, 1000} {
			ok, err := r.Acquire(t.Context(), -1)
			want(t, "turn", ok, err, true, nil)
			if d := time.Since(begin); d != due*time.Millisecond {
				t.Errorf("turn %d came after %v", i, d)
			}
		}
		ok, err := r.Acquire(t.Context(), 100*time.Millisecond)
		want(t, "no turn in time", ok, err, false, nil)
		if d := time.Since(begin); d != 1100*time.Millisecond {
			t.Errorf("it came back after %v", d)
		}
		stopped, stop := context.WithTimeoutCause(t.Context(), 100*time.Millisecond, context.Canceled)
		defer stop()
		ok, err = r.Acquire(stopped, -1)
		want(t, "stopped", ok, err, false, context.Canceled)
		ok, err = r.Acquire(t.Context(), -1)
		want(t, "the turn that was given back", ok, err, true, nil)
		if d := time.Since(begin); d != 1500*time.Millisecond {
			t.Errorf("it came after %v", d)
		}
		time.Sleep(time.Hour)
		for range 3 { // a pause fills the burst, and no more
			ok, err = r.Acquire(t.Context(), 0)
			want(t, "burst", ok, err, true, nil)
		}
		ok, err = r.Acquire(t.Context(), 0)
		want(t, "beyond the burst", ok, err, false, nil)
	})
}

func TestRateLimiterArguments(t *testing.T) {
	for _, c := range []struct {
		rate  float64
		burst int
	}{{0, 1}, {-1, 1}, {1, 0}} {
		if _, err := gate.NewRateLimiter(c.rate, c.burst); !errors.Is(err, engine.ErrRuntime) {
			t.Errorf("%v: %v", c, err)
		}
	}
}
