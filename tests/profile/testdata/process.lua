local futures = require "futures"

local function parse_page(n)
  local sum = 0
  for i = 1, n do
    sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
  end
  return sum
end

local pool = futures.ProcessPoolExecutor { max_workers = 2, thread_name_prefix = "far" }
for _ = 1, 4 do pool:submit_with({ name = "front page" }, parse_page, 300000) end
