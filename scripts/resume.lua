-- Crawls many pages and can be killed at any moment: what is to be fetched and what
-- was found lie in one database, and a page's records, its links and the mark that
-- it is done are written together. The next run goes on where this one was.
--
--   luafut resume.lua [DB]        300 pages of the built-in practice site, by default
--                                 in a temporary folder
--   luafut resume.lua DB URL      the listing at URL/wide/1
--
-- Shows: a frontier in SQLite, transactions, a queue that the workers fill themselves.
local fs = require "fs"
local futures = require "futures"
local http = require "http"
local queue = require "queue"
local store = require "store"
local url = require "url"

local path, site = arg[1] or fs.join(fs.mkdtemp("resume-"), "crawl.db"), arg[2]
site = site or require("practice").start { wide_pages = 300, items_per_page = 5 }.url
local WORKERS = 16

local session = http.Session { base_url = site, retries = 3 }
local db = store.open(path)
db:execute("CREATE TABLE IF NOT EXISTS pages (path TEXT PRIMARY KEY, done BOOLEAN NOT NULL DEFAULT 0)")
db:execute("INSERT OR IGNORE INTO pages (path) VALUES ('/wide/1')")

local open, known = queue.Queue(), {}
for row in db:query("SELECT path FROM pages") do known[row.path] = true end
for row in db:query("SELECT path FROM pages WHERE NOT done") do open:put(row.path) end
local function done() return db:query("SELECT count(*) AS n FROM pages WHERE done"):first().n end
local before = done()
print("pages of earlier runs: " .. before)

local function fetch(page)
  local doc = session:get(page):raise_for_status():html()
  local links = doc:extract { items = "#content-list .item", fields = {
    id = { select = ".link-id", convert = "integer", required = true },
    title = "a.title", url = "a.title@href", points = { select = "b.points", convert = "integer" },
  } }
  local found = {}
  for _, address in ipairs(doc:find("#pager"):links()) do
    local to = url.parse(address).path
    if not known[to] then
      known[to] = true
      found[#found + 1] = to
    end
  end
  db:transaction(function() -- all of it, or after a kill none
    for _, link in ipairs(links) do
      link.page = page
      db:upsert("links", link, "id")
    end
    for _, to in ipairs(found) do db:execute("INSERT OR IGNORE INTO pages (path) VALUES (?)", to) end
    db:execute("UPDATE pages SET done = 1 WHERE path = ?", page)
  end)
  for _, to in ipairs(found) do open:put(to) end
end

local failed = 0
local function work()
  for _, page in open:drain() do
    local ok, err = pcall(fetch, page)
    if not ok then -- it stays open, for the next run
      failed = failed + 1
      io.stderr:write(page, ": ", tostring(err), "\n")
    end
    open:task_done()
  end
end

futures.with(futures.ThreadPoolExecutor(WORKERS), function(pool)
  for _ = 1, WORKERS do pool:submit(work) end
  open:join()
  open:shutdown()
end)

local sum = db:query("SELECT count(*) AS links, count(DISTINCT page) AS pages FROM links"):first()
print(("pages of this run: %d, failed: %d"):format(done() - before, failed))
print(("kept: %d links of %d pages"):format(sum.links, sum.pages))
db:close()
print("in " .. path)
