-- Does what records.lua does, by a loop of selections.
--
--   luafut records_loop.lua URL [PAGES [WORKERS]]
local futures = require "futures"
local http = require "http"

local url, last, workers = arg[1], tonumber(arg[2] or 2000), tonumber(arg[3] or 64)
local session = http.Session()

local function records(page)
  local found = {}
  local doc = session:get(url .. "/wide/" .. page):raise_for_status():html()
  for i, item in doc:find("#content-list div.item"):each() do
    local title = item:find("a.title")
    found[i] = {
      id = item:find("i"):first():text(),
      title = title:text(),
      url = title:attr("href"),
      points = item:find("b.points"):text(),
      author = item:find("a.author"):text(),
    }
  end
  return found
end

local pages, all = {}, {}
for page = 1, last do pages[page] = page end
futures.with(futures.ThreadPoolExecutor(workers), function(pool)
  for _, found in pool:map(records, pages) do
    for _, record in ipairs(found) do all[#all + 1] = record end
  end
end)
print("records: " .. #all)
