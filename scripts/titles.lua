-- Fetches pages through a pool, and prints where each was found and how long it is.
--
--   luafut titles.lua [URL...]    by default pages of the built-in practice site
--
-- Shows: futures.with and map, which keeps the order of the list.
local futures = require "futures"
local http = require "http"

local URLS, site = { unpack(arg) }, nil
if #URLS == 0 then
  site = require("practice").start()
  for n = 1, 9 do URLS[n] = site.url .. "/titles/" .. n end
  URLS[10] = site.url .. "/title/10" -- has moved to /titles/10
end

local function task(url)
  local response = http.get(url)
  return response.url, #response.content
end

futures.with(futures.ThreadPoolExecutor(5), function(pool)
  for _, url, length in pool:map(task, URLS) do
    print(url, length)
  end
end)

if site then site:close() end
