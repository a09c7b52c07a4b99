package luafutures

import (
	"context"
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"

	"luafut/engine"
	"luafut/engine/process"
	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// Host joins a Lua state to an engine.Env: what the futures of one script
// share. Make it with NewHost, then the state, then Attach.
type Host struct {
	Env *engine.Env
	// Main is the actor of the main script.
	Main *engine.Actor

	// Worker is what the state is a worker of; the zero value is of nothing.
	Worker Worker
	// StartWorker starts a worker process, NewState makes the state of an
	// interpreter and what ends it: for the pools whose tasks run elsewhere.
	StartWorker func(worker string) (process.Proc, error)
	NewState    func(ctx context.Context, w Worker) (s *vm.State, end func() error, err error)
	// Stderr is where workers' reports go.
	Stderr io.Writer
	// Observing is how what happens in worker processes is observed; the zero
	// value is not at all.
	Observing Observing
	// Chunks are the compiled chunks that have travelled.
	Chunks travel.Chunks

	state *vm.State
	log   func(text string)
	pools atomic.Int64 // pools made so far, for their names

	faultsMu sync.Mutex
	faults   []string // see TakeFaults
}

// Observing has worker processes observed. Where Settings are not nil, workers are
// started with them, the bodies of tasks are marked (see Unmark), and what workers
// send is given to Received.
type Observing struct {
	Settings []byte
	Received func(body []byte) error
}

// NewHost makes a host. log is given what is reported while the script runs
// (an error in a callback), as text of one or more lines; stall, where nothing
// can go on any more, what each task waits for. Both are called on the
// goroutine of the task that met it. observer may be nil.
func NewHost(log func(text string), stall func([]engine.Activity), observer engine.Observer) *Host {
	h := &Host{log: log}
	h.Env = engine.NewEnv(engine.Hooks{
		Go:               h.start,
		CallbackError:    h.callbackFailed,
		InitializerError: h.initializerFailed,
		Stall:            stall,
		Observer:         observer,
	})
	h.Main = h.Env.NewActor("main")
	return h
}

// Context is what the state's main thread is made with.
func (h *Host) Context(parent context.Context) context.Context { return h.Main.Base(parent) }

// Attach gives the host its state, before any script runs.
func (h *Host) Attach(s *vm.State) {
	h.state = s
	h.Main.Bind(s.Main())
	s.Host = h
}

// HostOf is the host of a state. Safe from any goroutine.
func HostOf(s *vm.State) *Host { return s.Host.(*Host) }

// start runs fn on a goroutine with a Lua thread of its own; it is the
// engine's Hooks.Go.
func (h *Host) start(fn func(ctx context.Context)) {
	a := h.Env.NewActor("helper")
	go h.perform(a, vm.Job{Kind: vm.Callback}, func(th *vm.Thread) { fn(th.Context()) })
}

// Perform runs fn on this goroutine, with a Lua thread of its own that goes by
// name in reports: for what comes from outside of the script, such as a request
// to a server of its. fn begins without the Lua lock.
func (h *Host) Perform(name string, fn func(th *vm.Thread)) {
	h.perform(h.Env.NewActor(name), vm.Job{Kind: vm.Answer}, fn)
}

func (h *Host) perform(a *engine.Actor, job vm.Job, fn func(th *vm.Thread)) {
	defer a.Close()
	th := h.state.NewThread(a.Base(context.Background()), a.Name())
	defer th.Close()
	a.Bind(th)
	th.Begin(job)
	fn(th)
	th.Unlock()
}

// threadOf is the Lua thread that ctx belongs to, or nil.
func threadOf(ctx context.Context) *vm.Thread {
	switch t := engine.ActorOf(ctx).Thread().(type) {
	case *vm.Thread:
		return t
	case *runner:
		return t.Thread
	}
	return nil
}

// Locked runs fn with the Lua lock of ctx's thread, and leaves the lock as it
// was.
func Locked(ctx context.Context, fn func(th *vm.Thread) error) error {
	th := threadOf(ctx)
	if !th.Holds() {
		th.Lock()
		defer th.Unlock()
	}
	return fn(th)
}

func (h *Host) callbackFailed(f *engine.Future, err error) {
	h.Fault(fmt.Sprintf("error in a callback of %s", describeFuture(f)), err)
}

func (h *Host) initializerFailed(pool string, err error) {
	err = h.openedError(err)
	h.report(fmt.Sprintf("the initializer of pool %s failed; the pool is broken", pool), err)
}

func (h *Host) report(what string, err error) (text string) {
	text = what + ": " + ErrorMessage(err)
	if trace := ErrorTraceback(err); trace != "" {
		text += "\n" + trace
	}
	h.log(text)
	return text
}

// keepFaults bounds how many faults wait to be taken.
const keepFaults = 100

// Fault reports an error that nobody is there to catch, after a word what, and
// keeps the text for TakeFaults. Safe for any goroutine.
func (h *Host) Fault(what string, err error) {
	text := h.report(what, err)
	h.faultsMu.Lock()
	defer h.faultsMu.Unlock()
	if len(h.faults) < keepFaults {
		h.faults = append(h.faults, text)
	}
}

// TakeFaults gives what Fault reported since the last call, the first hundred of
// it: for who wants to blame a test for it. Safe for any goroutine.
func (h *Host) TakeFaults() []string {
	h.faultsMu.Lock()
	defer h.faultsMu.Unlock()
	list := h.faults
	h.faults = nil
	return list
}

// ErrorMessage is any error of a task as one line.
func ErrorMessage(err error) string {
	if e, ok := err.(*vm.Error); ok {
		return bind.RaisedText(e)
	}
	if e := translate(nil, err); e != nil {
		return e.Error()
	}
	return err.Error()
}

// ErrorTraceback is the Lua traceback of a task's error, with those of the
// errors it was raised again from, and what it was caused by; "" where there is none.
func ErrorTraceback(err error) string {
	e, ok := err.(*vm.Error)
	if !ok {
		return ""
	}
	causes := bind.Causes(e.Value)
	var b strings.Builder
	for n := 0; e != nil && n < 16; e, n = e.From, n+1 {
		if n > 0 {
			b.WriteString("\n")
		}
		heading := "stack traceback"
		if e.Task != "" {
			heading = "in " + e.Task
		}
		b.WriteString(heading)
		if e.Traceback != "" {
			b.WriteString(":\n" + e.Traceback)
		}
	}
	for _, cause := range causes {
		b.WriteString("\ncaused by: " + bind.Text(cause))
		if t := bind.TracebackOf(cause); t != "" {
			b.WriteString("\n" + t)
		}
	}
	return b.String()
}

func describeFuture(f *engine.Future) string {
	text := "a future"
	if f.Name() != "" {
		text = "future '" + f.Name() + "'"
	}
	if f.Pool() != "" {
		text += " of " + f.Pool()
	}
	if w, ok := f.Where().(*handle); ok && w.String() != "" {
		text += " (submitted at " + w.String() + ")"
	}
	return text
}

// failed gives err the name of the task whose it is.
func failed(err error, h *handle, pool string) error {
	if e, ok := err.(*vm.Error); ok && e.Task == "" {
		e.Task = "task"
		if name := h.name(); name != "" {
			e.Task += " " + name
		}
		if pool != "" {
			e.Task += " of " + pool
		}
		if where := h.String(); where != "" {
			e.Task += ", submitted at " + where
		}
	}
	return err
}
