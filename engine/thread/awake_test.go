package thread_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

// noStall are hooks for a test in which something always goes on.
func noStall(t *testing.T) engine.Hooks {
	return engine.Hooks{Stall: func(list []engine.Activity) { t.Errorf("told of %+v", list) }}
}

// waiting waits until an actor whose name begins so waits for something whose name
// contains what.
func (r *rig) waiting(actor, what string) {
	for {
		for _, a := range r.env.Snapshot() {
			if strings.HasPrefix(a.Actor, actor) && a.What != "" && strings.Contains(a.What, what) {
				return
			}
		}
		runtime.Gosched()
	}
}

// TestPlaceOfAStoppedSubmitter stops the first of two submitters in the moment in
// which it has been called for a place: the place is the second one's.
func TestPlaceOfAStoppedSubmitter(t *testing.T) {
	r := newRig(t, noStall(t))
	p, q := r.pool(1, bounded(1)), r.pool(2, func(o *thread.Options) { o.Name = "q" })
	release := make(chan struct{})
	defer close(release)
	r.held(p, release)
	first := r.submit(p, value(0))
	submit := func(ctx context.Context) (any, error) { return p.Submit(ctx, enginetest.Task("late", value(1))) }
	stopped := r.submit(q, submit)
	r.waiting("q_0", "a place")
	next := r.submit(q, submit)
	r.waiting("q_1", "a place")
	p.Base().Lock()
	p.Base().Take() // calls the first, who cannot look before the lock is free
	for there := true; there; runtime.Gosched() {
		there = false
		for _, a := range r.env.Snapshot() {
			there = there || a.Actor == "q_0" && a.What != ""
		}
	}
	stopped.Terminate(r.ctx)
	p.Base().Unlock()
	first.Cancel(r.ctx)
	if err := next.Wait(r.ctx, patience); err != nil {
		t.Fatal(err)
	}
}

// idler is a Runner that says when its worker rests.
type idler struct {
	engine.Runner
	rests chan string
	name  string
}

func (r *idler) Idle() { r.rests <- r.name }

// TestStartingWorkerHoldsUpNobody has a worker's initializer wait for a task that a
// worker which rests can run.
func TestStartingWorkerHoldsUpNobody(t *testing.T) {
	r := newRig(t, noStall(t))
	rests, g, begun := make(chan string, 10), newDoor(), make(chan struct{})
	p := r.pool(2, func(o *thread.Options) {
		o.NewRunner = func(ctx context.Context, name string) (engine.Runner, error) {
			in, err := enginetest.NewRunner(ctx, name)
			return &idler{in, rests, name}, err
		}
	}, initializer(func(ctx context.Context) error {
		if engine.ActorOf(ctx).Name() == "pool_0" {
			return nil
		}
		close(begun)
		_, err := g.wait(ctx)
		return err
	}))
	release := make(chan struct{})
	r.held(p, release)
	other := r.submit(p, value(1)) // starts the second worker
	r.receive(begun)
	close(release)
	r.want(other, 1) // by the first
	if who := <-rests; who != "pool_0" {
		t.Fatal(who)
	}
	r.want(r.submit(p, func(context.Context) (any, error) { close(g.ch); return "opened", nil }), "opened")
}

// TestInitializerBesideOneThatBegins has an initializer wait, through another pool,
// for a task of its own pool, which a worker that is just being started can run: no
// circle.
func TestInitializerBesideOneThatBegins(t *testing.T) {
	r := newRig(t, noStall(t))
	other := r.pool(1, func(o *thread.Options) { o.Name = "other" })
	hold := make(chan struct{})
	var p *thread.Pool
	p = r.pool(2, func(o *thread.Options) {
		o.NewRunner = func(ctx context.Context, name string) (engine.Runner, error) {
			if name == "pool_1" {
				<-hold
			}
			return enginetest.NewRunner(ctx, name)
		}
	}, initializer(func(ctx context.Context) error {
		if engine.ActorOf(ctx).Name() != "pool_0" {
			return nil
		}
		return waitThrough(ctx, other, p)
	}))
	f := r.submit(p, value(2))
	for waits, ended := false, false; !waits && !ended; runtime.Gosched() {
		ended = f.Done()
		for _, a := range r.env.Snapshot() {
			waits = waits || a.Actor == "other_0" && strings.Contains(a.What, "back")
		}
	}
	close(hold)
	r.want(f, 2)
}

