package luafutures

import (
	"os"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/travel"
	"luafut/luabind/vm"
)

// Module is the Lua module futures.
var Module = &bind.Module{
	Name: "futures",
	Elsewhere: map[string]string{ // Python's, asyncio's
		"Pool": "ThreadPoolExecutor, or ProcessPoolExecutor", "Executor": "ThreadPoolExecutor, or ProcessPoolExecutor",
		"gather": "wait(list), or pool:map(fn, list)", "submit": "pool:submit(fn, …), of a ThreadPoolExecutor",
		"map": "pool:map(fn, list), of a ThreadPoolExecutor", "run": "pool:submit(fn, …), of a ThreadPoolExecutor",
	},
	Doc: "Pools of workers and the futures of what they run, after Python's concurrent.futures.",
	Funcs: []bind.Func{
		newThreadPool,
		newProcessPool,
		newInterpreterPool,
		waitFunc,
		asCompletedFunc,
		{
			Name: "Future", Doc: "Makes a bare future, for tests and adapters: its maker sets its outcome.",
			Returns: "Future",
			Example: `local f = futures.Future()
f:set_result(42)
print(f:result())`,
			Fn: func(c *bind.Call) error {
				h := newHandle(c.L, "", nil, nil)
				return c.Return(value(c.State(), engine.NewFuture(HostOf(c.State()).Env, engine.Task{Where: h})))
			},
		},
		{
			Name: "with", Doc: "Calls fn(pool) and shuts the pool down however that ends, waiting for its work; returns what fn returned.",
			Params:  []bind.Param{bind.P("pool", bind.Any, "a pool"), bind.P("fn", bind.Callable, "called with the pool")},
			Returns: "any ...",
			Example: `print(futures.with(futures.ThreadPoolExecutor(2), function(pool)
  return pool:submit(math.min, 4, 2):result()
end))`,
			Fn: func(c *bind.Call) error {
				p, ok := bind.To[*pool](c.Arg(1))
				if !ok {
					return c.Wrong(1, "a pool")
				}
				values, err := c.CallLua(c.Arg(2), c.Arg(1))
				// A task that is being stopped does not wait for the pool's work.
				stopped := c.Thread.Interrupted() != nil
				if failed := shutdown(c, p, !stopped, false); err == nil {
					err = failed
				}
				if err != nil {
					return err
				}
				return c.Return(values...)
			},
		},
		{
			Name: "current", Doc: "Where the running task runs: a table with name (of the worker), pool and pid; nil in the main script.",
			Returns: "table?",
			Example: `local pool = futures.ThreadPoolExecutor{thread_name_prefix = "fetch"}
print(pool:submit(function() return futures.current().name end):result()) --> fetch_0`,
			Fn: func(c *bind.Call) error {
				w := HostOf(c.State()).Worker
				if a := engine.ActorOf(c.Thread.Base()); a != nil && a.Pool() != "" {
					w = Worker{a.Name(), a.Pool()}
				}
				if w.Pool == "" {
					return c.Return(lua.LNil)
				}
				t := c.NewTable(0, 3)
				t.RawSetString("name", lua.LString(w.Name))
				t.RawSetString("pool", lua.LString(w.Pool))
				t.RawSetString("pid", lua.LNumber(os.Getpid()))
				return c.Return(t)
			},
		},
	},
	Classes: []*bind.Class{FutureClass, ThreadPoolClass, ProcessPoolClass, InterpreterPoolClass, MapClass, CompletedClass},
	Kinds: []*bind.Kind{
		bind.Error, bind.RuntimeError, bind.ArgumentError, bind.TimeoutError, CancelledError, InvalidStateError, DeadlockError, travel.Error,
		BrokenExecutor, BrokenThreadPool, BrokenProcessPool, BrokenInterpreterPool,
	},
	Values: []bind.Constant{
		constant(allCompleted, "wait returns when all futures are settled."),
		constant(firstCompleted, "wait returns when the first is."),
		constant(firstException, "wait returns when the first has failed, or all are settled."),
	},
	Translate: translate,
}

func constant(name, doc string) bind.Constant {
	return bind.Constant{Name: name, Doc: doc, Type: bind.String, Make: func(*vm.State) lua.LValue { return lua.LString(name) }}
}
