local futures = require "futures"

local function keep(future)
  local sum = 0
  for i = 1, future:result() do
    sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
  end
end

local pool = futures.ThreadPoolExecutor { max_workers = 2, thread_name_prefix = "crawlers" }
for _ = 1, 4 do
  pool:submit(function(n) return n end, 300000):add_done_callback(keep)
end
