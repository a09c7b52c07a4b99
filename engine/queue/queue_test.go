package queue_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"go.uber.org/goleak"

	"luafut/engine"
	"luafut/engine/queue"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// pair is compared by its number only.
type pair struct {
	n    int
	name string
}

func byNumber(_ context.Context, a, b any) (bool, error) {
	x, ok := a.(pair)
	y, ok2 := b.(pair)
	if !ok || !ok2 {
		return false, fmt.Errorf("cannot compare %v with %v", a, b)
	}
	return x.n < y.n, nil
}

func number(n int) any { return pair{n: n} }

var kinds = map[string]func(max int) *queue.Queue{
	"fifo":     queue.New,
	"lifo":     queue.NewLIFO,
	"priority": func(max int) *queue.Queue { return queue.NewPriority(max, byNumber) },
}

func each(t *testing.T, test func(t *testing.T, ctx context.Context, make func(max int) *queue.Queue)) {
	for name, make := range kinds {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				ctx, cancel := context.WithCancel(t.Context())
				defer cancel()
				test(t, ctx, make)
			})
		})
	}
}

func put(t *testing.T, q *queue.Queue, items ...any) {
	t.Helper()
	for _, item := range items {
		if err := q.Put(t.Context(), item, false, 0); err != nil {
			t.Fatal(err)
		}
	}
}

func wantGet(t *testing.T, q *queue.Queue, want any) {
	t.Helper()
	if got, err := q.Get(t.Context(), false, 0); got != want || err != nil {
		t.Errorf("got %v, %v, want %v", got, err, want)
	}
}

func TestOrder(t *testing.T) {
	a, b, c, d := pair{2, "a"}, pair{1, "b"}, pair{2, "c"}, pair{0, "d"}
	for name, want := range map[string][]any{
		"fifo": {a, b, c, d}, "lifo": {d, c, b, a}, "priority": {d, b, a, c},
	} {
		q := kinds[name](0)
		put(t, q, a, b, c, d)
		for _, item := range want {
			wantGet(t, q, item)
		}
	}
}

func TestFullAndEmpty(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		q := make(2)
		for name, get := range map[string]func() error{
			"without waiting": func() error { _, err := q.Get(ctx, false, -1); return err },
			"in time":         func() error { _, err := q.Get(ctx, true, time.Second); return err },
			"in no time":      func() error { _, err := q.Get(ctx, true, 0); return err },
		} {
			if err := get(); !errors.Is(err, queue.ErrEmpty) {
				t.Errorf("get %s: %v", name, err)
			}
		}
		put(t, q, number(1), number(2))
		if !q.Full() || q.Len() != 2 {
			t.Errorf("full %v, len %d", q.Full(), q.Len())
		}
		begin := time.Now()
		for _, block := range []bool{false, true} {
			if err := q.Put(ctx, number(3), block, time.Second); !errors.Is(err, queue.ErrFull) {
				t.Errorf("put: %v", err)
			}
		}
		if d := time.Since(begin); d != time.Second {
			t.Errorf("waited %v", d)
		}
	})
}

func TestWaitersAreServedInOrder(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		q := make(0)
		var got []any
		for range 3 {
			go func() {
				item, _ := q.Get(ctx, true, -1)
				got = append(got, item)
			}()
			synctest.Wait()
		}
		for i := range 3 {
			put(t, q, number(i))
			synctest.Wait()
		}
		if !slices.Equal(got, []any{number(0), number(1), number(2)}) {
			t.Errorf("got %v", got)
		}
	})
}

func TestPutWaitsForAPlace(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		q := make(1)
		put(t, q, number(0))
		results := [2]error{errors.New("waits"), errors.New("waits")}
		for i := range results {
			go func() { results[i] = q.Put(ctx, number(i+1), true, -1) }()
			synctest.Wait()
		}
		wantGet(t, q, number(0))
		synctest.Wait()
		if results[0] != nil || results[1] == nil {
			t.Errorf("%v", results)
		}
		wantGet(t, q, number(1))
		synctest.Wait()
		wantGet(t, q, number(2))
		if results[1] != nil {
			t.Error(results[1])
		}
	})
}

