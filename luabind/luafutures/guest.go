package luafutures

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// Worker says whose worker a state is.
type Worker struct{ Name, Pool string }

// Guest runs tasks that come as bytes, in a state that is there for nothing else:
// that of a worker process, or of an interpreter. It is for one goroutine, but
// for Peer.
type Guest struct {
	// Peer is the side that the tasks come from.
	Peer *travel.Peer
	// Task is the name of the task that is run next, for profiles; "" where it is
	// not known.
	Task string
	// Failure is the error of the task that ran last, nil where it returned.
	Failure error

	th   *vm.Thread
	pool string
}

// NewGuest makes the guest of a state. chunks may be nil.
func NewGuest(s *vm.State, chunks *travel.Chunks) *Guest {
	return &Guest{Peer: travel.NewPeer(chunks), th: s.Main(), pool: HostOf(s).Worker.Pool}
}

// Pool is the name of the pool that the tasks come from.
func (g *Guest) Pool() string { return g.pool }

// Run runs a task and gives what became of it. The error is that the task was
// interrupted from outside.
func (g *Guest) Run(body []byte) (m *travel.Message, failed bool, err error) {
	g.th.Begin(vm.Job{Kind: vm.Task, Pool: g.pool, Task: g.Task})
	g.th.Lock()
	defer g.th.Unlock()
	values, err := g.call(body, func(fn lua.LValue, args []lua.LValue) ([]lua.LValue, error) {
		return g.th.Call(g.th.LState(), fn, args...)
	})
	return g.message(values, err)
}

// Init runs an initializer. What it sets of the globals stays, whatever later
// tasks bring along.
func (g *Guest) Init(body []byte) (m *travel.Message, failed bool, err error) {
	g.th.Begin(vm.Job{Kind: vm.Initializer, Pool: g.pool})
	g.th.Lock()
	defer g.th.Unlock()
	_, err = g.call(body, func(fn lua.LValue, args []lua.LValue) ([]lua.LValue, error) {
		keep := travel.Mark(g.th.State())
		defer keep()
		return g.th.Call(g.th.LState(), fn, args...)
	})
	return g.message(nil, err)
}

func (g *Guest) call(body []byte, do func(fn lua.LValue, args []lua.LValue) ([]lua.LValue, error)) ([]lua.LValue, error) {
	fn, args, err := g.Peer.DecodeTask(g.th.LState(), body)
	if err != nil {
		return nil, err
	}
	return do(fn, args)
}

// message is the answer to a task. A task that could not go on has been told to
// stop by its own state, and is one that failed.
func (g *Guest) message(values []lua.LValue, err error) (*travel.Message, bool, error) {
	L := g.th.LState()
	g.Failure = nil
	if cause := g.stopped(); cause != nil {
		return nil, false, cause
	}
	if err == nil {
		var m *travel.Message
		if m, err = travel.EncodeResults(L, values); err == nil {
			return m, false, nil
		}
		if cause := g.stopped(); cause != nil {
			return nil, false, cause
		}
	}
	g.Failure = err
	return travel.EncodeError(L, err), true, nil
}

// stopped is why the thread is to stop, nil where it is not, or no longer: a
// stall ends with the task that met it.
func (g *Guest) stopped() error {
	cause := g.th.Interrupted()
	if _, own := cause.(*stallError); own {
		g.th.Reset()
		return nil
	}
	return cause
}

// stallError is the cause that a guest's task is stopped with when nothing in its
// state can go on any more.
type stallError struct{ cause error }

func (e *stallError) Error() string { return e.cause.Error() }
func (e *stallError) Unwrap() error { return e.cause }

// Stalled stops the task that the state of h runs, for which no other can do
// anything any more. It is what a worker's state does at a stall; list is what
// everybody in it waits for, what says so.
func (h *Host) Stalled(list []engine.Activity, what string) {
	h.StopMain(list, &stallError{engine.ErrDeadlock.New("nothing can go on any more in this worker: %s", what)})
}

// StopMain stops the wait that a stall has found the main thread in, with cause.
func (h *Host) StopMain(list []engine.Activity, cause error) {
	for _, a := range list {
		if a.On == h.Main {
			a.On.StopWait(a.Since, cause)
		}
	}
}
