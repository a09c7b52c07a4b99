package thread

import (
	"context"
	"time"

	"luafut/engine"
)

// Options of a pool. NewRunner and Env are required; the rest may be zero.
type Options struct {
	Env *engine.Env

	MaxWorkers int    // at least 1; 0 is the number of CPUs and 4, at most 32
	Name       string // of the pool; workers are Name_0, Name_1, and so on

	// NewRunner makes what runs the tasks of one worker, on the worker's
	// goroutine. ctx carries the worker's Actor; the runner's context must be
	// derived from it. That it fails breaks the pool.
	NewRunner func(ctx context.Context, name string) (engine.Runner, error)

	// Initializer runs on each worker before its first task. That it fails breaks
	// the pool.
	Initializer func(ctx context.Context, r engine.Runner) error

	TaskTimeout time.Duration // for tasks that give none; 0 is none
	MaxPending  int           // Submit waits while that many have not begun; 0 is no bound

	// Broken is the kind of error of a broken pool; nil is
	// engine.ErrBrokenThreadPool.
	Broken *engine.Kind

	// DetachCallbacks has callbacks run by Env.Go instead of on the worker, for
	// runners that cannot run them (isolated interpreters).
	DetachCallbacks bool
}
