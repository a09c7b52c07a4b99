-- A known number of requests and tasks of each sort.
local futures = require "futures"
local http = require "http"
local html = require "html"
local errors = require "errors"
local practice = require "practice"

local site = practice.start()
local pool = futures.ThreadPoolExecutor { max_workers = 1, thread_name_prefix = "crawl" }
local session = http.Session { base_url = site.url }

local function get(path, opts) return session:get(path, opts).status_code end
local pages = pool:submit(function()
  for page = 1, 3 do assert(get("/all/hot/recent/" .. page) == 200) end
  assert(get("/status/404") == 404)
end)
local later = pool:submit(function() end)
assert(later:cancel())
pages:result()
-- Refused twice, then answered.
assert(pool:submit(get, "/flaky/2", { retries = { total = 3, backoff = 0.001, statuses = { 503 } } }):result() == 200)
assert(errors.is(pool:submit(get, "/slow?s=30", { timeout = { read = 0.2 } }):exception(), http.ReadTimeout))

-- The second is answered from the cache; the third asks again.
for _ = 1, 2 do assert(get("/all/hot/recent/4", { cache = { dir = arg[1], all = true } }) == 200) end

local away = futures.ProcessPoolExecutor { max_workers = 1, thread_name_prefix = "away" }
local function some(n)
  if n == 7 then error("seven") end
  return n
end
local it = away:map(some, { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }, { chunksize = 5 })
pcall(it.collect, it)
-- A request from a worker process counts too.
assert(away:submit(function(url) return require("http").get(url).status_code end, site.url .. "/all/hot/recent/5"):result() == 200)

html.parse("<li><b>x</b></li><li></li>"):extract { items = "li", fields = { name = "b" } }
print("done")
