package luafutures

import (
	"context"
	"fmt"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

var timeoutParam = bind.Opt("timeout", bind.Seconds, "how long to wait at most; without it as long as it takes")

// FutureClass is the class of futures.
var FutureClass = &bind.Class{
	Name: "Future", Module: "futures", Open: true,
	Doc: "The outcome of a task, now or later; as Python's Future. Fields that are not methods belong to the script.",
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "A line that says its state, what runs, and since when: <Future running get_html 1.2 s>.", Returns: "string",
		Fn: func(c *bind.Call) error {
			h := c.Self().(*handle)
			text := "<Future " + h.f.State()
			if name := h.TaskName(); name != "" {
				text += " " + name
			}
			if began := h.f.Began(); h.f.Running() && !began.IsZero() {
				text += fmt.Sprintf(" %.1f s", time.Since(began).Seconds())
			}
			return c.Return(lua.LString(text + ">"))
		},
	}},
}

// The methods refer to the class, which Go cannot see is no circle.
func init() { FutureClass.Methods = futureMethods }

var futureMethods = []bind.Func{
	{
		Name: "result", Doc: "Waits for the task and returns all that it returned, or raises what it raised.",
		Params: []bind.Param{timeoutParam}, Returns: "any ...",
		Raises: []*bind.Kind{CancelledError, bind.TimeoutError, DeadlockError},
		Example: `local pool = futures.ThreadPoolExecutor(2)
print(pool:submit(function(a, b) return a + b end, 1, 2):result()) --> 3`,
		Fn: func(c *bind.Call) error {
			result, err := outcome(c)
			if err != nil {
				return err
			}
			pushResult(c, result)
			return nil
		},
	},
	{
		Name: "exception", Doc: "Waits for the task and returns what it raised, or nil.",
		Params: []bind.Param{timeoutParam}, Returns: "any",
		Raises: []*bind.Kind{CancelledError, bind.TimeoutError, DeadlockError},
		Example: `local pool = futures.ThreadPoolExecutor(2)
print(pool:submit(error, "oh", 0):exception()) --> oh`,
		Fn: func(c *bind.Call) error {
			h := c.Self().(*handle)
			if err := await(c, h.f); err != nil {
				return err
			}
			_, err := h.outcome(c.L)
			if h.f.Cancelled() {
				return err
			}
			return c.Return(exceptionValue(c.L, err))
		},
	},
	{
		Name: "traceback", Doc: "The task's own Lua traceback, or nil where it has not failed.",
		Returns: "string?",
		Example: `local f = futures.ThreadPoolExecutor(1):submit(error, "oh")
f:exception()
print(f:traceback())`,
		Fn: func(c *bind.Call) error {
			h := c.Self().(*handle)
			if h.f.Done() && !h.f.Cancelled() {
				if _, err := h.outcome(c.L); err != nil {
					if e, ok := err.(*vm.Error); ok {
						return c.Return(lua.LString("stack traceback:\n" + e.Traceback))
					}
				}
			}
			return c.Return(lua.LNil)
		},
	},
	{
		Name: "cancel", Doc: "Cancels the task if it has not begun; true where it is cancelled now or was before.",
		Returns: "boolean",
		Example: `local f = futures.Future()
print(f:cancel(), f:cancelled()) --> true true`,
		Fn: func(c *bind.Call) error {
			return c.Return(lua.LBool(c.Self().(*handle).f.Cancel(c.Thread.Context())))
		},
	},
	{
		Name: "terminate", Doc: "Cancels the task, and stops it if it runs; true where the future is cancelled by it. It does not wait for the unwinding.",
		Returns: "boolean",
		Example: `local f = futures.ThreadPoolExecutor(1):submit(time.sleep, 3600)
print(f:terminate()) --> true`,
		Fn: func(c *bind.Call) error {
			return c.Return(lua.LBool(c.Self().(*handle).f.Terminate(c.Thread.Context())))
		},
	},
	stateMethod("running", "Whether a worker has begun the task and it has not ended.", (*engine.Future).Running),
	stateMethod("cancelled", "Whether it was cancelled.", (*engine.Future).Cancelled),
	stateMethod("done", "Whether it has a result, an error, or is cancelled.", (*engine.Future).Done),
	{
		Name: "add_done_callback", Doc: "Has fn(future) called once the future is done, whatever its outcome: in the order added, in the worker that finished it. An error in it is logged, and the others still run.",
		Params: []bind.Param{bind.P("fn", bind.Callable, "called with the future")},
		Example: `local f = futures.Future()
f:add_done_callback(function(f) print(f:result()) end)
f:set_result("done")`,
		Fn: func(c *bind.Call) error {
			h, fn := c.Self().(*handle), c.Arg(1)
			h.f.AddDoneCallback(c.Thread.Context(), func(ctx context.Context, f *engine.Future) error {
				return Locked(ctx, func(th *vm.Thread) error {
					th.Begin(vm.Job{Kind: vm.Callback, Pool: f.Pool(), Task: f.Name()})
					_, err := th.Call(th.Running(), fn, value(th.State(), f))
					return err
				})
			})
			return nil
		},
	},
	{
		Name: "set_running_or_notify_cancel", Doc: "Marks a bare future as running; false where it was cancelled, and its work must not be done.",
		Returns: "boolean", Raises: []*bind.Kind{InvalidStateError},
		Example: `print(futures.Future():set_running_or_notify_cancel()) --> true`,
		Fn: func(c *bind.Call) error {
			ok, err := c.Self().(*handle).f.SetRunningOrNotifyCancel()
			if err != nil {
				return err
			}
			return c.Return(lua.LBool(ok))
		},
	},
	{
		Name: "set_result", Doc: "Finishes a bare future with results, and runs its callbacks.",
		Params: []bind.Param{bind.Rest(bind.Any, "what result() returns")}, Raises: []*bind.Kind{InvalidStateError},
		Example: `local f = futures.Future()
f:set_result(1, 2)
print(f:result())`,
		Fn: func(c *bind.Call) error {
			return c.Self().(*handle).f.SetResult(c.Thread.Context(), toResult(c.Rest(1)))
		},
	},
	{
		Name: "set_exception", Doc: "Finishes a bare future with an error, and runs its callbacks.",
		Params: []bind.Param{bind.P("err", bind.Any, "what result() raises")}, Raises: []*bind.Kind{InvalidStateError},
		Example: `local f = futures.Future()
f:set_exception("oh")
print(f:exception()) --> oh`,
		Fn: func(c *bind.Call) error {
			e := &vm.Error{Value: c.Arg(1), Traceback: vm.Traceback(c.L)}
			return c.Self().(*handle).f.SetError(c.Thread.Context(), e)
		},
	},
}

