-- Beside a task that computes without end the others go on.
local check = require "check"
local futures = require "futures"
local queue = require "queue"
local time = require "time"

local pool = futures.ThreadPoolExecutor(8)
local stop = false
local function busy() while not stop do end end

-- Where the busy ones kept the others out, this would not end.
local function often(answer)
  for _ = 1, 40 do answer() end
end

-- A task that only answers now and then.
local questions, answers = queue.Queue(), queue.Queue()
local answering = pool:submit(function()
  for _, q in questions:drain() do answers:put(q) end
end)
for loops = 1, 3 do
  pool:submit(busy)
  often(function() questions:put(loops) check.equal(answers:get(), loops) end)
end
-- The busy ones share: each gets on.
local counts = {0, 0, 0}
local function count(i) return function() while not stop do counts[i] = counts[i] + 1 end end end
for i = 1, 3 do pool:submit(count(i)) end
check.eventually(function() return counts[1] > 0 and counts[2] > 0 and counts[3] > 0 end)
-- New tasks begin, and sleepers wake.
check.equal(pool:submit(math.abs, -2):result(), 2)
for _, fn in ipairs {function() time.sleep(0.001) end, function() pool:submit(math.abs, 1):result() end} do
  often(fn)
end
stop = true
questions:shutdown()
answering:result()

-- A statement that calls nothing is whole, whatever the others do.
local n, list = 0, {}
local fs = {}
for i = 1, 4 do
  fs[i] = pool:submit(function()
    for _ = 1, 100000 do
      n = n + 1
      list[#list + 1] = true
    end
  end)
end
for i = 1, 4 do fs[i]:result() end
check.equal(n, 400000)
check.equal(#list, 400000)
-- So is t[#t+1] = f(x), where f waits: the right side comes first.
list = {}
for i = 1, 8 do
  fs[i] = pool:submit(function()
    for _ = 1, 20 do list[#list + 1] = (function() time.sleep(0) return true end)() end
  end)
end
for i = 1, 8 do fs[i]:result() end
check.equal(#list, 160)
