package thread_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"luafut/engine"
	"luafut/engine/thread"
)

func initializer(fn func(ctx context.Context) error) func(*thread.Options) {
	return func(o *thread.Options) {
		o.Initializer = func(ctx context.Context, _ engine.Runner) error { return fn(ctx) }
	}
}

func TestInitializerRunsOnceAWorker(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	names := make(chan string, 8)
	p := r.pool(2, initializer(func(ctx context.Context) error {
		names <- engine.ActorOf(ctx).Name()
		return nil
	}))
	for range 10 {
		r.want(r.submit(p, value(1)), 1)
	}
	if n := len(names); n != p.Workers() {
		t.Errorf("%d initializers for %d workers", n, p.Workers())
	}
}

func TestFailingInitializerBreaksThePool(t *testing.T) {
	boom := errors.New("boom")
	for name, change := range map[string]func(*thread.Options){
		"error": initializer(func(context.Context) error { return boom }),
		"panic": initializer(func(context.Context) error { panic(boom) }),
		"runner": func(o *thread.Options) {
			o.NewRunner = func(context.Context, string) (engine.Runner, error) { return nil, boom }
		},
		"panicking runner": func(o *thread.Options) {
			o.NewRunner = func(context.Context, string) (engine.Runner, error) { panic(boom) }
		},
	} {
		t.Run(name, func(t *testing.T) {
			told := make(chan error, 8)
			r := newRig(t, engine.Hooks{InitializerError: func(_ string, err error) { told <- err }})
			hold := make(chan struct{})
			p := r.pool(2, change, func(o *thread.Options) {
				make := o.NewRunner
				o.NewRunner = func(ctx context.Context, n string) (engine.Runner, error) { <-hold; return make(ctx, n) }
			})
			var fs []*engine.Future
			for range 5 {
				fs = append(fs, r.submit(p, value(1)))
			}
			called := 0
			fs[0].AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { called++; return nil })
			close(hold)
			for _, f := range fs {
				r.wantError(f, engine.ErrBrokenThreadPool)
				r.wantError(f, engine.ErrRuntime)
				r.wantError(f, boom)
			}
			if err := fs[0].WaitSettled(r.ctx, -1); err != nil || called != 1 {
				t.Errorf("%v, callback called %d times", err, called)
			}
			if _, err := p.Submit(r.ctx, engine.Task{}); !errors.Is(err, engine.ErrBrokenThreadPool) {
				t.Errorf("submit: %v", err)
			}
			if err := p.Shutdown(r.ctx, true, false); err != nil || p.Workers() != 0 {
				t.Errorf("shutdown: %v, %d workers", err, p.Workers())
			}
			if err := <-told; !errors.Is(err, boom) {
				t.Errorf("told %v", err)
			}
		})
	}
}

func TestInitializerThatWaitsForItsPool(t *testing.T) {
	for _, n := range []int{1, 3} {
		r := newRig(t, engine.Hooks{})
		var p *thread.Pool
		got := make(chan error, n)
		p = r.pool(n, initializer(func(ctx context.Context) error {
			f, err := p.Submit(ctx, engineTask("inner", value(1)))
			if err == nil {
				_, err = result(ctx, f)
			}
			got <- err
			return err
		}))
		r.wantError(r.submit(p, value(1)), engine.ErrBrokenThreadPool)
		err := <-got
		if !errors.Is(err, engine.ErrDeadlock) || !strings.Contains(err.Error(), "initializer") || !strings.Contains(err.Error(), "inner.lua:1") {
			t.Errorf("%d workers: %v", n, err)
		}
	}
}

// TestInitializerThatWaitsThroughAnotherPool closes the circle by way of a task
// that waits for the pool that is being prepared.
func TestInitializerThatWaitsThroughAnotherPool(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	other := r.pool(1)
	var p *thread.Pool
	p = r.pool(1, initializer(func(ctx context.Context) error { return waitThrough(ctx, other, p) }))
	r.wantError(r.submit(p, value(1)), engine.ErrDeadlock)
}

// waitThrough waits for a task "via" of another pool, which waits for a task "back"
// of p.
func waitThrough(ctx context.Context, other, p *thread.Pool) error {
	f, err := other.Submit(ctx, engineTask("via", func(ctx context.Context) (any, error) {
		g, err := p.Submit(ctx, engineTask("back", value(1)))
		if err != nil {
			return nil, err
		}
		return result(ctx, g)
	}))
	if err != nil {
		return err
	}
	_, err = result(ctx, f)
	return err
}
