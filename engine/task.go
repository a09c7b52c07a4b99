package engine

import (
	"context"
	"time"
)

// Task is what a pool is asked to run. The engine looks at none of Payload and
// Where: the first is for the Runner, the second for whoever reports errors.
type Task struct {
	Payload any           // what to run; released once the task has ended
	Name    string        // how to call it in messages; may be empty
	Timeout time.Duration // how long it may run; 0 is the pool's own, negative is without bound
	Where   any           // where it was submitted; printed with %v in messages, nil is unknown
	Count   int           // how many tasks it stands for, where that is a chunk of them; else 0
	ID      uint64        // for the Observer, by its NextID; 0 has one given where there is one
}

// Executor is a pool of any sort.
type Executor interface {
	// Submit schedules a task. It fails with ErrRuntime after Shutdown and with
	// ErrBrokenExecutor (or a kind below) once the pool is broken. Where the
	// pool bounds what has not begun, it waits, and ends with ctx's cause when
	// ctx is done first.
	Submit(ctx context.Context, t Task) (*Future, error)

	// Shutdown refuses new tasks from now on; what was submitted still runs,
	// except that cancel takes back what has not begun. With wait it returns
	// once all futures are settled and the workers are gone. Called any number
	// of times, by any goroutine. From inside one of the pool's own tasks or
	// callbacks, waiting is refused with ErrRuntime after the pool is marked.
	Shutdown(ctx context.Context, wait, cancel bool) error

	// Base is the pool's part that all pools share.
	Base() *Base
}

// Thread is what runs script code for one Actor: something with a context that
// can be interrupted and made ready again.
type Thread interface {
	// Context is the context of what runs next on this thread. Its Value must
	// reach the Actor (derive it from Actor.Base); once Interrupt is called its
	// Done channel is closed and context.Cause gives the interrupt's cause,
	// until Reset. Err and Done are called from any goroutine. It may be another
	// value after Reset: whoever has run callbacks asks for it again.
	Context() context.Context

	// Interrupt stops what runs now, whatever it waits for. It may be called
	// from any goroutine, more than once, must return at once, and must not call
	// the engine: locks are held.
	Interrupt(cause error)

	// Reset forgets the interrupt. It is called on the thread's own goroutine
	// after what was interrupted has unwound.
	Reset()
}

// Runner is the Thread of one pool worker. Except for Interrupt and its
// context's methods, all calls come from the worker's goroutine.
type Runner interface {
	Thread

	// Run executes one task. ctx is Context(); CurrentFuture(ctx) is the task's
	// future.
	Run(ctx context.Context, t *Task) (any, error)

	// Idle is called when no task is ready, before the worker waits for one:
	// what is kept between tasks that follow each other (a lock) is let go.
	Idle()

	// Close is called once, last.
	Close()
}
