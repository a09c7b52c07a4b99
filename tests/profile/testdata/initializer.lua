local futures = require "futures"

local function prepare(n)
  local sum, enough = 0, os.clock() + 0.3
  repeat
    for i = 1, n do
      sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
    end
  until os.clock() > enough
end

local pool = futures.ThreadPoolExecutor {
  max_workers = 1, thread_name_prefix = "crawlers", initializer = prepare, initargs = { 20000 } }
pool:submit(function() end)
