local json = require "json"

local function guarded(list)
  return json.encode(list) -- HOT
end

local list = {}
for i = 1, 20000 do list[i] = "words" end
list[#list + 1] = print -- where it fails, at its end
for _ = 1, 200 do
  local ok = pcall(guarded, list)
  assert(not ok)
end
