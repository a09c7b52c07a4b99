-- Votes for every link of a link site, and keeps each vote in SQLite at once: after a
-- crash, a kill or Ctrl-C the next run goes on where this one was.
--
--   luafut votes.lua [DB]                         against the built-in practice site, by
--                                                 default in a temporary folder
--   luafut votes.lua DB URL PHONE PASSWORD        against a real one
--
-- Shows: store as what outlives a kill, upsert, keys and values, a login by headers.
local fs = require "fs"
local futures = require "futures"
local http = require "http"
local store = require "store"

local PAGES = 40

local path, url, phone, password, site = arg[1] or fs.join(fs.mkdtemp("votes-"), "votes.db"), arg[2], arg[3], arg[4], nil
if not url then
  local practice = require "practice"
  site = practice.start { latency = 0.002 }
  url, phone, password = site.url, practice.PHONE, practice.PASSWORD
end

local session = http.Session { base_url = url, retries = 2 }
session:get("/"):raise_for_status()
session:post("/login", {
  data = { phone = phone, password = password, oneMonth = "1" },
  headers = { -- the site lets browsers in only
    Origin = url,
    Referer = url .. "/",
    ["User-Agent"] = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/120.0 Safari/537.36",
  },
}):raise_for_status()

local db = store.open(path)
local pages_done = db:kv("pages_done")

-- What earlier runs have done.
local voted = {}
if #db:columns("votes") > 0 then
  for row in db:query("SELECT id FROM votes WHERE voted") do voted[row.id] = true end
end

local function vote_page(page)
  if pages_done:has(page) then return 0 end
  local items = session:get("/all/hot/recent/" .. page):raise_for_status():html():extract {
    items = "#content-list .item",
    fields = {
      id = { select = ".link-id", convert = "integer" },
      title = "a.title",
      url = "a.title@href",
    },
  }
  local votes = 0
  for _, item in ipairs(items) do
    if not voted[item.id] then
      session:post("/link/vote", { params = { linksId = item.id } }):raise_for_status()
      item.page, item.voted = page, true
      db:upsert("votes", item, "id") -- once this returns, no kill undoes it
      votes = votes + 1
    end
  end
  pages_done:set(page, #items)
  return votes
end

local numbers = {}
for page = 1, PAGES do numbers[page] = page end

local votes = 0
futures.with(futures.ThreadPoolExecutor(20), function(pool)
  for _, n in pool:map(vote_page, numbers) do votes = votes + n end
end)

print("votes of this run: " .. votes)
print("votes kept: " .. db:query("SELECT count(*) AS n FROM votes WHERE voted"):first().n)
for row in db:query("SELECT page, count(*) AS n FROM votes GROUP BY page ORDER BY page LIMIT 3") do
  print(("page %d: %d votes"):format(row.page, row.n))
end
db:close()
print("in " .. path)
if site then site:close() end
