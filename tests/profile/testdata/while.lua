local function count(n)
  local i, sum = 0, 0
  local limit = n * 1
  while i < limit do i = i + 1 sum = sum + i % 7 end -- HOT
  local last = sum
  return last
end

local enough = os.clock() + 0.3
repeat count(20000) until os.clock() > enough
