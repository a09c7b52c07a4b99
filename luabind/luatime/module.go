// Package luatime is the Lua module time.
package luatime

import (
	"context"
	"math"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/bind"
)

// started is what monotonic counts from.
var started = time.Now()

// Module is the Lua module time, after Python's.
var Module = &bind.Module{
	Name: "time",
	Elsewhere: map[string]string{ // Python's and other Luas'
		"perf_counter": "monotonic()", "now": "time()", "clock": "monotonic()", "wait": "sleep(seconds)",
	},
	Doc: "Clocks, and waiting for them.",
	Funcs: []bind.Func{
		{
			Name: "sleep", Doc: "Waits for a number of seconds while the other tasks run.",
			Params:  []bind.Param{bind.P("seconds", bind.Seconds, "how long; fractions allowed, math.huge for ever")},
			Example: `time.sleep(0.01)`,
			Fn: func(c *bind.Call) error {
				d := c.Seconds(1)
				if d == bind.Forever {
					d = math.MaxInt64 // a sleep that ends, if in 292 years: nobody is stuck who sleeps
				}
				return c.Wait(func(ctx context.Context) error { return engine.Sleep(ctx, d) })
			},
		},
		{
			Name: "time", Doc: "Seconds since 1 January 1970, with fractions.",
			Returns: "number", Example: `print(time.time() > 0)`,
			Fn: func(c *bind.Call) error {
				return c.Return(lua.LNumber(float64(time.Now().UnixNano()) / 1e9))
			},
		},
		{
			Name: "monotonic", Doc: "Seconds on a clock that is never set back, with fractions; only differences mean anything.",
			Returns: "number", Example: `local t = time.monotonic()
print(time.monotonic() >= t)`,
			Fn: func(c *bind.Call) error { return c.Return(lua.LNumber(time.Since(started).Seconds())) },
		},
	},
}
