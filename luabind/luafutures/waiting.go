package luafutures

import (
	"context"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
)

// The values of return_when.
const (
	allCompleted   = "ALL_COMPLETED"
	firstCompleted = "FIRST_COMPLETED"
	firstException = "FIRST_EXCEPTION"
)

var returnWhen = map[string]engine.When{
	allCompleted: engine.AllCompleted, firstCompleted: engine.FirstCompleted, firstException: engine.FirstException,
}

type when string

// LuaType implements bind.Wants.
func (*when) LuaType() *bind.Type { return bind.OneOf(allCompleted, firstCompleted, firstException) }

// FromLua implements bind.FromLua.
func (w *when) FromLua(_ *bind.Call, v lua.LValue) error {
	*w = when(v.(lua.LString))
	return nil
}

type waitOptions struct {
	Timeout    *time.Duration `lua:"timeout" doc:"seconds to wait at most; default no limit"`
	ReturnWhen when           `lua:"return_when" doc:"futures.ALL_COMPLETED (default), FIRST_COMPLETED or FIRST_EXCEPTION"`
}

var waitFunc = bind.Func{
	Name: "wait", Doc: "Waits for futures and returns two lists, those done and those not, in the order given; each also answers list[future] with true.",
	Params: []bind.Param{
		bind.P("fs", bind.Any, "a list or an iterator of futures, or a table whose keys they are; duplicates count once"),
		bind.Opt("opts", bind.Or(bind.Seconds, bind.OptionsOf[waitOptions]("WaitOptions")), "a time-out in seconds, or options"),
	},
	Returns: "Future[], Future[]", Raises: []*bind.Kind{DeadlockError},
	Example: `local pool = futures.ThreadPoolExecutor(4)
local f = pool:submit(time.sleep, 0.01)
local done, not_done = futures.wait({f}, {return_when = futures.FIRST_COMPLETED})
print(#done, #not_done, done[f]) --> 1 0 true`,
	Fn: func(c *bind.Call) error {
		fs, values, err := futuresOf(c, 1)
		if err != nil {
			return err
		}
		if at, ok := c.Arg(3).(lua.LString); ok { // where Python has it; ignored, it would wait for all
			return c.Badf("return_when is an option: futures.wait(fs, {timeout = …, return_when = %q})", string(at))
		}
		o := waitOptions{ReturnWhen: allCompleted}
		if err := c.Options(2, &o); err != nil {
			return err
		}
		timeout := timeoutOf(c, o.Timeout)
		var done, notDone []*engine.Future
		err = c.Wait(func(ctx context.Context) (err error) {
			done, notDone, err = engine.Wait(ctx, fs, timeout, returnWhen[string(o.ReturnWhen)])
			return err
		})
		if err != nil {
			return err
		}
		return c.Return(futureSet(c, done, values), futureSet(c, notDone, values))
	},
}

// timeoutOf is the time-out of a function whose second argument is that or options.
func timeoutOf(c *bind.Call, option *time.Duration) time.Duration {
	if option != nil {
		return *option
	}
	if n, ok := c.Arg(2).(lua.LNumber); ok {
		return bind.ToDuration(n)
	}
	return bind.Forever
}

// futureSet is a list of futures that also answers set[future]; # and pairs see
// the list only.
func futureSet(c *bind.Call, fs []*engine.Future, values map[*engine.Future]lua.LValue) *lua.LTable {
	list := c.NewTable(len(fs), 0)
	members := c.NewTable(0, len(fs))
	for i, f := range fs {
		list.RawSetInt(i+1, values[f])
		members.RawSet(values[f], lua.LTrue)
	}
	mt := c.NewTable(0, 1)
	mt.RawSetString("__index", members)
	list.Metatable = mt
	return list
}

// completion is the iterator of as_completed.
type completion struct {
	*engine.Completed
	values map[*engine.Future]lua.LValue
}

// Left implements Sized.
func (it *completion) Left() (n int, known bool) { return len(it.values), true }

var asCompletedFunc = bind.Func{
	Name: "as_completed", Doc: "Gives futures one by one as they are settled: for future in futures.as_completed(fs) do. What is settled already comes first.",
	Params: []bind.Param{
		bind.P("fs", bind.Any, "a list or an iterator of futures, or a table whose keys they are; duplicates count once"),
		bind.Opt("timeout", bind.Or(bind.Seconds, bind.OptionsOf[completedOptions]("AsCompletedOptions")), "seconds for the whole iteration, from the call; default no limit"),
	},
	Returns: "fun(): Future?", Raises: []*bind.Kind{bind.TimeoutError, DeadlockError},
	Example: `local pool = futures.ThreadPoolExecutor(4)
local fs = {pool:submit(math.abs, -1), pool:submit(math.abs, -2)}
for future in futures.as_completed(fs) do print(future:result()) end`,
	Fn: func(c *bind.Call) error {
		fs, values, err := futuresOf(c, 1)
		if err != nil {
			return err
		}
		var o completedOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		return c.Return(c.New(CompletedClass, &completion{engine.AsCompleted(c.Thread.Context(), fs, timeoutOf(c, o.Timeout)), values}))
	},
}

type completedOptions struct {
	Timeout *time.Duration `lua:"timeout" doc:"seconds for the whole iteration; default no limit"`
}

// CompletedClass is the class of what as_completed returns.
var CompletedClass = &bind.Class{
	Name: "AsCompleted", Module: "futures", Doc: "Futures as they are settled. Several tasks may ask: each future goes to one of them.",
	Methods: []bind.Func{{
		Name: "close", Doc: "Ends the iteration; any number of times.",
		Example: `futures.as_completed({}):close()`,
		Fn: func(c *bind.Call) error {
			c.Self().(*completion).Close()
			return nil
		},
	}},
	Meta: []bind.Func{{
		Name: "__call", Doc: "Waits for the next future; nil after the last.",
		Params: []bind.Param{bind.Rest(bind.Any, "what a for loop passes; not looked at")}, Returns: "Future?",
		Fn: func(c *bind.Call) error {
			it := c.Self().(*completion)
			var f *engine.Future
			next := func(ctx context.Context) (err error) {
				f, _, err = it.Next(ctx)
				return err
			}
			var err error
			if it.Ready() {
				err = next(c.Thread.Context())
			} else {
				err = c.Wait(next)
			}
			if err != nil {
				return err
			}
			if f == nil {
				return c.Return(lua.LNil)
			}
			v := it.values[f]
			delete(it.values, f)
			return c.Return(v)
		},
	}},
}
