-- max_pending: a pool that holds its submitters back.
local check = require "check"
local futures = require "futures"
local sync = require "sync"
local time = require "time"

local go = sync.Event()
local pool = futures.ThreadPoolExecutor {max_workers = 1, max_pending = 2}
local others = futures.ThreadPoolExecutor(4)
local begun = sync.Event()
pool:submit(function() begun:set() go:wait() end)
begun:wait()
pool:submit(math.abs, 1)
pool:submit(math.abs, 2)
local third = others:submit(function() return pool:submit(math.abs, -3):result() end)
check.raises(futures.TimeoutError, nil, third.result, third, 0.02)
go:set()
check.equal(third:result(), 3)

-- A waiting submit can be terminated; others get the place.
go, begun = sync.Event(), sync.Event()
pool:submit(function() begun:set() go:wait() end)
begun:wait()
local last = {pool:submit(math.abs, 1), pool:submit(math.abs, 2)}
local stuck = others:submit(function() pool:submit(error, "never") end)
check.eventually(function() return stuck:running() end)
time.sleep(0.005)
check.equal(stuck:terminate(), true)
futures.wait {stuck}
local next_one = others:submit(function() return pool:submit(math.abs, -9):result() end)
go:set()
check.equal(next_one:result(), 9)

-- A pool's own tasks and callbacks never wait so, with every worker submitting.
local deep = futures.ThreadPoolExecutor {max_workers = 2, max_pending = 1}
local ran = 0
local function spread(n)
  ran = ran + 1
  if n == 0 then return end
  local fs = {}
  for i = 1, 3 do fs[i] = deep:submit(spread, n - 1) end
  futures.wait(fs)
end
futures.wait {deep:submit(spread, 4), deep:submit(spread, 4)}
check.equal(ran, 2 * (1 + 3 + 9 + 27 + 81))
local f = deep:submit(time.sleep, 0.001)
local grand = 0
f:add_done_callback(function() for _ = 1, 10 do deep:submit(function() grand = grand + 1 end) end end)
futures.wait {f}
deep:shutdown()
check.equal(grand, 10)

-- map is held back likewise, and never more than max_pending have not begun.
local small = futures.ThreadPoolExecutor {max_workers = 2, max_pending = 3}
local list = {}
for i = 1, 500 do list[i] = i end
check.equal(#small:map(function(x) return x end, list):collect(), 500)
check.raises(futures.ArgumentError, "max_pending", futures.ThreadPoolExecutor, {max_pending = 0})
