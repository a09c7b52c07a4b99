package thread_test

import (
	"context"
	"testing"

	"luafut/engine"
)

// door is something to wait for that no future is.
type door struct{ ch chan struct{} }

func newDoor() door           { return door{make(chan struct{})} }
func (g door) String() string { return "a door" }
func (g door) Ready() bool {
	select {
	case <-g.ch:
		return true
	default:
		return false
	}
}

func (g door) wait(ctx context.Context) (any, error) {
	_, err := engine.Park(ctx, g, g.ch, -1)
	return "opened", err
}

func TestStallIsTold(t *testing.T) {
	stalls := make(chan []engine.Activity, 10)
	r := newRig(t, engine.Hooks{Stall: func(a []engine.Activity) { stalls <- a }})
	p := r.pool(1)
	never := newDoor()
	f := r.named(p, "stuck", never.wait)
	told := make(chan []engine.Activity)
	go func() {
		a := <-stalls
		f.Terminate(context.Background())
		told <- a
	}()
	r.wantError(f, engine.ErrCancelled)
	list := <-told
	if len(list) != 2 {
		t.Fatalf("told of %v", list)
	}
	for _, a := range list {
		switch a.Actor {
		case "main":
			if a.What != "the future of stuck (submitted at stuck.lua:1)" || len(a.Inside) != 0 {
				t.Errorf("%+v", a)
			}
		case "pool_0":
			if a.What != "a door" || len(a.Inside) != 1 || a.Inside[0] != f || a.Pool != "pool" || a.Since.IsZero() {
				t.Errorf("%+v", a)
			}
		default:
			t.Errorf("unknown %+v", a)
		}
	}
}

// TestStallLendsFirst has tasks wait for a door that a pending task opens.
func TestStallLendsFirst(t *testing.T) {
	r := newRig(t, engine.Hooks{Stall: func(a []engine.Activity) { t.Errorf("told of %+v", a) }})
	p := r.pool(2)
	g := newDoor()
	a, b := r.submit(p, g.wait), r.submit(p, g.wait)
	opener := r.submit(p, func(context.Context) (any, error) { close(g.ch); return "opens", nil })
	r.want(a, "opened")
	r.want(b, "opened")
	r.want(opener, "opens")
	// The slots are back: two at once, and no third.
	release := make(chan struct{})
	r.held(p, release)
	r.held(p, release)
	if f := r.submit(p, value(3)); f.State() != "pending" {
		t.Error(f.State())
	}
	close(release)
}

// TestStallWithAFeeder has a map wait for a queue that nobody fills, while the
// script waits for its end.
func TestStallWithAFeeder(t *testing.T) {
	stalls := make(chan []engine.Activity, 10)
	r := newRig(t, engine.Hooks{Stall: func(a []engine.Activity) { stalls <- a }})
	p := r.pool(1)
	g := newDoor()
	it := r.mapped(p, func(ctx context.Context) (engine.Task, bool, error) {
		_, err := g.wait(ctx)
		return engine.Task{}, false, err
	}, engine.MapOptions{Blocking: true})
	told := make(chan int)
	go func() {
		a := <-stalls
		close(g.ch)
		told <- len(a)
	}()
	if err := r.env.Drain(r.ctx); err != nil {
		t.Error(err)
	}
	if n := <-told; n != 2 {
		t.Errorf("told of %d", n)
	}
	if _, ok, err := it.Next(r.ctx); ok || err != nil {
		t.Error(ok, err)
	}
}

// TestNoFalseStall wakes and waits in turns, at a point where nothing else goes on.
func TestNoFalseStall(t *testing.T) {
	r := newRig(t, engine.Hooks{Stall: func(a []engine.Activity) { t.Errorf("told of %+v", a) }})
	p := r.pool(3)
	const turns = 2000
	doors := make([]door, turns)
	for i := range doors {
		doors[i] = newDoor()
	}
	player := func(odd int) func(context.Context) (any, error) {
		return func(ctx context.Context) (any, error) {
			for i := odd; i+1 < turns; i += 2 {
				if _, err := doors[i].wait(ctx); err != nil {
					return nil, err
				}
				close(doors[i+1].ch)
			}
			return "played", nil
		}
	}
	close(doors[0].ch)
	a, b := r.submit(p, player(0)), r.submit(p, player(1))
	r.want(a, "played")
	r.want(b, "played")
	for range 500 {
		r.want(r.submit(p, value(1)), 1)
	}
}

func TestSnapshot(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	release := make(chan struct{})
	f := r.held(p, release)
	var names []string
	for _, a := range r.env.Snapshot() {
		names = append(names, a.Actor)
		if a.Actor == "pool_0" && (a.What != "" || len(a.Inside) != 1 || a.Inside[0] != f || a.Thread == nil) {
			t.Errorf("%+v", a)
		}
	}
	if len(names) != 2 {
		t.Errorf("actors %v, want main and the worker", names)
	}
	close(release)
	r.want(f, "released")
}
