-- Futures without a pool, after what CPython's test_future checks.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local time = require "time"

local function pending() return futures.Future() end
local function running() local f = futures.Future() check.equal(f:set_running_or_notify_cancel(), true) return f end
local function cancelled() local f = futures.Future() check.equal(f:cancel(), true) return f end
local function notified() local f = cancelled() check.equal(f:set_running_or_notify_cancel(), false) return f end
local function failed(v) local f = futures.Future() f:set_exception(v) return f end
local function finished(...) local f = futures.Future() f:set_result(...) return f end

local function states(f) return tostring(f:running()) .. " " .. tostring(f:cancelled()) .. " " .. tostring(f:done()) end
check.equal(states(pending()), "false false false", "pending")
check.equal(states(running()), "true false false", "running")
check.equal(states(cancelled()), "false true true", "cancelled")
check.equal(states(notified()), "false true true", "cancelled and notified")
check.equal(states(failed("x")), "false false true", "failed")
check.equal(states(finished(1)), "false false true", "finished")

check.equal(pending():cancel(), true)
check.equal(running():cancel(), false)
check.equal(cancelled():cancel(), true)
check.equal(notified():cancel(), true)
check.equal(failed("x"):cancel(), false)
check.equal(finished(1):cancel(), false)

check.raises(futures.TimeoutError, "pending", function() pending():result(0) end)
check.raises(futures.TimeoutError, "running", function() running():result(0) end)
check.raises(futures.CancelledError, nil, function() cancelled():result(0) end)
check.raises("CancelledError", nil, function() notified():result(0) end)
check.equal(finished(42):result(0), 42)
check.equal({finished(1, nil, 3, nil):result()}, {1, nil, 3, nil})
check.equal(select("#", finished(1, nil, 3, nil):result()), 4)
check.equal(select("#", finished():result()), 0)
check.equal(select("#", finished(nil):result()), 1)

check.raises(futures.TimeoutError, nil, function() pending():exception(0) end)
check.raises(futures.TimeoutError, nil, function() running():exception(0.001) end)
check.raises(futures.CancelledError, nil, function() cancelled():exception(0) end)
check.equal(finished(1):exception(), nil)
local object = {code = 3}
check.same(failed(object):exception(), object, "the same table")
check.same(select(2, pcall(function() failed(object):result() end)), object)
check.equal(select(2, pcall(function() failed("text"):result() end)), "text", "no position is added")
for i = 1, 2 do
  local f = failed(({nil, false})[i])
  check.equal(pcall(function() f:result() end), false)
  check.ok(errors.is(f:exception(), errors.Error))
  check.ok(f:exception().message:find(({"nil", "false"})[i], 1, true))
end

-- A future is set once.
check.raises(futures.InvalidStateError, nil, function() finished(1):set_result(2) end)
check.raises(futures.InvalidStateError, nil, function() finished(1):set_exception("x") end)
check.raises(futures.InvalidStateError, nil, function() failed("x"):set_result(2) end)
check.raises(futures.InvalidStateError, nil, function() cancelled():set_result(2) end)
check.raises(futures.InvalidStateError, nil, function() finished(1):set_running_or_notify_cancel() end)
check.raises(futures.InvalidStateError, nil, function() running():set_running_or_notify_cancel() end)

-- Waiting for what another task brings.
local pool = futures.ThreadPoolExecutor(2)
local f = pending()
pool:submit(function() time.sleep(0.01) f:set_result("late") end)
check.equal(f:result(5), "late")
f = pending()
pool:submit(function() time.sleep(0.01) f:cancel() end)
check.raises(futures.CancelledError, nil, function() f:result(5) end)
f = pending()
pool:submit(function() time.sleep(0.01) f:set_exception(object) end)
check.same(f:exception(5), object)

-- Callbacks run once, with the future, in the order added.
local seen = {}
f = pending()
for i = 1, 3 do f:add_done_callback(function(g) seen[#seen + 1] = i check.same(g, f) end) end
check.equal(seen, {})
f:set_result(1)
check.equal(seen, {1, 2, 3})
f:add_done_callback(function() seen[#seen + 1] = "at once" end)
check.equal(seen, {1, 2, 3, "at once"})
f = pending()
f:add_done_callback(function(g) seen = {g:cancelled()} end)
f:cancel()
f:cancel()
check.equal(seen, {true})
f = pending()
f:add_done_callback(function(g) seen = {g:exception()} end)
f:set_exception("bad")
check.equal(seen, {"bad"})

-- One that is added by a callback is queued behind the others.
f, seen = pending(), {}
f:add_done_callback(function(g)
  seen[#seen + 1] = 1
  g:add_done_callback(function() seen[#seen + 1] = 3 end)
end)
f:add_done_callback(function() seen[#seen + 1] = 2 end)
f:set_result()
check.equal(seen, {1, 2, 3})

-- The script's own fields.
f.links = {1, 2}
check.equal(#f.links, 2)
f.links = nil
check.equal(f.links, nil)
f[1], f[f] = "by number", "by future"
check.equal({f[1], f[f], f["1"]}, {"by number", "by future"})
f[1] = nil
check.equal(f[1], nil)
check.raises("ArgumentError", "named by nil", function() f[nil] = 1 end)
check.raises("ArgumentError", "named by the number NaN", function() f[0 / 0] = 1 end)
check.equal(f.nothing, nil)
check.raises(futures.ArgumentError, "result", function() f.result = 1 end)
check.ok(tostring(f):find("Future", 1, true))
check.ok(tostring(pending()):find("pending", 1, true))

-- terminate, without a pool.
check.equal(pending():terminate(), true)
check.equal(cancelled():terminate(), true)
check.equal(finished(1):terminate(), false)
local r = running()
check.equal(r:terminate(), true)
check.equal(r:cancelled(), true)
check.equal(finished(1):traceback(), nil)
check.ok(failed("x"):traceback():find("future_test.lua:", 1, true))
