package luafutures

import (
	"context"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/engine/thread"
	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// poolOptions are the options that every pool has.
type poolOptions struct {
	MaxWorkers  int           `lua:"max_workers" min:"1" max:"1000000" elsewhere:"workers max_threads threads processes size n concurrency num_workers" doc:"tasks that run at once; default the number of CPUs, for threads 4 more, at most 32"`
	Prefix      string        `lua:"thread_name_prefix" doc:"the name of the pool; its workers are called PREFIX_0 and so on"`
	Initializer lua.LValue    `lua:"initializer" doc:"a function that each worker runs before its first task; where it fails, the pool breaks"`
	InitArgs    *lua.LTable   `lua:"initargs" doc:"a list of the initializer's arguments"`
	TaskTimeout time.Duration `lua:"task_timeout" doc:"seconds that a task may take once it has begun, its waits included; default no limit"`
	MaxPending  int           `lua:"max_pending" min:"1" doc:"tasks that may wait to begin; submit waits while there are as many; default no limit"`
}

// decode reads a pool's only argument: a number of workers, or options.
func (o *poolOptions) decode(c *bind.Call, into any) error {
	o.TaskTimeout = bind.Forever
	if err := c.Options(1, into); err != nil {
		return err
	}
	o.TaskTimeout = taskTimeout(o.TaskTimeout)
	if n, ok := c.Arg(1).(lua.LNumber); ok {
		o.MaxWorkers = int(n)
	}
	if o.Initializer != nil && o.Initializer != lua.LNil && !bind.IsCallable(o.Initializer) {
		return c.Badf("option 'initializer' must be a function, not %s", bind.Show(o.Initializer))
	}
	return nil
}

// initArgs are the arguments of the initializer.
func (o *poolOptions) initArgs() []lua.LValue {
	if o.InitArgs == nil {
		return nil
	}
	args := make([]lua.LValue, o.InitArgs.Len())
	for i := range args {
		args[i] = o.InitArgs.RawGetInt(i + 1)
	}
	return args
}

// ThreadPoolClass is the class of thread pools.
var ThreadPoolClass = &bind.Class{
	Name: "ThreadPoolExecutor", Module: "futures", Var: "pool",
	Doc:     "A pool whose tasks share the script's memory, as Python's threads do.",
	Methods: poolMethods("ThreadPoolExecutor"),
	Meta:    []bind.Func{poolText},
}

var newThreadPool = bind.Func{
	Name: "ThreadPoolExecutor", Doc: "Makes a pool whose tasks share the script's memory and run at once, up to a number. Workers start as tasks come.",
	Params:  []bind.Param{bind.Opt("opts", bind.Or(bind.Count, bind.OptionsOf[poolOptions]("PoolOptions")), "how many tasks run at once (default the number of CPUs and 4, at most 32), or options")},
	Returns: "ThreadPoolExecutor",
	Example: `local pool = futures.ThreadPoolExecutor{max_workers = 8, task_timeout = 60}
print(pool:submit(string.upper, "hello"):result()) --> HELLO`,
	Fn: func(c *bind.Call) error {
		var o poolOptions
		if err := o.decode(c, &o); err != nil {
			return err
		}
		state := c.State()
		host := HostOf(state)
		name := host.poolName("ThreadPoolExecutor", o.Prefix)
		opts := thread.Options{
			Env: host.Env, MaxWorkers: o.MaxWorkers, Name: name,
			TaskTimeout: o.TaskTimeout, MaxPending: o.MaxPending,
			NewRunner: func(ctx context.Context, worker string) (engine.Runner, error) {
				return &runner{Thread: state.NewThread(ctx, worker), pool: name}, nil
			},
		}
		if bind.IsCallable(o.Initializer) {
			fn, args := o.Initializer, o.initArgs()
			opts.Initializer = func(ctx context.Context, _ engine.Runner) error {
				return Locked(ctx, func(th *vm.Thread) error {
					th.Begin(vm.Job{Kind: vm.Initializer, Pool: name})
					_, err := th.Call(th.LState(), fn, args...)
					return err
				})
			}
		}
		return c.Return(c.New(ThreadPoolClass, &pool{ex: thread.New(opts), blocks: o.MaxPending > 0}))
	},
}
