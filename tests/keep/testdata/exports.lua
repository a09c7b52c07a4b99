-- Writes to three exports from 64 tasks until it is killed.
local futures, export = require "futures", require "export"

local dir = arg[1]
local outs = {}
for i, ext in ipairs { "jsonl", "csv", "json" } do outs[i] = export.open(dir .. "/out." .. ext) end

local pool = futures.ThreadPoolExecutor(64)
for task = 1, 64 do
  pool:submit(function()
    for n = 1, math.huge do
      local text = ("x"):rep(n % 700) .. '",\n'
      for _, out in ipairs(outs) do out:write { task = task, n = n, text = text } end
    end
  end)
end
io.stderr:write("writing\n")
