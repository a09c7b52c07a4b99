-- Isolated interpreters, after CPython's test_interpreter_pool.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local time = require "time"

local pool = futures.InterpreterPoolExecutor(2)
local offset = {by = 100}
check.equal(pool:submit(function(a, b) return a + b + offset.by end, 1, 2):result(), 103)
check.equal({pool:submit(function() return 1, nil, "z" end):result()}, {1, nil, "z"})
local f = pool:submit(function() error({code = 7}) end)
check.equal(f:exception().code, 7)
f = pool:submit(function() local function inner() error("inner broke") end inner() end)
check.ok(f:exception():find("interpreters_test.lua:%d+: inner broke$"), f:exception())
check.ok(f:traceback():find("in function 'inner'", 1, true), f:traceback())
local Mine = errors.new("Mine")
check.ok(errors.is(pool:submit(function() error(Mine("of mine")) end):exception(), Mine))

-- Nothing is shared: neither globals nor values.
shared = 1
check.equal(pool:submit(function() shared = (shared or 0) + 1 return shared end):result(), 2)
check.equal(shared, 1)
local t = {}
local back = pool:submit(function(t) t.x = 1 return t end, t):result()
check.ok(back ~= t and t.x == nil and back.x == 1)
local g = pool:submit(function() local n = 0 return function() n = n + 1 return n end end):result()
check.equal(g(), 1)
check.equal(g(), 2)
check.equal(pool:submit(print, coroutine.create(print)):exception().type, "TravelError")
check.equal(pool:submit(function() return coroutine.create(print) end):exception().type, "TravelError")

local here = pool:submit(futures.current):result()
check.equal(here.pool, "InterpreterPoolExecutor-1")
check.ok(here.name:find("^InterpreterPoolExecutor%-1_%d$"), here.name)
check.ok(here.pid > 0)

-- map, wait, as_completed, callbacks.
local list = {}
for i = 1, 50 do list[i] = i end
local n = 0
for i, square in pool:map(function(x) return x * x end, list, {chunksize = 7}) do
  n = n + 1
  check.equal(i, n)
  check.equal(square, n * n)
end
check.equal(n, 50)
local state = {}
f = pool:submit(math.abs, -5)
f:add_done_callback(function(g) state.called = g:result() end)
futures.wait {f}
check.equal(state.called, 5)
check.equal(select(2, pcall(function() pool:map(function() error("oops", 0) end, {1}):collect() end)), "oops")

-- Stopping.
local loop = pool:submit(function() while true do pcall(function() while true do end end) end end)
while not loop:running() do time.sleep(0.001) end
check.ok(loop:terminate() and loop:cancelled())
local sleeper = pool:submit_with({timeout = 0.05}, function() require("time").sleep(600) end)
check.raises(futures.TimeoutError, "", sleeper.result, sleeper)
check.equal(pool:submit(math.abs, -1):result(), 1)
check.equal(pool:submit(function() return require("queue").Queue():get() end):exception(60).type, "DeadlockError")
check.equal(pool:submit(math.abs, -1):result(), 1)
pool:shutdown()
check.raises(futures.RuntimeError, "shutdown", pool.submit, pool, print)

-- Initializers.
function scale(n) return n * factor end
factor = 2
pool = futures.InterpreterPoolExecutor {max_workers = 2, initializer = function(a) factor = a end, initargs = {7}}
check.equal(pool:submit(scale, 10):result(), 70)
check.equal(factor, 2)
pool:shutdown()

-- Pools within.
pool = futures.InterpreterPoolExecutor(1)
check.equal(pool:submit(function()
  local futures = require "futures"
  local pool = futures.ThreadPoolExecutor(2)
  local sum = 0
  for _, v in pool:map(function(x) return x end, {1, 2, 3}) do sum = sum + v end
  return sum + futures.InterpreterPoolExecutor(1):submit(math.abs, -10):result()
end):result(), 16)
pool:shutdown()
