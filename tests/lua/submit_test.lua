-- Thread pools: what goes in and what comes out.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local time = require "time"
local sync = require "sync"

local pool = futures.ThreadPoolExecutor(4)
check.equal(pool:submit(math.pow, 2, 8):result(), 256)
check.equal(pool:submit(function() end):result(), nil)
check.equal(select("#", pool:submit(function() end):result()), 0)
check.equal(select("#", pool:submit(function() return nil, nil end):result()), 2)
check.equal(select("#", pool:submit(function(...) return select("#", ...) end, nil, 1, nil):result()), 1)
check.equal(pool:submit(function(...) return select("#", ...) end, nil, 1, nil):result(), 3)
check.equal(pool:submit(function() end):exception(), nil)
check.equal(pool:submit(function() end):done() ~= nil, true)

-- Memory is shared, and methods get their self.
local counter = {n = 0}
function counter:add(k) self.n = self.n + k return self end
local fs = {}
for i = 1, 200 do fs[i] = pool:submit(counter.add, counter, i) end
for i = 1, 200 do check.equal(fs[i]:result(), counter) end
check.equal(counter.n, 20100)
local shared = 0
futures.wait {pool:submit(function() shared = shared + 1 end), pool:submit(function() shared = shared + 1 end)}
check.equal(shared, 2)
local callable = setmetatable({}, {__call = function(self, x) return x + 1 end})
check.equal(pool:submit(callable, 1):result(), 2)

-- What is raised arrives as it was.
local t = {code = 3}
local f = pool:submit(error, t)
check.same(f:exception(), t)
check.same(select(2, pcall(f.result, f)), t)
check.equal(pool:submit(error, "plain", 0):exception(), "plain")
check.ok(pool:submit(function() error("placed") end):exception():find("submit_test.lua:%d+: placed"))
check.ok(errors.is(pool:submit(error):exception(), errors.Error), "error(nil)")
check.ok(errors.is(pool:submit(error, false):exception(), errors.Error), "error(false)")
check.equal(pcall(function() pool:submit(error):result() end), false)
local runtime = pool:submit(function() local x = nil; return x.y end)
check.ok(tostring(runtime:exception()):find("attempt to index", 1, true))
check.ok(runtime:traceback():find("submit_test.lua:", 1, true))
local Mine = errors.new("Mine", futures.TimeoutError)
f = pool:submit(function() error(Mine("lost", {cause = t, extra = 7})) end)
local err = check.raises(Mine, "lost", f.result, f)
check.same(err.cause, t)
check.equal(err.extra, 7)
check.ok(errors.is(err, "TimeoutError"))
check.ok(type(err.traceback) == "string" and err.traceback:find("submit_test.lua", 1, true))
f = pool:submit(function() pool:submit(error, t):result() end)
check.same(f:exception(), t, "through two futures")

-- A task may do what any code may: coroutines, pcall, sort with a waiting comparator.
check.equal(pool:submit(function()
  local co = coroutine.wrap(function(a) local b = coroutine.yield(a + 1) return b * 2 end)
  return co(1) + co(10)
end):result(), 22)
check.equal(pool:submit(function()
  local list = {3, 1, 2}
  table.sort(list, function(a, b) time.sleep(0.001) return a < b end)
  return list
end):result(), {1, 2, 3})
check.equal(pool:submit(function()
  local v = setmetatable({}, {__index = function(_, k) time.sleep(0.001) return k .. "!" end})
  return v.waiting
end):result(), "waiting!")
check.equal(pool:submit(function() return select(2, pcall(function() time.sleep(0.001) return "after" end)) end):result(), "after")

-- Resuming a coroutine that another task is inside is an error.
local inside, go = sync.Event(), sync.Event()
local co = coroutine.create(function() inside:set() go:wait() return "own" end)
f = pool:submit(coroutine.resume, co)
inside:wait()
local ok, why = coroutine.resume(co)
check.equal(ok, false)
check.ok(why:find("another task", 1, true))
go:set()
check.equal({f:result()}, {true, "own"})

-- Workers: names, laziness, reuse.
check.equal(futures.current(), nil)
local named = futures.ThreadPoolExecutor {max_workers = 2, thread_name_prefix = "fetch"}
local current = named:submit(futures.current):result()
check.equal(current.name, "fetch_0")
check.equal(current.pool, "fetch")
check.equal(type(current.pid), "number")
for _ = 1, 20 do check.equal(named:submit(futures.current):result().name, "fetch_0", "an idle worker is used again") end
check.ok(futures.ThreadPoolExecutor(1):submit(futures.current):result().name:find("ThreadPoolExecutor%-%d+_0"))
check.ok(pool:submit_with({name = "a name"}, time.sleep, 0):result() == nil)
check.ok(tostring(pool:submit_with({name = "a name"}, time.sleep, 0)):find("a name", 1, true))

-- Tasks run at once up to max_workers, and no more.
local function most(workers, tasks)
  local p, now, max, gate = futures.ThreadPoolExecutor(workers), 0, 0, sync.Event()
  local list = {}
  for i = 1, tasks do
    list[i] = p:submit(function()
      now = now + 1
      max = math.max(max, now)
      if now == workers then gate:set() end
      gate:wait()
      time.sleep(0.001)
      now = now - 1
    end)
  end
  futures.wait(list)
  return max
end
check.equal(most(1, 3), 1)
check.equal(most(5, 12), 5)

-- cancel: what has not begun.
local one = futures.ThreadPoolExecutor(1)
local hold, begun = sync.Event(), sync.Event()
local first = one:submit(function() begun:set() hold:wait() return "first" end)
local second = one:submit(error, "never runs")
begun:wait()
check.equal(first:running(), true)
check.equal(second:running(), false)
check.equal(first:cancel(), false)
check.equal(second:cancel(), true)
check.raises(futures.TimeoutError, nil, first.result, first, 0)
hold:set()
check.equal(first:result(), "first")
check.raises(futures.CancelledError, nil, second.result, second)
check.equal(one:submit(math.abs, -1):result(), 1)

-- with shuts down however it ends, and returns what its function returns.
local kept
check.equal({futures.with(futures.ThreadPoolExecutor(2), function(p) kept = p return p:submit(math.abs, -3):result(), nil, "z" end)}, {3, nil, "z"})
check.raises(futures.RuntimeError, "shutdown", kept.submit, kept, print)
local gone = 0
check.same(select(2, pcall(futures.with, futures.ThreadPoolExecutor(2), function(p)
  kept = p
  p:submit(function() time.sleep(0.01) gone = 1 end)
  error(t)
end)), t)
check.equal(gone, 1, "it waited")
check.raises(futures.RuntimeError, nil, kept.submit, kept, print)
