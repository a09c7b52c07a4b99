local futures = require "futures"

local function keep(future)
  local n, sum, enough = future:result(), 0, os.clock() + 0.2
  repeat
    for i = 1, n do
      sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
    end
  until os.clock() > enough
end

local pool = futures.ThreadPoolExecutor { max_workers = 2, thread_name_prefix = "crawlers" }
for _ = 1, 2 do
  pool:submit(function(n) return n end, 20000):add_done_callback(keep)
end
