-- terminate stops a task wherever it is; its pool survives.
local check = require "check"
local futures = require "futures"
local http = require "http"
local json = require "json"
local practice = require "practice"
local queue = require "queue"
local sync = require "sync"
local time = require "time"

local site = practice.start()
local never, closing = futures.Future(), sync.Event()
local empty, full = queue.Queue(), queue.Queue(1)
full:put("full")
local taken = sync.Lock()
taken:acquire()
local big = "[" .. ("[1,2,3],"):rep(2000000) .. "4]"
local list = {}
for i = 1, 300000 do list[i] = (i * 7919) % 300007 end
local html = "<p>" .. ("<div><b>x</b>"):rep(20000)

local function forever() while true do end end
local where = {
  {"a loop", forever},
  {"a loop that calls", function() while true do math.abs(1) end end},
  {"a for loop", function() for _ = 1, math.huge do end end},
  {"a loop of goto", function() ::top:: goto top end},
  {"endless recursion in pcall", function() local function f() pcall(f) return f() end f() end},
  {"a tail call", function() local function f() return f() end f() end},
  {"pcall", function() pcall(forever) error("it went on") end},
  {"pcall in a loop", function() while true do pcall(function() while true do end end) end end},
  {"xpcall", function() xpcall(forever, function() return forever() end) error("it went on") end},
  {"a handler of xpcall", function() xpcall(error, forever) end},
  {"a coroutine", function() coroutine.resume(coroutine.create(forever)) error("it went on") end},
  {"a wrapped coroutine in pcall", function() pcall(coroutine.wrap(function() pcall(forever) end)) error("it went on") end},
  {"coroutines in coroutines", function()
    local function deep(n) if n == 0 then forever() end coroutine.wrap(deep)(n - 1) end
    deep(50)
  end},
  {"sleep", function() time.sleep(3600) end},
  {"sleep without end", function() time.sleep(math.huge) end},
  {"sleep in pcall in a loop", function() while true do pcall(time.sleep, 3600) end end},
  {"result", function() never:result() end},
  {"exception", function() never:exception(3600) end},
  {"wait", function() futures.wait {never} end},
  {"as_completed", function() for _ in futures.as_completed {never} do end end},
  {"map", function() for _ in futures.ThreadPoolExecutor(1):map(function() return closing:wait() end, {1}, {buffersize = 1}) do end end},
  {"queue get", function() empty:get() end},
  {"queue get with a time-out", function() empty:get(true, 3600) end},
  {"queue drain", function() for _ in empty:drain() do end end},
  {"queue put", function() full:put("no place") end},
  {"queue join", function() full:join() end},
  {"a lock", function() taken:acquire() end},
  {"lock:with", function() taken:with(print) end},
  {"a semaphore", function() sync.Semaphore(0):acquire() end},
  {"an event", function() sync.Event():wait() end},
  {"a rate", function() local r = sync.RateLimiter(0.0001) r:acquire() r:acquire() end},
  {"a request that connects", function() http.get("https://" .. os.getenv("SILENT") .. "/", {timeout = 3600}) end},
  {"a request that waits", function() http.get(site.url .. "/slow?s=60") end},
  {"a request that drips", function() http.get(site.url .. "/drip?s=60&bytes=100") end},
  {"a streamed request", function()
    local r = http.get(site.url .. "/drip?s=60&bytes=100", {stream = true})
    for _ in r:iter_content(1) do end
    while true do time.sleep(1) end
  end},
  {"a session's request in pcall", function() local s = http.Session() while true do pcall(s.get, s, site.url .. "/slow?s=60") end end},
  {"a request that is tried again", function() http.get("http://127.0.0.1:1/", {retries = {total = 100, backoff = 30}}) time.sleep(3600) end},
  {"string.rep", function() while true do local s = ("x"):rep(50000000) end end},
  {"string.find", function() ("a"):rep(30):find(("a-"):rep(10) .. "b") forever() end},
  {"string.find of a second kind", function() ("a"):rep(100000):find(".-.-.-b") forever() end},
  {"string.gsub", function() ("a"):rep(100000):gsub("a-a-a-b", "") forever() end},
  {"string.gmatch", function() for _ in ("a"):rep(100000):gmatch("a-a-a-b") do end forever() end},
  {"string.gsub with a function", function() ("a"):rep(100):gsub("a", function() forever() end) end},
  {"string.format", function() while true do local s = ("%99.99f"):format(1) end end},
  {"table.concat", function() while true do local s = table.concat({("x"):rep(1000000), ("y"):rep(1000000)}, ",") end end},
  {"table.sort", function() while true do local t = {unpack(list, 1, 1000)} table.sort(t, function(a, b) return a < b end) end end},
  {"table.sort with a comparator that waits", function() table.sort({3, 2, 1}, function() time.sleep(3600) return true end) end},
  {"json.decode", function() while true do json.decode(big) end end},
  {"json.encode", function() while true do json.encode({list, list, list}) end end},
  {"html.parse", function() while true do require("html").parse(html) end end},
  {"a metamethod", function() local v = setmetatable({}, {__index = forever}).x end},
  {"an iterator", function() for _ in forever do end end},
  {"string.dump and load", function() while true do loadstring("return 1")() end end},
  {"print", function() while true do tostring(1) end end},
  {"collectgarbage", function() while true do collectgarbage() end end},
  {"os.execute", function() os.execute("sleep 3600") end},
}

