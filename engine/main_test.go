package engine_test

import (
	"context"
	"testing"

	"go.uber.org/goleak"

	"luafut/engine"
	"luafut/engine/enginetest"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func setup(t *testing.T, h engine.Hooks) (*engine.Env, context.Context) {
	env := enginetest.NewEnv(h)
	ctx, done := enginetest.Main(env, "main")
	t.Cleanup(done)
	return env, ctx
}

// bare makes n futures named a, b, c and so on.
func bare(env *engine.Env, n int) []*engine.Future {
	var fs []*engine.Future
	for i := range n {
		fs = append(fs, engine.NewFuture(env, engine.Task{Name: string(rune('a' + i))}))
	}
	return fs
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func names(fs []*engine.Future) (s string) {
	for _, f := range fs {
		s += f.Name()
	}
	return s
}
