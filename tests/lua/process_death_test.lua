-- Workers that die in each phase of a task, after CPython's test_deadlock and
-- test_process_pool: nothing hangs, and every error says how it came.
local check = require "check"
local futures = require "futures"
local time = require "time"

local function broken(text, pool, ...)
  for i, f in ipairs {...} do
    local err = f:exception(60)
    check.equal(err and err.type, "BrokenProcessPool", "future " .. i .. " of " .. text)
    check.ok(err.message:find(text, 1, true), err.message)
  end
  local ok, err = pcall(pool.submit, pool, print)
  check.ok(not ok and err.type == "BrokenProcessPool", tostring(err))
  pool:shutdown()
end

-- While it runs a task, with others running, sent ahead and waiting.
for text, die in pairs {
  ["exit code 3"] = function() os.exit(3) end,
  ["exit code 0"] = function() os.exit(0) end,
  SIGKILL = function() os.execute("kill -KILL " .. futures.current().pid) while true do end end,
  SIGSEGV = function() os.execute("kill -SEGV " .. futures.current().pid) while true do end end,
  SIGTERM = function() os.execute("kill -TERM " .. futures.current().pid) while true do end end,
} do
  local pool = futures.ProcessPoolExecutor(2)
  local before = pool:submit(math.abs, -1)
  check.equal(before:result(), 1)
  local sleeper = pool:submit(function() require("time").sleep(600) end)
  while not sleeper:running() do time.sleep(0.001) end
  local dying = pool:submit(die)
  broken(text, pool, dying, sleeper)
  check.equal(before:result(), 1, "a result stays")
end

-- All that waits fails with it, at once.
local pool = futures.ProcessPoolExecutor(1)
local gate = os.tmpname()
local dying = pool:submit(function(gate)
  while true do
    local f = io.open(gate, "r")
    local text = f:read("*a")
    f:close()
    if text == "go" then os.exit(9) end
    require("time").sleep(0.001)
  end
end, gate)
local fs = {dying}
for _ = 1, 50 do fs[#fs + 1] = pool:submit(math.abs, 1) end
local called
fs[30]:add_done_callback(function(f) called = f:exception().type end)
local f = io.open(gate, "w")
f:write("go")
f:close()
broken("exit code 9", pool, unpack(fs))
check.equal(called, "BrokenProcessPool")
os.remove(gate)

-- map raises it too.
pool = futures.ProcessPoolExecutor(1)
check.raises(futures.BrokenProcessPool, "exit code 4", function()
  for _ in pool:map(function(x) if x == 7 then os.exit(4) end end, {1, 2, 3, 4, 5, 6, 7, 8}, {chunksize = 2}) do end
end)

-- An idle worker that is killed.
pool = futures.ProcessPoolExecutor(1)
local pid = pool:submit(function() return futures.current().pid end):result()
os.execute("kill -KILL " .. pid)
local ok, err = true
while ok do
  ok, err = pcall(function() return pool:submit(math.abs, 1):result() end)
end
check.equal(err.type, "BrokenProcessPool")
check.ok(err.message:find("SIGKILL", 1, true), err.message)

-- In its initializer.
pool = futures.ProcessPoolExecutor {max_workers = 2, initializer = function() os.exit(6) end}
broken("exit code 6", pool, pool:submit(math.abs, 1))

-- While it takes its task or gives its answer: what travels runs Lua code only
-- where a module is loaded.
pool = futures.ProcessPoolExecutor {max_workers = 1, memory_limit = "60MB"}
check.equal(#pool:submit(string.rep, "x", 1e6):result(), 1e6)
local hungry = pool:submit(function()
  local t = {}
  while true do t[#t + 1] = string.rep("y", 1e5) .. #t end
end)
broken("memory limit of 60.0 MB", pool, hungry)

-- A worker that dies with much data under way.
pool = futures.ProcessPoolExecutor(2)
local data = string.rep("z", 2e6)
fs = {}
for i = 1, 20 do
  local ok, f = pcall(pool.submit, pool, function(s, i) if i == 7 then os.exit(2) end return s end, data, i)
  if not ok then -- it broke already
    check.equal(f.type, "BrokenProcessPool")
    break
  end
  fs[i] = f
end
for i = 1, #fs do
  local err = fs[i]:exception(60)
  if err then check.equal(err.type, "BrokenProcessPool") else check.equal(#fs[i]:result(), #data) end
end
pool:shutdown()

-- terminate_workers and kill_workers.
for _, how in ipairs {"terminate_workers", "kill_workers"} do
  pool = futures.ProcessPoolExecutor(2)
  local fs = {}
  for i = 1, 6 do fs[i] = pool:submit(function() require("time").sleep(600) end) end
  while not fs[2]:running() do time.sleep(0.001) end
  pool[how](pool)
  for i = 1, 6 do check.equal(fs[i]:exception(60).type, "BrokenProcessPool") end
  check.raises(futures.RuntimeError, "", pool.submit, pool, print)
  pool[how](pool)
  pool:shutdown()
end
