-- Worker processes, after CPython's test_process_pool.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local time = require "time"

-- Results, errors and tracebacks.
local pool = futures.ProcessPoolExecutor(2)
local offset = {by = 100}
local function add(a, b) return a + b + offset.by end
check.equal(pool:submit(add, 1, 2):result(), 103)
check.equal({pool:submit(function() return 1, nil, "z" end):result()}, {1, nil, "z"})
check.equal(select("#", pool:submit(function() end):result()), 0)
check.equal({pool:submit(function(...) return select("#", ...), ... end, nil, 2, nil):result()}, {3, nil, 2, nil})
local f = pool:submit(function() error({code = 7}) end)
check.equal(f:exception().code, 7)
check.equal(f:exception(), f:exception(), "the same each time")
local function inner() error("inner broke") end
f = pool:submit(function() inner() end)
local err = f:exception()
check.ok(err:find("processes_test.lua:%d+: inner broke$"), err)
check.ok(f:traceback():find("in function 'inner'", 1, true), f:traceback())
check.equal(pool:submit(error, nil):exception().type, "Error")
local Mine = errors.new("Mine")
check.ok(errors.is(pool:submit(function() error(Mine("of mine")) end):exception(), Mine))
check.raises(futures.TimeoutError, "", function() pool:submit(function() error(futures.TimeoutError("late")) end):result() end)

-- What JSON calls null is the same value there, and comes back as it.
local json = require "json"
check.equal(pool:submit(json.encode, {json.null}):result(), "[null]")
check.equal(pool:submit(json.decode, '{"a": null}'):result().a == json.null, true)

-- Compiled patterns and selectors go as their text, with the functions that hold them.
local html, re = require "html", require "re"
local price, title = re.compile("(?P<amount>[0-9]+) EUR"), html.compile("h1::text")
f = pool:submit(function(page) return price:match(page).amount, html.parse(page):find(title)[1], price end, "<h1>Lamp</h1>12 EUR")
local amount, name, back = f:result()
check.equal({amount, name, back.pattern}, {"12", "Lamp", price.pattern})

-- What cannot travel is the future's error, and the worker lives on.
local lock = require("sync").Lock()
check.equal(pool:submit(print, coroutine.create(print)):exception().type, "TravelError")
f = pool:submit(function(v) return v end, {items = {1, lock}})
check.ok(f:exception().message:find("argument 1.items[2]", 1, true), f:exception().message)
f = pool:submit(function() return coroutine.create(print) end)
check.equal(f:exception().type, "TravelError")
check.equal(pool:submit(add, 1, 1):result(), 102)

-- Each task gets a fresh copy; nothing is shared.
local counter = {n = 0}
local function count() counter.n = counter.n + 1 return counter.n end
for _ = 1, 3 do check.equal(pool:submit(count):result(), 1) end
for _, n in pool:map(count, {1, 2, 3, 4}, {chunksize = 2}) do check.equal(n, 1) end
check.equal(counter.n, 0)

-- The worker of a task.
local here = pool:submit(futures.current):result()
check.equal(here.pool, "ProcessPoolExecutor-1")
check.ok(here.name == here.pool .. "_0" or here.name == here.pool .. "_1", here.name)
check.ok(here.pid > 0 and futures.current() == nil)
pool:shutdown()

-- Workers are started as they are needed, reused, and as many as there may be.
local function pid() return futures.current().pid end
local function pids(pool, n, wait)
  local fs, seen, many = {}, {}, 0
  for i = 1, n do fs[i] = pool:submit(function() require("time").sleep(wait) return futures.current().pid end) end
  for _, f in ipairs(fs) do
    if not seen[f:result()] then seen[f:result()], many = true, many + 1 end
  end
  return many
end
pool = futures.ProcessPoolExecutor(3)
check.equal(pids(pool, 30, 0.005), 3)
pool:shutdown()
pool = futures.ProcessPoolExecutor(4)
local first = pool:submit(pid):result()
for _ = 1, 3 do
  time.sleep(0.01)
  check.equal(pool:submit(pid):result(), first, "an idle worker is used again")
end
pool:shutdown()

-- max_tasks_per_child.
pool = futures.ProcessPoolExecutor {max_workers = 1, max_tasks_per_child = 3}
local seen, many = {}, 0
for i = 1, 9 do
  local id = pool:submit(pid):result()
  if not seen[id] then seen[id], many = 0, many + 1 end
  seen[id] = seen[id] + 1
end
check.equal(many, 3)
for _, n in pairs(seen) do check.equal(n, 3) end
pool:shutdown()
check.raises(futures.ArgumentError, "max_tasks_per_child", futures.ProcessPoolExecutor, {max_tasks_per_child = 0})
check.raises(futures.ArgumentError, "max_workers", futures.ProcessPoolExecutor, {max_workers = 0})

-- map: order, chunks, several iterables, errors in their place.
pool = futures.ProcessPoolExecutor(2)
local list = {}
for i = 1, 100 do list[i] = i end
for _, size in ipairs {1, 6, 50, 500} do
  local n = 0
  for i, square, text in pool:map(function(x) return x * x, "of " .. x end, list, {chunksize = size}) do
    n = n + 1
    check.equal(i, n)
    check.equal(square, n * n)
    check.equal(text, "of " .. n)
  end
  check.equal(n, 100)
end
check.equal(pool:map(math.max, {1, 5, 3}, {4, 2}, {chunksize = 2}):collect(), {4, 5})
check.raises(futures.ArgumentError, "chunksize", function() pool:map(print, {1}, {chunksize = 0}) end)
local got = {}
local ok, problem = pcall(function()
  for _, v in pool:map(function(x) if x == 5 then error("five", 0) end return x end, list, {chunksize = 3}) do got[#got + 1] = v end
end)
check.equal(problem, "five")
check.equal(got, {1, 2, 3, 4})

-- Callbacks run in the script's own state.
local calls = {}
f = pool:submit(add, 1, 1)
f:add_done_callback(function(g) calls[#calls + 1] = g:result() end)
futures.wait {f}
check.equal(calls, {102})
local n = 0
for done in futures.as_completed {pool:submit(add, 1, 1), pool:submit(add, 2, 2)} do n = n + done:result() end
check.equal(n, 206)

-- Big data, there and back.
local big = string.rep("0123456789abcdef", 50 * 2 ^ 20 / 16)
check.equal(pool:submit(function(s) return #s, s:sub(-1) end, big):result(), #big)
check.ok(pool:submit(function(n) return string.rep("x", n) end, #big):result() == string.rep("x", #big))
pool:shutdown()
