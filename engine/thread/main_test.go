package thread_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"go.uber.org/goleak"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// patience bounds waits that must end; no test depends on its length.
const patience = 20 * time.Second

// rig is an Env with a main actor, and makes pools that end with the test.
type rig struct {
	*testing.T
	env *engine.Env
	ctx context.Context
}

func newRig(t *testing.T, hooks engine.Hooks) *rig {
	env := enginetest.NewEnv(hooks)
	ctx, done := enginetest.Main(env, "main")
	t.Cleanup(done)
	return &rig{t, env, ctx}
}

func (r *rig) pool(n int, change ...func(*thread.Options)) *thread.Pool {
	o := thread.Options{Env: r.env, MaxWorkers: n, Name: "pool", NewRunner: enginetest.NewRunner}
	for _, c := range change {
		c(&o)
	}
	p := thread.New(o)
	r.Cleanup(func() {
		if err := p.Shutdown(r.ctx, true, true); err != nil {
			r.Errorf("shutdown: %v", err)
		}
	})
	return p
}

func (r *rig) submit(p engine.Executor, fn enginetest.Func) *engine.Future {
	r.Helper()
	return r.named(p, "task", fn)
}

func (r *rig) named(p engine.Executor, name string, fn enginetest.Func) *engine.Future {
	r.Helper()
	f, err := p.Submit(r.ctx, enginetest.Task(name, fn))
	if err != nil {
		r.Fatalf("submit: %v", err)
	}
	return f
}

func (r *rig) result(f *engine.Future) (any, error) {
	r.Helper()
	return result(r.ctx, f)
}

func (r *rig) want(f *engine.Future, want any) {
	r.Helper()
	if got, err := r.result(f); err != nil || got != want {
		r.Errorf("result %v, %v, want %v", got, err, want)
	}
}

func (r *rig) wantError(f *engine.Future, kind error) {
	r.Helper()
	if got, err := r.result(f); !errors.Is(err, kind) {
		r.Errorf("result %v, %v, want %v", got, err, kind)
	}
}

func (r *rig) receive(ch <-chan struct{}) {
	r.Helper()
	select {
	case <-ch:
	case <-time.After(patience):
		r.Fatal("nothing came")
	}
}

// result waits without a time-out, as a script's result() does.
func result(ctx context.Context, f *engine.Future) (any, error) {
	if err := f.Wait(ctx, -1); err != nil {
		return nil, err
	}
	return f.Result()
}

func value(v any) enginetest.Func {
	return func(context.Context) (any, error) { return v, nil }
}

func fail(err error) enginetest.Func {
	return func(context.Context) (any, error) { return nil, err }
}

// until blocks its worker as a lock or an event does, not as a future.
func until(ch <-chan struct{}) enginetest.Func {
	return func(ctx context.Context) (any, error) {
		select {
		case <-ch:
			return "released", nil
		case <-ctx.Done():
			return nil, context.Cause(ctx)
		}
	}
}
