-- pool:map.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local queue = require "queue"
local sync = require "sync"
local time = require "time"

local pool = futures.ThreadPoolExecutor(4)
local function square(x) return x * x end
local function gather(it)
  local list = {}
  for i, v in it do list[i] = v end
  return list
end

check.equal(gather(pool:map(square, {1, 2, 3})), {1, 4, 9})
check.equal(pool:map(square, {1, 2, 3}):collect(), {1, 4, 9})
check.equal(pool:map(square, {}):collect(), {})
-- The order is that of the inputs, whatever ends first.
check.equal(pool:map(function(s) time.sleep(s) return s end, {0.03, 0.02, 0.001}):collect(), {0.03, 0.02, 0.001})
-- The shortest iterable counts.
check.equal(pool:map(math.pow, {2, 3, 4}, {5, 2}):collect(), {32, 9})
check.equal(pool:map(math.pow, {}, {5, 2}):collect(), {})
-- All that a task returns follows the index; nil results do not end the loop.
local seen = {}
for i, a, b in pool:map(function(x) if x == 2 then return nil, "two" end return x, x end, {1, 2, 3}) do
  seen[#seen + 1] = i .. tostring(a) .. tostring(b)
end
check.equal(seen, {"111", "2niltwo", "333"})
-- Iterators: functions, string.gmatch, and our own, whose second value counts.
local n = 0
check.equal(pool:map(square, function() n = n + 1 if n <= 3 then return n end end):collect(), {1, 4, 9})
check.equal(pool:map(string.upper, ("a b c"):gmatch("%a")):collect(), {"A", "B", "C"})
check.equal(pool:map(square, pool:map(square, {1, 2, 3})):collect(), {1, 16, 81})
local q = queue.Queue()
for i = 1, 3 do q:put(i) end
q:shutdown()
check.equal(pool:map(square, q:drain()):collect(), {1, 4, 9})
check.equal(pool:map(square, coroutine.wrap(function() for i = 1, 3 do coroutine.yield(i) end end)):collect(), {1, 4, 9})

-- A queue is read as workers come free, and the call returns at once.
q = queue.Queue()
local it = pool:map(square, q)
pool:submit(function() for i = 1, 5 do q:put(i) time.sleep(0.001) end q:shutdown() end)
check.equal(it:collect(), {1, 4, 9, 16, 25})
q = queue.Queue()
local one = futures.ThreadPoolExecutor(1)
local hold = sync.Event()
it = one:map(function(x) hold:wait() return x end, q)
for i = 1, 4 do q:put(i) end
check.eventually(function() return q:qsize() < 4 end)
time.sleep(0.01)
check.ok(q:qsize() >= 2, "it reads no further than there are workers")
hold:set()
q:shutdown()
check.equal(it:collect(), {1, 2, 3, 4})

-- Everything is submitted at once.
local ran = 0
it = pool:map(function(x) ran = ran + 1 return x end, {1, 2, 3})
check.eventually(function() return ran == 3 end)
check.equal(it:collect(), {1, 2, 3})
-- An input that fails is raised by the call, before anything runs.
ran = 0
check.equal(select(2, pcall(pool.map, pool, function() ran = ran + 1 end, function()
  n = n + 1
  if n > 8 then error("no input", 0) end
  return n
end)), "no input")
time.sleep(0.005)
check.equal(ran, 0)

-- An error is raised where its result would come, and cancels what has not begun.
ran = 0
it = one:map(function(x)
  ran = ran + 1
  if x == 2 then error({x = x}) end
  time.sleep(0.005)
  return x
end, {1, 2, 3, 4, 5, 6, 7, 8})
seen = {}
local ok, err = pcall(function() for i, v in it do seen[i] = v end end)
check.equal(ok, false)
check.equal(err.x, 2)
check.equal(seen, {1})
one:submit(print):cancel()
one:submit(math.abs, 1):result()
check.ok(ran <= 4, "the rest is cancelled")
check.equal((it()), nil, "it is over")

-- The time-out is for the whole iteration, from the call.
hold = sync.Event()
it = pool:map(function(x) if x then hold:wait() end end, {false, true}, {timeout = 0.5})
check.equal((it()), 1)
check.raises(futures.TimeoutError, nil, it)
hold:set()
it = pool:map(function() time.sleep(0.05) return 1 end, {1}, {timeout = 0})
check.raises(errors.Error, nil, it)
for _, p in ipairs {pool, one} do p:shutdown(false) end
pool, one = futures.ThreadPoolExecutor(4), futures.ThreadPoolExecutor(1)

-- buffersize: no more are submitted than the consumer is behind.
local taken = 0
it = pool:map(square, function() taken = taken + 1 return taken end, {buffersize = 3})
check.equal(taken, 3)
for i = 1, 10 do check.equal(select(2, it()), i * i) end
check.ok(taken <= 13, "taken " .. taken)
it:close()
check.equal((it()), nil)
it:close()

-- close cancels what has not begun.
hold, ran = sync.Event(), 0
local begun = sync.Event()
it = one:map(function(x) begun:set() ran = ran + 1 hold:wait() return x end, {1, 2, 3})
begun:wait()
it:close()
hold:set()
one:submit(math.abs, 1):result()
check.equal(ran, 1)
check.equal((it()), nil)

-- One that was never started runs everything, also when it is dropped.
ran = 0
one:map(function() ran = ran + 1 end, {1, 2, 3})
collectgarbage()
one:submit(math.abs, 1):result()
check.equal(ran, 3)

-- What is options, and what an iterable.
check.equal(pool:map(square, {1, 2}, {chunksize = 10}):collect(), {1, 4})
check.equal(pool:map(function(a, b) return b end, {1, 2}, {}):collect(), {}, "an empty last table is an empty iterable")
check.raises(futures.ArgumentError, "buffersize", pool.map, pool, square, {1}, {buffersize = 0})
check.raises(futures.ArgumentError, "timeout", pool.map, pool, square, {1}, {timeout = -1})
check.raises(futures.ArgumentError, "chunksize", pool.map, pool, square, {1}, {chunksize = "many"})
check.raises(futures.ArgumentError, "unknown option 'timeot'; did you mean 'timeout'", pool.map, pool, square, {1}, {timeot = 1})
check.equal(pool:map(square, {1, 2}, {}):collect(), {})
check.raises(futures.ArgumentError, "iterable", pool.map, pool, square)
check.raises(futures.ArgumentError, "iterable", pool.map, pool, square, 5)
check.raises(futures.ArgumentError, "function", pool.map, pool, nil, {1})
check.raises(futures.ArgumentError, nil, pool.map, pool, square, {buffersize = 2})

-- Through callbacks and nested maps; settled comes before the result is given.
seen = {}
check.equal(pool:map(function(k) return #pool:map(square, {1, 2, k}):collect() end, {1, 2, 3, 4, 5, 6, 7, 8}):collect(), {3, 3, 3, 3, 3, 3, 3, 3})

-- A pool that has been shut down.
pool:shutdown()
check.raises(futures.RuntimeError, "shutdown", pool.map, pool, square, {1})
