-- task_timeout: counted from when a task begins, its waits included.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local sync = require "sync"
local time = require "time"

local pool = futures.ThreadPoolExecutor {max_workers = 1, task_timeout = 0.3}
local function times_out(fn, ...)
  local f = pool:submit(fn, ...)
  local err = check.raises(futures.TimeoutError, "time-out", f.result, f)
  check.equal(f:cancelled(), false)
  check.equal(f:done(), true)
  check.same(f:exception(), err)
  check.equal(pool:submit(math.abs, -1):result(), 1, "the pool goes on")
end
local function forever() while true do end end
times_out(function() -- in a function of Go that has no end of values
  local other = futures.ThreadPoolExecutor(1)
  other:map(math.abs, math.random)
end)
times_out(time.sleep, 3600)
times_out(forever)
times_out(function() pcall(forever) error("it went on") end)
times_out(function() while true do pcall(time.sleep, 1) end end)
times_out(function() coroutine.wrap(forever)() end)
times_out(function() futures.Future():result() end)

-- Queueing does not count.
local fs = {}
for i = 1, 5 do fs[i] = pool:submit(time.sleep, 0.1) end
for i = 1, 5 do fs[i]:result() end
-- Nor do callbacks.
local told = false
local f = pool:submit(math.abs, 1)
f:add_done_callback(function() time.sleep(0.5) told = true end)
futures.wait {f}
check.equal(told, true)
-- Callbacks see the TimeoutError.
local seen
f = pool:submit(time.sleep, 3600)
f:add_done_callback(function(g) seen = g:exception() end)
futures.wait {f}
check.ok(errors.is(seen, "TimeoutError"))
-- A task's own.
f = pool:submit_with({timeout = 3600, name = "long"}, time.sleep, 0.5)
f:result()
f = pool:submit_with({timeout = math.huge}, time.sleep, 0.5)
f:result()
local free = futures.ThreadPoolExecutor(2)
f = free:submit_with({timeout = 0.01, name = "short"}, time.sleep, 3600)
check.raises(futures.TimeoutError, nil, f.result, f)
f = free:submit_with({timeout = 0}, time.sleep, 3600)
check.raises(futures.TimeoutError, nil, f.result, f)
-- A lock that it held is released.
local lock = sync.Lock()
f = pool:submit(function() lock:acquire() forever() end)
check.eventually(function() return f:running() or f:done() end)
check.ok(errors.is(f:exception(), "TimeoutError"))
check.equal(lock:acquire(5), true)
-- A nested task does not inherit it, and a waiter's time-out leaves it alone.
local inner
local outer = pool:submit(function() inner = free:submit(time.sleep, 1) return inner:result() end)
check.raises(futures.TimeoutError, nil, outer.result, outer)
check.equal(inner:result(), nil)
check.raises(futures.ArgumentError, "task_timeout", futures.ThreadPoolExecutor, {task_timeout = -1})
check.raises(futures.ArgumentError, "timeout", pool.submit_with, pool, {timeout = "1"}, print)
