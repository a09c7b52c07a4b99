-- Reads a JSON API to its end: asks for a token, goes from cursor to cursor, keeps
-- to the API's limit and waits where it is told to; then looks up each product
-- that was ordered.
--
--   luafut api.lua                          the orders of the built-in practice site
--   luafut api.lua URL EMAIL PASSWORD       of another one of its kind
--
-- Shows: bearer tokens, retries by status that obey Retry-After, JSON's null, a
-- coroutine as iterator over pages.
local futures = require "futures"
local http = require "http"
local json = require "json"

local url, email, password = arg[1], arg[2], arg[3]
if not url then
  local practice = require "practice"
  url, email, password = practice.start().url, practice.MEMBER, practice.PASSWORD
end

local session = http.Session {
  base_url = url .. "/api/v1",
  retries = { total = 4, backoff = 0.1, statuses = { 429, 502, 503 } },
}
local token = session:post("/token", { json = { user = email, password = password } }):raise_for_status():json().token
session.auth = { bearer = token }

-- Gives every order, a page of them fetched when it is needed.
local function orders()
  return coroutine.wrap(function()
    local cursor
    repeat
      local page = session:get("/orders", { params = { limit = 7, cursor = cursor } }):raise_for_status():json()
      for _, order in ipairs(page.orders) do coroutine.yield(order) end
      cursor = page.next_cursor
    until cursor == json.null
  end)
end

local count, status, bought, skus = 0, {}, {}, {}
for order in orders() do
  count = count + 1
  status[order.status] = (status[order.status] or 0) + 1
  for _, line in ipairs(order.lines) do
    if not bought[line.sku] then skus[#skus + 1] = line.sku end
    bought[line.sku] = (bought[line.sku] or 0) + line.quantity
  end
end
print(("%d orders: %d delivered, %d under way, %d sent back"):format(
  count, status.delivered or 0, status["under way"] or 0, status["sent back"] or 0))

local products = {}
futures.with(futures.ThreadPoolExecutor(8), function(pool)
  local function product(sku) return session:get("/products/" .. sku):raise_for_status():json() end
  for _, found in pool:map(product, skus) do products[#products + 1] = found end
end)
table.sort(products, function(a, b)
  if bought[a.sku] ~= bought[b.sku] then return bought[a.sku] > bought[b.sku] end
  return a.sku < b.sku
end)
print(#products .. " products were ordered, most often")
for i = 1, math.min(5, #products) do
  local p = products[i]
  print(("%3d × %s at %s %s, %d left"):format(bought[p.sku], p.name, p.price, p.currency, p.stock))
end
