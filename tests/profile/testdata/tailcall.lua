local function clean(text)
  return text:gsub("b", "xyz") -- HOT
end

local text = ("abc"):rep(100000)
local enough = os.clock() + 0.3
repeat
  local size = #clean(text)
  size = size + 1
until os.clock() > enough
