-- Initializers, after CPython's test_init.
local check = require "check"
local futures = require "futures"
local sync = require "sync"
local time = require "time"

local started = {}
local pool = futures.ThreadPoolExecutor {
  max_workers = 3, thread_name_prefix = "w",
  initializer = function(a, b, c) started[#started + 1] = a .. tostring(b) .. c end, initargs = {"x", nil, "z"},
}
local function rendezvous(n)
  local here, all = 0, sync.Event()
  return function()
    here = here + 1
    if here == n then all:set() end
    all:wait()
  end
end
local meet = rendezvous(3)
futures.wait {pool:submit(meet), pool:submit(meet), pool:submit(meet)}
check.equal(started, {"xnilz", "xnilz", "xnilz"}, "once in each worker")
pool:submit(print):cancel()
pool:shutdown()
check.equal(#started, 3)

-- An initializer may wait, and what it waits for can be a task of another pool.
local other = futures.ThreadPoolExecutor(1)
pool = futures.ThreadPoolExecutor {max_workers = 2, initializer = function()
  time.sleep(0.001)
  other:submit(math.abs, 1):result()
end}
check.equal(pool:submit(math.abs, -4):result(), 4)

-- One that waits for its own pool is told so.
local err
pool = futures.ThreadPoolExecutor {max_workers = 1, initializer = function()
  err = select(2, pcall(function() pool:submit(math.abs, 1):result() end))
end}
check.equal(pool:submit(math.abs, -4):result(), 4)
check.equal(err.type, "DeadlockError")
check.ok(err.message:find("initializer", 1, true), err.message)
check.ok(err.message:find("initializer_test.lua:", 1, true), err.message)

-- futures.current inside of one.
pool = futures.ThreadPoolExecutor {max_workers = 1, thread_name_prefix = "named", initializer = function() err = futures.current() end}
pool:submit(math.abs, 1):result()
check.equal(err.name, "named_0")
check.raises(futures.ArgumentError, "initializer", futures.ThreadPoolExecutor, {initializer = 5})
check.raises(futures.ArgumentError, "initargs", futures.ThreadPoolExecutor, {initargs = "x"})
