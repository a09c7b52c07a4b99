package luafutures

import (
	"luafut/engine/process"
	"luafut/luabind/bind"
	"luafut/luabind/travel"
)

type processOptions struct {
	poolOptions
	MaxTasksPerChild int        `lua:"max_tasks_per_child" min:"1" doc:"tasks after which a worker is replaced; default never"`
	MemoryLimit      bind.Bytes `lua:"memory_limit" min:"1" doc:"the heap that a worker may have in use; one that exceeds it breaks the pool; default no limit"`
}

// ProcessPoolClass is the class of pools of worker processes.
var ProcessPoolClass = &bind.Class{
	Name: "ProcessPoolExecutor", Module: "futures", Var: "pool",
	Doc: "A pool whose tasks run in worker processes, on every core. Functions, arguments and results are copied.",
	Methods: append([]bind.Func{
		endMethod("terminate_workers", "Asks the workers to end at once (SIGTERM) and breaks the pool: what has not finished fails with BrokenProcessPool.", (*process.Pool).TerminateWorkers),
		endMethod("kill_workers", "Ends the workers at once (SIGKILL) and breaks the pool: what has not finished fails with BrokenProcessPool.", (*process.Pool).KillWorkers),
	}, poolMethods("ProcessPoolExecutor")...),
	Meta: []bind.Func{poolText},
}

func endMethod(name, doc string, end func(*process.Pool)) bind.Func {
	return bind.Func{
		Name: name, Doc: doc,
		Example: `local pool = futures.ProcessPoolExecutor(1)
pool:` + name + `()`,
		Fn: func(c *bind.Call) error {
			end(c.Self().(*pool).ex.(*process.Pool))
			return nil
		},
	}
}

var newProcessPool = bind.Func{
	Name: "ProcessPoolExecutor", Doc: "Makes a pool whose tasks run in worker processes, as many at once as there are workers. Workers start as tasks come. Whatever goes there and comes back is copied; what cannot travel is a TravelError of the future.",
	Params:  []bind.Param{bind.Opt("opts", bind.Or(bind.Count, bind.OptionsOf[processOptions]("ProcessPoolOptions")), "how many workers (default the number of CPUs), or options")},
	Returns: "ProcessPoolExecutor", Raises: []*bind.Kind{travel.Error},
	Example: `local pool = futures.ProcessPoolExecutor{max_workers = 2, memory_limit = "500MB"}
for i, n in pool:map(function(x) return x * x end, {1, 2, 3}, {chunksize = 2}) do print(i, n) end`,
	Fn: func(c *bind.Call) error {
		var o processOptions
		if err := o.decode(c, &o); err != nil {
			return err
		}
		init, err := o.initMessage(c)
		if err != nil {
			return err
		}
		host := HostOf(c.State())
		opts := process.Options{
			Env: host.Env, MaxWorkers: o.MaxWorkers, Name: host.poolName("ProcessPoolExecutor", o.Prefix),
			Start: host.StartWorker, TaskTimeout: o.TaskTimeout, MaxPending: o.MaxPending,
			MaxTasksPerChild: o.MaxTasksPerChild, MemoryLimit: int64(o.MemoryLimit),
			NewPeer: func() process.Peer {
				return courier{travel.NewPeer(&host.Chunks), host.Observing.Settings != nil}
			},
			Settings: host.Observing.Settings, Observed: host.Observing.Received,
			Stdout: c.State().Output, Stderr: host.Stderr,
		}
		if init != nil {
			opts.Initializer = init
		}
		ex := process.New(opts)
		return c.Return(c.New(ProcessPoolClass, &pool{ex: ex, blocks: o.MaxPending > 0, away: true, chunking: ex.Chunking}))
	},
}
