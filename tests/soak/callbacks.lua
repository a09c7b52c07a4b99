-- What callbacks do. add gives a record's future three: the first and the last
-- count, the one between does something.
local futures = require "futures"
local time = require "time"
local ledger = require "ledger"
local makerandom = require "random"

local callbacks = {}

local kinds = {
  function() end,
  function() end,
  function() error("soak: a callback") end,
  function(_, f, random) f:add_done_callback(function() error(ledger.Soak("added late")) end) end,
  function(_, f) f:terminate() end,
  function() time.sleep(0.002) end,
  function(rec) rec.upset = true local till = time.monotonic() + 0.1 while time.monotonic() < till do pcall(time.sleep, 0.001) end end,
  function(_, _, random)
    local other = ledger.some(random)
    if other and other.where ~= "bare" then other.f:exception() end
  end,
  function(_, _, random)
    local other = ledger.some(random)
    if other then pcall(other.f.result, other.f, 0.01) end
  end,
  function(_, _, random)
    local one, two = ledger.some(random), ledger.some(random)
    if one and two then futures.wait({one.f, two.f}, {timeout = 0.01, return_when = futures.FIRST_EXCEPTION}) end
  end,
  function(_, _, random)
    local other = ledger.some(random)
    if other then ledger.cancel(other) end
  end,
  function(_, _, random)
    local other = ledger.some(random)
    if other then ledger.terminate(other) end
  end,
  function(_, _, random, add) add(random, 0) end,
}

function callbacks.add(rec, random, add)
  local f, kind = rec.f, kinds[random(#kinds)]
  local own = makerandom(random(1e9))
  f:add_done_callback(function(g)
    rec.calls = rec.calls + 1
    if g ~= f or not f:done() then ledger.fault(rec, "its callback was called with %s", tostring(g)) end
  end)
  f:add_done_callback(function() kind(rec, f, own, add) end)
  f:add_done_callback(function() rec.others = rec.others + 1 end)
end

return callbacks
