local futures = require "futures"

local function parse_page(n)
  local sum = 0
  for i = 1, n do
    sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
  end
  return sum
end

-- What a worker has recorded is not lost where it ends by itself.
local pool = futures.ProcessPoolExecutor { max_workers = 1, thread_name_prefix = "far" }
local f = pool:submit(function()
  parse_page(1000000)
  os.exit(3)
end)
print(f:exception().type)
