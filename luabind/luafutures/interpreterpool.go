package luafutures

import (
	"context"
	"fmt"
	"runtime"

	"luafut/engine"
	"luafut/engine/thread"
	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// interpreter is a worker of an interpreter pool: a Lua state of its own. It
// implements engine.Runner. What it runs comes as bytes, and so does what
// becomes of it: no value of one state gets into another.
type interpreter struct {
	*vm.Thread // the main one of its state
	guest      *Guest
	script     *travel.Peer // the worker, as the script's state knows it
	end        func() error
	log        func(text string)
}

// newInterpreter makes a worker with a state made by Host.NewState.
func (h *Host) newInterpreter(ctx context.Context, w Worker) (*interpreter, error) {
	s, end, err := h.NewState(ctx, w)
	if err != nil {
		return nil, err
	}
	return &interpreter{
		Thread: s.Main(), guest: NewGuest(s, &h.Chunks), script: travel.NewPeer(&h.Chunks), end: end, log: h.log,
	}, nil
}

// Run implements engine.Runner.
func (r *interpreter) Run(_ context.Context, t *engine.Task) (any, error) {
	m, ok := t.Payload.(*travel.Message)
	if !ok {
		return nil, t.Payload.(error)
	}
	r.guest.Task = t.Name
	return r.do(m, r.guest.Run)
}

// do takes a message over, has it run, and takes the answer back.
func (r *interpreter) do(m *travel.Message, run func([]byte) (*travel.Message, bool, error)) (any, error) {
	if err := pass(r.script, r.guest.Peer, m); err != nil {
		return nil, err
	}
	answer, failed, err := run(m.Body)
	if err != nil {
		return nil, err
	}
	if err := pass(r.guest.Peer, r.script, answer); err != nil {
		return nil, err
	}
	s := &sealed{peer: r.script, body: answer.Body}
	if failed {
		return nil, s
	}
	return s, nil
}

// pass tells to what it must know of m, as from knows it.
func pass(from, to *travel.Peer, m *travel.Message) error {
	sources, err := from.Sources(m)
	if err != nil {
		return err
	}
	return to.Learn(sources)
}

// Idle implements engine.Runner; the Lua lock is not kept between tasks.
func (r *interpreter) Idle() {}

// Close implements engine.Runner.
func (r *interpreter) Close() {
	if err := r.end(); err != nil {
		r.log(fmt.Sprintf("the end of interpreter %s: %v", r.Name, err))
	}
}

// InterpreterPoolClass is the class of pools of isolated interpreters.
var InterpreterPoolClass = &bind.Class{
	Name: "InterpreterPoolExecutor", Module: "futures", Var: "pool",
	Doc:     "A pool whose tasks run in Lua states of their own in this process, on every core. Functions, arguments and results are copied.",
	Methods: poolMethods("InterpreterPoolExecutor"),
	Meta:    []bind.Func{poolText},
}

var newInterpreterPool = bind.Func{
	Name: "InterpreterPoolExecutor", Doc: "Makes a pool whose tasks run in isolated Lua states on goroutines of this process, as many at once as there are workers. Workers start as tasks come. Whatever goes there and comes back is copied; what cannot travel is a TravelError of the future.",
	Params:  []bind.Param{bind.Opt("opts", bind.Or(bind.Count, bind.OptionsOf[poolOptions]("PoolOptions")), "how many workers (default the number of CPUs), or options")},
	Returns: "InterpreterPoolExecutor", Raises: []*bind.Kind{travel.Error},
	Example: `local pool = futures.InterpreterPoolExecutor(2)
print(pool:submit(function(list) return #list end, {1, 2, 3}):result()) --> 3`,
	Fn: func(c *bind.Call) error {
		var o poolOptions
		if err := o.decode(c, &o); err != nil {
			return err
		}
		init, err := o.initMessage(c)
		if err != nil {
			return err
		}
		if o.MaxWorkers == 0 {
			o.MaxWorkers = runtime.GOMAXPROCS(0)
		}
		host := HostOf(c.State())
		name := host.poolName("InterpreterPoolExecutor", o.Prefix)
		opts := thread.Options{
			Env: host.Env, MaxWorkers: o.MaxWorkers, Name: name,
			TaskTimeout: o.TaskTimeout, MaxPending: o.MaxPending,
			Broken: engine.ErrBrokenInterpreterPool, DetachCallbacks: true,
			NewRunner: func(ctx context.Context, worker string) (engine.Runner, error) {
				return host.newInterpreter(ctx, Worker{Name: worker, Pool: name})
			},
		}
		if init != nil {
			opts.Initializer = func(_ context.Context, r engine.Runner) error {
				w := r.(*interpreter)
				_, err := w.do(init, w.guest.Init)
				return err
			}
		}
		return c.Return(c.New(InterpreterPoolClass, &pool{ex: thread.New(opts), blocks: o.MaxPending > 0, away: true}))
	},
}
