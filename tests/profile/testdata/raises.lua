local json = require "json"

local function guarded(list)
  return json.encode(list) -- HOT
end

local list = {}
for i = 1, 5000 do list[i] = "words" end
list[#list + 1] = print -- where it fails, at its end
local enough = os.clock() + 0.3
repeat
  local ok = pcall(guarded, list)
  assert(not ok)
until os.clock() > enough
