// Package luasync is the Lua module sync over engine/gate.
package luasync

import (
	"context"
	"math"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/gate"
	"luafut/luabind/bind"
)

// acquirer is what a Lock, a Semaphore and a RateLimiter have in common.
type acquirer interface {
	// Acquire waits for timeout at most (negative is without bound).
	Acquire(ctx context.Context, timeout time.Duration) (bool, error)
}

func acquireMethod(doc, example string) bind.Func {
	return bind.Func{
		Name: "acquire", Doc: doc,
		Params:  []bind.Param{bind.Opt("timeout", bind.Seconds, "seconds to wait at most; 0 does not wait; default no limit")},
		Returns: "boolean", Example: example,
		Fn: func(c *bind.Call) error {
			ok, err := acquire(c, c.Seconds(1))
			if err != nil {
				return err
			}
			return c.Return(lua.LBool(ok))
		},
	}
}

// acquire gives the Lua lock away only where it has to wait.
func acquire(c *bind.Call, timeout time.Duration) (ok bool, err error) {
	a := c.Self().(acquirer)
	if ok, err = a.Acquire(c.Thread.Context(), 0); ok || err != nil || timeout == 0 {
		return ok, err
	}
	err = c.Wait(func(ctx context.Context) (err error) {
		ok, err = a.Acquire(ctx, timeout)
		return err
	})
	return ok, err
}

// withMethod is lock:with(fn) for a thing that release gives back.
func withMethod(what string, release func(c *bind.Call) error) bind.Func {
	return bind.Func{
		Name: "with", Doc: "Acquires it, calls fn, and releases it however fn ends; returns what fn returned.",
		Params:  []bind.Param{bind.P("fn", bind.Callable, "called without arguments")},
		Returns: "any ...",
		Example: `print(` + what + `:with(function() return "alone" end))`,
		Fn: func(c *bind.Call) error {
			if _, err := acquire(c, bind.Forever); err != nil {
				return err
			}
			values, err := c.CallLua(c.Arg(1))
			if failed := release(c); err == nil {
				err = failed
			}
			if err != nil {
				return err
			}
			return c.Return(values...)
		},
	}
}

func releaseLock(c *bind.Call) error { return c.Self().(*gate.Lock).Release(c.Thread.Context()) }

func releaseSemaphore(c *bind.Call) error {
	c.Self().(*gate.Semaphore).Release(c.Thread.Context(), 1)
	return nil
}

