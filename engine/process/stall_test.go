package process_test

import (
	"testing"
	"time"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/process"
)

// slowWriter is a worker to whom writing a task returns late: only when the answer
// has come.
type slowWriter struct {
	process.Proc
	greeted  bool
	answered chan struct{}
}

func (s *slowWriter) Write(b []byte) (int, error) {
	n, err := s.Proc.Write(b)
	if s.greeted {
		<-s.answered
	}
	s.greeted = true
	return n, err
}

// slowDone is an Observer that holds up what becomes of a future.
type slowDone struct {
	engine.Observer
	answered chan struct{}
}

func (slowDone) NextID() uint64                          { return 1 }
func (slowDone) Submitted(*engine.Future, *engine.Actor) {}
func (slowDone) Begun(*engine.Future)                    {}
func (slowDone) Asked(*engine.Future, *engine.Actor)     {}
func (o slowDone) Done(*engine.Future, engine.Tally) {
	close(o.answered)
	time.Sleep(20 * time.Millisecond) // the goroutine that writes finds no job now
}

// TestAnswerBeforeRest: an answer that has come is on its way to whoever waits for
// it, though the worker has no task any more and the goroutine that fed it goes to
// rest only now. Nothing hangs.
func TestAnswerBeforeRest(t *testing.T) {
	answered := make(chan struct{})
	env := enginetest.NewEnv(engine.Hooks{
		Observer: slowDone{answered: answered},
		Stall:    func(list []engine.Activity) { t.Errorf("stall: %v", list) },
	})
	ctx, done := enginetest.Main(env, "main")
	r := &rig{T: t, env: env, ctx: ctx, out: &log{}, err: &log{}}
	t.Cleanup(done)
	p := r.pool(1, func(o *process.Options) {
		start := o.Start
		o.Start = func(name string) (process.Proc, error) {
			proc, err := start(name)
			return &slowWriter{Proc: proc, answered: answered}, err
		}
	})
	f := r.submit(p, "echo x")
	if err := f.WaitSettled(ctx, -1); err != nil {
		t.Fatal(err)
	}
	r.want(f, "x")
}
