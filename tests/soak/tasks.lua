-- What tasks of thread pools do. Each gets its record, a generator of numbers,
-- and how deep it may submit; around holds what the round's tasks share.
local futures = require "futures"
local http = require "http"
local time = require "time"
local ledger = require "ledger"

local tasks = {}
local kinds, endless = {}, {}

-- some is a record to wait for without a time-out.
local function some(random)
  local rec = ledger.some(random)
  if rec and rec.where ~= "bare" then return rec end
end

local function spin() while true do pcall(spin) end end

function kinds.value() end

function kinds.fails(_, random)
  local n = random(4)
  if n == 1 then error("soak: a task") end
  if n == 2 then error({soak = true}) end
  if n == 3 then error(ledger.Soak("a task", {cause = "soak: a cause"})) end
  error(nil)
end

function kinds.sleeps(_, random) time.sleep(random(20) / 1000) end

function kinds.loops(_, random)
  local till = time.monotonic() + random(10) / 1000
  while time.monotonic() < till do end
end

endless.pcall = spin
endless.sleeps = function() while true do pcall(time.sleep, 3600) end end
endless.coroutine = function() coroutine.wrap(function() pcall(coroutine.wrap(spin)) end)() end
endless.find = function() while true do ("a"):rep(100000):find("a-a-a-b") end end
endless.event = function(_, _, _, around) around.never:wait() end
endless.http = function(_, _, _, around) http.get(around.site.url .. "/slow?s=60") end
endless.drip = function(_, _, _, around) for _ in http.get(around.site.url .. "/drip?s=60&bytes=100", {stream = true}):iter_content(1) do end end
endless.execute = function() os.execute("exec sleep 60") end
endless.lock = function(_, random, _, around) around.locks[random(#around.locks)]:with(spin) end
endless.place = function(_, _, _, around) around.places:acquire() time.sleep(3600) end
endless.item = function(_, _, _, around) around.queue:get() spin() end
endless.itself = function(rec) while not rec.f do time.sleep(0) end ledger.terminate(rec) spin() end

function kinds.lock(_, random, _, around)
  local lock = around.locks[random(#around.locks)]
  lock:acquire()
  time.sleep(random(3) / 1000)
  lock:release()
end

function kinds.with(_, random, _, around)
  around.locks[random(#around.locks)]:with(function()
    time.sleep(random(3) / 1000)
    if random(2) == 1 then error("soak: with a lock") end
  end)
end

function kinds.place(_, random, _, around)
  around.places:acquire()
  time.sleep(random(3) / 1000)
  around.places:release()
end

function kinds.put(rec, _, _, around) around.queue:put(rec.id, true, 0.01) end

function kinds.get(_, random, _, around)
  around.queue:get(true, random(20) / 1000)
  time.sleep(random(3) / 1000)
  around.queue:task_done()
end

function kinds.event(_, random, _, around)
  if random(2) == 1 then around.event:set() else around.event:clear() end
  around.event:wait(random(10) / 1000)
end

function kinds.http(_, _, _, around) http.get(around.site.url .. "/") end

-- May well close a circle.
function kinds.result(_, random)
  local other = some(random)
  if other then other.f:result() end
end

function kinds.waits(_, random)
  local one, two, three = some(random), some(random), ledger.some(random)
  if not (one and two and three) then return end
  if random(2) == 1 then
    futures.wait({one.f, two.f}, {return_when = futures.FIRST_COMPLETED})
  else
    local done, left = futures.wait({one.f, two.f, three.f}, {timeout = random(10) / 1000, return_when = futures.FIRST_EXCEPTION})
    for _, f in ipairs(done) do if not f:done() then error("a future that is done is not") end end
  end
end

-- Settled is settled: the callbacks have run.
function kinds.settled(_, random, _, around)
  local other = some(random)
  if not other then return end
  for f in futures.as_completed({other.f}, 0.05) do
    if f ~= other.f then ledger.fault(other, "as_completed gives %s", tostring(f)) end
    if other.added and other.others == 0 and not other.upset and not around.lax[other.pool] and not ledger.signals then
      ledger.fault(other, "was settled before its callbacks ran")
    end
  end
end

function kinds.nested(_, random, depth, around)
  if depth == 0 then return end
  local other = around.add(random, depth - 1)
  if other then other.f:result() end
end

function kinds.cancels(_, random)
  for _ = 1, random(3) do
    local other = ledger.some(random)
    if other then ledger.cancel(other) end
  end
end

function kinds.terminates(_, random)
  for _ = 1, random(3) do
    local other = ledger.some(random)
    if other then ledger.terminate(other) end
  end
end

function kinds.maps(_, random, _, around) around.map(random) end

function kinds.temporary(rec, random)
  local pool = futures.ThreadPoolExecutor(random(2))
  local list = futures.with(pool, function()
    local got = pool:map(function(n) time.sleep(0.001) return n end, {1, 2, 3}, {buffersize = random(3)}):collect()
    pool:submit(time.sleep, 0.003)
    return got
  end)
  if #list ~= 3 then error("a map lost results") end
end

-- Shuts pools down from inside, perhaps its own.
function kinds.shuts(_, random, _, around)
  if random(4) > 1 then return end
  local slot = around.slots[random(#around.slots)]
  local pool = slot.pool
  if not pool then return end
  slot.pool = nil
  around.lax[pool] = true
  pool:shutdown {wait = random(2) == 1, cancel_futures = random(2) == 1}
end

local names = {}
for name in pairs(kinds) do names[#names + 1] = name end
table.sort(names)
local sticky = {}
for name in pairs(endless) do sticky[#sticky + 1] = name end
table.sort(sticky)

-- pick gives what a task does: a name, a function, and whether it needs a
-- time-out.
function tasks.pick(random)
  if random(6) == 1 then
    local name = sticky[random(#sticky)]
    return "endless " .. name, endless[name], true
  end
  local name = names[random(#names)]
  return name, kinds[name], false
end

return tasks
