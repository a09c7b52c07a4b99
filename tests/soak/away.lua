-- What tasks of processes and interpreters do. Each is a function that travels:
-- it gets the record's number, which it returns, and a seed.
local futures = require "futures"
local ledger = require "ledger"
local sync = require "sync"

local Soak, lock = ledger.Soak, sync.Lock()

local function spin() while true do pcall(spin) end end

local away = {}

function away.value(id) return id end

function away.print(id) print("task " .. id) io.write("no end") return id end

function away.big(id, seed)
  local text = ("x"):rep(seed % 300000)
  return id, text, {text, {text}}
end

function away.fails(_, seed)
  if seed % 4 == 0 then error(Soak("away")) end
  if seed % 4 == 1 then error({soak = true}) end
  if seed % 4 == 2 then error(nil) end
  error("soak: away")
end

function away.sleeps(id, seed)
  require("time").sleep(seed % 20 / 1000)
  return id
end

function away.endless() spin() end

function away.sleepless() while true do pcall(require("time").sleep, 10) end end

function away.backtracks() while true do ("a"):rep(100000):find("a-a-a-b") end end

-- Threads of a worker's own, some of which are left running.
function away.threads(id, seed)
  local futures, time = require "futures", require "time"
  local pool = futures.ThreadPoolExecutor(2)
  local inner = pool:submit(function()
    return pool:submit(function() return id end):result()
  end)
  for i = 1, 3 do pool:submit(time.sleep, 0.005) end
  pool:submit(spin):terminate()
  if seed % 2 == 0 then futures.with(pool, function() end) end
  return inner:result()
end

-- Processes of a worker's own, which may be left running a task.
function away.processes(id, seed)
  local futures = require "futures"
  local pool = futures.ProcessPoolExecutor(1)
  local f = pool:submit(function() return id end)
  if seed % 3 == 0 then
    pool:submit(spin)
    pool:kill_workers()
    f:exception()
    return id
  end
  return f:result()
end

-- Nothing can go on in the worker.
function away.stalls() require("queue").Queue():get() end

function away.circle(id)
  local pool = require("futures").ThreadPoolExecutor(2)
  local other
  local one = pool:submit(function() while not other do require("time").sleep(0.001) end return other:result() end)
  other = pool:submit(function() return one:result() end)
  one:exception()
  other:exception()
  return id
end

function away.stuck() return lock end -- it cannot travel

local endless = {endless = true, sleepless = true, backtracks = true}
local names = {
  "value", "value", "value", "print", "big", "fails", "sleeps", "sleeps", "endless", "sleepless", "backtracks", "threads", "processes",
  "stalls", "circle", "stuck",
}

-- pick gives a task for a pool: what it is called, its function, whether it
-- needs a time-out.
function away.pick(where, random)
  local name = names[random(#names)]
  if name == "processes" and where ~= "process" then name = "threads" end
  if where == "process" and random(60) == 1 then
    return "dies", function() os.exit(37) end, false
  end
  return name, away[name], endless[name]
end

return away
