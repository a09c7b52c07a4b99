-- Works, and then ends as its argument says.
local futures, time = require "futures", require "time"

local sum, enough = 0, os.clock() + 0.3
repeat
  for i = 1, 50000 do sum = sum + i * 3 % 7 end -- HOT
until os.clock() > enough

local how = arg[1]
if how == "error" then error("so be it") end
if how == "exit" then os.exit(7) end
if how == "task" then
  futures.ThreadPoolExecutor(1):submit(os.exit, 8):result()
end
if how == "stubborn" then
  -- Each task that is stopped is followed by a callback that waits again: it takes a
  -- third signal.
  local f = futures.ThreadPoolExecutor(1):submit(time.sleep, 600)
  for _ = 1, 100 do f:add_done_callback(function() time.sleep(600) end) end
  while not f:running() do time.sleep(0.001) end
end
if how ~= "end" then
  io.stderr:write("ready\n")
  time.sleep(600)
end
