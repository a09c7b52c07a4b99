package thread_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/thread"
)

// nested submits a task to p that submits one to the next of pools and waits for
// it, depth times.
func nested(ctx context.Context, depth int, pools ...*thread.Pool) (any, error) {
	f, err := pools[0].Submit(ctx, engineTask("nested", func(ctx context.Context) (any, error) {
		if depth == 0 {
			return "bottom", nil
		}
		return nested(ctx, depth-1, append(pools[1:len(pools):len(pools)], pools[0])...)
	}))
	if err != nil {
		return nil, err
	}
	return result(ctx, f)
}

func TestWaitingTaskLendsItsSlot(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, q := r.pool(1), r.pool(1)
	for name, pools := range map[string][]*thread.Pool{"one pool": {p}, "two pools": {p, q}} {
		if got, err := nested(r.ctx, 50, pools...); err != nil || got != "bottom" {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
	for p.Workers() > 1 { // those that are too many end
		time.Sleep(time.Microsecond)
	}
}

func TestOnlyMaxWorkersBegin(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	back := make(chan struct{})
	f := r.submit(p, func(ctx context.Context) (any, error) {
		g, err := p.Submit(ctx, engineTask("inner", value(1)))
		if err == nil {
			_, err = result(ctx, g)
		}
		close(back)
		if err != nil {
			return nil, err
		}
		return until(release)(ctx)
	})
	r.receive(back)
	next := r.submit(p, value(2))
	if next.Running() || next.Done() {
		t.Error("a task began while the only slot was in use")
	}
	close(release)
	r.want(f, "released")
	r.want(next, 2)
}

func TestBlockedTaskKeepsItsSlot(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	release := make(chan struct{})
	r.held(p, release)
	f := r.submit(p, value(1))
	if err := f.Wait(r.ctx, time.Millisecond); !errors.Is(err, engine.ErrTimeout) || f.State() != "pending" {
		t.Errorf("%v, %v", err, f.State())
	}
	close(release)
	r.want(f, 1)
}

func TestFutureThatWaitsForItself(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	for name, wait := range map[string]func(context.Context, *engine.Future) error{
		"result": func(ctx context.Context, f *engine.Future) error { return f.Wait(ctx, -1) },
		"wait": func(ctx context.Context, f *engine.Future) error {
			_, _, err := engine.Wait(ctx, []*engine.Future{f}, -1, engine.AllCompleted)
			return err
		},
		"as completed": func(ctx context.Context, f *engine.Future) error {
			_, _, err := engine.AsCompleted(ctx, []*engine.Future{f}, -1).Next(ctx)
			return err
		},
	} {
		f := r.named(p, "narcissus", func(ctx context.Context) (any, error) {
			return nil, wait(ctx, engine.CurrentFuture(ctx))
		})
		_, err := r.result(f)
		var dead *engine.DeadlockError
		if !errors.As(err, &dead) || !errors.Is(err, engine.ErrDeadlock) || len(dead.Circle) != 1 || dead.Circle[0].Task != "narcissus" {
			t.Errorf("%s: %v", name, err)
		}
		r.want(r.submit(p, value(1)), 1)
	}
}

func TestCircleNamesItsMembers(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, q := r.pool(1), r.pool(1)
	fs := make([]*engine.Future, 3)
	ready := make(chan struct{})
	waits := func(next int) func(context.Context) (any, error) {
		return func(ctx context.Context) (any, error) {
			<-ready
			return result(ctx, fs[next])
		}
	}
	fs[0] = r.named(p, "a", waits(1))
	fs[1] = r.named(q, "b", waits(2))
	fs[2] = r.named(p, "c", waits(0))
	close(ready)
	dead := 0
	for _, f := range fs {
		_, err := r.result(f)
		var d *engine.DeadlockError
		if !errors.As(err, &d) {
			t.Fatal(err) // all three get it: through their results
		}
		if len(d.Circle) == 3 {
			dead++
		}
		for _, want := range []string{"a (submitted at a.lua:1)", "b (submitted at b.lua:1)", "c (submitted at c.lua:1)"} {
			if !strings.Contains(err.Error(), want) {
				t.Errorf("%v: does not name %s", err, want)
			}
		}
	}
	if dead != 3 {
		t.Errorf("%d saw the circle", dead)
	}
}

func TestTimeoutsAreNoCircle(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1, func(o *thread.Options) { o.TaskTimeout = 5 * time.Millisecond })
	f := r.submit(p, func(ctx context.Context) (any, error) { return nil, engine.CurrentFuture(ctx).Wait(ctx, -1) })
	r.wantError(f, engine.ErrTimeout)
	q := r.pool(1)
	f = r.submit(q, func(ctx context.Context) (any, error) {
		return "went on", errors.Join(nil, ignoreTimeout(engine.CurrentFuture(ctx).Wait(ctx, time.Millisecond)))
	})
	r.want(f, "went on")
}

func ignoreTimeout(err error) error {
	if errors.Is(err, engine.ErrTimeout) {
		return nil
	}
	return err
}

// TestWaitForAnyIsStuckOnlyWithAll has a task wait for itself or another.
func TestWaitForAnyIsStuckOnlyWithAll(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	release := make(chan struct{})
	other := r.held(p, release)
	for when, want := range map[engine.When]error{
		engine.FirstCompleted: nil, engine.FirstException: engine.ErrDeadlock, engine.AllCompleted: engine.ErrDeadlock,
	} {
		mine := make(chan struct{})
		f := r.submit(p, func(ctx context.Context) (any, error) {
			close(mine)
			_, _, err := engine.Wait(ctx, []*engine.Future{engine.CurrentFuture(ctx), other}, -1, when)
			return nil, err
		})
		r.receive(mine)
		if release != nil && when != engine.AllCompleted {
			close(release) // with it, FirstException has only itself left
			release = nil
		}
		if _, err := r.result(f); !errors.Is(err, want) || want == nil && err != nil {
			t.Errorf("when %v: %v, want %v", when, err, want)
		}
		if release == nil {
			release = make(chan struct{})
			other = r.held(p, release)
		}
	}
	close(release)
}

func TestShutdownsThatWaitForEachOther(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, q := r.pool(1), r.pool(1)
	both := make(chan struct{}, 2)
	shut := func(other *thread.Pool) func(context.Context) (any, error) {
		return func(ctx context.Context) (any, error) {
			both <- struct{}{}
			for len(both) < 2 {
				time.Sleep(time.Microsecond)
			}
			return nil, other.Shutdown(ctx, true, false)
		}
	}
	a, b := r.named(p, "a", shut(q)), r.named(q, "b", shut(p))
	_, errA := r.result(a)
	_, errB := r.result(b)
	if errors.Is(errA, engine.ErrDeadlock) == errors.Is(errB, engine.ErrDeadlock) {
		t.Errorf("a: %v, b: %v; one of them closes the circle", errA, errB)
	}
}