// TestStallWithNothingToLend has a worker that waits for a lock hold a slot too many:
// lending it lets no task begin, and the stall is told.
func TestStallWithNothingToLend(t *testing.T) {
	never := newDoor()
	var told atomic.Int64
	r := newRig(t, engine.Hooks{Stall: func([]engine.Activity) {
		if told.Add(1) == 1 {
			close(never.ch)
		}
	}})
	p := r.pool(1, initializer(func(ctx context.Context) (err error) {
		if engine.ActorOf(ctx).Name() == "pool_1" {
			_, err = never.wait(ctx)
		}
		return err
	}))
	bare := engine.NewFuture(r.env, engine.Task{Name: "bare"})
	f := r.submit(p, func(ctx context.Context) (any, error) {
		if _, err := result(ctx, bare); err != nil {
			return nil, err
		}
		return never.wait(ctx)
	})
	r.waiting("pool_0", "bare")
	other := r.submit(p, value(1)) // takes the slot that was lent
	r.waiting("pool_1", "a door")
	if err := bare.SetResult(r.ctx, nil); err != nil {
		t.Fatal(err)
	}
	if err := other.Wait(r.ctx, -1); err != nil {
		t.Fatal(err)
	}
	r.want(f, "opened")
	if told.Load() == 0 {
		t.Error("no stall was told")
	}
}

// TestFeederIsLentASlot: what a map would submit is wanted like what is pending.
func TestFeederIsLentASlot(t *testing.T) {
	r := newRig(t, noStall(t))
	p, g := r.pool(1), newDoor()
	f := r.submit(p, g.wait)
	r.waiting("pool_0", "a door")
	it := r.mapped(p, tasks(func(context.Context) (any, error) { close(g.ch); return 1, nil }), engine.MapOptions{Blocking: true})
	if got, err := collect(r.ctx, it); len(got) != 1 || err != nil {
		t.Error(got, err)
	}
	r.want(f, "opened")
	// Also to the map that a task of the pool itself goes through.
	r.want(r.submit(p, func(ctx context.Context) (any, error) {
		it, err := engine.Map(ctx, p, numbers(3), engine.MapOptions{Blocking: true})
		if err != nil {
			return nil, err
		}
		got, err := collect(ctx, it)
		return len(got), err
	}), 3)
}

// TestWhatMayComeFromOutside keeps a stall from being told, not a slot from being
// lent.
func TestWhatMayComeFromOutside(t *testing.T) {
	var told atomic.Bool
	never := newDoor()
	r := newRig(t, engine.Hooks{Stall: func([]engine.Activity) {
		if !told.Swap(true) {
			close(never.ch)
		}
	}})
	p, g := r.pool(1), newDoor()
	r.env.Open()
	a := r.submit(p, g.wait)
	b := r.submit(p, func(context.Context) (any, error) { close(g.ch); return "opens", nil })
	r.want(a, "opened")
	r.want(b, "opens")
	f := r.submit(p, never.wait)
	shut := make(chan struct{})
	go func() {
		r.waiting("main", "the future")
		r.waiting("pool_", "a door")
		if told.Load() {
			t.Error("told though it is open")
		}
		r.env.Shut()
		close(shut)
	}()
	r.want(f, "opened")
	<-shut
}

// TestStopWait meets the wait that it is meant for, and no other.
func TestStopWait(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, boom := r.pool(1), errors.New("boom")
	var doors [2]door
	for i := range doors {
		doors[i] = newDoor()
	}
	f := r.submit(p, func(ctx context.Context) (any, error) {
		if _, err := doors[0].wait(ctx); err != nil {
			return nil, err
		}
		return doors[1].wait(ctx)
	})
	r.waiting("pool_0", "a door")
	of := func() (a engine.Activity) {
		for _, a = range r.env.Snapshot() {
			if a.Actor == "pool_0" {
				break
			}
		}
		return a
	}
	first := of()
	close(doors[0].ch)
	for of().Since.Equal(first.Since) || of().What == "" {
		runtime.Gosched()
	}
	second := of()
	second.On.StopWait(first.Since, errors.New("late"))
	second.On.StopWait(second.Since, boom)
	r.wantError(f, boom)
}
