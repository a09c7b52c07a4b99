package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"luafut/engine"
)

var errMine = errors.New("mine")

// in brings a future into a state.
var in = map[string]func(ctx context.Context, f *engine.Future) error{
	"pending":   func(context.Context, *engine.Future) error { return nil },
	"running":   func(_ context.Context, f *engine.Future) error { _, err := f.SetRunningOrNotifyCancel(); return err },
	"cancelled": func(ctx context.Context, f *engine.Future) error { f.Cancel(ctx); return nil },
	"failed":    func(ctx context.Context, f *engine.Future) error { return f.SetError(ctx, errMine) },
	"finished":  func(ctx context.Context, f *engine.Future) error { return f.SetResult(ctx, 5) },
}

func TestStates(t *testing.T) {
	for name, want := range map[string]struct {
		state                      string
		done, running, cancelled   bool
		cancel, terminate, beginOK bool
		beginErr, setErr           error
		result                     any
		err                        error
	}{
		"pending":   {state: "pending", cancel: true, terminate: true, beginOK: true, err: engine.ErrInvalidState},
		"running":   {state: "running", running: true, terminate: true, beginErr: engine.ErrInvalidState, err: engine.ErrInvalidState},
		"cancelled": {state: "cancelled", done: true, cancelled: true, cancel: true, terminate: true, setErr: engine.ErrInvalidState, err: engine.ErrCancelled},
		"failed":    {state: "finished", done: true, beginErr: engine.ErrInvalidState, setErr: engine.ErrInvalidState, err: errMine},
		"finished":  {state: "finished", done: true, beginErr: engine.ErrInvalidState, setErr: engine.ErrInvalidState, result: 5},
	} {
		t.Run(name, func(t *testing.T) {
			env, ctx := setup(t, engine.Hooks{})
			fresh := func() *engine.Future {
				f := engine.NewFuture(env, engine.Task{})
				must(t, in[name](ctx, f))
				return f
			}
			f := fresh()
			if f.State() != want.state || f.Done() != want.done || f.Settled() != want.done || f.Running() != want.running || f.Cancelled() != want.cancelled {
				t.Errorf("it is %v: %v %v %v %v", f.State(), f.Done(), f.Settled(), f.Running(), f.Cancelled())
			}
			if v, err := f.Result(); v != want.result || !errors.Is(err, want.err) {
				t.Errorf("result %v, %v", v, err)
			}
			if got := fresh().Cancel(ctx); got != want.cancel {
				t.Errorf("cancel %v", got)
			}
			if got := fresh().Terminate(ctx); got != want.terminate {
				t.Errorf("terminate %v", got)
			}
			if ok, err := fresh().SetRunningOrNotifyCancel(); ok != want.beginOK || !errors.Is(err, want.beginErr) {
				t.Errorf("begin %v, %v", ok, err)
			}
			if err := fresh().SetResult(ctx, 1); !errors.Is(err, want.setErr) {
				t.Errorf("set result: %v", err)
			}
			if err := fresh().SetError(ctx, errMine); !errors.Is(err, want.setErr) {
				t.Errorf("set error: %v", err)
			}
		})
	}
}

func TestWaitForOne(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		f := bare(env, 1)[0]
		begin := time.Now()
		if err := f.Wait(ctx, 3*time.Second); !errors.Is(err, engine.ErrTimeout) || time.Since(begin) != 3*time.Second {
			t.Errorf("%v after %v", err, time.Since(begin))
		}
		if err := f.Wait(ctx, 0); !errors.Is(err, engine.ErrTimeout) {
			t.Error(err)
		}
		stopped, stop := context.WithCancelCause(ctx)
		time.AfterFunc(time.Second, func() { stop(errMine) })
		if err := f.Wait(stopped, -1); !errors.Is(err, errMine) {
			t.Error(err)
		}
		time.AfterFunc(time.Second, func() { f.Cancel(ctx) })
		must(t, f.Wait(ctx, -1))
		must(t, f.Wait(stopped, -1)) // done already: nothing to wait for
	})
}

// TestDoneBeforeSettled looks at a future while its callbacks run.
func TestDoneBeforeSettled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		f := bare(env, 1)[0]
		f.AddDoneCallback(ctx, func(ctx context.Context, _ *engine.Future) error {
			must(t, f.WaitSettled(ctx, -1)) // inside a callback: goes by done
			return engine.Sleep(ctx, time.Minute)
		})
		other, done := context.WithCancel(t.Context())
		defer done()
		go func() { must(t, f.SetResult(other, 1)) }()
		must(t, f.Wait(ctx, -1))
		if f.Settled() {
			t.Error("settled while a callback runs")
		}
		begin := time.Now()
		must(t, f.WaitSettled(ctx, -1))
		if d := time.Since(begin); d != time.Minute {
			t.Errorf("settled after %v", d)
		}
	})
}

func TestKinds(t *testing.T) {
	broken := engine.ErrBrokenThreadPool.Wrap(errMine, "the pool %q", "p")
	for _, kind := range []error{engine.ErrBrokenThreadPool, engine.ErrBrokenExecutor, engine.ErrRuntime, errMine} {
		if !errors.Is(broken, kind) {
			t.Errorf("it is no %v", kind)
		}
	}
	if errors.Is(broken, engine.ErrBrokenProcessPool) || errors.Is(broken, engine.ErrTimeout) {
		t.Error("it is of a kind that it is not below")
	}
	if got := broken.Error(); got != `the pool "p": mine` {
		t.Error(got)
	}
	if k := engine.ErrBrokenThreadPool; k.Name() != "BrokenThreadPool" || k.Parent() != engine.ErrBrokenExecutor {
		t.Error(k.Name(), k.Parent())
	}
}
