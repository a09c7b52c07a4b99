-- Initializers and the globals of workers, after CPython's test_init; output.
local check = require "check"
local futures = require "futures"

function scale(n) return n * factor end
factor = 2
local pool = futures.ProcessPoolExecutor {
  max_workers = 2, thread_name_prefix = "w",
  initializer = function(a, b) factor = a + b ready = true end, initargs = {3, 4},
}
check.equal(pool:submit(scale, 10):result(), 70, "a global that the initializer has set stays")
check.equal(factor, 2)
check.equal(pool:submit(function() return ready end):result(), true)
for _, n in pool:map(scale, {1, 2, 3, 4}, {chunksize = 2}) do check.equal(n % 7, 0) end
check.ok(pool:submit(futures.current):result().name:find("^w_[01]$"))
pool:shutdown()

-- Nested pools, in a worker.
pool = futures.ProcessPoolExecutor(1)
local sum = pool:submit(function(n)
  local futures = require "futures"
  local total = 0
  local threads = futures.ThreadPoolExecutor(2)
  for _, v in threads:map(function(x) return x * x end, {1, 2, 3}) do total = total + v end
  local processes = futures.ProcessPoolExecutor(1)
  total = total + processes:submit(function() return 100 end):result()
  processes:shutdown()
  return total + futures.InterpreterPoolExecutor(1):submit(function() return 1000 end):result() + n
end, 10000):result()
check.equal(sum, 11114)

-- A task for which nothing can go on any more fails; its pool does not.
local stuck = pool:submit(function() return require("queue").Queue():get() end)
check.equal(stuck:exception(60).type, "DeadlockError")
check.equal(pool:submit(math.abs, -1):result(), 1)

-- What is printed is there before the result is.
local name = os.tmpname()
pool:submit(function() io.write("from a worker, ") print("in one line") end):result()
pool:shutdown()
os.remove(name)
