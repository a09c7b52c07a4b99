-- Crawls a shop: its categories, their pages, each product; writes a CSV file of
-- checked records and saves the pictures beside it.
--
--   luafut shop.lua [FOLDER [URL]]    by default a temporary folder, and the shop of
--                                     the built-in practice site
--
-- Shows: extract with converted fields, JSON-LD beside what is seen, schemas, save.
local export = require "export"
local fs = require "fs"
local futures = require "futures"
local http = require "http"
local schema = require "schema"

local folder = arg[1] or fs.mkdtemp("shop-")
local start = arg[2] or require("practice").start().url .. "/shop/"
local session = http.Session { retries = 2, max_per_host = 8 }

local product = schema.new {
  sku = { "string", pattern = [[^[A-Z]{2}-\d+$]] },
  name = { "string", min = 1 },
  brand = "string",
  category = "string",
  price = { "number", min = 0 },
  currency = { "string", one_of = { "EUR", "GBP", "USD", "SEK", "CHF", "JPY" } },
  stock = { "integer", min = 0 },
  material = "string?",
  stars = { "number", min = 1, max = 5, optional = true },
  reviews = "integer",
  pictures = { list = "string" },
  url = "url",
}

-- The addresses of the products of a category, page by page.
local function in_category(address)
  local found = {}
  while address do
    local doc = session:get(address):raise_for_status():html()
    for _, link in ipairs(doc:find("#products h3"):links()) do found[#found + 1] = link end
    address = doc:find("a[rel=next]"):links()[1]
  end
  return found
end

fs.mkdir(fs.join(folder, "pictures"))
local out = export.open(fs.join(folder, "products.csv"), { schema = product })

local function save_product(address)
  local response = session:get(address):raise_for_status()
  local doc = response:html()
  local record = doc:extract { fields = {
    sku = ".sku",
    name = { select = "h1.name", required = true },
    brand = ".brand",
    category = ".breadcrumbs a:last-of-type",
    price = { select = ".offer .price", convert = "number" },
    stock = { select = ".stock", re = [[\d+]], convert = "integer", default = 0 },
    material = ".specs td:contains('Material') + td",
    reviews = { select = "#reviews@data-count", convert = "integer" },
    url = "link[rel=canonical]@href",
  } }
  local linked = doc:json_ld()[1] -- what the shop tells search engines
  record.currency = linked.offers.priceCurrency
  record.stars = linked.aggregateRating and tonumber(linked.aggregateRating.ratingValue)
  if record.price ~= tonumber(linked.offers.price) then
    error(("%s: the page says %s, its JSON-LD %s"):format(address, record.price, linked.offers.price))
  end
  record.pictures = {}
  for i, picture in ipairs(doc:find(".gallery"):links()) do
    record.pictures[i] = fs.basename(picture)
    session:get(picture, { stream = true }):raise_for_status():save(fs.join(folder, "pictures", record.pictures[i]))
  end
  out:write(record)
  return record
end

local categories = session:get(start):raise_for_status():html():find("#categories"):links()
futures.with(futures.ThreadPoolExecutor(8), function(pool)
  for i, products in pool:map(in_category, categories) do
    local pictures, dearest = 0, { price = 0 }
    for _, record in pool:map(save_product, products) do
      pictures = pictures + #record.pictures
      if record.price > dearest.price then dearest = record end
    end
    print(("%s: %d products, %d pictures; the dearest is the %s at %s %s"):format(
      fs.basename(categories[i]), #products, pictures, dearest.name:lower(), dearest.price, dearest.currency))
  end
end)
out:close()
print(out.written .. " products in " .. folder)
