package thread_test

import (
	"context"
	"errors"
	"runtime"
	"testing"
	"testing/synctest"
	"time"

	"luafut/engine"
	"luafut/engine/thread"
)

func TestTerminateRunning(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	begun, unwind := make(chan struct{}), make(chan struct{})
	f := r.submit(p, func(ctx context.Context) (any, error) {
		close(begun)
		<-ctx.Done()
		<-unwind
		return "too late", nil
	})
	called := ""
	f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
		called = engine.ActorOf(ctx).Name()
		return ctx.Err() // it must run in a context that lives
	})
	next := r.submit(p, func(ctx context.Context) (any, error) { return "next", ctx.Err() })
	r.receive(begun)
	if !f.Terminate(r.ctx) || !f.Cancelled() || f.Settled() {
		t.Errorf("state %v, settled %v", f.State(), f.Settled())
	}
	r.wantError(f, engine.ErrCancelled)
	close(unwind)
	r.want(next, "next")
	if err := f.WaitSettled(r.ctx, -1); err != nil || called != "pool_0" {
		t.Errorf("%v; the callback ran in %q", err, called)
	}
	r.wantError(f, engine.ErrCancelled)
	if p.Workers() != 1 {
		t.Errorf("%d workers, want the same one", p.Workers())
	}
}

func TestWhatIsStoppedSubmitsNothing(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, begun, refused := r.pool(1), make(chan struct{}), make(chan error, 1)
	f := r.submit(p, func(ctx context.Context) (any, error) {
		close(begun)
		<-ctx.Done()
		_, err := p.Submit(ctx, engineTask("late", value(1)))
		refused <- err
		return nil, nil
	})
	r.receive(begun)
	f.Terminate(r.ctx)
	if err := <-refused; !errors.Is(err, engine.ErrCancelled) {
		t.Errorf("submitted: %v", err)
	}
}

func TestTerminateDoesNotWaitForUnwinding(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	begun, unwind := make(chan struct{}), make(chan struct{})
	f := r.submit(p, func(context.Context) (any, error) { close(begun); <-unwind; return nil, nil })
	r.receive(begun)
	if !f.Terminate(r.ctx) || !f.Settled() {
		t.Error("a task without callbacks is settled once it is terminated")
	}
	// Nor does a shutdown wait for it.
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	close(unwind)
}

func TestTerminatePending(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	r.held(p, release)
	f := r.submit(p, value(1))
	if !f.Terminate(r.ctx) || !f.Cancelled() {
		t.Error(f.State())
	}
	close(release)
	g := r.submit(p, value(2))
	r.want(g, 2)
	if g.Terminate(r.ctx) {
		t.Error("terminate of a finished task returned true")
	}
}

func TestTaskTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, engine.Hooks{})
		p := r.pool(1, func(o *thread.Options) { o.TaskTimeout = 5 * time.Second })
		sleep := func(d time.Duration) func(context.Context) (any, error) {
			return func(ctx context.Context) (any, error) { return "slept", engine.Sleep(ctx, d) }
		}
		begin := time.Now()
		slow, queued := r.submit(p, sleep(time.Hour)), r.submit(p, sleep(4*time.Second))
		r.wantError(slow, engine.ErrTimeout)
		if d := time.Since(begin); d != 5*time.Second {
			t.Errorf("stopped after %v", d)
		}
		r.want(queued, "slept") // its five seconds began after the first task
		for _, limit := range []struct {
			timeout, task time.Duration
			err           error
		}{{time.Second, 3 * time.Second, engine.ErrTimeout}, {-1, 7 * time.Second, nil}} {
			task := engineTask("own", sleep(limit.task))
			task.Timeout = limit.timeout
			f, err := p.Submit(r.ctx, task)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := r.result(f); !errors.Is(err, limit.err) {
				t.Errorf("time-out %v: %v", limit.timeout, err)
			}
		}
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
	})
}

func TestTaskTimeoutLeavesCallbacksAlone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, engine.Hooks{})
		p := r.pool(1, func(o *thread.Options) { o.TaskTimeout = time.Second })
		f := r.submit(p, value(1))
		var got error
		f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
			got = engine.Sleep(ctx, time.Minute)
			return nil
		})
		if err := f.WaitSettled(r.ctx, -1); err != nil || got != nil {
			t.Errorf("%v, the callback: %v", err, got)
		}
		r.want(f, 1)
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
	})
}

// ledger is what tasks owe to.
type ledger struct{ paid chan uint64 }

func (l ledger) Settle(_ *engine.Actor, n uint64) { l.paid <- n }

func TestStoppedTaskPaysItsDebts(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	l := ledger{make(chan uint64, 4)}
	r.want(r.submit(p, func(ctx context.Context) (any, error) {
		engine.Owe(ctx, l, 5) // ends by itself: goes on owing
		return 1, nil
	}), 1)
	begun := make(chan struct{})
	f := r.submit(p, func(ctx context.Context) (any, error) {
		engine.Owe(ctx, l, 1)
		engine.Owe(ctx, l, 2)
		engine.Pay(ctx, l, 1)
		close(begun)
		return until(nil)(ctx)
	})
	r.receive(begun)
	f.Terminate(r.ctx)
	if n := <-l.paid; n != 2 {
		t.Errorf("%d paid, want 2", n)
	}
	r.want(r.submit(p, value(2)), 2)
	if len(l.paid) != 0 {
		t.Error("paid twice")
	}
}

func TestTerminatedWaiterGoesAtOnce(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	inner := make(chan *engine.Future, 1)
	f := r.submit(p, func(ctx context.Context) (any, error) {
		g, err := p.Submit(ctx, engineTask("inner", until(release)))
		if err != nil {
			return nil, err
		}
		inner <- g
		return result(ctx, g)
	})
	g := <-inner
	for !g.Running() { // until it has the slot of f, which waits
		runtime.Gosched()
	}
	done := make(chan struct{})
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(done); return nil })
	if !f.Terminate(r.ctx) {
		t.Error("not terminated")
	}
	r.receive(done) // while g still has the slot
	close(release)
	r.want(g, "released")
}
