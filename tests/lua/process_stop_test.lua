-- Stopping tasks of worker processes: cancel, terminate, time-outs, shutdown.
local check = require "check"
local futures = require "futures"
local time = require "time"

local function sleep(s) require("time").sleep(s) return s end
local function begun(f) while not f:running() do time.sleep(0.001) end return f end
local function pid() return futures.current().pid end

-- What was sent ahead has not begun, and can be cancelled.
local pool = futures.ProcessPoolExecutor(1)
local file = os.tmpname()
os.remove(file)
local held = begun(pool:submit(sleep, 600))
local ahead = pool:submit(function(file) io.open(file, "w"):close() end, file)
local after = pool:submit(pid)
time.sleep(0.02)
check.equal(ahead:running(), false)
check.ok(ahead:cancel() and ahead:cancelled())
check.equal(held:cancel(), false)

-- terminate() ends the worker, which is replaced; the next tasks run in another.
check.ok(held:terminate())
check.ok(held:cancelled())
check.raises(futures.CancelledError, "", held.result, held)
local second = after:result()
check.ok(not io.open(file), "a cancelled task ran")
local loop = begun(pool:submit(function() while true do pcall(error) end end))
local called = 0
loop:add_done_callback(function(f) called = called + 1 check.ok(f:cancelled()) end)
check.ok(loop:terminate())
futures.wait {loop}
check.equal(called, 1)
check.ok(pool:submit(pid):result() ~= second)
local done = pool:submit(math.abs, -1)
done:result()
check.equal(done:terminate(), false)

-- Time-outs count from when a task begins.
local quick = pool:submit_with({timeout = 5}, math.abs, -3)
local slow = pool:submit_with({timeout = 0.05, name = "slow"}, sleep, 600)
local queued = pool:submit_with({timeout = 5}, math.abs, -4)
check.raises(futures.TimeoutError, "50ms", slow.result, slow)
check.equal(quick:result(), 3)
check.equal(queued:result(), 4)
pool:shutdown()
pool = futures.ProcessPoolExecutor {max_workers = 2, task_timeout = 0.5}
local outcomes = {}
for i, s in pool:map(sleep, {0, 0.001, 0}, {chunksize = 3}) do outcomes[i] = s end
check.equal(outcomes, {0, 0.001, 0})
check.raises(futures.TimeoutError, "", function() pool:map(sleep, {0, 600, 0}, {chunksize = 3}):collect() end)
pool:shutdown()

-- The wait's own time-out leaves the task alone.
pool = futures.ProcessPoolExecutor(1)
local f = pool:submit(sleep, 0.05)
check.raises(futures.TimeoutError, "", f.result, f, 0.001)
check.equal(f:result(), 0.05)

-- Shutdown: with waiting, without, and with what has not begun cancelled.
local fs = {}
for i = 1, 10 do fs[i] = pool:submit(math.abs, -i) end
pool:shutdown(false)
check.raises(futures.RuntimeError, "shutdown", pool.submit, pool, print)
for i = 1, 10 do check.equal(fs[i]:result(), i) end
pool:shutdown()
pool = futures.ProcessPoolExecutor(1)
held = begun(pool:submit(sleep, 0.1))
for i = 1, 10 do fs[i] = pool:submit(math.abs, -i) end
pool:shutdown {cancel_futures = true}
check.equal(held:result(), 0.1)
for i = 1, 10 do check.ok(fs[i]:cancelled()) end
check.equal(futures.with(futures.ProcessPoolExecutor(1), function(p) return p:submit(math.abs, -9):result() end), 9)

-- max_pending counts what has not begun.
pool = futures.ProcessPoolExecutor {max_workers = 1, max_pending = 2}
held = begun(pool:submit(sleep, 600))
pool:submit(sleep, 0)
pool:submit(sleep, 0)
local threads = futures.ThreadPoolExecutor(1)
local third = threads:submit(function() return pool:submit(sleep, 0):result() end)
time.sleep(0.02)
check.equal(third:done(), false)
held:terminate()
check.equal(third:result(), 0)

-- Closing a map cancels what has not begun.
local it = pool:map(sleep, {0, 0, 0, 0})
it()
it:close()
pool:shutdown()

-- A long task does not hold up what came after it.
pool = futures.ProcessPoolExecutor(2)
held = pool:submit(sleep, 600)
for i = 1, 40 do fs[i] = pool:submit(math.abs, -i) end
for i = 1, 40 do check.equal(fs[i]:result(60), i) end
check.ok(held:running())
held:terminate()
pool:shutdown()
