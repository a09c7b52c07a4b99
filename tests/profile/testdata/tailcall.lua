local function clean(text)
  return text:gsub("b", "xyz") -- HOT
end

local text = ("abc"):rep(100000)
for _ = 1, 60 do
  local size = #clean(text)
  size = size + 1
end
