local futures, time = require "futures", require "time"

local pool = futures.ProcessPoolExecutor(1)
local future = pool:submit(function(n)
  local sum = 0
  for i = 1, n do sum = sum + i % 7 end
  return sum
end, 500000)
print(future:result()) -- HOT
