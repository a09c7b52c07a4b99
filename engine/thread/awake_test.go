package thread_test

import (
	"context"
	"errors"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

// noStall are hooks for a test in which something always goes on.
func noStall(t *testing.T) engine.Hooks {
	return engine.Hooks{Stall: func(list []engine.Activity) { t.Errorf("told of %+v", list) }}
}

// waiting waits until an actor waits for something whose name contains what.
func (r *rig) waiting(actor, what string) {
	for {
		for _, a := range r.env.Snapshot() {
			if a.Actor == actor && a.What != "" && strings.Contains(a.What, what) {
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
		f, err := other.Submit(ctx, enginetest.Task("via", func(ctx context.Context) (any, error) {
			g, err := p.Submit(ctx, enginetest.Task("back", value(1)))
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

// TestUnstartedMapOfAQueueRunsEverything: with a Buffer too, when nobody will ask for
// its results any more.
func TestUnstartedMapOfAQueueRunsEverything(t *testing.T) {
	for _, when := range []string{"dropped", "at the end", "at the end, before the feeder waits"} {
		r := newRig(t, noStall(t))
		p, g := r.pool(1), newDoor()
		var ran atomic.Int64
		count := func(context.Context) (any, error) { return ran.Add(1), nil }
		all := tasks(count, count, count, count)
		it := r.mapped(p, func(ctx context.Context) (engine.Task, bool, error) {
			if _, err := g.wait(ctx); err != nil {
				return engine.Task{}, false, err
			}
			return all(ctx)
		}, engine.MapOptions{Blocking: true, Buffer: 1})
		if when != "at the end, before the feeder waits" {
			close(g.ch)
			r.waiting("helper", "the consumer of a map")
		}
		if when == "dropped" {
			it = nil
			for i := 0; ran.Load() < 4 && i < 1000; i++ {
				runtime.GC()
				runtime.Gosched()
			}
		}
		r.env.CloseMaps(r.ctx)
		if !g.Ready() {
			close(g.ch)
		}
		ctx, cancel := context.WithTimeout(r.ctx, patience)
		if err := r.env.Drain(ctx); err != nil {
			t.Error(err)
		}
		cancel()
		if ran.Load() != 4 {
			t.Errorf("%s: %d ran", when, ran.Load())
		}
		runtime.KeepAlive(it)
	}
}

// TestMapIsForOneAtATime has somebody ask while another waits.
func TestMapIsForOneAtATime(t *testing.T) {
	r := newRig(t, noStall(t))
	p, q, release := r.pool(1), r.pool(1, func(o *thread.Options) { o.Name = "q" }), make(chan struct{})
	it := r.mapped(p, tasks(until(release), value("second")), engine.MapOptions{})
	f := r.submit(q, func(ctx context.Context) (any, error) { v, _, err := it.Next(ctx); return v, err })
	r.waiting("q_0", "the future")
	if !it.Ready() {
		t.Error("it says that Next waits")
	}
	if _, _, err := it.Next(r.ctx); !errors.Is(err, engine.ErrRuntime) {
		t.Errorf("the second: %v", err)
	}
	close(release)
	r.want(f, "released")
	if v, _, err := it.Next(r.ctx); v != "second" || err != nil {
		t.Error(v, err)
	}
}

// beginsFirst is an Observer that holds a submitter up until its task has begun.
type beginsFirst struct{ engine.Observer }

func (beginsFirst) NextID() uint64                                             { return 1 }
func (beginsFirst) Begun(*engine.Future)                                       {}
func (beginsFirst) Done(*engine.Future, engine.Tally)                          {}
func (beginsFirst) Asked(*engine.Future, *engine.Actor)                        {}
func (beginsFirst) Entered(*engine.Future, *engine.Actor, bool, time.Time)     {}
func (beginsFirst) Left(*engine.Future, *engine.Actor, bool, time.Time, error) {}
func (beginsFirst) Submitted(f *engine.Future, _ *engine.Actor) {
	for f.Began().IsZero() {
		runtime.Gosched()
	}
}

// TestStoppedFeederTakesNothingMore, also where the pool has free workers.
func TestStoppedFeederTakesNothingMore(t *testing.T) {
	hooks := noStall(t)
	hooks.Observer = beginsFirst{}
	r := newRig(t, hooks)
	p := r.pool(8)
	taken := 0
	it := r.mapped(p, func(ctx context.Context) (engine.Task, bool, error) {
		taken++
		return enginetest.Task("mapped", value(taken)), taken <= 5, p.Shutdown(ctx, false, true)
	}, engine.MapOptions{Blocking: true})
	if got, err := collect(r.ctx, it); len(got) > 1 || !errors.Is(err, engine.ErrRuntime) {
		t.Errorf("%v, %v", got, err)
	}
	if taken != 1 {
		t.Errorf("%d were taken", taken)
	}
}

// TestFeederOfABrokenPoolTakesNothing: what it took would be lost.
func TestFeederOfABrokenPoolTakesNothing(t *testing.T) {
	r := newRig(t, noStall(t))
	p, release, boom := r.pool(1), make(chan struct{}), errors.New("boom")
	defer close(release)
	r.held(p, release)
	it := r.mapped(p, func(context.Context) (engine.Task, bool, error) {
		t.Error("it took something")
		return engine.Task{}, false, nil
	}, engine.MapOptions{Blocking: true})
	r.waiting("helper", "a free worker")
	p.Base().Break(r.ctx, boom)
	if _, _, err := it.Next(r.ctx); !errors.Is(err, engine.ErrBrokenThreadPool) || !errors.Is(err, boom) {
		t.Error(err)
	}
}

// TestShutdownWhileAMapBegins ends the feeder, or the map does not begin.
func TestShutdownWhileAMapBegins(t *testing.T) {
	r := newRig(t, noStall(t))
	for range 50 {
		p, ended := r.pool(1), make(chan error)
		ctx, done := enginetest.Main(r.env, "closer")
		go func() {
			defer done()
			ended <- p.Shutdown(ctx, false, true)
		}()
		g := newDoor()
		it, err := engine.Map(r.ctx, p, func(ctx context.Context) (engine.Task, bool, error) {
			_, err := g.wait(ctx)
			return engine.Task{}, false, err
		}, engine.MapOptions{Blocking: true})
		if shut := <-ended; shut != nil {
			t.Error(shut)
		}
		if err == nil {
			_, _, err = it.Next(r.ctx)
		}
		if !errors.Is(err, engine.ErrRuntime) {
			t.Error(err)
		}
	}
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
