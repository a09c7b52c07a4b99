package thread_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"sync/atomic"
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

func engineTask(name string, fn func(context.Context) (any, error)) engine.Task {
	return enginetest.Task(name, fn)
}

// held submits a task that ends when release is closed.
func (r *rig) held(p engine.Executor, release <-chan struct{}) *engine.Future {
	r.Helper()
	begun := make(chan struct{})
	f := r.submit(p, func(ctx context.Context) (any, error) { close(begun); return until(release)(ctx) })
	r.receive(begun)
	return f
}

func TestCallbacksRunOnTheWorkerInOrder(t *testing.T) {
	var failed []error
	var mu sync.Mutex
	r := newRig(t, engine.Hooks{CallbackError: func(_ *engine.Future, err error) {
		mu.Lock()
		defer mu.Unlock()
		failed = append(failed, err)
	}})
	p := r.pool(1)
	release := make(chan struct{})
	f := r.held(p, release)
	var order []string
	note := func(name string, err error) {
		f.AddDoneCallback(r.ctx, func(ctx context.Context, g *engine.Future) error {
			order = append(order, name+" "+engine.ActorOf(ctx).Name())
			if name == "b" {
				g.AddDoneCallback(ctx, func(context.Context, *engine.Future) error {
					order = append(order, "late")
					panic("oh")
				})
			}
			return err
		})
	}
	mine := errors.New("mine")
	note("a", mine)
	note("b", nil)
	note("c", nil)
	close(release)
	if err := f.WaitSettled(r.ctx, -1); err != nil {
		t.Fatal(err)
	}
	if want := []string{"a pool_0", "b pool_0", "c pool_0", "late"}; !slices.Equal(order, want) {
		t.Errorf("order %v, want %v", order, want)
	}
	var caught *engine.PanicError
	if len(failed) != 2 || !errors.Is(failed[0], mine) || !errors.As(failed[1], &caught) {
		t.Errorf("reported %v", failed)
	}
	note("after", nil)
	if got := order[len(order)-1]; got != "after main" {
		t.Errorf("a callback of a settled future ran as %q", got)
	}
}

func TestCallbacksRunInTheCanceller(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	defer close(release)
	r.held(p, release)
	f := r.submit(p, value(1))
	var where string
	f.AddDoneCallback(r.ctx, func(ctx context.Context, g *engine.Future) error {
		where = engine.ActorOf(ctx).Name()
		if !g.Done() || g.Settled() || !g.Cancelled() {
			t.Error("the state inside a callback")
		}
		return nil
	})
	f.Cancel(r.ctx)
	if where != "main" || !f.Settled() {
		t.Errorf("ran in %q", where)
	}
}

func TestCallbacksWaitForFuturesWithCallbacks(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	a := r.held(p, release)
	b := r.submit(p, value("b"))
	var got atomic.Int32 // a's callback lends its slot, so that both run at once
	b.AddDoneCallback(r.ctx, func(ctx context.Context, f *engine.Future) error {
		_, err := result(ctx, a) // a is done, its callback waits for this
		got.Add(1)
		return err
	})
	a.AddDoneCallback(r.ctx, func(ctx context.Context, f *engine.Future) error {
		_, err := result(ctx, b)
		got.Add(1)
		if err == nil {
			_, _, err = engine.Wait(ctx, []*engine.Future{a, b}, -1, engine.AllCompleted)
		}
		return err
	})
	close(release)
	if _, _, err := engine.Wait(r.ctx, []*engine.Future{a, b}, -1, engine.AllCompleted); err != nil {
		t.Fatal(err)
	}
	if n := got.Load(); n != 2 {
		t.Errorf("%d of the callbacks ran", n)
	}
}

// TestTerminatedCancellerHandsCallbacksOver stops a task while it runs the first
// callback of a future that it cancels.
func TestTerminatedCancellerHandsCallbacksOver(t *testing.T) {
	r := newRig(t, engine.Hooks{CallbackError: func(_ *engine.Future, err error) { t.Errorf("reported %v", err) }})
	p, q := r.pool(1), r.pool(1)
	release := make(chan struct{})
	defer close(release)
	r.held(q, release)
	victim := r.submit(q, value(1))
	inside := make(chan struct{})
	var second string
	victim.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
		close(inside)
		_, err := until(nil)(ctx)
		return err
	})
	victim.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
		second = engine.ActorOf(ctx).Name()
		return ctx.Err()
	})
	canceller := r.submit(p, func(ctx context.Context) (any, error) {
		victim.Cancel(ctx)
		<-ctx.Done()
		return nil, context.Cause(ctx)
	})
	r.receive(inside)
	if !canceller.Terminate(r.ctx) {
		t.Error("not terminated")
	}
	if err := victim.WaitSettled(r.ctx, -1); err != nil || second != "helper" {
		t.Errorf("%v; the second callback ran in %q", err, second)
	}
	r.wantError(canceller, engine.ErrCancelled)
	r.want(r.submit(p, value("next")), "next")
}

// TestTerminateStopsTheCallbackNotTheCanceller interrupts a callback that runs
// nested inside another task.
func TestTerminateStopsTheCallbackNotTheCanceller(t *testing.T) {
	r := newRig(t, engine.Hooks{CallbackError: func(_ *engine.Future, err error) { t.Errorf("reported %v", err) }})
	p, q := r.pool(1), r.pool(1)
	release := make(chan struct{})
	defer close(release)
	r.held(q, release)
	victim := r.submit(q, value(1))
	inside, ran := make(chan struct{}), false
	victim.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
		close(inside)
		_, err := until(nil)(ctx)
		return err
	})
	victim.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error { ran = true; return ctx.Err() })
	canceller := r.submit(p, func(ctx context.Context) (any, error) {
		victim.Cancel(ctx)
		th := engine.ActorOf(ctx).Thread()
		return "unharmed", th.Context().Err()
	})
	r.receive(inside)
	if victim.Terminate(r.ctx) {
		t.Error("terminate of a done future returned true")
	}
	r.want(canceller, "unharmed")
	if !ran {
		t.Error("the second callback did not run")
	}
}

func TestDetachedCallbacks(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1, func(o *thread.Options) { o.DetachCallbacks = true })
	release := make(chan struct{})
	f := r.held(p, release)
	var where string
	f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
		where = engine.ActorOf(ctx).Name()
		return nil
	})
	close(release)
	if err := f.WaitSettled(r.ctx, -1); err != nil || where != "helper" {
		t.Errorf("%v; ran in %q", err, where)
	}
}

// TestOutcomeFromElsewhere sets the outcome of a task that runs: its callbacks run
// there, one after the other, and its worker does not join in.
func TestOutcomeFromElsewhere(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, release := r.pool(1), make(chan struct{})
	f := r.held(p, release)
	begun, goOn, order := make(chan struct{}), make(chan struct{}), make(chan int, 2)
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(begun); <-goOn; order <- 1; return nil })
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { order <- 2; return nil })
	set := make(chan error)
	ctx, done := enginetest.Main(r.env, "elsewhere")
	go func() {
		defer done()
		set <- f.SetResult(ctx, "set")
	}()
	r.receive(begun)
	close(release)
	r.want(r.submit(p, value(1)), 1) // the worker has gone on
	if f.Settled() || len(order) > 0 {
		t.Error("the worker runs its callbacks too")
	}
	close(goOn)
	if err := <-set; err != nil || <-order != 1 || <-order != 2 {
		t.Errorf("%v, or the wrong order", err)
	}
	r.want(f, "set")
}
