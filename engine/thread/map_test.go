package thread_test

import (
	"context"
	"errors"
	"runtime"
	"slices"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
)

// tasks is a source of the given functions.
func tasks(fns ...enginetest.Func) engine.Source {
	return func(context.Context) (engine.Task, bool, error) {
		if len(fns) == 0 {
			return engine.Task{}, false, nil
		}
		fn := fns[0]
		fns = fns[1:]
		return enginetest.Task("mapped", fn), true, nil
	}
}

func numbers(n int) engine.Source {
	var fns []enginetest.Func
	for i := range n {
		fns = append(fns, value(i))
	}
	return tasks(fns...)
}

func collect(ctx context.Context, it *engine.Mapped) (list []any, err error) {
	for {
		v, ok, err := it.Next(ctx)
		if err != nil || !ok {
			return list, err
		}
		list = append(list, v)
	}
}

func (r *rig) mapped(p engine.Executor, src engine.Source, o engine.MapOptions) *engine.Mapped {
	r.Helper()
	it, err := engine.Map(r.ctx, p, src, o)
	if err != nil {
		r.Fatal(err)
	}
	return it
}

func wantNumbers(t *testing.T, got []any, n int) {
	t.Helper()
	if len(got) != n {
		t.Fatalf("%d results, want %d: %v", len(got), n, got)
	}
	for i, v := range got {
		if v != i {
			t.Fatalf("results %v", got)
		}
	}
}

func TestMapInOrder(t *testing.T) {
	chunk := &engine.Chunking{
		Size: 3,
		Pack: func(ts []engine.Task) engine.Task {
			return enginetest.Task("chunk", func(ctx context.Context) (any, error) {
				var outs []engine.Outcome
				for _, t := range ts {
					v, err := t.Payload.(enginetest.Func)(ctx)
					outs = append(outs, engine.Outcome{Value: v, Err: err})
				}
				return outs, nil
			})
		},
		Unpack: func(v any) []engine.Outcome { return v.([]engine.Outcome) },
	}
	r := newRig(t, engine.Hooks{})
	p := r.pool(4)
	for name, o := range map[string]engine.MapOptions{
		"plain": {}, "buffered": {Buffer: 3}, "blocking": {Blocking: true}, "blocking and buffered": {Blocking: true, Buffer: 2},
		"chunks": {Chunk: chunk}, "buffered chunks": {Chunk: chunk, Buffer: 2},
	} {
		t.Run(name, func(t *testing.T) {
			for _, n := range []int{0, 1, 20} {
				got, err := collect(r.ctx, r.mapped(p, numbers(n), o))
				if err != nil {
					t.Fatal(err)
				}
				wantNumbers(t, got, n)
			}
		})
	}
}

func TestMapErrorComesInItsPlace(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	boom := errors.New("boom")
	p := r.pool(1)
	release := make(chan struct{})
	defer close(release)
	src := tasks(value(0), fail(boom), until(release), value(3), value(4))
	it := r.mapped(p, src, engine.MapOptions{})
	if v, ok, err := it.Next(r.ctx); v != 0 || !ok || err != nil {
		t.Fatal(v, ok, err)
	}
	if _, _, err := it.Next(r.ctx); !errors.Is(err, boom) {
		t.Fatal(err)
	}
	if _, ok, err := it.Next(r.ctx); ok || err != nil {
		t.Error("it went on after the error")
	}
	if n := pending(p.Base()); n != 0 {
		t.Errorf("%d tasks are still pending", n)
	}
}

func pending(b *engine.Base) int {
	b.Lock()
	defer b.Unlock()
	return b.Pending()
}

func TestMapSourceError(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	boom := errors.New("boom")
	source := func() engine.Source {
		n := -1
		return func(context.Context) (engine.Task, bool, error) {
			if n++; n == 3 {
				return engine.Task{}, false, boom
			}
			return enginetest.Task("", value(n)), true, nil
		}
	}
	if _, err := engine.Map(r.ctx, p, source(), engine.MapOptions{}); !errors.Is(err, boom) {
		t.Errorf("from the call: %v", err)
	}
	for _, o := range []engine.MapOptions{{Buffer: 1}, {Blocking: true}} {
		got, err := collect(r.ctx, r.mapped(p, source(), o))
		if !errors.Is(err, boom) {
			t.Errorf("%v", err)
		}
		wantNumbers(t, got, 3)
	}
}

func TestMapTimeout(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		r := newRig(t, engine.Hooks{})
		p := r.pool(1)
		sleep := func(ctx context.Context) (any, error) { return 0, engine.Sleep(ctx, 4*time.Second) }
		it := r.mapped(p, tasks(sleep, sleep, sleep), engine.MapOptions{Deadline: time.Now().Add(6 * time.Second)})
		got, err := collect(r.ctx, it)
		if len(got) != 1 || !errors.Is(err, engine.ErrTimeout) || pending(p.Base()) != 0 {
			t.Errorf("%v, %v, %d pending", got, err, pending(p.Base()))
		}
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
	})
}

