-- Shutting pools down, after CPython's test_shutdown.
local check = require "check"
local futures = require "futures"
local queue = require "queue"
local sync = require "sync"
local time = require "time"

local function pool_of(n, init) return futures.ThreadPoolExecutor {max_workers = n, initializer = init} end

-- It waits for what was submitted, and takes no more.
local ran = 0
local pool = pool_of(2)
for _ = 1, 6 do pool:submit(function() time.sleep(0.002) ran = ran + 1 end) end
pool:shutdown()
check.equal(ran, 6)
check.raises(futures.RuntimeError, "shutdown", pool.submit, pool, print)
check.raises(futures.RuntimeError, "shutdown", pool.submit_with, pool, {}, print)
pool:shutdown()
pool:shutdown(false)
pool:shutdown {wait = true, cancel_futures = true}

-- wait = false returns at once; what was submitted runs.
pool, ran = pool_of(1), 0
local go = sync.Event()
pool:submit(function() go:wait() ran = ran + 1 end)
local last = pool:submit(function() ran = ran + 1 return "last" end)
pool:shutdown(false)
check.equal(ran, 0)
check.raises(futures.RuntimeError, nil, pool.submit, pool, print)
go:set()
check.equal(last:result(), "last")
check.equal(ran, 2)

-- cancel_futures cancels what has not begun, and what runs ends.
pool, go = pool_of(1), sync.Event()
local begun = sync.Event()
local first = pool:submit(function() begun:set() go:wait() return 1 end)
local rest = {}
for i = 1, 20 do rest[i] = pool:submit(print, "never") end
begun:wait()
pool:shutdown {wait = false, cancel_futures = true}
for i = 1, 20 do check.equal(rest[i]:cancelled(), true) end
go:set()
check.equal(first:result(), 1)
pool:shutdown()

-- From inside a task: marked, and a RuntimeError.
pool = pool_of(1)
local f = pool:submit(function() pool:shutdown() end)
check.raises(futures.RuntimeError, nil, f.result, f)
check.raises(futures.RuntimeError, "shutdown", pool.submit, pool, print)
pool = pool_of(1)
check.equal(pool:submit(function() pool:shutdown(false) return "went on" end):result(), "went on")
check.raises(futures.RuntimeError, nil, pool.submit, pool, print)

-- From inside a callback.
pool = pool_of(1)
local outcome
f = pool:submit(math.abs, 1)
f:add_done_callback(function() outcome = {pcall(pool.shutdown, pool)} end)
futures.wait {f}
if not outcome then -- it was done before the callback was added: it ran here, in the script
  check.eventually(function() return outcome end)
end
check.raises(futures.RuntimeError, nil, pool.submit, pool, print)
pool, go = pool_of(1), sync.Event()
f = pool:submit(function() go:wait() end)
f:add_done_callback(function() outcome = {pcall(pool.shutdown, pool)} end)
go:set()
futures.wait {f}
check.equal(outcome[1], false)
check.ok(tostring(outcome[2]):find("RuntimeError", 1, true))

-- From inside an initializer.
local err
pool = pool_of(1, function() err = select(2, pcall(function() pool:shutdown() end)) end)
f = pool:submit(function() return "ran" end)
check.equal(f:result(), "ran", "what was submitted before still runs")
check.ok(tostring(err):find("RuntimeError", 1, true))
check.raises(futures.RuntimeError, nil, pool.submit, pool, print)

-- From two tasks of other pools at once.
pool, ran = pool_of(2), 0
local other = pool_of(2)
for _ = 1, 4 do pool:submit(function() time.sleep(0.005) ran = ran + 1 end) end
local s1, s2 = other:submit(pool.shutdown, pool), other:submit(pool.shutdown, pool)
s1:result() s2:result()
check.equal(ran, 4)
-- Two pools that shut each other down from within.
local x, y = pool_of(1), pool_of(1)
local fx = x:submit(function() time.sleep(0.005) return pcall(y.shutdown, y, {wait = false}) end)
local fy = y:submit(function() time.sleep(0.005) return pcall(x.shutdown, x, {wait = false}) end)
check.equal(fx:result(), true)
check.equal(fy:result(), true)
x:shutdown() y:shutdown()

-- Callbacks have run when shutdown returns; those may submit no more.
pool, ran = pool_of(2), 0
for _ = 1, 10 do
  pool:submit(time.sleep, 0.001):add_done_callback(function() time.sleep(0.001) ran = ran + 1 end)
end
pool:shutdown()
check.equal(ran, 10)

-- A shutdown wakes those who wait for a place.
pool, go = futures.ThreadPoolExecutor {max_workers = 1, max_pending = 1}, sync.Event()
pool:submit(go.wait, go)
local waiting = other:submit(function() for _ = 1, 3 do pool:submit(print, "never") end end)
time.sleep(0.01)
pool:shutdown {wait = false, cancel_futures = true}
check.raises(futures.RuntimeError, "shutdown", waiting.result, waiting)
go:set()

-- A map that reads a queue ends with the pool that is told to cancel.
pool = pool_of(2)
local q = queue.Queue()
local it = pool:map(function(v) return v end, q)
q:put(1)
check.equal(select(2, it()), 1)
pool:shutdown {cancel_futures = true}
check.raises(futures.RuntimeError, nil, it)

-- Dropped pools do what they were given.
ran = 0
for _ = 1, 10 do pool_of(1):submit(function() ran = ran + 1 end) end
collectgarbage()
check.eventually(function() return ran == 10 end)

-- Bad arguments.
pool = pool_of(1)
check.raises(futures.ArgumentError, "cancel_futures", pool.shutdown, pool, {cancel = true})
check.raises(futures.ArgumentError, nil, pool.shutdown, pool, "now")
check.raises(futures.ArgumentError, "colon", pool.shutdown)
check.raises(futures.ArgumentError, nil, futures.with, 5, print)
check.raises(futures.ArgumentError, nil, futures.with, pool, 5)
