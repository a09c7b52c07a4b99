local function join(part, n)
  local all, size = "", 0
  for _ = 1, n do
    all = part .. part .. part -- HOT
    size = size + #all
  end
  return size
end

local enough = os.clock() + 0.3
repeat join(("x"):rep(1000000), 30) until os.clock() > enough