func TestMapBufferBoundsWhatIsAhead(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	taken := 0
	endless := func(context.Context) (engine.Task, bool, error) {
		taken++
		return enginetest.Task("", value(taken)), true, nil
	}
	it := r.mapped(p, endless, engine.MapOptions{Buffer: 5})
	for i := 1; i <= 1000; i++ {
		if v, _, err := it.Next(r.ctx); v != i || err != nil {
			t.Fatal(v, err)
		}
		if taken > i+5 {
			t.Fatalf("%d taken when %d were consumed", taken, i)
		}
	}
	it.Close(r.ctx)
	it.Close(r.ctx)
	if _, ok, err := it.Next(r.ctx); ok || err != nil {
		t.Error("it went on after Close")
	}
}

func TestMapReadsAQueueAsWorkersComeFree(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(2)
	var taken atomic.Int64
	release, three := make(chan struct{}), make(chan struct{}, 10)
	src := func(context.Context) (engine.Task, bool, error) {
		if taken.Add(1) > 6 {
			return engine.Task{}, false, nil
		}
		return enginetest.Task("", func(ctx context.Context) (any, error) { three <- struct{}{}; return until(release)(ctx) }), true, nil
	}
	it := r.mapped(p, src, engine.MapOptions{Blocking: true})
	r.receive(three)
	r.receive(three)
	if n := taken.Load(); n != 2 {
		t.Errorf("%d taken for two workers", n)
	}
	close(release)
	if got, err := collect(r.ctx, it); len(got) != 6 || err != nil {
		t.Error(got, err)
	}
}

func TestDroppedMaps(t *testing.T) {
	for _, started := range []bool{true, false} {
		r := newRig(t, engine.Hooks{})
		p := r.pool(1)
		release := make(chan struct{})
		var ran atomic.Int64
		count := func(context.Context) (any, error) { return ran.Add(1), nil }
		func() {
			it := r.mapped(p, tasks(value(0), until(release), count, count, count), engine.MapOptions{})
			if started {
				if _, _, err := it.Next(r.ctx); err != nil {
					t.Fatal(err)
				}
			}
		}()
		want := int64(3)
		for i := 0; started && pending(p.Base()) > 0 && i < 1000; i++ {
			runtime.GC()
			runtime.Gosched()
			want = 0
		}
		close(release)
		if err := p.Shutdown(r.ctx, true, false); err != nil {
			t.Fatal(err)
		}
		if ran.Load() != want {
			t.Errorf("started %v: %d ran, want %d", started, ran.Load(), want)
		}
	}
}

func TestCloseMapsClosesStartedOnes(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p := r.pool(1)
	var its []*engine.Mapped
	for range 2 {
		its = append(its, r.mapped(p, numbers(3), engine.MapOptions{}))
	}
	if _, _, err := its[0].Next(r.ctx); err != nil {
		t.Fatal(err)
	}
	r.env.CloseMaps(r.ctx)
	var lens []int
	for _, it := range its {
		got, _ := collect(r.ctx, it)
		lens = append(lens, len(got))
	}
	if !slices.Equal(lens, []int{0, 3}) {
		t.Errorf("lengths %v", lens)
	}
}

func TestCloseMapsLeavesThoseOfRunningTasks(t *testing.T) {
	r := newRig(t, engine.Hooks{})
	p, begun, release := r.pool(1), make(chan struct{}), make(chan struct{})
	f := r.submit(r.pool(1), func(ctx context.Context) (any, error) {
		it := r.mapped(p, numbers(5), engine.MapOptions{Buffer: 1})
		if _, _, err := it.Next(ctx); err != nil {
			return nil, err
		}
		close(begun)
		<-release
		got, err := collect(ctx, it)
		return len(got), err
	})
	r.receive(begun)
	r.env.CloseMaps(r.ctx)
	close(release)
	r.want(f, 4)
}

func TestMapThatATaskHasLeftIsNoStall(t *testing.T) {
	r := newRig(t, engine.Hooks{Stall: func(list []engine.Activity) { t.Errorf("a stall: %+v", list) }})
	p := r.pool(2)
	never, first := newDoor(), true
	src := func(ctx context.Context) (_ engine.Task, _ bool, err error) {
		if !first {
			_, err = never.wait(ctx)
		}
		first = false
		return enginetest.Task("mapped", value(0)), err == nil, err
	}
	var it *engine.Mapped // not to be collected
	r.want(r.submit(r.pool(1), func(ctx context.Context) (any, error) {
		it = r.mapped(p, src, engine.MapOptions{Blocking: true})
		v, _, err := it.Next(ctx)
		return v, err
	}), 0)
	if err := p.Shutdown(r.ctx, true, false); err != nil {
		t.Fatal(err)
	}
	runtime.KeepAlive(it)
}

func TestShutdownCancelStopsAFeeder(t *testing.T) {
	// A feeder that has been told to stop goes on: nobody is stuck.
	r := newRig(t, engine.Hooks{Stall: func(list []engine.Activity) { t.Errorf("a stall: %+v", list) }})
	p := r.pool(1)
	g := newDoor()
	src := func(ctx context.Context) (engine.Task, bool, error) {
		_, err := g.wait(ctx)
		return engine.Task{}, false, err
	}
	it := r.mapped(p, src, engine.MapOptions{Blocking: true})
	if err := p.Shutdown(r.ctx, true, true); err != nil {
		t.Fatal(err)
	}
	if _, _, err := it.Next(r.ctx); !errors.Is(err, engine.ErrRuntime) {
		t.Error(err)
	}
}
