local futures = require "futures"

local function turn()
  local sum = 0
  local enough = os.clock() + 0.3
  while os.clock() < enough do sum = sum + 1 * 3 % 7 end -- HOT
  return sum
end

local pool = futures.ThreadPoolExecutor { max_workers = 4, thread_name_prefix = "crawlers" }
for _ = 1, 4 do pool:submit(turn) end
