-- Prints what the metrics say while a task runs.
local futures = require "futures"
local http = require "http"
local practice = require "practice"

local site = practice.start()
futures.with(futures.ThreadPoolExecutor { max_workers = 1, thread_name_prefix = "crawl" }, function(pool)
  for n = 1, 3 do pool:submit(http.get, site.url .. "/all/hot/recent/" .. n):result() end
  print(pool:submit(function() return http.get(arg[1]).text end):result())
end)
