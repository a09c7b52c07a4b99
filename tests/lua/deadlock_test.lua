-- Pools that cannot hang themselves, after CPython's test_deadlock and beyond.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local sync = require "sync"
local time = require "time"

-- Nested submits, 50 deep, in a pool of one.
local pool = futures.ThreadPoolExecutor(1)
local function nested(depth)
  if depth == 0 then return 0 end
  return pool:submit(nested, depth - 1):result() + 1
end
check.equal(pool:submit(nested, 50):result(), 50)
local function nested_wait(depth)
  if depth > 0 then futures.wait {pool:submit(nested_wait, depth - 1)} end
  return depth
end
check.equal(pool:submit(nested_wait, 50):result(), 50)
local function nested_map(depth)
  if depth == 0 then return 1 end
  local sum = 0
  for _, n in pool:map(nested_map, {depth - 1, depth - 1}) do sum = sum + n end
  return sum
end
check.equal(pool:submit(nested_map, 6):result(), 64)
local function nested_completed(depth)
  if depth == 0 then return 1 end
  for f in futures.as_completed {pool:submit(nested_completed, depth - 1)} do return f:result() + 1 end
end
check.equal(pool:submit(nested_completed, 20):result(), 21)
-- Time-outs of the waiter hold.
check.equal(pool:submit(function()
  local f = pool:submit(time.sleep, 0.2)
  return pcall(f.result, f, 0.01)
end):result(), false)

-- Two pools of one that wait for each other's tasks.
local a, b = futures.ThreadPoolExecutor(1), futures.ThreadPoolExecutor(1)
local function ping(n)
  if n == 0 then return 0 end
  local to = n % 2 == 0 and a or b
  return to:submit(ping, n - 1):result() + 1
end
check.equal(a:submit(ping, 30):result(), 30)
local both = sync.Event()
local fa = a:submit(function() both:wait() return b:submit(math.abs, -1):result() end)
local fb = b:submit(function() both:set() return a:submit(math.abs, -2):result() end)
check.equal(fa:result() + fb:result(), 3)

-- Callbacks that wait for futures whose callbacks wait for theirs.
local order = {}
local function chain(n)
  local f = pool:submit(time.sleep, 0.001)
  f:add_done_callback(function()
    if n > 0 then futures.wait {chain(n - 1)} end
    order[#order + 1] = n
  end)
  return f
end
futures.wait {chain(10)}
check.eventually(function() return #order == 11 end)

-- Circles are told, with where each was submitted.
local one, two
local ready = sync.Event()
one = pool:submit(function() ready:wait() return two:result() end)
two = pool:submit(function() return one:result() end)
ready:set()
local e1, e2 = one:exception(), two:exception()
local err = e1
check.ok(errors.is(err, futures.DeadlockError), tostring(err))
local _, count = err.message:gsub("deadlock_test.lua:%d+", "")
check.ok(count >= 2, err.message)
check.equal(e2, e1, "the other one fails with it")
local self
self = pool:submit(function() time.sleep(0.001) return self:result() end)
check.ok(errors.is(self:exception(), "DeadlockError"), "a future that waits for itself")
self = pool:submit(function() time.sleep(0.001) return self:result(0.01) end)
check.ok(errors.is(self:exception(), "TimeoutError"), "with a time-out it is one")
-- Named tasks are called by their names.
local f1, f2
local names = sync.Event()
f1 = pool:submit_with({name = "hen"}, function() names:wait() return f2:result() end)
f2 = pool:submit_with({name = "egg"}, function() return f1:result() end)
names:set()
check.ok(f1:exception().message:find("hen", 1, true) and f1:exception().message:find("egg", 1, true), f1:exception().message)
f2:exception()
-- Across pools, and through a callback.
local g1, g2
local go = sync.Event()
g1 = a:submit(function() go:wait() return g2:result() end)
g2 = b:submit(function() return g1:result() end)
go:set()
check.ok(errors.is(g1:exception(), "DeadlockError"))
check.ok(errors.is(g2:exception(), "DeadlockError"))
-- The pools go on.
check.equal(pool:submit(nested, 5):result(), 5)
check.equal(a:submit(ping, 5):result(), 5)

-- Errors in nested tasks, and tasks that submit during the shutdown of nobody.
local t = {}
local function fail(n) if n == 0 then error(t) end return pool:submit(fail, n - 1):result() end
check.same(pool:submit(fail, 20):exception(), t)

-- Tasks that wait for a queue, a lock or an event lend their place where
-- nothing else goes on.
local q = require("queue").Queue()
local getter = a:submit(q.get, q)
a:submit(q.put, q, "from behind")
check.equal(getter:result(), "from behind")
local e = sync.Event()
local waiter = a:submit(e.wait, e)
a:submit(e.set, e)
check.equal(waiter:result(), true)

-- A map of a queue finds a worker in a pool of one, also for the task that goes
-- through it, and for one that waits for what the map's tasks do.
do
  local futures, queue = require "futures", require "queue"
  local one = futures.ThreadPoolExecutor(1)
  local function filled(n)
    local q = queue.Queue()
    for i = 1, n do q:put(i) end
    q:shutdown()
    return q
  end
  check.equal(one:submit(function()
    local sum = 0
    for _, x in one:map(function(x) return x end, filled(4)) do sum = sum + x end
    return sum
  end):result(), 10)
  local out = queue.Queue()
  local f = one:submit(function() return out:get() + out:get() end)
  check.equal(one:map(function(x) out:put(x) return x end, filled(2)):collect(), {1, 2})
  check.equal(f:result(), 3)
end

-- A server that is open keeps no task from beginning.
require "http".serve(function() return "x" end):with(function()
  local futures, queue = require "futures", require "queue"
  local one, q = futures.ThreadPoolExecutor(1), queue.Queue()
  local f = one:submit(q.get, q)
  one:submit(q.put, q, "put")
  check.equal(f:result(), "put")
end)
