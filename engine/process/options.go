package process

import (
	"fmt"
	"io"
	"time"

	"luafut/engine"
)

// Options of a pool. Env, NewPeer and Start are required; the rest may be zero.
//
// The Payload of a task is what Peer.Pack takes. One that is an error is its
// future's outcome: what could not be made into bytes fails in its turn.
type Options struct {
	Env *engine.Env

	MaxWorkers int    // at least 1; 0 is the number of CPUs
	Name       string // of the pool; workers are Name_0, Name_1, and so on

	// Start starts a worker. Exec makes it.
	Start func(worker string) (Proc, error)

	// NewPeer makes what talks to one worker.
	NewPeer func() Peer

	Settings    []byte        // for what runs the tasks, in each worker
	Initializer any           // what each worker runs before its first task, for Peer.Pack; nil is nothing
	TaskTimeout time.Duration // for tasks that give none; 0 is none
	MaxPending  int           // Submit waits while that many have not begun; 0 is no bound

	// MaxTasksPerChild is after how many tasks a worker is replaced; 0 is never.
	MaxTasksPerChild int

	// MemoryLimit is how many bytes of heap a worker may have in use; 0 is no
	// bound. A worker that exceeds it ends, and breaks the pool.
	MemoryLimit int64

	// Observed is given what a worker has observed (child.Link.Observed), from any
	// goroutine. The error is that the bytes make no sense. nil throws it away.
	Observed func(body []byte) error

	// Stdout and Stderr get what workers print, whole lines at a time, from any
	// goroutine. nil throws it away.
	Stdout, Stderr io.Writer
}

// Peer makes bytes of what goes to one worker and reads what comes from it. What
// comes is not to be trusted.
type Peer interface {
	// Pack gives the body of a payload, and what the worker must know before
	// that and does not know yet; nil is nothing. It is called by one goroutine
	// at a time.
	Pack(payload any) (prelude, body []byte)

	// Learn reads what later bodies of the worker refer to. It, Value and Failure are
	// called by one goroutine at a time, another one than Pack. The error is that the
	// bytes make no sense.
	Learn(prelude []byte) error

	// Value reads what a task returned. The error is that the bytes make no sense.
	Value(body []byte) (any, error)

	// Failure reads how a task failed. Bytes that make no sense are a failure too.
	Failure(body []byte) error
}

// Proc is a worker that has been started, wherever it runs. Read and Write are
// its end of the conversation; each is called by one goroutine at a time. Once
// the worker is gone Read ends.
type Proc interface {
	io.ReadWriter

	// PID names the process.
	PID() int

	// Stop ends the worker: by force, or by asking (SIGTERM). It returns at once,
	// and may be called at any time, by any goroutine.
	Stop(force bool)

	// Wait waits until the worker is gone, and releases what it held. It is
	// called once, last.
	Wait() Death
}

// Death is how a process ended.
type Death struct {
	Code   int    // the exit code, where Signal is ""
	Signal string // the signal's name, such as "SIGKILL"
}

// String says it, such as "was killed by SIGKILL".
func (d Death) String() string {
	if d.Signal != "" {
		return "was killed by " + d.Signal
	}
	return fmt.Sprintf("ended with exit code %d", d.Code)
}
