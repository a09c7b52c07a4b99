package engine_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"luafut/engine"
)

// remote is a pool whose tasks run elsewhere, as those of worker processes do:
// the test plays the workers.
type remote struct {
	base    *engine.Base
	stopped chan *engine.Future
}

func newRemote(env *engine.Env, timeout time.Duration) *remote {
	r := &remote{stopped: make(chan *engine.Future, 10)}
	r.base = engine.NewBase(engine.BaseOptions{
		Env: env, Name: "remote", Broken: engine.ErrBrokenProcessPool, TaskTimeout: timeout,
		Wake:     func() {},
		StopTask: func(f *engine.Future, _ error) { r.stopped <- f },
	})
	return r
}

func (r *remote) begin(t *testing.T) *engine.Future {
	t.Helper()
	r.base.Lock()
	f := r.base.Take()
	r.base.Unlock()
	if ok, err := f.SetRunningOrNotifyCancel(); !ok || err != nil {
		t.Fatal(ok, err)
	}
	return f
}

func TestRemoteTaskIsStopped(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		env, ctx := setup(t, engine.Hooks{})
		for name, c := range map[string]struct {
			timeout time.Duration
			stop    func(f *engine.Future)
			want    error
		}{
			"terminated": {0, func(f *engine.Future) { f.Terminate(ctx) }, engine.ErrCancelled},
			"timed out":  {time.Second, func(*engine.Future) { time.Sleep(2 * time.Second) }, engine.ErrTimeout},
		} {
			r := newRemote(env, c.timeout)
			f, err := r.base.Accept(ctx, engine.Task{Payload: "p"})
			must(t, err)
			called := 0
			f.AddDoneCallback(ctx, func(context.Context, *engine.Future) error { called++; return nil })
			if r.begin(t) != f || f.Task().Payload != "p" {
				t.Fatal("another future")
			}
			c.stop(f)
			if _, err := f.Result(); !errors.Is(err, c.want) || f.Settled() || called != 0 {
				t.Errorf("%s: %v, settled %v, called %d", name, err, f.Settled(), called)
			}
			if err := f.SetResult(ctx, "late"); !errors.Is(err, engine.ErrInvalidState) {
				t.Errorf("%s: a late result: %v", name, err)
			}
			(<-r.stopped).Unwound(ctx)
			if !f.Settled() || called != 1 || f.Task().Payload != nil {
				t.Errorf("%s: settled %v, called %d", name, f.Settled(), called)
			}
			must(t, r.base.Shutdown(ctx, true, false))
		}
	})
}

func TestPutBackComesFirst(t *testing.T) {
	env, ctx := setup(t, engine.Hooks{})
	r := newRemote(env, 0)
	for _, name := range []string{"a", "b"} {
		_, err := r.base.Accept(ctx, engine.Task{Name: name})
		must(t, err)
	}
	r.base.Lock()
	a := r.base.Take()
	r.base.PutBack(a)
	n := r.base.Pending()
	r.base.Unlock()
	if n != 2 || r.begin(t) != a {
		t.Errorf("%d pending", n)
	}
	r.base.Break(ctx, errMine)
	if err := r.base.Broken(); !errors.Is(err, engine.ErrBrokenProcessPool) || !errors.Is(err, errMine) {
		t.Error(err)
	}
	must(t, a.SetError(ctx, r.base.Broken()))
	must(t, r.base.Shutdown(ctx, true, false))
	if failures, _ := env.Unread(); len(failures) != 2 {
		t.Errorf("unread %v", failures)
	}
}