func stateMethod(name, doc string, is func(*engine.Future) bool) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Returns: "boolean",
		Example: `print(futures.Future():` + name + `())`,
		Fn:      func(c *bind.Call) error { return c.Return(lua.LBool(is(c.Self().(*handle).f))) },
	}
}

// Outcome tells whether v is a future, and one whose task has failed, without
// asking for its error. The lock must be held.
func Outcome(v lua.LValue) (isFuture, failed bool) {
	f := futureOf(v)
	return f != nil, f != nil && f.Failed()
}

// outcome waits for the future that a method was called on.
func outcome(c *bind.Call) (any, error) {
	h := c.Self().(*handle)
	if err := await(c, h.f); err != nil {
		return nil, err
	}
	return h.outcome(c.L)
}

// await waits until f is done, for as long as the first argument says.
func await(c *bind.Call, f *engine.Future) error {
	if !f.Done() {
		timeout := c.Seconds(1)
		if err := c.Wait(func(ctx context.Context) error { return f.Wait(ctx, timeout) }); err != nil {
			return err
		}
	}
	f.Asked(c.Thread.Context())
	return nil
}

// exceptionValue is what exception() gives for a task's error: error(nil) and
// error(false) are failures too, and must not look like none.
func exceptionValue(L *lua.LState, err error) lua.LValue {
	if err == nil {
		return lua.LNil
	}
	v := bind.Value(L, err)
	if v == lua.LNil || v == lua.LFalse {
		return bind.Value(L, bind.Errorf(bind.Error, "the task failed with error(%s)", v))
	}
	return v
}
