-- Writes 2000 records in each of many tasks, and ends as it is told to.
local futures, export, time = require "futures", require "export", require "time"

local path, how = arg[1], arg[2]
local out = export.open(path)
local pool = futures.ThreadPoolExecutor(16)
local fs = {}
for task = 1, 100 do
  fs[task] = pool:submit(function()
    for n = 1, 2000 do out:write { task = task, n = n } end
  end)
end
fs[1]:result()
io.stderr:write("written ", out.written, "\n")
if how == "exit" then os.exit(7) end
if how == "signal" then time.sleep(3600) end -- until it comes
if how == "error" then error("boom") end
pool:shutdown()
