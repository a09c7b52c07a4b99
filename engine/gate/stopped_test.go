package gate_test

import (
	"context"
	"errors"
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/gate"
	"luafut/engine/queue"
	"luafut/engine/thread"
)

// TestStoppedTaskReleases terminates a task that holds a lock, a place of a
// semaphore, and owes a TaskDone.
func TestStoppedTaskReleases(t *testing.T) {
	env := enginetest.NewEnv(engine.Hooks{})
	ctx, done := enginetest.Main(env, "main")
	defer done()
	p := thread.New(thread.Options{Env: env, MaxWorkers: 1, NewRunner: enginetest.NewRunner})
	var lock, passed gate.Lock
	sem := gate.NewSemaphore(1)
	q := queue.New(0)
	begun := make(chan struct{})
	for range 2 {
		if err := q.Put(ctx, 1, false, 0); err != nil {
			t.Fatal(err)
		}
	}
	f, err := p.Submit(ctx, enginetest.Task("holder", func(ctx context.Context) (any, error) {
		_, err1 := lock.Acquire(ctx, -1)
		_, err2 := passed.Acquire(ctx, -1)
		_, err3 := sem.Acquire(ctx, -1)
		_, err4 := q.Get(ctx, true, -1)
		_, err5 := q.Get(ctx, true, -1)
		err6 := q.TaskDone(ctx)
		close(begun)
		<-ctx.Done()
		return nil, errors.Join(err1, err2, err3, err4, err5, err6)
	}))
	if err != nil {
		t.Fatal(err)
	}
	<-begun
	// This one is released, and taken, by others than its holder.
	if err := passed.Release(ctx); err != nil {
		t.Error(err)
	}
	ok, err := passed.Acquire(ctx, 0)
	want(t, "the lock that was passed on", ok, err, true, nil)
	f.Terminate(ctx)
	ok, err = lock.Acquire(ctx, -1)
	want(t, "the held lock", ok, err, true, nil)
	ok, err = sem.Acquire(ctx, -1)
	want(t, "the semaphore", ok, err, true, nil)
	if err := q.Join(ctx); err != nil {
		t.Error(err)
	}
	if err := p.Shutdown(ctx, true, false); err != nil {
		t.Fatal(err)
	}
	if !passed.Locked() {
		t.Error("a lock that the task had no more was released")
	}
}
