-- Writes to three exports from 64 tasks until it is killed; "long": some records are
-- longer than a page of memory.
local futures, export = require "futures", require "export"

local dir, long = arg[1], arg[2] == "long"
local outs = {}
for i, ext in ipairs { "jsonl", "csv", "json" } do outs[i] = export.open(dir .. "/out." .. ext) end

local pool = futures.ThreadPoolExecutor(64)
for task = 1, 64 do
  pool:submit(function()
    for n = 1, math.huge do
      local size = long and n % 20 == 0 and n * 400 or n % 700
      local text = ("x"):rep(size) .. '",\n'
      for _, out in ipairs(outs) do out:write { task = task, n = n, size = size, text = text } end
    end
  end)
end
io.stderr:write("writing\n")
