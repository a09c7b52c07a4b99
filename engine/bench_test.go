package engine_test

import (
	"context"
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
)

type never struct{}

func (never) Ready() bool    { return false }
func (never) String() string { return "nothing" }

// BenchmarkBlock is what the watch adds to a wait.
func BenchmarkBlock(b *testing.B) {
	env := enginetest.NewEnv(engine.Hooks{})
	ctx, done := enginetest.Main(env, "main")
	defer done()
	a := engine.ActorOf(ctx)
	b.ReportAllocs()
	for b.Loop() {
		if err := a.Block(ctx, never{}, false); err != nil {
			b.Fatal(err)
		}
		a.Unblock()
	}
}

// BenchmarkWaitOne waits for a future that another goroutine sets.
func BenchmarkWaitOne(b *testing.B) {
	env := enginetest.NewEnv(engine.Hooks{})
	ctx, done := enginetest.Main(env, "main")
	defer done()
	fs := make(chan *engine.Future)
	go func() {
		for f := range fs {
			_ = f.SetResult(context.Background(), 1)
		}
	}()
	b.ReportAllocs()
	for b.Loop() {
		f := engine.NewFuture(env, engine.Task{})
		fs <- f
		if err := f.Wait(ctx, -1); err != nil {
			b.Fatal(err)
		}
	}
	close(fs)
}
