-- A round: pools of every kind, drivers that do things to them, how it ends.
local futures = require "futures"
local practice = require "practice"
local queue = require "queue"
local sync = require "sync"
local time = require "time"
local away = require "away"
local callbacks = require "callbacks"
local ledger = require "ledger"
local makerandom = require "random"
local tasks = require "tasks"

local round = {}

local around = {
  slots = {{where = "thread"}, {where = "thread"}, {where = "process"}, {where = "interpreter"}},
  locks = {sync.Lock(), sync.Lock()}, places = sync.Semaphore(2), queue = queue.Queue(5),
  event = sync.Event(), never = sync.Event(), site = practice.start(),
  lax = setmetatable({}, {__mode = "k"}), -- pools that were shut down by what may be stopped
}
local pools = {}   -- all that there were
local processes = 0 -- pools of processes so far

local makers = {
  thread = futures.ThreadPoolExecutor, process = futures.ProcessPoolExecutor, interpreter = futures.InterpreterPoolExecutor,
}

-- open is the pool of a slot, a new one where it has none. What it raises is not
-- looked at: an initializer that fails breaks the pool.
local function open(slot, random)
  if slot.pool then return slot.pool end
  if slot.where == "process" then
    processes = processes + 1
    if processes > 4 then slot.where = "thread" end
  end
  local opts = {max_workers = random(slot.where == "thread" and 4 or 2)}
  if random(3) == 1 then opts.max_pending = random(10) end
  if random(3) == 1 then opts.task_timeout = 0.2 end
  if random(3) == 1 then opts.initializer = function(n) started = n end opts.initargs = {random(9)} end
  if random(15) == 1 and slot.where ~= "thread" then opts.initializer = function() error("soak: no entry") end end
  if slot.where == "process" then
    if random(3) == 1 then opts.max_tasks_per_child = random(5) end
    if random(3) == 1 then opts.memory_limit = "500MB" end
  end
  slot.pool = makers[slot.where](opts)
  pools[#pools + 1] = slot.pool
  return slot.pool
end

-- refused drops a pool that takes no more.
local function refused(slot, pool, err)
  if slot.pool == pool then slot.pool = nil end
  ledger.expect(nil, err)
end

local function run(rec, fn, seed, depth)
  rec.begun = true
  if rec.said and not rec.stopped then ledger.fault(rec, "begins and was cancelled") end
  fn(rec, makerandom(seed), depth, around)
  return rec.id
end

-- add submits a task to one of the pools; depth is how deep it may add others.
-- It returns its record, or nil where the pool takes no more.
function around.add(random, depth)
  local slot = around.slots[random(#around.slots)]
  local pool = open(slot, random)
  local pick = slot.where == "thread" and tasks.pick or function(random) return away.pick(slot.where, random) end
  local name, fn, endless = pick(random)
  local rec, seed = ledger.record(name, slot.where), random(1e9)
  rec.pool = pool
  local opts = {name = name .. " " .. rec.id}
  if endless or random(6) == 1 then opts.timeout = random(100) / 1000 end
  local ok, f
  if slot.where == "thread" then
    ok, f = pcall(pool.submit_with, pool, opts, run, rec, fn, seed, depth)
  else
    ok, f = pcall(pool.submit_with, pool, opts, fn, rec.id, seed)
  end
  if not ok then return refused(slot, pool, f) end
  rec.f = f
  callbacks.add(rec, random, around.add)
  rec.added = true
  return rec
end

-- bare is a future without a pool, that a thread finishes.
local function bare(random)
  local rec = ledger.record("bare", "bare")
  rec.upset = true
  rec.f = futures.Future()
  local fails, s = random(2) == 1, random(10) / 1000
  local pool = open(around.slots[1], random)
  local ok, err = pcall(pool.submit, pool, function()
    if not rec.f:set_running_or_notify_cancel() then return end
    time.sleep(s)
    if fails then rec.f:set_exception("soak: bare") else rec.f:set_result(rec.id) end
  end)
  if not ok then refused(around.slots[1], pool, err) end
  callbacks.add(rec, random, around.add)
end

-- map maps over a pool and takes some of the results.
function around.map(random)
  local slot = around.slots[random(#around.slots)]
  local pool = open(slot, random)
  local list = {}
  for i = 1, random(12) do list[i] = i end
  local opts = {timeout = random(100) / 1000, buffersize = random(5), chunksize = random(4)}
  if random(2) == 1 then opts.buffersize = nil end
  local long = random(8)
  local ok, it = pcall(pool.map, pool, function(n)
    if n == long then require("time").sleep(0.01) end
    if n == 11 then error("soak: eleven") end
    return n
  end, list, opts)
  if not ok then return refused(slot, pool, it) end
  for want = 1, random(#list + 1) do
    local ok, i, n = pcall(it)
    if not ok then return ledger.expect(nil, i) end
    if i and (i ~= want or n ~= want) or not i and want <= #list then
      return ledger.fault(nil, "a map gives %s, %s in the place of %d of %d", tostring(i), tostring(n), want, #list)
    end
  end
  if random(2) == 1 then it:close() end
end

-- A worker process is killed, that of a task or any.
local function killed(random)
  local slot = around.slots[3]
  local pool = slot.where == "process" and open(slot, random)
  if not pool or slot.where ~= "process" then return end
  if random(4) == 1 then
    local how = random(2) == 1 and pool.kill_workers or pool.terminate_workers
    return how(pool)
  end
  local ok, f = pcall(pool.submit, pool, function() return futures.current().pid end)
  if not ok then return refused(slot, pool, f) end
  local ok, pid = pcall(f.result, f, 0.2)
  if ok and kill(pid) then ledger.count("worker killed") end
end

local function step(random)
  local n = random(20)
  if n <= 9 then
    around.add(random, 3)
  elseif n <= 15 then
    local rec = ledger.some(random)
    if not rec then return end
    ledger.look(rec)
    if n == 10 then ledger.cancel(rec, true)
    elseif n == 11 or n == 12 then ledger.terminate(rec)
    elseif n == 13 then pcall(rec.f.result, rec.f, random(10) / 1000)
    elseif n == 14 then futures.wait({rec.f}, random(10) / 1000)
    else bare(random) end
    ledger.look(rec)
  elseif n == 16 then around.map(random)
  elseif n == 17 then time.sleep(random(5) / 1000)
  elseif n == 18 and random(3) == 1 then killed(random)
  elseif n == 19 and random(3) == 1 then
    local slot = around.slots[random(#around.slots)]
    local pool = slot.pool
    if not pool then return end
    slot.pool = nil
    local ok, err = pcall(pool.shutdown, pool, {wait = random(3) == 1, cancel_futures = random(2) == 1})
    if not ok then ledger.expect(nil, err) end
  elseif n == 20 then collectgarbage() end
end

local function drive(seed)
  local random = makerandom(seed)
  for _ = 1, 80 do step(random) end
end

-- stop terminates what there is, until nothing is left.
local function stop(from)
  local n = #ledger.records
  local fs = {}
  for i = from, n do
    local rec = ledger.records[i]
    if rec.f then
      if rec.where ~= "bare" or not rec.f:done() then ledger.terminate(rec) end
      fs[#fs + 1] = rec.f
    end
  end
  futures.wait(fs)
  if #ledger.records > n then stop(n + 1) end
end

local ends = {}

function ends.stop(drivers, random)
  futures.wait(drivers)
  stop(1)
  for _, pool in ipairs(pools) do
    if random(2) == 1 then pool:shutdown {wait = random(2) == 1, cancel_futures = random(2) == 1} end
  end
  stop(1)
  for _, pool in ipairs(pools) do pool:shutdown() end
end

-- What goes on runs to its end by itself.
function ends.drain() end
function ends.signals(drivers) futures.wait(drivers) end
ends["error"] = function() error("soak: the end") end

-- Pools that nobody refers to.
function ends.drop(drivers)
  futures.wait(drivers)
  for _, slot in ipairs(around.slots) do slot.pool = nil end
  for _, rec in ipairs(ledger.records) do rec.pool = nil end
  pools = {}
  collectgarbage()
end

ends["warm up"] = ends.stop

function round.run(seed, ending)
  ledger.signals = ending == "signals"
  local random = makerandom(tonumber(seed))
  local pool = futures.ThreadPoolExecutor {max_workers = 3, thread_name_prefix = "driver"}
  local drivers = {}
  for i = 1, 3 do drivers[i] = pool:submit_with({name = "driver " .. i}, drive, random(1e9)) end
  round.drivers = drivers
  if ledger.signals then drive(random(1e9)) end
  ends[ending](drivers, random)
end

-- The locks are free, and nothing is owed to the queue.
local function free()
  for i, lock in ipairs(around.locks) do
    if not lock:acquire(0) then ledger.fault(nil, "lock %d is held", i) end
  end
  for _ = 1, 2 do
    if not around.places:acquire(0) then ledger.fault(nil, "the semaphore is held") end
  end
  while not around.queue:empty() do
    around.queue:get_nowait()
    around.queue:task_done()
  end
  local pool = futures.ThreadPoolExecutor(1)
  local f = pool:submit(around.queue.join, around.queue)
  local joined, err = pcall(f.result, f, 1)
  if not joined then ledger.fault(nil, "the queue is owed something: %s", tostring(err)) f:terminate() end
end

-- check is to be called when all has ended. It returns how often what came about,
-- and the faults found.
function round.check()
  if ledger.signals then stop(1) end -- a driver that was stopped may have submitted a last one
  for _, rec in ipairs(ledger.records) do
    if rec.where == "bare" and not rec.f:done() then rec.f:terminate() end
    ledger.check(rec, rec.pool and around.lax[rec.pool])
  end
  for i, f in ipairs(round.drivers or {}) do
    local ok, err = pcall(f.result, f, 0)
    if not ok and not ledger.signals then ledger.fault(nil, "driver %d: %s\n%s", i, tostring(err), tostring(f:traceback())) end
  end
  free()
  around.site:close()
  return ledger.report()
end

return round
