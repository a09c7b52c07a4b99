-- Makes the links of 2,000 listing pages into 55,000 records, by one extract a page.
--
--   luafut records.lua URL [PAGES [WORKERS]]
local futures = require "futures"
local http = require "http"

local url, last, workers = arg[1], tonumber(arg[2] or 2000), tonumber(arg[3] or 64)
local session = http.Session()
local link = {
  items = "#content-list div.item",
  fields = { id = "i", title = "a.title", url = "a.title@href", points = "b.points", author = "a.author" },
}

local function records(page)
  return session:get(url .. "/wide/" .. page):raise_for_status():html():extract(link)
end

local pages, all = {}, {}
for page = 1, last do pages[page] = page end
futures.with(futures.ThreadPoolExecutor(workers), function(pool)
  for _, found in pool:map(records, pages) do
    for _, record in ipairs(found) do all[#all + 1] = record end
  end
end)
print("records: " .. #all)
