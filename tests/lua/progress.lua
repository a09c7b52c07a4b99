-- progress: what a bar counts, and that it changes nothing of what it tracks. The
-- bars here leave no line, so that standard error stays empty.
local check = require "lib.check"
local errors = require "errors"
local futures = require "futures"
local http = require "http"
local practice = require "practice"
local progress = require "progress"
local queue = require "queue"
local sync = require "sync"
local time = require "time"

local quiet = {leave = false}
local function track(iterable, opts)
  opts = opts or {}
  opts.leave = false
  return progress.track(iterable, opts)
end
local function counts(bar) return bar.done .. "/" .. tostring(bar.total) .. " " .. bar.errors end

local pool = futures.ThreadPoolExecutor(4)
local function square(x) return x * x end

-- A map: every value passes, nils too, and the total is known.
local it = track(pool:map(function(x) if x == 2 then return nil, "two", nil end return x, x end, {1, 2, 3}))
check.eq(counts(it.bar), "0/3 0")
local seen = {}
for i, a, b in it do
  seen[#seen + 1] = i .. tostring(a) .. tostring(b)
  check.eq(it.bar.done, i - 1, "a turn is done when it is over")
end
check.same(seen, {"111", "2niltwo", "333"})
check.eq(counts(it.bar), "3/3 0")
check.ok(it.bar.closed)
check.eq(it(), nil)
check.eq(select("#", it()), 1)
-- How many values come is kept too.
it = track(pool:map(function() return nil, nil end, {1}))
check.eq(select("#", it()), 3)
it:close()

check.same(track(pool:map(square, {1, 2, 3})):collect(), {1, 4, 9})
check.eq(track(pool:map(square, {1, 2, 3}, {buffersize = 1})).bar.total, 3, "lists have a length, however far they are read")
check.eq(track(pool:map(math.pow, {1, 2, 3}, {1, 2})).bar.total, 2)
check.eq(track(pool:map(square, function() return nil end)).bar.total, 0)
local q = queue.Queue()
q:shutdown()
check.eq(track(pool:map(square, q)).bar.total, nil)
-- A track can be the input of a map: an index before the value is left out.
check.same(pool:map(square, track({1, 2, 3})):collect(), {1, 4, 9})
check.same(pool:map(square, track(pool:map(square, {1, 2}))):collect(), {1, 16})
-- One that was begun knows what is left.
it = pool:map(square, {1, 2, 3})
it()
check.eq(track(it).bar.total, 2)
check.eq(track(track({1, 2, 3})).bar.total, 3)

-- What map raises passes as it is, counts as an error, and ends the bar.
local oh = {code = 3}
it = track(pool:map(function(x) if x == 2 then error(oh) end return x end, {1, 2, 3}))
it()
check.eq(select(2, pcall(it)), oh)
check.eq(counts(it.bar), "1/3 1")
check.ok(it.bar.closed)
check.eq(it(), nil)
it = track(pool:map(function() sync.Event():wait(0.2) end, {1}, {timeout = 0}))
check.raises(futures.TimeoutError, nil, it)
check.eq(it.bar.errors, 1)

-- as_completed: failed futures are errors, cancelled ones are done; nobody has asked
-- for the error by that.
local bare = {}
for i = 1, 4 do bare[i] = futures.Future() end
bare[1]:set_result(1)
bare[2]:set_exception("no")
bare[3]:cancel()
bare[4]:set_result(nil)
it = track(futures.as_completed(bare), {desc = "futures"})
check.eq(it.bar.total, 4)
local n = 0
for f in it do
  n = n + 1
  check.ok(f:done())
end
check.eq(n, 4)
check.eq(counts(it.bar), "4/4 1")
check.eq(#track(futures.as_completed(bare)):collect(), 4)
local fs = {}
for i = 1, 6 do fs[i] = pool:submit(function() if i % 3 == 0 then error("third") end end) end
it = track(futures.as_completed(fs))
for f in it do f:exception() end
check.eq(counts(it.bar), "6/6 2")

-- close ends the loop, and what has not begun is cancelled as without a bar.
local hold = sync.Event()
local one = futures.ThreadPoolExecutor{max_workers = 1, max_pending = 2}
local ran = 0
local function second_waits(x)
  ran = ran + 1
  if x == 2 then hold:wait() end
end
it = track(one:map(second_waits, {1, 2, 3}))
it()
it:close()
it:close()
check.ok(it.bar.closed)
check.eq(it(), nil)
hold:set()
one:submit(math.abs, 1):result()
check.ok(ran <= 2, "the third was cancelled")
-- A loop that is left by break drops it, which does the same once the collector finds
-- it: only then there is room for another task.
hold:clear()
ran = 0
local bar
for _ in (function()
  local dropped = track(one:map(second_waits, {1, 2, 3}))
  bar = dropped.bar
  return dropped
end)() do
  break
end
check.wait_for(function() return ran == 2 end)
local freed = false
local collecting = pool:submit(function() while not freed do collectgarbage() time.sleep(0.001) end end)
one:submit(math.abs, 1)
local last = one:submit(math.abs, 2)
freed = true
collecting:result()
hold:set()
last:result()
check.eq(ran, 2, "the third was cancelled")
check.wait_for(function() return bar.closed end)

-- Lists: with holes, and such as grow.
seen = {}
it = track({1, nil, 3})
for i, v in it do seen[#seen + 1] = i .. tostring(v) end
check.same(seen, {"11", "2nil", "33"})
local list = {3}
it = track(list)
for _, v in it do
  if v > 1 then list[#list + 1] = v - 1 end
end
check.eq(counts(it.bar), "3/3 0")
it = track({1, 2}, {total = 9})
check.same(it:collect(), {1, 2})
check.eq(counts(it.bar), "2/9 0")
check.same(track({}):collect(), {})

-- Functions, with one value or three, and callable objects.
local i = 0
it = track(function() i = i + 1 if i <= 3 then return i end end, {total = 3, unit = "page"})
check.same(it:collect(), {1, 2, 3})
check.eq(counts(it.bar), "3/3 0")
check.same(track(("a b c"):gmatch("%a")):collect(), {"a", "b", "c"})
seen = {}
check.raises(errors.ArgumentError, "only the first value comes", function() progress.track(pairs({x = 1}), quiet) end)
local f, s, c = pairs({x = 1})
for k, v in progress.track(f, s, c, quiet) do seen[#seen + 1] = k .. v end
f, s, c = ipairs({"a", "b"})
for k, v in progress.track(f, s, c, quiet) do seen[#seen + 1] = k .. v end
check.same(seen, {"x1", "1a", "2b"})
check.same(track(setmetatable({}, {__call = coroutine.wrap(function() coroutine.yield(7) end)})):collect(), {7})
check.same(track(coroutine.wrap(function() for k = 1, 3 do coroutine.yield(k) end end)):collect(), {1, 2, 3})

-- A queue is read until it is shut down.
q = queue.Queue()
it = track(q:drain())
for k = 1, 3 do q:put(k) end
q:shutdown()
seen = {}
for k, v in it do seen[k] = v end
check.same(seen, {1, 2, 3})
check.eq(counts(it.bar), "3/nil 0")

-- By hand, from any task, as a done-callback.
bar = progress.bar(1000, quiet)
local all = {}
for k = 1, 100 do all[k] = pool:submit(function() for _ = 1, 10 do bar:add() end end) end
futures.wait(all)
check.eq(counts(bar), "1000/1000 0")
bar:set_total()
check.eq(bar.total, nil)
bar:set_total(7)
bar:add(0)
bar:fail(2)
check.eq(counts(bar), "1002/7 2")
bar:describe("a\27[2J\nb")
check.ok(not tostring(bar):find("%c"), "what a page is called steers no terminal")
bar:close()
bar:close()
bar:add()
check.ok(bar.closed)
bar = progress.bar({total = 3, leave = false})
local done = {}
for k = 1, 3 do
  done[k] = pool:submit(function() if k == 2 then error("two") end end)
  done[k]:add_done_callback(bar)
end
futures.wait(done)
check.eq(done[2]:exception():match("two"), "two")
check.eq(counts(bar), "3/3 1")
bar:close()
local processes = futures.ProcessPoolExecutor(1)
bar = progress.bar(2, quiet)
for k = 1, 2 do
  done[k] = processes:submit(function(x) if x == 2 then error("two", 0) end end, k)
  done[k]:add_done_callback(bar)
end
futures.wait(done)
check.eq(done[2]:exception(), "two")
check.eq(counts(bar), "2/2 1")
check.raises(futures.TravelError, "progress.Bar", function() processes:submit(function() bar:add() end):result() end)

check.eq(progress.with(bar, function(b) b:add() return "what it returns" end), "what it returns")
bar = progress.bar(quiet)
check.eq(select(2, pcall(progress.with, bar, function() error("oh", 0) end)), "oh")
check.ok(bar.closed)

-- In an interpreter.
check.eq(futures.InterpreterPoolExecutor(1):submit(function()
  local progress = require "progress"
  local it = progress.track({1, 2}, {leave = false})
  it:collect()
  return it.bar.done
end):result(), 2)

-- Downloads.
local site = practice.start()
local path = os.tmpname()
local function get(where) return http.get(site.url .. where, {stream = true}) end
bar = progress.bar{unit = "B", leave = false}
check.eq(get("/bytes/300000"):save(path, {progress = bar}), 300000)
check.eq(counts(bar), "300000/300000 0")
check.eq(get("/bytes/1000"):save(path, bar), 1000)
check.eq(counts(bar), "301000/301000 0")
check.eq(http.get(site.url .. "/bytes/1000"):save(path, bar), 1000) -- in memory
check.eq(counts(bar), "302000/302000 0")
bar:close()
bar = progress.bar(5, {unit = "B", leave = false})
get("/bytes/1000"):save(path, bar)
check.eq(counts(bar), "1000/5 0", "a total that was given stays")
bar:close()
check.raises(errors.ArgumentError, 'progress.bar{unit = "B"}', function() get("/"):save(path, progress.bar(quiet)) end)
check.raises(errors.ArgumentError, "unknown option 'progres'", function() get("/"):save(path, {progres = true}) end)
check.raises(errors.ArgumentError, "option 'progress' must be", function() get("/"):save(path, {progress = 5}) end)
check.eq(get("/bytes/1000"):save(path, {progress = false}), 1000)
local told = 0
get("/bytes/1000"):save(path, {progress = function(now) told = now end})
check.eq(told, 1000)
os.remove(path)
site:close()

check.done()