local pool = futures.ThreadPoolExecutor {max_workers = 2, thread_name_prefix = "stop"}
for _, case in ipairs(where) do
  local name, fn = case[1], case[2]
  check.test(name, function()
    local begun, after = sync.Event(), nil
    local f = pool:submit_with({name = name}, function() begun:set() after = {fn()} end)
    f:add_done_callback(function(g) g.told = g:cancelled() end)
    begun:wait()
    time.sleep(0.003)
    check.equal(f:done(), false, "it did not end by itself")
    local t = time.monotonic()
    check.equal(f:terminate(), true)
    check.equal(f:cancelled(), true)
    check.raises(futures.CancelledError, f.result, f)
    futures.wait {f}
    local took = time.monotonic() - t
    if took > 0.5 then print(("%.3f s until it had unwound"):format(took)) end
    check.equal(f.told, true)
    check.equal(after, nil)
    check.equal(pool:submit(math.abs, -1):result(), 1, "the next task runs")
  end)
end

-- Locks that it held are released, and what it owed a queue is paid.
local lock, sem, held = sync.Lock(), sync.Semaphore(1), sync.Event()
local f = pool:submit(function() lock:acquire() sem:acquire() held:set() while true do end end)
held:wait()
check.equal(lock:acquire(0), false)
f:terminate()
check.equal(lock:acquire(5), true)
check.equal(sem:acquire(5), true)
lock:release()
held = sync.Event()
f = pool:submit(function() lock:with(function() held:set() time.sleep(3600) end) end)
held:wait()
f:terminate()
check.equal(lock:with(function() return "mine" end), "mine")
local q = queue.Queue()
q:put(1)
held = sync.Event()
f = pool:submit(function() q:get() held:set() forever() end)
held:wait()
f:terminate()
q:join()

-- terminate of what has not begun is cancel; of a waiter it leaves the waited-for alone.
local go = sync.Event()
local slow = pool:submit(function() go:wait() return "slow" end)
local waiter = pool:submit(function() return slow:result() end)
check.eventually(function() return waiter:running() end)
check.equal(waiter:terminate(), true)
go:set()
check.equal(slow:result(), "slow")
check.equal(slow:terminate(), false)

-- A task that ends itself: the next call does not return.
local self, reached = nil, false
local ready = sync.Event()
self = pool:submit(function() ready:wait() self:terminate() time.sleep(0) reached = true end)
ready:set()
futures.wait {self}
check.equal(self:cancelled(), true)
check.equal(reached, false)
check.equal(pool:submit(math.abs, -1):result(), 1)

-- A hundred at once.
local fs = {}
local many = futures.ThreadPoolExecutor(100)
for i = 1, 100 do fs[i] = many:submit(function() if i % 2 == 0 then forever() else time.sleep(3600) end end) end
for i = 1, 100 do fs[i]:terminate() end
futures.wait(fs)
many:shutdown()
closing:set()
site:close()
