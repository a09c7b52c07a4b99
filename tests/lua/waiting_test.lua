-- futures.wait and as_completed, after CPython's test_wait and test_as_completed.
local check = require "check"
local futures = require "futures"
local sync = require "sync"
local time = require "time"

local pool = futures.ThreadPoolExecutor(4)
local function after(event, ...)
  local values = {...}
  return pool:submit(function() event:wait() return unpack(values) end)
end
local function succeeded(...) local f = futures.Future() f:set_result(...) return f end
local function failed(v) local f = futures.Future() f:set_exception(v) return f end
local function cancelled() local f = futures.Future() f:cancel() return f end

-- ALL_COMPLETED, the default.
local go = sync.Event()
local a, b = after(go, 1), after(go, 2)
local done, not_done = futures.wait({a, b}, 0.01)
check.equal(#done, 0)
check.equal(not_done, {a, b})
check.equal(done[a], nil)
check.equal(not_done[a], true)
go:set()
done, not_done = futures.wait {b, a, b}
check.equal(done, {b, a}, "the order given, each once")
check.equal(#not_done, 0)
check.equal(done[a], true)
check.equal(done[b], true)
check.equal(done[futures.Future()], nil)
local keys = 0
for _ in pairs(done) do keys = keys + 1 end
check.equal(keys, 2, "pairs sees the list only")
done = futures.wait {succeeded(1), failed("x"), cancelled(), a}
check.equal(#done, 4)
check.equal(#futures.wait {}, 0)
-- An iterator of futures.
local list, i = {a, b}, 0
check.equal(#futures.wait(function() i = i + 1 return list[i] end), 2)
check.equal(#futures.wait(futures.as_completed {a, b}), 2)

-- FIRST_COMPLETED.
go = sync.Event()
a, b = after(go), pool:submit(math.abs, 1)
done, not_done = futures.wait({a, b}, {return_when = futures.FIRST_COMPLETED})
check.equal(done, {b})
check.equal(not_done, {a})
done, not_done = futures.wait({a, cancelled()}, {return_when = futures.FIRST_COMPLETED})
check.equal(#done, 1)
done = futures.wait({a}, {return_when = futures.FIRST_COMPLETED, timeout = 0.01})
check.equal(#done, 0)
-- FIRST_EXCEPTION.
b = pool:submit(error, "bad")
done, not_done = futures.wait({a, b}, {return_when = futures.FIRST_EXCEPTION})
check.equal(done, {b})
done, not_done = futures.wait({a, cancelled(), succeeded()}, {return_when = futures.FIRST_EXCEPTION, timeout = 0.01})
check.equal(b:exception() ~= nil, true)
check.equal(#done, 2)
check.equal(not_done, {a}, "cancelling is no exception")
done = futures.wait({failed("x"), a}, {return_when = futures.FIRST_EXCEPTION})
check.equal(#done, 1)
go:set()
done, not_done = futures.wait({a, succeeded(), cancelled()}, {return_when = futures.FIRST_EXCEPTION})
check.equal(#done, 3)
check.equal(#not_done, 0)

-- Settled: what wait gives has run its callbacks.
local ran = 0
local fs = {}
for k = 1, 50 do
  fs[k] = pool:submit(time.sleep, 0)
  fs[k]:add_done_callback(function() time.sleep(0.001) ran = ran + 1 end)
end
futures.wait(fs)
check.equal(ran, 50)
-- Inside a callback a wait goes by done futures, its own among them.
local own, inner = futures.Future(), nil
own:add_done_callback(function(f) inner = #futures.wait({f}, 1) end)
own:set_result()
check.equal(inner, 1)

-- as_completed: each once, in the order in which they were settled.
local first, second = sync.Event(), sync.Event()
a = pool:submit(function() second:wait() return "a" end)
b = pool:submit(function() first:wait() return "b" end)
local c = pool:submit(math.abs, 1)
c:result()
local order = {}
first:set()
for f in futures.as_completed {a, b, c, a} do
  order[#order + 1] = f:result()
  if #order == 2 then second:set() end
end
check.equal(order, {1, "b", "a"})
check.equal(futures.as_completed({})(), nil)
-- The time-out is for the whole iteration.
go = sync.Event()
a = after(go)
order = {}
local err = check.raises(futures.TimeoutError, "1 (of 2)", function()
  for f in futures.as_completed({a, c}, 0.02) do order[#order + 1] = f end
end)
check.equal(order, {c})
check.equal(tostring(err):sub(1, 13), "TimeoutError:")
check.raises(futures.TimeoutError, nil, futures.as_completed({a}, 0))
local it = futures.as_completed {a}
it:close()
check.equal((it()), nil)
go:set()
a:result()

-- A table by future, as a dict in Python, is its keys.
local name_of = {}
for _, name in ipairs {"one", "two", "three"} do name_of[pool:submit(string.upper, name)] = name end
local met = {}
for f in futures.as_completed(name_of) do met[name_of[f]] = f:result() end
check.equal(met, {one = "ONE", two = "TWO", three = "THREE"})
local all, none = futures.wait(name_of)
check.equal({#all, #none, name_of[all[1]], name_of[all[3]]}, {3, 0, "one", "three"})
check.raises(futures.ArgumentError, 'the key the string "f"', futures.wait, {f = all[1]})
check.raises(futures.ArgumentError, "item 1 of the list must be a Future, not nil", futures.as_completed, {[2] = all[1]})

-- Bad arguments.
check.raises(futures.ArgumentError, "Future", futures.wait, {1})
check.raises(futures.ArgumentError, "Future", futures.wait, {a, "x"})
check.raises(futures.ArgumentError, nil, futures.wait, 5)
check.raises(futures.ArgumentError, nil, futures.wait)
check.raises(futures.ArgumentError, "FIRST_COMPLETED", futures.wait, {a}, {return_when = "FIRST"})
check.raises(futures.ArgumentError, "return_when is an option", futures.wait, {a}, nil, futures.FIRST_COMPLETED)
check.raises(futures.ArgumentError, "return_when", futures.wait, {a}, {return_whem = "ALL_COMPLETED"})
check.raises(futures.ArgumentError, nil, futures.wait, {a}, -1)
check.raises(futures.ArgumentError, nil, futures.wait, {a}, 0 / 0)
check.raises(futures.ArgumentError, nil, futures.as_completed, {a}, "soon")

-- Many waiters for one future.
go = sync.Event()
local slow = futures.ThreadPoolExecutor(1):submit(function() go:wait() return 7 end)
fs = {}
for k = 1, 100 do fs[k] = pool:submit(slow.result, slow) end
go:set()
for f in futures.as_completed(fs) do check.equal(f:result(), 7) end

-- Several tasks may share what as_completed gives: each future goes to one of them,
-- and close ends the waits of all.
do
  local many = futures.ThreadPoolExecutor(8)
  local set, shared = sync.Event(), {}
  for i = 1, 20 do shared[i] = after(set, i) end
  local it = futures.as_completed(shared)
  local function gather()
    local list = {}
    for f in it do list[#list + 1] = f:result() end
    return list
  end
  local tasks = {many:submit(gather), many:submit(gather), many:submit(gather)}
  set:set()
  local all = {}
  for _, task in ipairs(tasks) do
    for _, v in ipairs(task:result()) do all[#all + 1] = v end
  end
  table.sort(all)
  check.equal(#all, 20)
  check.equal(all[1] .. " " .. all[20], "1 20")

  local endless = futures.as_completed {futures.Future()}
  local asks = many:submit(function() return endless() end)
  local closes = many:submit(endless.close, endless)
  check.equal(asks:result(), nil)
  closes:result()
end
