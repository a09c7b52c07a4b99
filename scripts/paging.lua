-- Reads lists by each way that sites lead through their pages: numbers, next links, a
-- script that loads more, and the Link header of an API.
--
--   luafut paging.lua    of the built-in practice site
--
-- Shows: one loop for each way, to take into a script of one's own.
local futures = require "futures"
local http = require "http"
local json = require "json"

local session = http.Session { base_url = require("practice").start().url, retries = 2 }
local function page(address) return session:get(address):raise_for_status():html() end
local ITEM = { items = "#items .item", fields = { id = "@data-id", title = "a.title" } }

local ways = {}

-- Numbers: the first page says how many there are, so the others come side by side.
ways[1] = { "page numbers", function()
  local first = page("/pages/number")
  local items, rest = first:extract(ITEM), {}
  for n = 2, #first:find(".numbers > *") do rest[#rest + 1] = "/pages/number?page=" .. n end
  local pool = futures.ThreadPoolExecutor(4)
  for _, doc in pool:map(page, rest) do
    for _, item in ipairs(doc:extract(ITEM)) do items[#items + 1] = item end
  end
  return items
end }

-- Next links: each page tells the next one only.
ways[2] = { "next links", function()
  local items, address = {}, "/pages/next/start"
  while address do
    local doc = page(address)
    for _, item in ipairs(doc:extract(ITEM)) do items[#items + 1] = item end
    address = doc:find("link[rel=next]"):attr("href")
  end
  return items
end }

-- Scrolling: what the page's script would fetch is JSON, and needs no browser.
ways[3] = { "a page that scrolls", function()
  local doc = page("/pages/scroll")
  local items, more = doc:extract(ITEM), doc:find("#items"):attr("data-more")
  while more do
    local answer = session:get(more):raise_for_status():json()
    for _, item in ipairs(answer.items) do items[#items + 1] = { id = tostring(item.id), title = item.title } end
    more = answer.after ~= json.null and "/pages/scroll/more?after=" .. answer.after
  end
  return items
end }

-- The Link header, as many APIs have it.
ways[4] = { "Link headers", function()
  local items, address = {}, "/api/v1/products?per_page=25"
  while address do
    local response = session:get(address):raise_for_status()
    for _, product in ipairs(response:json()) do items[#items + 1] = { id = product.sku, title = product.name } end
    address = (response:links().next or {}).url
  end
  return items
end }

for _, way in ipairs(ways) do
  local items = way[2]()
  print(("%-20s %d items, from %s to %s"):format(way[1], #items, items[1].id, items[#items].id))
end
