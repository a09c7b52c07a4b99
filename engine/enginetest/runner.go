// Package enginetest runs Go functions as tasks, so that the engine can be
// tested without a scripting language above it.
package enginetest

import (
	"context"
	"sync"

	"luafut/engine"
)

// Func is the payload that Runner runs.
type Func func(ctx context.Context) (any, error)

// Task makes a task of fn.
func Task(name string, fn Func) engine.Task {
	return engine.Task{Payload: fn, Name: name, Where: name + ".lua:1"}
}

// Thread is an engine.Thread whose context ends when it is interrupted.
type Thread struct {
	base context.Context

	mu     sync.Mutex
	ctx    context.Context
	cancel context.CancelCauseFunc
}

// NewThread makes a Thread whose contexts are derived from base.
func NewThread(base context.Context) *Thread {
	t := &Thread{base: base}
	t.Reset()
	return t
}

// Context is engine.Thread's.
func (t *Thread) Context() context.Context {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.ctx
}

// Interrupt is engine.Thread's.
func (t *Thread) Interrupt(cause error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.cancel(cause)
}

// Reset is engine.Thread's.
func (t *Thread) Reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.cancel != nil {
		t.cancel(nil)
	}
	t.ctx, t.cancel = context.WithCancelCause(t.base)
}

// Runner is an engine.Runner of Func payloads.
type Runner struct{ *Thread }

// NewRunner is a thread.Options.NewRunner.
func NewRunner(ctx context.Context, _ string) (engine.Runner, error) {
	return &Runner{NewThread(ctx)}, nil
}

// Run is engine.Runner's.
func (r *Runner) Run(ctx context.Context, t *engine.Task) (any, error) {
	return t.Payload.(Func)(ctx)
}

// Idle is engine.Runner's.
func (r *Runner) Idle() {}

// Close is engine.Runner's.
func (r *Runner) Close() { r.cancel(nil) }

// NewEnv makes an Env whose helpers run on Threads.
func NewEnv(h engine.Hooks) *engine.Env {
	var env *engine.Env
	h.Go = func(fn func(ctx context.Context)) {
		go func() {
			ctx, done := Main(env, "helper")
			defer done()
			fn(ctx)
		}()
	}
	env = engine.NewEnv(h)
	return env
}

// Main gives a context for a goroutine that belongs to no pool, and what ends it.
func Main(env *engine.Env, name string) (ctx context.Context, done func()) {
	a := env.NewActor(name)
	t := NewThread(a.Base(context.Background()))
	a.Bind(t)
	return t.Context(), func() {
		t.Interrupt(nil)
		a.Close()
	}
}
