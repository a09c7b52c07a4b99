-- What is known of each future, and what must be true of it. A record is
--
--   id, what, where  its number, what its task does, the kind of its pool
--   f                its future; nil while it is being submitted
--   begun            its task has begun (of thread pools)
--   calls, others    how often its first and its last callback were called
--   upset            a callback of it may have been stopped before it could count
--   stopped          terminate was called
--   said             cancel or terminate said that it is cancelled
--   rank             how far it was seen to be
--
-- ledger.signals is that signals come, so that anything may be stopped.
local errors = require "errors"

local ledger = {records = {}, Soak = errors.new("Soak")}

local faults, tally = {}, {}

-- count counts what came of things, for the test to tell.
function ledger.count(what) tally[what] = (tally[what] or 0) + 1 end

function ledger.fault(rec, text, ...)
  text = text:format(...)
  if rec then text = ("task %d, %s (%s): %s [%s]"):format(rec.id, rec.what, rec.where, text, tostring(rec.f)) end
  if #faults < 20 then faults[#faults + 1] = text end
end

function ledger.record(what, where)
  local rec = {id = #ledger.records + 1, what = what, where = where, calls = 0, others = 0, rank = 0}
  ledger.records[rec.id] = rec
  return rec
end

-- some is a record of those last made that has a future.
function ledger.some(random)
  local n = #ledger.records
  for _ = 1, 5 do
    local rec = ledger.records[n + 1 - random(math.min(n, 20))]
    if rec and rec.f then return rec end
  end
end

-- look looks whether a future has gone back.
function ledger.look(rec)
  local f, rank = rec.f, 0
  -- The latest first: it may go on between two questions.
  if f:done() then rank = f:cancelled() and 3 or 2 elseif f:running() then rank = 1 end
  if rank < rec.rank or rank ~= rec.rank and rec.rank >= 2 then
    ledger.fault(rec, "was at %d and is at %d", rec.rank, rank)
  end
  rec.rank = math.max(rank, rec.rank)
  if rec.said and rank ~= 3 then ledger.fault(rec, "was said to be cancelled") end
end

-- cancel and terminate note what was answered. steady is that the caller will
-- not be stopped itself.
function ledger.cancel(rec, steady)
  if not steady then rec.upset = true end
  local stopped = rec.stopped
  if rec.f:cancel() then
    rec.said = true
    if rec.begun and not (stopped or rec.stopped or ledger.signals) then ledger.fault(rec, "was cancelled and has begun") end
  elseif not rec.f:done() and not rec.f:running() then
    ledger.fault(rec, "was not cancelled and has not begun")
  end
end

function ledger.terminate(rec)
  rec.upset, rec.stopped = true, true
  if rec.f:terminate() then rec.said = true elseif not rec.f:done() then ledger.fault(rec, "was not terminated and goes on") end
end

local known = {
  CancelledError = true, TimeoutError = true, DeadlockError = true, TravelError = true, RuntimeError = true, InvalidStateError = true,
  Soak = true, Full = true, Empty = true, ConnectionError = true, ReadTimeout = true,
}

-- How a worker process may die here.
local deaths = {"SIGKILL", "exit code 37", "workers were killed", "workers were terminated", "soak: no entry"}

-- expect finds fault with an error that nothing here should bring about.
function ledger.expect(rec, err)
  ledger.count(type(err) == "table" and err.type or "error of its own")
  if type(err) == "table" then
    if err.soak or known[err.type] then return end
    if err.type == "BrokenProcessPool" or err.type == "BrokenInterpreterPool" then
      local text = err.message .. tostring(err.cause)
      for _, death in ipairs(deaths) do
        if text:find(death, 1, true) then return end
      end
    end
    if err.type == "Error" and err.message:find("failed with error(", 1, true) then return end
  elseif type(err) == "string" and err:find("soak: ", 1, true) then
    return
  end
  ledger.fault(rec, "unexpected error: %s\n%s", tostring(err), type(err) == "table" and err.traceback or rec and rec.f:traceback() or "")
end

local function outcome(rec)
  local f = rec.f
  local ok, got = pcall(f.result, f, 0)
  local again, same = pcall(f.result, f, 0)
  if again ~= ok or same ~= got and not f:cancelled() then
    ledger.fault(rec, "has the outcomes %s and %s", tostring(got), tostring(same))
  end
  local told, err = pcall(f.exception, f, 0)
  if f:cancelled() then
    ledger.count(rec.begun and "stopped" or "cancelled")
    if ok or told or got.type ~= "CancelledError" or err.type ~= "CancelledError" then
      ledger.fault(rec, "is cancelled, with %s and %s", tostring(got), tostring(err))
    end
  elseif ok then
    ledger.count("result")
    if err ~= nil then ledger.fault(rec, "has the result %s and the error %s", tostring(got), tostring(err)) end
    if got ~= rec.id then ledger.fault(rec, "has the result %s", tostring(got)) end
  else
    if not told or err == nil then ledger.fault(rec, "raises %s and has no exception", tostring(got)) end
    ledger.expect(rec, err)
  end
end

-- check looks at a future that must be settled. lax is that what ran callbacks
-- may have been stopped.
function ledger.check(rec, lax)
  local f = rec.f
  if not f then return end
  if not f:done() or f:running() then return ledger.fault(rec, "is not done") end
  local least = (lax or rec.upset or ledger.signals) and 0 or 1
  if rec.calls > 1 or rec.calls < least then ledger.fault(rec, "its first callback was called %d times", rec.calls) end
  if rec.others > 1 or rec.others < least then ledger.fault(rec, "its last callback was called %d times", rec.others) end
  ledger.look(rec)
  outcome(rec)
end

-- report is what was counted, then the faults.
function ledger.report() return tally, unpack(faults) end

return ledger
