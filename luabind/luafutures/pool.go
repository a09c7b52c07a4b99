package luafutures

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/travel"
)

// pool is an executor as Lua knows it.
type pool struct {
	ex       engine.Executor
	blocks   bool                            // Submit may wait: the pool has a max_pending
	away     bool                            // its tasks run in other states, and travel there
	chunking func(size int) *engine.Chunking // of map's chunksize; nil where that means nothing
}

type submitOptions struct {
	Timeout *time.Duration `lua:"timeout" doc:"seconds that the task may take once it has begun, its waits included; default the pool's task_timeout"`
	Name    string         `lua:"name" doc:"what the task is called in messages"`
}

type shutdownOptions struct {
	Wait          *bool `lua:"wait" doc:"whether to wait until all that was submitted is settled; default true"`
	CancelFutures bool  `lua:"cancel_futures" doc:"whether what has not begun is cancelled; default false"`
}

// poolMethods are the methods of every pool class, each with an example of that
// class.
func poolMethods(class string) []bind.Func {
	list := slices.Clone(everyPool)
	for i := range list {
		list[i].Example = strings.ReplaceAll(list[i].Example, "ThreadPoolExecutor", class)
	}
	return list
}

var everyPool = []bind.Func{
	{
		Name: "submit", Doc: "Has fn(...) run in the pool and returns its future.",
		Params:  []bind.Param{bind.P("fn", bind.Callable, "what to run"), bind.Rest(bind.Any, "its arguments")},
		Returns: "Future", Raises: []*bind.Kind{bind.RuntimeError, BrokenExecutor},
		Example: `local pool = futures.ThreadPoolExecutor(4)
print(pool:submit(math.max, 3, 5):result()) --> 5`,
		Fn: func(c *bind.Call) error {
			return submit(c, newHandle(c.L, "", c.Arg(1), c.Rest(2)), 0)
		},
	},
	{
		Name: "submit_with", Doc: "As submit, with options for this one task before the function.",
		Params: []bind.Param{
			bind.P("opts", bind.OptionsOf[submitOptions]("SubmitOptions"), "options"),
			bind.P("fn", bind.Callable, "what to run"), bind.Rest(bind.Any, "its arguments"),
		},
		Returns: "Future", Raises: []*bind.Kind{bind.RuntimeError, BrokenExecutor},
		Example: `local pool = futures.ThreadPoolExecutor(4)
local f = pool:submit_with({timeout = 0.01, name = "slow"}, time.sleep, 60)
print(f:exception().type) --> TimeoutError`,
		Fn: func(c *bind.Call) error {
			var o submitOptions
			if err := c.Options(1, &o); err != nil {
				return err
			}
			timeout := time.Duration(0)
			if o.Timeout != nil {
				timeout = taskTimeout(*o.Timeout)
			}
			return submit(c, newHandle(c.L, o.Name, c.Arg(2), c.Rest(3)), timeout)
		},
	},
	mapMethod,
	{
		Name: "shutdown", Doc: "Takes no more tasks, and waits until those submitted are settled; any number of times.",
		Params: []bind.Param{bind.Opt("wait", bind.Or(bind.Boolean, bind.OptionsOf[shutdownOptions]("ShutdownOptions")), "false returns at once; default true")},
		Raises: []*bind.Kind{bind.RuntimeError},
		Example: `local pool = futures.ThreadPoolExecutor(4)
pool:shutdown{wait = true, cancel_futures = true}`,
		Fn: func(c *bind.Call) error {
			var o shutdownOptions
			if err := c.Options(1, &o); err != nil {
				return err
			}
			wait := c.Bool(1, true)
			if o.Wait != nil {
				wait = *o.Wait
			}
			return shutdown(c, c.Self().(*pool), wait, o.CancelFutures)
		},
	},
}

// taskTimeout is a task's time-out as the engine has it, where 0 is "none
// given": a script's 0 ends the task as soon as it begins.
func taskTimeout(d time.Duration) time.Duration {
	if d == 0 {
		return time.Nanosecond
	}
	return d
}

// submit submits h's task to the pool that the method was called on. timeout 0
// is the pool's own.
func submit(c *bind.Call, h *handle, timeout time.Duration) error {
	p := c.Self().(*pool)
	payload, err := p.pack(c.L, h)
	if err != nil {
		return err
	}
	f, err := p.submit(c, engine.Task{Payload: payload, Name: h.name(), Timeout: timeout, Where: h, ID: observedID(payload)})
	if err != nil {
		return err
	}
	return c.Return(value(c.State(), f))
}

// observedID is the number that observers know a payload by, 0 where it has none
// yet.
func observedID(payload any) uint64 {
	if m, ok := payload.(*travel.Message); ok {
		return m.Task
	}
	return 0
}

// submit hands a task to the engine; the lock is kept where that cannot wait.
func (p *pool) submit(c *bind.Call, task engine.Task) (f *engine.Future, err error) {
	if !p.blocks {
		return p.ex.Submit(c.Thread.Context(), task)
	}
	err = c.Wait(func(ctx context.Context) error {
		f, err = p.ex.Submit(ctx, task)
		return err
	})
	return f, err
}

func shutdown(c *bind.Call, p *pool, wait, cancel bool) error {
	if !wait {
		return p.ex.Shutdown(c.Thread.Context(), false, cancel)
	}
	return c.Wait(func(ctx context.Context) error { return p.ex.Shutdown(ctx, true, cancel) })
}

// poolName is the name of a new pool: the prefix, or one made of the class and
// a number.
func (h *Host) poolName(class, prefix string) string {
	n := h.pools.Add(1)
	if prefix != "" {
		return prefix
	}
	return fmt.Sprintf("%s-%d", class, n)
}

var poolText = bind.Func{
	Name: "__tostring", Doc: "A line that says its name.", Returns: "string",
	Fn: func(c *bind.Call) error {
		return c.Return(lua.LString("<" + bind.ClassOf(c.SelfValue()).Name + " " + c.Self().(*pool).ex.Base().Name() + ">"))
	},
}
