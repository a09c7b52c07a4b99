local lib = {}

lib.weigh = function(n)
  local sum = 0
  for i = 1, n do
    sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
  end
  return sum
end

return lib
