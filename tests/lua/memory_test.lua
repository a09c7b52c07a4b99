-- What is done with leaves nothing behind.
local check = require "check"
local futures = require "futures"
local sync = require "sync"
local time = require "time"

local function alive() collectgarbage() collectgarbage() return collectgarbage("count") end
local function growth(fn)
  fn()
  local before = alive()
  fn()
  return alive() - before
end
local pool = futures.ThreadPoolExecutor(4)
local function task(x) return x end

-- A map with a buffer over an iterator without end.
local top = 0
local taken = 0
local it = pool:map(task, function() taken = taken + 1 return ("x"):rep(1000) .. taken end, {buffersize = 20})
for i in it do
  if i == 20000 then top = alive() end
  if i == 100000 then break end
end
check.ok(taken <= 100020 + 1, "taken " .. taken)
check.ok(alive() < top + 4096, ("%d KB grew to %d KB"):format(top, alive()))
it:close()

-- A million short tasks whose futures are dropped.
local kb = growth(function()
  local last
  for i = 1, 500000 do
    last = pool:submit(task, i)
    if i % 1000 == 0 then last:result() end
  end
  check.equal(last:result(), 500000)
end)
check.ok(kb < 4096, kb .. " KB are left of 500,000 tasks")

-- Those that fail, are cancelled, terminated or time out leave nothing either.
kb = growth(function()
  local go = sync.Event()
  local one = futures.ThreadPoolExecutor(1)
  one:submit(go.wait, go)
  for i = 1, 20000 do one:submit(task, ("y"):rep(100) .. i):cancel() end
  go:set()
  for i = 1, 20000 do
    local f = pool:submit(error, {i = i})
    f:exception()
  end
  for i = 1, 500 do
    local f = pool:submit(time.sleep, 3600)
    f:add_done_callback(task)
    f:terminate()
  end
  for i = 1, 500 do pool:submit_with({timeout = 0.0001}, time.sleep, 3600):exception() end
end)
check.ok(kb < 4096, kb .. " KB are left of tasks that failed")

-- Pools, and waits that time out.
kb = growth(function()
  local slow = futures.Future()
  for i = 1, 2000 do
    futures.ThreadPoolExecutor(2):submit(task, i):result()
    pcall(slow.result, slow, 0)
    futures.wait({slow}, 0)
    futures.as_completed({slow}, 0):close()
  end
end)
check.ok(kb < 8192, kb .. " KB are left of pools")
