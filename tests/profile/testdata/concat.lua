local function join(part, n)
  local all, size = "", 0
  for _ = 1, n do
    all = part .. part .. part -- HOT
    size = size + #all
  end
  return size
end

join(("x"):rep(1000000), 300)
