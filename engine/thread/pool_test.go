package thread_test

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

func TestSubmitGivesResults(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(3)
	var fs []*engine.Future
	for i := range 100 {
		fs = append(fs, r.submit(p, value(i)))
	}
	for i, f := range fs {
		r.want(f, i)
	}
	if n := p.Workers(); n > 3 {
		t.Errorf("%d workers, want 3 at most", n)
	}
}

func TestSubmitGivesErrors(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	mine := errors.New("mine")
	r.wantError(r.submit(p, fail(mine)), mine)
	_, err := r.result(r.submit(p, func(context.Context) (any, error) { panic("oh") }))
	var caught *engine.PanicError
	if !errors.As(err, &caught) || caught.Value != "oh" || len(caught.Stack) == 0 {
		t.Errorf("a panic came as %v", err)
	}
	r.want(r.submit(p, value("next")), "next")
}

func TestIdleWorkerIsUsedAgain(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(4)
	if n := p.Workers(); n != 0 {
		t.Fatalf("%d workers before the first task", n)
	}
	for range 50 {
		r.want(r.submit(p, value(1)), 1)
	}
	// A result is read before its worker is idle again, so a second may start.
	if n := p.Workers(); n > 2 {
		t.Errorf("%d workers for tasks one after the other", n)
	}
}

func TestSaturation(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(4)
	release := make(chan struct{})
	var most, now atomic.Int64
	begun := make(chan struct{}, 60)
	for range 60 {
		r.submit(p, func(ctx context.Context) (any, error) {
			n := now.Add(1)
			for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
			}
			begun <- struct{}{}
			defer now.Add(-1)
			return until(release)(ctx)
		})
	}
	for range 4 {
		r.receive(begun)
	}
	if n := p.Workers(); n != 4 {
		t.Errorf("%d workers, want 4", n)
	}
	close(release)
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	if most.Load() != 4 || p.Workers() != 0 {
		t.Errorf("%d ran at once, want 4; %d workers left", most.Load(), p.Workers())
	}
}

func TestTasksBeginInOrder(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	var order []int
	for i := range 20 {
		r.submit(p, func(context.Context) (any, error) { order = append(order, i); return nil, nil })
	}
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	for i, n := range order {
		if n != i {
			t.Fatalf("order %v", order)
		}
	}
}

func TestCancelPendingOnly(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	begun, release := make(chan struct{}), make(chan struct{})
	running := r.submit(p, func(ctx context.Context) (any, error) { close(begun); return until(release)(ctx) })
	pending := r.submit(p, value("never"))
	r.receive(begun)
	if running.Cancel(r.ctx) || !running.Running() {
		t.Error("a running task was cancelled")
	}
	for range 2 { // a second time says so again
		if !pending.Cancel(r.ctx) || !pending.Cancelled() {
			t.Error("a pending task was not cancelled")
		}
	}
	close(release)
	r.want(running, "released")
	r.wantError(pending, engine.ErrCancelled)
	if running.Cancel(r.ctx) {
		t.Error("a finished task was cancelled")
	}
}

func TestCurrent(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	if engine.CurrentFuture(r.ctx) != nil {
		t.Error("the main script is inside a task")
	}
	f := r.named(p, "look", func(ctx context.Context) (any, error) {
		a := engine.ActorOf(ctx)
		return fmt.Sprint(a.Name(), " ", a.Pool(), " ", engine.CurrentFuture(ctx).Name()), nil
	})
	r.want(f, "pool_0 pool look")
}

func TestDefaultSize(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	if n, want := r.pool(0).MaxWorkers(), min(32, runtime.GOMAXPROCS(0)+4); n != want {
		t.Errorf("%d, want %d", n, want)
	}
}

// TestNothingIsKept drops futures and looks whether they are collected while
// their pool lives.
func TestNothingIsKept(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	var left atomic.Int64
	const n = 1000
	left.Store(n)
	for i := range n {
		f := r.submit(p, func(context.Context) (any, error) {
			if i%3 == 0 {
				return nil, errors.New("nobody asks")
			}
			return i, nil
		})
		runtime.AddCleanup(f, func(struct{}) { left.Add(-1) }, struct{}{})
		if err := f.WaitSettled(r.ctx, -1); err != nil {
			t.Fatal(err)
		}
	}
	for range 100 {
		runtime.GC()
		if left.Load() < 10 { // workers and stacks may hold the last
			return
		}
	}
	t.Errorf("%d of %d futures are kept", left.Load(), n)
}

func TestDroppedPoolEnds(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	gone := make(chan struct{})
	f := func() *engine.Future {
		p := thread.New(thread.Options{Env: r.env, Name: "dropped", NewRunner: func(ctx context.Context, n string) (engine.Runner, error) {
			run, err := enginetest.NewRunner(ctx, n)
			return closing{run, gone}, err
		}})
		return r.submit(p, value(7))
	}()
	r.want(f, 7)
	for range 100 {
		runtime.GC()
		select {
		case <-gone:
			return
		default:
			runtime.Gosched()
		}
	}
	r.receive(gone)
}

type closing struct {
	engine.Runner
	gone chan struct{}
}

func (c closing) Close() {
	c.Runner.Close()
	close(c.gone)
}

func TestUnreadFailures(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	for i := range 3 {
		f := r.named(p, fmt.Sprint("t", i), fail(fmt.Errorf("e%d", i)))
		if err := f.WaitSettled(r.ctx, -1); err != nil {
			t.Fatal(err)
		}
		if i == 1 {
			_, _ = f.Result()
		}
	}
	got, more := r.env.Unread()
	if len(got) != 2 || more != 0 || got[0].Task != "t0" || got[1].Err.Error() != "e2" || got[0].Pool != "pool" {
		t.Errorf("unread %v and %d", got, more)
	}
	var fs []*engine.Future
	for range 1100 {
		fs = append(fs, r.submit(p, fail(errors.New("many"))))
	}
	if _, _, err := engine.Wait(r.ctx, fs, -1, engine.AllCompleted); err != nil {
		t.Fatal(err)
	}
	if got, more := r.env.Unread(); len(got) != 1000 || more != 102 {
		t.Errorf("%d kept and %d counted", len(got), more)
	}
	for _, f := range fs {
		_, _ = f.Result()
	}
	if got, more := r.env.Unread(); len(got) != 2 || more != 0 {
		t.Errorf("%d kept and %d counted after all were asked", len(got), more)
	}
}
