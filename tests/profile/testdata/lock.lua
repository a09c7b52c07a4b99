local futures = require "futures"

local function turn(n)
  local sum = 0
  for i = 1, n do sum = sum + i * 3 % 7 end -- HOT
  return sum
end

local pool = futures.ThreadPoolExecutor { max_workers = 4, thread_name_prefix = "crawlers" }
for _ = 1, 8 do pool:submit(turn, 500000) end
