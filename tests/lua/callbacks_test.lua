-- Done-callbacks of pools' futures.
local check = require "check"
local futures = require "futures"
local sync = require "sync"
local time = require "time"

local pool = futures.ThreadPoolExecutor {max_workers = 2, thread_name_prefix = "cb"}
local function held(fn, ...)
  local go, args = sync.Event(), {...}
  return pool:submit(function() go:wait() return fn(unpack(args)) end), go
end

-- In the order added, in the worker that finished it, with the future.
local seen = {}
local f, go = held(math.abs, -5)
local where
f:add_done_callback(function(g) seen[#seen + 1] = g:result() where = futures.current().pool check.same(g, f) end)
f:add_done_callback(function() seen[#seen + 1] = "two" end)
go:set()
futures.wait {f}
check.equal(seen, {5, "two"})
check.equal(where, "cb")
-- After that at once, in the caller.
f:add_done_callback(function() where = futures.current() end)
check.equal(where, nil)

-- What a callback leaves on the future, the next one and the waiter find.
f, go = held(function() return {1, 2, 3} end)
f:add_done_callback(function(g) time.sleep(0.001) g.links = g:result() end)
f:add_done_callback(function(g) g.count = #g.links end)
go:set()
futures.wait {f}
check.equal(f.count, 3)

-- While callbacks run a further one is queued behind them.
seen = {}
f, go = held(math.abs, 1)
local inside, on = sync.Event(), sync.Event()
f:add_done_callback(function() inside:set() on:wait() seen[#seen + 1] = 1 end)
go:set()
inside:wait()
check.equal(f:done(), true)
check.equal(f:result(), 1, "the result is there while callbacks run")
check.equal(#futures.wait({f}, 0.005), 0, "but it is not settled")
f:add_done_callback(function() seen[#seen + 1] = 2 end)
check.equal(seen, {})
on:set()
futures.wait {f}
check.equal(seen, {1, 2})

-- A cancelled future's run in the canceller.
local busy = sync.Event()
local w1, w2 = pool:submit(busy.wait, busy), pool:submit(busy.wait, busy)
f = pool:submit(print, "never")
where = "unset"
f:add_done_callback(function(g) where = futures.current() check.equal(g:cancelled(), true) end)
check.equal(f:cancel(), true)
check.equal(where, nil)
f = pool:submit(print, "never")
f:add_done_callback(function() where = futures.current().pool end)
local canceller = futures.ThreadPoolExecutor {max_workers = 1, thread_name_prefix = "canceller"}
check.equal(canceller:submit(f.cancel, f):result(), true)
check.equal(where, "canceller")
busy:set()

-- Callbacks may do all that tasks do: submit, wait, add, cancel, raise into pcall.
local total = 0
local fs = {}
for i = 1, 20 do
  fs[i] = pool:submit(time.sleep, 0)
  fs[i]:add_done_callback(function()
    local n = pool:submit(math.abs, -i):result()
    total = total + n
    pcall(error, "caught")
  end)
end
futures.wait(fs)
check.equal(total, 210)
-- done goes by done futures inside of one: no wait for itself.
f, go = held(math.abs, 1)
f:add_done_callback(function(g)
  seen = {#futures.wait({g}), (futures.as_completed {g})() == g, g:result()}
end)
go:set()
futures.wait {f}
check.equal(seen, {1, true, 1})

-- terminate where the task is done but its callbacks run: it interrupts the one
-- that runs, and returns false; the others run.
seen = {}
inside = sync.Event()
f, go = held(math.abs, 1)
f:add_done_callback(function() inside:set() while true do end end)
f:add_done_callback(function() seen[#seen + 1] = "next" end)
go:set()
inside:wait()
check.equal(f:terminate(), false)
futures.wait {f}
check.equal(seen, {"next"})
check.equal(f:result(), 1)

-- A terminated task's callbacks run once it has unwound.
inside = sync.Event()
f = pool:submit(function() inside:set() time.sleep(3600) end)
f:add_done_callback(function(g) seen = {g:cancelled(), futures.current() ~= nil} end)
inside:wait()
check.equal(f:terminate(), true)
futures.wait {f}
check.equal(seen, {true, true})
-- The canceller terminated in mid-callback: the rest of the callbacks run.
inside, seen = sync.Event(), {}
f = futures.Future()
f:add_done_callback(function() inside:set() while true do end end)
f:add_done_callback(function() seen[#seen + 1] = "second" end)
local c = canceller:submit(f.cancel, f)
inside:wait()
check.equal(c:terminate(), true)
futures.wait {f, c}
check.equal(seen, {"second"})
check.equal(f:cancelled(), true)
check.equal(canceller:submit(math.abs, -1):result(), 1)
check.raises(futures.ArgumentError, "function", f.add_done_callback, f, 5)
