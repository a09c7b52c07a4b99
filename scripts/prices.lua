-- Watches the prices of a shop: each run is kept in a database and compared with
-- the one before; what became cheaper or dearer, came, went, or sold out is told.
--
--   luafut prices.lua [DB]         runs on three days of the built-in practice site,
--                                  by default in a temporary folder
--   luafut prices.lua DB URL       one run; call it again tomorrow
--
-- Shows: store with transactions and SQL joins, paging by Link headers, numbers.
local fs = require "fs"
local http = require "http"
local store = require "store"

local path, url = arg[1] or fs.join(fs.mkdtemp("prices-"), "prices.db"), arg[2]
local db = store.open(path)
local session = http.Session { retries = 2 }

-- Every product of the shop, from page to page.
local function fetch(address)
  local products = {}
  while address do
    local response = session:get(address):raise_for_status()
    for _, product in ipairs(response:json()) do products[#products + 1] = product end
    local next_page = response:links().next
    address = next_page and next_page.url
  end
  return products
end

-- Keeps the products of a run, all or none, and returns the run's number.
local function keep(products)
  return db:transaction(function()
    local run = db:insert("runs", { products = #products })
    for _, p in ipairs(products) do
      db:insert("prices", {
        run = run, sku = p.sku, name = p.name, price = tonumber(p.price), currency = p.currency, stock = p.stock,
      })
    end
    return run
  end)
end

local CHANGES = [[
  SELECT coalesce(new.name, old.name) AS name, old.price AS was, new.price AS price,
         coalesce(new.currency, old.currency) AS currency, old.stock AS had, new.stock AS stock
  FROM (SELECT * FROM prices WHERE run = :run - 1) AS old
  FULL JOIN (SELECT * FROM prices WHERE run = :run) AS new ON new.sku = old.sku
  ORDER BY coalesce(new.sku, old.sku)]]

local function compare(run)
  local lines = {}
  for row in db:query(CHANGES, { run = run }) do
    if not row.was then
      lines[#lines + 1] = ("new: %s at %.2f %s"):format(row.name, row.price, row.currency)
    elseif not row.price then
      lines[#lines + 1] = ("gone: %s"):format(row.name)
    elseif row.price ~= row.was then
      lines[#lines + 1] = ("%+.0f %%: %s, %.2f %s, was %.2f"):format(
        (row.price / row.was - 1) * 100, row.name, row.price, row.currency, row.was)
    elseif row.stock == 0 and row.had > 0 then
      lines[#lines + 1] = ("sold out: %s"):format(row.name)
    end
  end
  return lines
end

local function look(address)
  local products = fetch(address .. "/api/v1/products")
  local run = keep(products)
  local lines = run > 1 and compare(run) or {}
  print(("run %d: %d products, %d changes"):format(run, #products, #lines))
  for _, line in ipairs(lines) do print("  " .. line) end
end

if url then
  look(url)
else
  local site = require("practice").start()
  for day = 1, 3 do
    if day > 1 then session:post(site.url .. "/shop/tomorrow"):raise_for_status() end
    look(site.url)
  end
end
print("in " .. path)
