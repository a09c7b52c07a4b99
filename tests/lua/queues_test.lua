-- The module queue, after CPython's test_queue.
local check = require "check"
local futures = require "futures"
local queue = require "queue"
local errors = require "errors"
local time = require "time"

local pool = futures.ThreadPoolExecutor(8)

-- The three kinds.
for name, want in pairs {
  Queue = {"one", "two", "three"}, LifoQueue = {"three", "two", "one"}, PriorityQueue = {"one", "three", "two"},
} do
  local q = queue[name](3)
  check.equal(q:empty(), true)
  check.equal(q:full(), false)
  q:put("one") q:put("two")
  check.equal(q:full(), false)
  q:put("three")
  check.equal(q:full(), true)
  check.equal(q:empty(), false)
  check.equal(q:qsize(), 3)
  check.raises(queue.Full, nil, q.put, q, "four", false)
  check.raises(queue.Full, nil, q.put, q, "four", true, 0.005)
  check.raises(queue.Full, nil, q.put, q, "four", true, 0)
  check.raises(queue.Full, nil, q.put_nowait, q, "four")
  check.equal(q:qsize(), 3)
  local got = {}
  for i = 1, 3 do got[i] = q:get() end
  check.equal(got, want, name)
  check.raises(queue.Empty, nil, q.get, q, false)
  check.raises(queue.Empty, nil, q.get, q, true, 0.005)
  check.raises(queue.Empty, nil, q.get_nowait, q)
  -- Those who wait are served.
  local f = pool:submit(q.get, q)
  q:put("late")
  check.equal(f:result(), "late")
  for i = 1, 3 do q:put(tostring(i)) end
  f = pool:submit(q.put, q, "4")
  time.sleep(0.002)
  check.equal(f:done(), false)
  q:get()
  f:result()
  check.equal(q:qsize(), 3)
end

-- Any value, nil too; no bound by 0 or less.
for _, size in ipairs {0, -1} do
  local q = queue.Queue(size)
  for i = 1, 100 do q:put(i) end
  check.equal(q:full(), false)
end
local q = queue.Queue()
local t = {}
q:put(nil) q:put(false) q:put(t) q:put(print)
check.equal(q:qsize(), 4)
check.equal(q:get(), nil)
check.equal(q:get(), false)
check.same(q:get(), t)
check.same(q:get(), print)

-- Priorities: by <, by the first of a list, equal ones in the order they came.
q = queue.PriorityQueue()
for _, item in ipairs {{3, "c"}, {1, "a1"}, {2, "b"}, {1, "a2"}, {1, "a3"}} do q:put(item) end
local got = {}
while not q:empty() do got[#got + 1] = q:get()[2] end
check.equal(got, {"a1", "a2", "a3", "b", "c"})
local meta = {__lt = function(a, b) time.sleep(0) return a.rank < b.rank end}
for _, rank in ipairs {5, 1, 4} do q:put(setmetatable({rank = rank}, meta)) end
check.equal(q:get().rank, 1)
q:get() q:get()
q:put(1)
check.equal(pcall(q.put, q, "x"), false, "a number and a string do not compare")
check.equal(q:qsize(), 1, "and nothing was put")
check.equal(q:get(), 1)
math.randomseed(7)
for _ = 1, 500 do q:put(math.random(1000)) end
local last = 0
while not q:empty() do local v = q:get() check.ok(v >= last) last = v end

-- task_done and join.
q = queue.Queue()
check.raises(futures.RuntimeError, nil, q.task_done, q)
q:join()
local sum = 0
local function add_up(queue)
  for _, v in queue:drain() do
    if v then sum = sum + v end
    queue:task_done()
  end
end
for _ = 1, 4 do pool:submit(add_up, q) end
for i = 1, 100 do q:put(i) end
q:join()
check.equal(sum, 5050)
q:put(nil)
q:join()
check.raises(futures.RuntimeError, "task_done", q.task_done, q)

-- shutdown: put fails at once, get once it is empty, those who wait are woken.
q:shutdown()
check.raises(queue.ShutDown, nil, q.put, q, 1)
check.raises(queue.ShutDown, nil, q.put_nowait, q, 1)
check.raises(queue.ShutDown, nil, q.get, q)
q:shutdown()
q = queue.Queue(1)
q:put("left")
local putter = pool:submit(q.put, q, "no")
local getters = queue.Queue()
local getter = pool:submit(getters.get, getters)
time.sleep(0.002)
q:shutdown()
getters:shutdown()
check.raises(queue.ShutDown, nil, putter.result, putter)
check.raises(queue.ShutDown, nil, getter.result, getter)
check.equal(q:get(), "left")
check.raises(queue.ShutDown, nil, q.get, q, true, 0.01)
q = queue.Queue()
q:put(1) q:put(2)
local joiner = pool:submit(q.join, q)
q:shutdown(true)
joiner:result()
check.equal(q:qsize(), 0)
check.raises(queue.ShutDown, nil, q.get, q)
-- drain: by index and item, nil items too.
q = queue.Queue()
q:put("a") q:put(nil) q:put("c")
q:shutdown()
got = {}
for i, item in q:drain() do got[#got + 1] = i .. tostring(item) end
check.equal(got, {"1a", "2nil", "3c"})
local later = queue.Queue()
local reader = pool:submit(function() local n = 0 for _ in later:drain() do n = n + 1 end return n end)
for i = 1, 10 do later:put(i) time.sleep(0) end
later:shutdown()
check.equal(reader:result(), 10)

-- Many on both sides: nothing is lost, nothing comes twice.
q = queue.Queue(3)
local seen, fs = {}, {}
for p = 1, 4 do fs[#fs + 1] = pool:submit(function() for i = 1, 200 do q:put(p * 1000 + i) end end) end
for _ = 1, 4 do fs[#fs + 1] = pool:submit(function() for _ = 1, 200 do local v = q:get() seen[v] = (seen[v] or 0) + 1 end end) end
for _, f in ipairs(fs) do f:result() end
local n = 0
for _, times in pairs(seen) do check.equal(times, 1) n = n + 1 end
check.equal(n, 800)

-- Kinds and bad arguments.
check.ok(errors.is(queue.Empty("x"), errors.Error))
check.raises(errors.ArgumentError, "maxsize", queue.Queue, "three")
check.raises(errors.ArgumentError, nil, queue.Queue, 1.5)
check.raises(errors.ArgumentError, "timeout", q.get, q, true, -1)
check.raises(errors.ArgumentError, "block", q.get, q, 5)
check.raises(errors.ArgumentError, "item", q.put, q)
check.raises(errors.ArgumentError, "put_nowait", function() q:putnowait(1) end)
check.raises(errors.ArgumentError, "PriorityQueue", function() queue.PriorityQueu() end)
check.raises(errors.ArgumentError, nil, function() q.field = 1 end)