// The classes of the module.
var (
	LockClass = &bind.Class{
		Name: "Lock", Module: "sync", Doc: "A lock that one task holds at a time. It is not reentrant. A task that is stopped releases it.",
		Methods: []bind.Func{
			acquireMethod("Waits for the lock; false where it did not come in time.", `print(sync.Lock():acquire(1)) --> true`),
			{
				Name: "release", Doc: "Frees the lock, for the task that has waited longest.", Raises: []*bind.Kind{bind.RuntimeError},
				Example: `local lock = sync.Lock()
lock:acquire()
lock:release()`,
				Fn: releaseLock,
			},
			withMethod("sync.Lock()", releaseLock),
			{
				Name: "locked", Doc: "Whether a task holds it.", Returns: "boolean", Example: `print(sync.Lock():locked()) --> false`,
				Fn: func(c *bind.Call) error { return c.Return(lua.LBool(c.Self().(*gate.Lock).Locked())) },
			},
		},
	}
	SemaphoreClass = &bind.Class{
		Name: "Semaphore", Module: "sync", Doc: "A number of places that tasks take and give back.",
		Methods: []bind.Func{
			acquireMethod("Waits for a place; false where none came in time.", `print(sync.Semaphore(2):acquire()) --> true`),
			{
				Name: "release", Doc: "Gives places back, or adds them: who releases need not have acquired.",
				Params:  []bind.Param{bind.Opt("n", bind.Count, "how many; default 1")},
				Example: `sync.Semaphore(0):release()`,
				Fn: func(c *bind.Call) error {
					c.Self().(*gate.Semaphore).Release(c.Thread.Context(), c.Int(1, 1))
					return nil
				},
			},
			withMethod("sync.Semaphore(1)", releaseSemaphore),
		},
	}
	EventClass = &bind.Class{
		Name: "Event", Module: "sync", Doc: "A flag that tasks wait for.",
		Methods: []bind.Func{
			{
				Name: "set", Doc: "Sets the flag and wakes who waits.", Example: `sync.Event():set()`,
				Fn: func(c *bind.Call) error { c.Self().(*gate.Event).Set(); return nil },
			},
			{
				Name: "clear", Doc: "Takes the flag back.", Example: `sync.Event():clear()`,
				Fn: func(c *bind.Call) error { c.Self().(*gate.Event).Clear(); return nil },
			},
			{
				Name: "is_set", Doc: "Whether the flag is set.", Returns: "boolean", Example: `print(sync.Event():is_set()) --> false`,
				Fn: func(c *bind.Call) error { return c.Return(lua.LBool(c.Self().(*gate.Event).IsSet())) },
			},
			{
				Name: "wait", Doc: "Waits until the flag is set; false where it was not in time.",
				Params:  []bind.Param{bind.Opt("timeout", bind.Seconds, "seconds to wait at most; default no limit")},
				Returns: "boolean", Example: `print(sync.Event():wait(0.01)) --> false`,
				Fn: func(c *bind.Call) error {
					e, timeout := c.Self().(*gate.Event), c.Seconds(1)
					set := e.IsSet()
					if !set {
						err := c.Wait(func(ctx context.Context) (err error) {
							set, err = e.Wait(ctx, timeout)
							return err
						})
						if err != nil {
							return err
						}
					}
					return c.Return(lua.LBool(set))
				},
			},
		},
	}
	RateLimiterClass = &bind.Class{
		Name: "RateLimiter", Module: "sync", Doc: "Lets a number of tasks a second through, in the order in which they came.",
		Methods: []bind.Func{
			acquireMethod("Waits for the task's turn; false where it did not come in time.", `print(sync.RateLimiter(100):acquire()) --> true`),
		},
	}
)

// Module is the Lua module sync.
var Module = &bind.Module{
	Name: "sync",
	Doc:  "Locks, semaphores, events and rates between tasks.",
	Funcs: []bind.Func{
		{
			Name: "Lock", Doc: "Makes a lock, free.", Returns: "Lock", Example: `local lock = sync.Lock()`,
			Fn: func(c *bind.Call) error { return c.Return(c.New(LockClass, &gate.Lock{})) },
		},
		{
			Name: "Semaphore", Doc: "Makes a semaphore.",
			Params:  []bind.Param{bind.P("n", bind.Named("integer", &bind.Type{Name: "integer", Want: "a whole number from 0", Accepts: func(v lua.LValue) bool { return bind.Integer.Accepts(v) && v.(lua.LNumber) >= 0 }}), "how many places it has")},
			Returns: "Semaphore", Example: `local s = sync.Semaphore(3)`,
			Fn: func(c *bind.Call) error { return c.Return(c.New(SemaphoreClass, gate.NewSemaphore(c.Int(1, 0)))) },
		},
		{
			Name: "Event", Doc: "Makes an event, not set.", Returns: "Event", Example: `local e = sync.Event()`,
			Fn: func(c *bind.Call) error { return c.Return(c.New(EventClass, &gate.Event{})) },
		},
		{
			Name: "RateLimiter", Doc: "Makes a rate limiter.",
			Params: []bind.Param{
				bind.P("per_second", positive, "tasks let through a second; fractions allowed"),
				bind.Opt("burst", bind.Count, "tasks let through at once after a pause; default 1"),
			},
			Returns: "RateLimiter", Example: `local limit = sync.RateLimiter(10, 5)`,
			Fn: func(c *bind.Call) error {
				r, err := gate.NewRateLimiter(c.Number(1), c.Int(2, 1))
				if err != nil {
					return err
				}
				return c.Return(c.New(RateLimiterClass, r))
			},
		},
	},
	Classes: []*bind.Class{LockClass, SemaphoreClass, EventClass, RateLimiterClass},
}

var positive = &bind.Type{Name: "number", Want: "a number above 0", Accepts: func(v lua.LValue) bool {
	n, ok := v.(lua.LNumber)
	return ok && n > 0 && !math.IsInf(float64(n), 0)
}}
