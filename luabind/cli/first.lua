-- Fetches listing pages side by side, and prints a record for each of their links.
--
--   luafut crawl.lua [URL]    by default the built-in practice site
local futures = require "futures"
local http = require "http"
local json = require "json"

local url, site = arg[1], nil
if not url then
  site = require("practice").start()
  url = site.url
end

local session = http.Session { base_url = url, timeout = 10, retries = 2 }
local pool = futures.ThreadPoolExecutor(8)

local function records(page)
  return session:get("/all/hot/recent/" .. page):raise_for_status():html():extract {
    items = "#content-list div.item",
    fields = { id = "i", title = "a.title", url = "a.title@href" },
  }
end

for _, list in pool:map(records, { 1, 2, 3 }) do
  for _, record in ipairs(list) do
    print(json.encode(record, { sort_keys = true }))
  end
end

if site then site:close() end
