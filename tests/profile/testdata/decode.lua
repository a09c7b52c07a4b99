local json = require "json"

local function parse(text)
  local list = json.decode(text) -- HOT
  return #list
end

local text = "[1" .. (",1234"):rep(200000) .. "]"
for _ = 1, 20 do parse(text) end
