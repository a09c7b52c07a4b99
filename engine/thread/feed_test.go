package thread_test

import (
	"context"
	"errors"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

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
