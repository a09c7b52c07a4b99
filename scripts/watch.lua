-- Watches pages for changes: asks for each only where it has changed (ETag, by the
-- session's cache), and shows which lines a reader would see differ.
--
--   luafut watch.lua [FOLDER]           twice over the lamps of the built-in practice
--                                       shop, a day apart; by default in a temporary folder
--   luafut watch.lua FOLDER URL...      one look; call it again later
--
-- Shows: the HTTP cache, store's keys and values, visible_text, pages that are gone.
local fs = require "fs"
local futures = require "futures"
local http = require "http"
local store = require "store"

local folder = arg[1] or fs.mkdtemp("watch-")
local session = http.Session { cache = fs.join(folder, "cache"), retries = 2, max_per_host = 8 }
fs.mkdir(folder)
local db = store.open(fs.join(folder, "watch.db"))
local texts = db:kv("texts")

-- The lines of a that b has not.
local function without(a, b)
  local there, lines = {}, {}
  for line in b:gmatch("[^\n]+") do there[line] = true end
  for line in a:gmatch("[^\n]+") do
    if not there[line] then lines[#lines + 1] = line end
  end
  return lines
end

local function look(address)
  local response = session:get(address)
  if response.from_cache then return "same" end
  local new = response.ok and response:html():find("main"):visible_text() or "status " .. response.status_code
  local old = texts:get(address)
  texts:set(address, new)
  if not old or old == new then return old and "same" or "new" end
  return "changed", without(old, new), without(new, old)
end

local function look_at_all(addresses)
  local count, reports = { same = 0, new = 0, changed = 0 }, {}
  futures.with(futures.ThreadPoolExecutor(8), function(pool)
    for i, what, gone, come in pool:map(look, addresses) do
      count[what] = count[what] + 1
      if what == "changed" then
        local lines = { addresses[i]:match("[^/]+$") }
        for _, line in ipairs(gone) do lines[#lines + 1] = "- " .. line end
        for _, line in ipairs(come) do lines[#lines + 1] = "+ " .. line end
        reports[#reports + 1] = table.concat(lines, "\n    ")
      end
    end
  end)
  print(("%d new, %d as they were, %d changed"):format(count.new, count.same, count.changed))
  for _, report in ipairs(reports) do print("  " .. report) end
end

local addresses = { select(2, unpack(arg)) }
if #addresses > 0 then
  look_at_all(addresses)
else
  local site = require("practice").start()
  local page = site.url .. "/shop/category/lamps"
  while page do
    local doc = http.get(page):html()
    for _, link in ipairs(doc:find("#products h3"):links()) do addresses[#addresses + 1] = link end
    page = doc:find("a[rel=next]"):links()[1]
  end
  look_at_all(addresses)
  for _ = 1, 2 do http.post(site.url .. "/shop/tomorrow"):raise_for_status() end
  look_at_all(addresses)
end
db:close()
print("in " .. folder)