func TestStoppedWaitersLoseNothing(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		q := make(1)
		mine := errors.New("mine")
		stopped, stop := context.WithCancelCause(ctx)
		var getErr, putErr error
		go func() { _, getErr = q.Get(stopped, true, -1) }()
		synctest.Wait()
		// Both happen before the getter runs: it has the item and is stopped.
		put(t, q, number(1))
		stop(mine)
		synctest.Wait()
		if getErr != nil { // which of the two it noticed is left to chance
			if !errors.Is(getErr, mine) {
				t.Error(getErr)
			}
			wantGet(t, q, number(1))
		}
		stopped, stop = context.WithCancelCause(ctx)
		put(t, q, number(2))
		go func() { putErr = q.Put(stopped, number(3), true, -1) }()
		synctest.Wait()
		stop(mine)
		synctest.Wait()
		if !errors.Is(putErr, mine) {
			t.Error(putErr)
		}
		wantGet(t, q, number(2))
		put(t, q, number(4)) // the place is free again
		wantGet(t, q, number(4))
	})
}

func TestShutdown(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		for _, immediate := range []bool{false, true} {
			q := make(2)
			put(t, q, number(1), number(2))
			var putErr error
			go func() { putErr = q.Put(ctx, number(3), true, -1) }()
			joined := false
			go func() { joined = q.Join(ctx) == nil }()
			synctest.Wait()
			q.Shutdown(immediate)
			q.Shutdown(immediate)
			synctest.Wait()
			if !errors.Is(putErr, queue.ErrShutDown) || !q.ShutDown() {
				t.Errorf("a waiting put: %v", putErr)
			}
			if err := q.Put(ctx, number(4), false, 0); !errors.Is(err, queue.ErrShutDown) {
				t.Errorf("put: %v", err)
			}
			if joined != immediate {
				t.Errorf("immediate %v: joined %v", immediate, joined)
			}
			if !immediate {
				for range 2 {
					if _, err := q.Get(ctx, true, -1); err != nil {
						t.Error(err)
					}
					if err := q.TaskDone(ctx); err != nil {
						t.Error(err)
					}
				}
				synctest.Wait()
				if !joined {
					t.Error("join still waits")
				}
			}
			for _, block := range []bool{true, false} {
				if _, err := q.Get(ctx, block, -1); !errors.Is(err, queue.ErrShutDown) {
					t.Errorf("get: %v", err)
				}
			}
		}
	})
}

func TestShutdownWakesGetters(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		q := make(0)
		var errs [3]error
		for i := range errs {
			go func() { _, errs[i] = q.Get(ctx, true, -1) }()
		}
		synctest.Wait()
		q.Shutdown(false)
		synctest.Wait()
		for _, err := range errs {
			if !errors.Is(err, queue.ErrShutDown) {
				t.Error(err)
			}
		}
	})
}

func TestJoin(t *testing.T) {
	each(t, func(t *testing.T, ctx context.Context, make func(int) *queue.Queue) {
		q := make(0)
		if err := q.Join(ctx); err != nil {
			t.Error(err)
		}
		put(t, q, number(1), number(2))
		var joined atomic.Int64
		for range 2 {
			go func() {
				if q.Join(ctx) == nil {
					joined.Add(1)
				}
			}()
			synctest.Wait()
		}
		for range 2 {
			if joined.Load() != 0 {
				t.Error("joined too early")
			}
			if _, err := q.Get(ctx, false, 0); err != nil {
				t.Error(err)
			}
			if err := q.TaskDone(ctx); err != nil {
				t.Error(err)
			}
			synctest.Wait()
		}
		if joined.Load() != 2 || q.Unfinished() != 0 {
			t.Errorf("%d joined, %d unfinished", joined.Load(), q.Unfinished())
		}
		if err := q.TaskDone(ctx); !errors.Is(err, engine.ErrRuntime) {
			t.Errorf("one too many: %v", err)
		}
	})
}

// endsLate is a context that is over; something happens in the moment in which it
// is asked whether it is.
type endsLate struct {
	context.Context
	meanwhile func()
}

func (c *endsLate) Err() error {
	if do := c.meanwhile; do != nil {
		c.meanwhile = nil
		do()
	}
	return context.Canceled
}

// TestItemOfAStoppedGetter gives an item to somebody who is being stopped: it goes
// back, but where the queue was emptied meanwhile it is done for.
func TestItemOfAStoppedGetter(t *testing.T) {
	for _, emptied := range []bool{false, true} {
		q := queue.New(0)
		ctx := &endsLate{t.Context(), func() {
			if err := q.Put(t.Context(), "item", false, 0); err != nil {
				t.Error(err)
			}
			q.Shutdown(emptied)
		}}
		if _, err := q.Get(ctx, true, -1); !errors.Is(err, context.Canceled) {
			t.Fatal(err)
		}
		want := 1
		if emptied {
			want = 0
		}
		if q.Len() != want || q.Unfinished() != want {
			t.Errorf("emptied %v: %d items, %d unfinished", emptied, q.Len(), q.Unfinished())
		}
	}
}
