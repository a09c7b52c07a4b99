-- Writes to a store from 32 tasks in four ways until it is killed, and says what was
-- acknowledged.
local futures, store = require "futures", require "store"

local path, run = arg[1], arg[2]
local db = store.open(path)
local kv = db:kv()

local ways = {
  insert = function(id) db:insert("inserted", { id = id, [run] = true }) end,
  upsert = function(id) db:upsert("upserted", { id = id, text = ("x"):rep(500) }, "id") end,
  kv = function(id) kv:set(id, { run }) end,
  transaction = function(id)
    db:transaction(function()
      db:insert("halves", { id = id, half = 1 })
      db:insert("halves", { id = id, half = 2 })
    end)
  end,
}

local pool = futures.ThreadPoolExecutor(32)
for task = 1, 8 do
  for way, write in pairs(ways) do
    pool:submit(function()
      for n = 1, math.huge do
        local id = ("%s-%d-%d"):format(run, task, n)
        write(id)
        io.stderr:write(way, " ", id, "\n")
      end
    end)
  end
end
