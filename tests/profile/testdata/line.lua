local Spider = {}

function Spider:weigh(n)
  local sum = 0
  for i = 1, n do
    sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) + (i * 3 % 7) * (i % 5) -- HOT
  end
  return sum
end

local function light(n)
  local sum = 0
  for i = 1, n do sum = sum + i end
  return sum
end

local enough = os.clock() + 0.3
repeat
  light(50)
  Spider:weigh(20000)
  light(50)
until os.clock() > enough
