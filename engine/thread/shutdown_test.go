package thread_test

import (
	"context"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"luafut/engine"
	"luafut/engine/thread"
)

func TestSubmitAfterShutdown(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	for range 3 {
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
	}
	_, err := p.Submit(r.ctx, engine.Task{})
	if !errors.Is(err, engine.ErrRuntime) || !strings.Contains(err.Error(), "cannot schedule new futures after") {
		t.Errorf("error %v", err)
	}
	if _, err := engine.Map(r.ctx, p, tasks(value(1)), engine.MapOptions{}); !errors.Is(err, engine.ErrRuntime) {
		t.Errorf("map: %v", err)
	}
}

func TestShutdownRunsWhatIsPending(t *testing.T) {
	for _, wait := range []bool{true, false} {
		r := newRig(t, engine.Hooks{})
		p := r.pool(1)
		release := make(chan struct{})
		first := r.submit(p, until(release))
		second := r.submit(p, value(2))
		if !wait {
			if err := p.Shutdown(r.ctx, false, false); err != nil {
				t.Fatal(err)
			}
			if first.Done() {
				t.Error("it waited")
			}
		}
		close(release)
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
		if !first.Settled() || !second.Settled() || p.Workers() != 0 {
			t.Errorf("wait %v: %v %v, %d workers", wait, first.State(), second.State(), p.Workers())
		}
	}
}

func TestShutdownCancelsWhatHasNotBegun(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	release, begun := make(chan struct{}), make(chan struct{}, 2)
	var fs []*engine.Future
	for range 20 {
		fs = append(fs, r.submit(p, func(ctx context.Context) (any, error) {
			begun <- struct{}{}
			return until(release)(ctx)
		}))
	}
	r.receive(begun)
	r.receive(begun)
	if err := p.Shutdown(r.ctx, false, true); err != nil {
		t.Fatal(err)
	}
	cancelled := 0
	for _, f := range fs {
		if f.Cancelled() {
			cancelled++
		}
	}
	close(release)
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	if cancelled != 18 {
		t.Errorf("%d cancelled, want 18", cancelled)
	}
}

func TestShutdownWaitsForCallbacks(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	begin, release, ran := make(chan struct{}), make(chan struct{}), false
	f := r.submit(p, until(begin)) // not done before it has its callback, which would run here then
	f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
		_, err := until(release)(ctx)
		ran = true
		return err
	})
	close(begin)
	go close(release)
	if err := p.Shutdown(r.ctx, true, false); err != nil || !ran {
		t.Errorf("%v; the callback ran: %v", err, ran)
	}
}

func TestShutdownFromInside(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	for name, in := range map[string]func(p *thread.Pool, shut func(ctx context.Context) error) error{
		"task": func(p *thread.Pool, shut func(context.Context) error) error {
			_, err := r.result(r.submit(p, func(ctx context.Context) (any, error) { return nil, shut(ctx) }))
			return err
		},
		"callback": func(p *thread.Pool, shut func(context.Context) error) error {
			var got error
			f := r.submit(p, value(1))
			f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error { got = shut(ctx); return nil })
			if err := f.WaitSettled(r.ctx, -1); err != nil {
				return err
			}
			return got
		},
		"callback in the canceller": func(p *thread.Pool, shut func(context.Context) error) error {
			var got error
			release := make(chan struct{})
			defer close(release)
			r.submit(p, until(release))
			f := r.submit(p, value(1))
			f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error { got = shut(ctx); return nil })
			f.Cancel(r.ctx)
			return got
		},
	} {
		p := r.pool(1)
		err := in(p, func(ctx context.Context) error { return p.Shutdown(ctx, true, false) })
		if !errors.Is(err, engine.ErrRuntime) {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := p.Submit(r.ctx, engine.Task{}); !errors.Is(err, engine.ErrRuntime) {
			t.Errorf("%s: not marked: %v", name, err)
		}
	}
}

func TestShutdownFromTwoTasks(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, others := r.pool(2), r.pool(2)
	r.submit(p, value(1))
	shut := func(ctx context.Context) (any, error) { return nil, p.Shutdown(ctx, true, false) }
	a, b := r.submit(others, shut), r.submit(others, shut)
	r.want(a, nil)
	r.want(b, nil)
}

// Whatever ends several futures at once: the callbacks of one may wait for the
// others.
func TestCallbacksOfThoseEndedTogetherWaitForEachOther(t *testing.T) {
	for name, end := range map[string]func(r *rig, p *thread.Pool, release chan struct{}) error{
		"shutdown": func(r *rig, p *thread.Pool, _ chan struct{}) error { return p.Shutdown(r.ctx, false, true) },
		"break":    func(_ *rig, _ *thread.Pool, release chan struct{}) error { close(release); return nil },
	} {
		t.Run(name, func(t *testing.T) {
			r := newRig(t, engine.Hooks{Stall: func(list []engine.Activity) { t.Errorf("a stall: %+v", list) }})
			release := make(chan struct{})
			p := r.pool(1, func(o *thread.Options) {
				o.Initializer = func(context.Context, engine.Runner) error {
					<-release
					return errors.New("no entry")
				}
			})
			var fs []*engine.Future
			var calls sync.WaitGroup
			for range 4 {
				fs = append(fs, r.submit(p, value(1)))
			}
			for _, f := range fs {
				calls.Add(1)
				f.AddDoneCallback(r.ctx, func(ctx context.Context, _ *engine.Future) error {
					defer calls.Done()
					_, left, err := engine.Wait(ctx, fs, -1, engine.AllCompleted)
					if err != nil || len(left) > 0 {
						t.Errorf("%v, %d left", err, len(left))
					}
					return nil
				})
			}
			if err := end(r, p, release); err != nil {
				t.Error(err)
			}
			calls.Wait()
			if name == "shutdown" {
				close(release)
			}
		})
	}
}

func TestDrainWaitsForWhatTasksSubmit(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	pools := make([]*thread.Pool, 1000)
	for i := range pools {
		pools[i] = r.pool(1)
	}
	var ran atomic.Int64
	var step func(n int) func(context.Context) (any, error)
	step = func(n int) func(context.Context) (any, error) {
		return func(ctx context.Context) (_ any, err error) {
			ran.Add(1)
			if n > 0 {
				_, err = pools[n%len(pools)].Submit(ctx, engineTask("step", step(n-1)))
			}
			return nil, err
		}
	}
	for round := range int64(100) {
		r.submit(pools[0], step(999))
		if err := r.env.Drain(r.ctx); err != nil {
			t.Fatal(err)
		}
		if n := ran.Load(); n != 1000*(round+1) {
			t.Fatalf("%d of 1000 steps were waited for", n-1000*round)
		}
	}
	if n := len(r.env.Pools()); n != len(pools) {
		t.Errorf("%d pools listed, want %d", n, len(pools))
	}
}

func TestEndedPoolIsForgotten(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	f := r.submit(p, until(release))
	if err := p.Shutdown(r.ctx, false, false); err != nil {
		t.Fatal(err)
	}
	if len(r.env.Pools()) != 1 {
		t.Error("a pool with work was forgotten")
	}
	close(release)
	r.want(f, "released")
	if err := r.env.Drain(r.ctx); err != nil || len(r.env.Pools()) != 0 {
		t.Errorf("%v, %d pools", err, len(r.env.Pools()))
	}
}
