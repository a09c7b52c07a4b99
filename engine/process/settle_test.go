package process_test

import (
	"context"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/process"
)

// watched is an Observer that calls what is set of it.
type watched struct {
	engine.Observer
	begun, done func(*engine.Future)
}

func (watched) NextID() uint64                                             { return 1 }
func (watched) Submitted(*engine.Future, *engine.Actor)                    {}
func (watched) Asked(*engine.Future, *engine.Actor)                        {}
func (watched) Entered(*engine.Future, *engine.Actor, bool, time.Time)     {}
func (watched) Left(*engine.Future, *engine.Actor, bool, time.Time, error) {}
func (o watched) Begun(f *engine.Future) {
	if o.begun != nil {
		o.begun(f)
	}
}
func (o watched) Done(f *engine.Future, _ engine.Tally) {
	if o.done != nil {
		o.done(f)
	}
}

// watchedRig is newRig with an Observer.
func watchedRig(t *testing.T, o watched) *rig {
	env := enginetest.NewEnv(engine.Hooks{
		Observer: o, Stall: func(list []engine.Activity) { t.Errorf("stall: %v", list) },
	})
	ctx, done := enginetest.Main(env, "main")
	t.Cleanup(done)
	return &rig{T: t, env: env, ctx: ctx, out: &log{}, err: &log{}}
}

// TestTerminatedBetweenTwoWorkers stops a chunk that has lost its worker and has not
// got another one yet. Whoever waits for its callbacks does not hang, though the one
// worker that is there rests.
func TestTerminatedBetweenTwoWorkers(t *testing.T) {
	ends, release, started := make(chan struct{}), make(chan struct{}), make(chan struct{}, 8)
	r := watchedRig(t, watched{done: func(*engine.Future) { close(ends); <-release }})
	second := make(chan struct{})
	p := r.pool(1, func(o *process.Options) {
		o.TaskTimeout = 10 * time.Millisecond
		start := o.Start
		o.Start = func(name string) (process.Proc, error) {
			if name != "pool_0" {
				started <- struct{}{}
				<-second
			}
			return start(name)
		}
	})
	gate := t.TempDir() + "/gate"
	f := r.chunk(p, "block "+gate, "echo 2")
	called := make(chan struct{})
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(called); return nil })
	waits := make(chan error)
	ctx, done := enginetest.Main(r.env, "waiter")
	go func() {
		defer done()
		waits <- f.WaitSettled(ctx, -1)
	}()
	<-started // the chunk is in no worker
	go f.Terminate(context.Background())
	<-ends // its callbacks cannot run yet, and the new worker finds nothing to do
	close(second)
	idle := make(chan struct{})
	go func() {
		for !p.Idle() {
			runtime.Gosched()
		}
		close(idle)
	}()
	if _, err := engine.Park(r.ctx, opening(idle), idle, -1); err != nil {
		t.Fatal(err)
	}
	close(release)
	<-called
	if err := <-waits; err != nil {
		t.Error(err)
	}
}

// TestCrashWhileAChunkEnds kills the workers while the pool gives a chunk an outcome
// that needed none of them: its callbacks run once, one after the other.
func TestCrashWhileAChunkEnds(t *testing.T) {
	crashes, release := make(chan struct{}), make(chan struct{})
	r := watchedRig(t, watched{begun: func(*engine.Future) { close(crashes); <-release }})
	p := r.pool(1)
	bad := taskError("cannot be sent")
	f := r.chunk(p, bad, bad)
	running, goOn := make(chan struct{}), make(chan struct{})
	f.AddDoneCallback(r.ctx, func(context.Context, *engine.Future) error { close(running); <-goOn; return nil })
	<-crashes
	killed := make(chan struct{})
	go func() { p.KillWorkers(); close(killed) }()
	for p.PIDs() != nil && p.Base().Broken() == nil {
		runtime.Gosched()
	}
	close(release)
	<-killed
	<-running
	for !p.Idle() {
		runtime.Gosched()
	}
	if f.Settled() {
		t.Error("it is settled, and its callback runs")
	}
	close(goOn)
	if err := f.WaitSettled(r.ctx, patience); err != nil {
		t.Error(err)
	}
}

// TestCalledBackTasksCountOnce: a chunk that was sent ahead, and called back as it was
// cancelled, leaves a worker the tasks that it had.
func TestCalledBackTasksCountOnce(t *testing.T) {
	r := newRig(t)
	p := r.pool(1, func(o *process.Options) { o.MaxTasksPerChild = 3 })
	quick := r.submit(p, "echo 1")
	gate, begun := r.file("gate")
	slow := r.submit(p, "at "+gate+" echo 2")
	ahead := r.chunk(p, "echo 3", "echo 4", "echo 5", "echo 6")
	r.want(quick, "1")
	begun()
	ahead.Cancel(r.ctx)
	for slices.Contains(p.Base().Underway(), ahead) {
		runtime.Gosched()
	}
	if err := os.Remove(gate); err != nil {
		t.Fatal(err)
	}
	r.want(slow, "2")
	by := map[string]int{}
	for range 4 {
		got, err := r.result(r.submit(p, "where"))
		if err != nil {
			t.Fatal(err)
		}
		by[strings.Fields(got.(string))[0]]++
	}
	if by["pool_0"] != 1 || by["pool_1"] != 3 {
		t.Errorf("tasks by worker: %v", by)
	}
}

// TestBothGoroutinesOfAWorkerBeginAJob: the one that sends it and the one that has heard
// the answer before it. It has begun, for both.
func TestBothGoroutinesOfAWorkerBeginAJob(t *testing.T) {
	second := make(chan bool, 1)
	var begin func() bool
	r := watchedRig(t, watched{begun: func(*engine.Future) {
		going := make(chan struct{})
		go func() { close(going); second <- begin() }()
		<-going
		for range 10 {
			runtime.Gosched()
		}
	}})
	for range 100 {
		begin = process.Begin(engine.NewFuture(r.env, engine.Task{}))
		if first, also := begin(), <-second; !first || !also {
			t.Fatalf("begun: %v and %v", first, also)
		}
	}
}

// opening is the wait for a channel to be closed.
type opening chan struct{}

func (o opening) String() string { return "a test" }
func (o opening) Ready() bool {
	select {
	case <-o:
		return true
	default:
		return false
	}
}
