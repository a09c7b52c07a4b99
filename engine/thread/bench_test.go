package thread_test

import (
	"testing"

	"luafut/engine"
	"luafut/engine/enginetest"
	"luafut/engine/thread"
)

// BenchmarkSubmitResult is one task's share of submitting many and then reading
// every result.
func BenchmarkSubmitResult(b *testing.B) {
	env := enginetest.NewEnv(engine.Hooks{})
	ctx, done := enginetest.Main(env, "main")
	defer done()
	p := thread.New(thread.Options{Env: env, MaxWorkers: 8, Name: "pool", NewRunner: enginetest.NewRunner})
	task := enginetest.Task("", value(nil))
	fs := make([]*engine.Future, b.N)
	b.ReportAllocs()
	b.ResetTimer()
	for i := range fs {
		fs[i], _ = p.Submit(ctx, task)
	}
	for _, f := range fs {
		if _, err := result(ctx, f); err != nil {
			b.Fatal(err)
		}
	}
	b.StopTimer()
	if err := p.Shutdown(ctx, true, false); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPingPong waits for each result before the next task is submitted.
func BenchmarkPingPong(b *testing.B) {
	env := enginetest.NewEnv(engine.Hooks{})
	ctx, done := enginetest.Main(env, "main")
	defer done()
	p := thread.New(thread.Options{Env: env, MaxWorkers: 8, Name: "pool", NewRunner: enginetest.NewRunner})
	task := enginetest.Task("", value(nil))
	b.ReportAllocs()
	for b.Loop() {
		f, err := p.Submit(ctx, task)
		if err == nil {
			_, err = result(ctx, f)
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	if err := p.Shutdown(ctx, true, false); err != nil {
		b.Fatal(err)
	}
}
