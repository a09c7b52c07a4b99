local futures = require "futures"

local function prepare(n)
  local sum = 0
  for i = 1, n do
    sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
  end
end

local pool = futures.ThreadPoolExecutor {
  max_workers = 1, thread_name_prefix = "crawlers", initializer = prepare, initargs = { 1000000 } }
pool:submit(function() end)
