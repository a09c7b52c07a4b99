local time = require "time"

local function pause()
  local sum = 0
  for i = 1, 20000 do sum = sum + i end
  time.sleep(0.3) -- HOT
  for i = 1, 20000 do sum = sum + i end
end

pause()
