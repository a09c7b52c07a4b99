-- What is wrong with a call is said at once, by name, with the nearest valid one.
local check = require "check"
local futures = require "futures"
local errors = require "errors"
local http = require "http"
local html = require "html"
local json = require "json"

local function bad(text, fn, ...)
  local err = check.raises(errors.ArgumentError, text, fn, ...)
  return err.message
end
local function has(message, ...)
  for _, text in ipairs {...} do check.ok(message:find(text, 1, true), message .. " has no " .. text) end
end

-- Unknown options, with the nearest.
has(bad("max_worker", futures.ThreadPoolExecutor, {max_worker = 3}), "unknown option", "did you mean 'max_workers'")
has(bad("thread_name_prefx", futures.ThreadPoolExecutor, {thread_name_prefx = "x"}), "did you mean 'thread_name_prefix'")
has(bad("tmeout", http.get, "http://127.0.0.1:1/", {tmeout = 3}), "did you mean 'timeout'")
has(bad("option", futures.ThreadPoolExecutor, {5}), "key")
-- Wrong types and ranges: what was wanted and what came.
has(bad("max_workers", futures.ThreadPoolExecutor, {max_workers = "3"}), "whole number", '"3"')
has(bad("max_workers", futures.ThreadPoolExecutor, {max_workers = 0}), "at least 1", "0")
has(bad("max_workers", futures.ThreadPoolExecutor, {max_workers = 1.5}), "whole number", "1.5")
has(bad("opts", futures.ThreadPoolExecutor, 0), "from 1", "0")
has(bad("opts", futures.ThreadPoolExecutor, -3), "-3")
has(bad("opts", futures.ThreadPoolExecutor, "four"), '"four"')
bad("opts", futures.ThreadPoolExecutor, 2.5)
bad("opts", futures.ThreadPoolExecutor, math.huge)
bad("task_timeout", futures.ThreadPoolExecutor, {task_timeout = true})
bad("thread_name_prefix", futures.ThreadPoolExecutor, {thread_name_prefix = 7})
-- Functions and methods that are not there.
has(bad("ThreadPool", function() futures.ThreadPool(3) end), "did you mean 'ThreadPoolExecutor'")
local pool = futures.ThreadPoolExecutor(1)
has(bad("submitt", function() pool:submitt(print) end), "did you mean 'submit'")
has(bad("colon", function() pool.submit(print) end), "ThreadPoolExecutor")
bad("assign", function() pool.size = 3 end)
bad(nil, function() return pool[1] end)
has(bad("fn", pool.submit, pool), "function", "nothing")
has(bad("fn", pool.submit, pool, nil), "nil")
has(bad("fn", pool.submit, pool, "print"), '"print"')
local f = pool:submit(math.abs, 1)
bad("timeout", f.result, f, "soon")
bad("timeout", f.result, f, -1)
bad("timeout", f.result, f, 0 / 0)
bad("Future", f.result, pool)
-- Requests and pages.
has(bad("url", http.get), "string")
check.raises(http.InvalidURL, nil, http.get, "no-scheme")
check.raises(http.InvalidURL, nil, http.get, "ftp://127.0.0.1/")
check.raises(http.ConnectionError, nil, http.get, "http://127.0.0.1:1/")
local err = check.raises(html.SelectorError, nil, function() html.parse("<p>"):find("p[") end)
check.ok(tostring(err):find("p[", 1, true))
check.equal(html.parse("\0\1 this is \255 no page"):find("p"):text(), "")
check.equal(#html.parse(""):find("p"), 0)
check.raises(json.JSONDecodeError or errors.Error, nil, json.decode, "{")
-- A failed task leaves the others alone.
local fs = {}
for i = 1, 20 do
  fs[i] = pool:submit(function()
    if i % 4 == 0 then error({code = i}) elseif i % 4 == 1 then http.get("http://127.0.0.1:1/") elseif i % 4 == 2 then futures.wait(5) end
    return i
  end)
end
for i = 1, 20 do
  local e = fs[i]:exception()
  if i % 4 == 0 then check.equal(e.code, i)
  elseif i % 4 == 1 then check.ok(errors.is(e, "ConnectionError"))
  elseif i % 4 == 2 then check.ok(errors.is(e, "ArgumentError"))
  else check.equal(fs[i]:result(), i) end
end
