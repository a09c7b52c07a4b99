local function clean(text)
  local size = 0
  for _ = 1, 6 do
    local found = text:gsub("b", "xyz") -- HOT
    size = size + #found
    size = size - 1
  end
  return size
end

local text = ("abc"):rep(100000)
local enough = os.clock() + 0.3
repeat clean(text) until os.clock() > enough
