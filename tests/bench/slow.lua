-- Sends 5,000 requests that take 200 ms each, 1,000 at once.
--
--   luafut slow.lua URL [REQUESTS [WORKERS]]
local futures = require "futures"
local http = require "http"

local url, requests, workers = arg[1], tonumber(arg[2] or 5000), tonumber(arg[3] or 1000)
local session = http.Session()

local function fetch()
  return session:get(url .. "/slow?s=0.2"):raise_for_status().status_code
end

local waiting, answers = {}, 0
futures.with(futures.ThreadPoolExecutor(workers), function(pool)
  for i = 1, requests do waiting[i] = pool:submit(fetch) end
  for future in futures.as_completed(waiting) do
    if future:result() == 200 then answers = answers + 1 end
  end
end)
print("answers: " .. answers)
