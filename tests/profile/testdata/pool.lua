-- Works in a pool of the class that the first argument names; with a second one the
-- worker ends by itself then, and what it has recorded must not be lost with it.
local futures = require "futures"

local function parse_page(n)
  local sum, enough = 0, os.clock() + 0.2
  repeat
    for i = 1, n do
      sum = sum + (i * 3 % 7) * (i % 5) - (i * 11 % 13) * (i % 3) -- HOT
    end
  until os.clock() > enough
  if arg[2] then os.exit(3) end
end

local pool = futures[arg[1]] { max_workers = 2, thread_name_prefix = "crawlers" }
for _ = 1, arg[2] and 1 or 2 do pool:submit_with({ name = "front page" }, parse_page, 20000):exception() end
