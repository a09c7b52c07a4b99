-- Looks for a list of terms in a site's own search, through all pages of results,
-- and says what each finds and what was found by several.
--
--   luafut search.lua [TERM...]    in the shop of the built-in practice site
--
-- Shows: forms by GET and by POST with a hidden token, choices and check boxes;
-- searches side by side with map.
local futures = require "futures"
local http = require "http"

local TERMS = #arg > 0 and arg or { "brass", "oak hourglass", "quiet", "walrus" }

local session = http.Session { base_url = require("practice").start().url, retries = 2 }

local result = { items = ".result", fields = { sku = "@data-sku", name = ".name", price = ".price", stock = ".stock" } }

-- All that a term finds, by the simple form.
local function search(term)
  local form = session:get("/search"):raise_for_status():html():find("#search"):forms()[1]
  local doc, found = form:submit(session, { q = term, sort = "name" }):raise_for_status():html(), {}
  while doc do
    for _, record in ipairs(doc:extract(result)) do found[#found + 1] = record end
    local more = doc:find("a[rel=next]"):links()[1]
    doc = more and session:get(more):raise_for_status():html()
  end
  return found
end

local times, names = {}, {}
futures.with(futures.ThreadPoolExecutor(4), function(pool)
  for i, found in pool:map(search, TERMS) do
    print(("%s: %d found"):format(TERMS[i], #found))
    for n, record in ipairs(found) do
      times[record.sku], names[record.sku] = (times[record.sku] or 0) + 1, record.name
      if n <= 3 then print(("  %s, %s, %s"):format(record.name, record.price, record.stock:lower())) end
    end
  end
end)

local several = {}
for sku, n in pairs(times) do
  if n > 1 then several[#several + 1] = names[sku] .. ", " .. sku end
end
table.sort(several)
print("found by several: " .. #several)
for _, line in ipairs(several) do print("  " .. line) end

-- The long form: two boxes of one name, a choice, and the token that was hidden in it.
local form = session:get("/search/advanced"):raise_for_status():html():find("#advanced"):forms()[1]
local doc = form:submit(session, {
  words = TERMS[1], category = { "lamps", "clocks" }, in_stock = true, sort = "reviews", at_most = "5",
}):raise_for_status():html()
print(TERMS[1] .. " among lamps and clocks, in stock, the most reviewed first:")
for _, record in ipairs(doc:extract(result)) do print("  " .. record.name .. ", " .. record.price) end
