-- Tasks of every kind, for a trace.
local futures = require "futures"
local http = require "http"
local html = require "html"
local practice = require "practice"
local time = require "time"

local site = practice.start()
local session = http.Session { base_url = site.url }
local big = ("<li>one</li>"):rep(3000)

local function fetch_page(n)
  html.parse(big) -- long enough to be drawn
  return session:get("/all/hot/recent/" .. n):raise_for_status()
end

local parsed = 0
local fs = {}
futures.with(futures.ThreadPoolExecutor(3), function(pool)
  for n = 1, 6 do
    fs[n] = pool:submit(fetch_page, n)
    fs[n]:add_done_callback(function(f) parsed = parsed + #f:result():html():find("a") end)
  end
  -- Both compute: one waits for the lock.
  local function spin() for i = 1, 3e6 do end end
  futures.wait { pool:submit(spin), pool:submit(spin) }
end)
for _, f in ipairs(fs) do f:result() end

local function count_words(text)
  local n = 0
  for _ in text:gmatch("%a+") do n = n + 1 end
  return n
end
local away = futures.ProcessPoolExecutor(2)
local counts = {}
for i = 1, 4 do counts[i] = away:submit(count_words, "one two three") end
for i = 1, 4 do assert(counts[i]:result() == 3) end
local function break_down() error("no worker") end
assert(away:submit(break_down):exception():find("no worker"))

local inside = futures.InterpreterPoolExecutor(1)
assert(inside:submit(count_words, "one two"):result() == 2)
local function give_up() error("no more") end
assert(inside:submit(give_up):exception():find("no more"))
for i, n in inside:map(count_words, { "a", "b c" }) do assert(n == i) end

-- A body that is read after the call, while the script does other things, and in
-- another task.
local streamed = session:get("/bytes/400000", { stream = true })
local reader = futures.ThreadPoolExecutor(1)
local read = reader:submit(function()
  local n = 0
  for chunk in streamed:iter_content(50000) do n = n + #chunk end
  return n
end)
session:get("/titles/1")
assert(read:result() == 400000)

local stopped = reader:submit(time.sleep, 60)
while not stopped:running() do time.sleep(0.001) end
stopped:terminate()
