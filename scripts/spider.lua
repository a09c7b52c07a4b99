-- Crawls a site politely: asks robots.txt, keeps its Crawl-delay, makes few requests
-- at once, never fetches an address twice, goes no deeper than it was told, and
-- tells what it left out and why.
--
--   luafut spider.lua                  some parts of the built-in practice site, its
--                                      endless calendar among them
--   luafut spider.lua URL [DEPTH]      everything on the host of URL, 3 links deep
--
-- Shows: a priority queue as frontier with join, robots, url.normalize, error kinds.
local errors = require "errors"
local futures = require "futures"
local http = require "http"
local queue = require "queue"
local url = require "url"

local start, depth_limit = arg[1], tonumber(arg[2] or 3)
local ALLOW = { "" } -- patterns of paths, as Lua's string.find takes them
if not start then
  start = require("practice").start().url .. "/"
  ALLOW = { "^/$", "^/calendar/", "^/reports/", "^/private/", "^/members/", "^/redirect%-to" }
end
local WORKERS, PAGES = 4, 500

local host = url.parse(start).host
local session = http.Session {
  headers = { ["User-Agent"] = "luafut-spider (+https://example.org/about-the-spider)" },
  robots = true, max_per_host = 2, timeout = 10, retries = 1, max_size = "5MB",
}

local frontier = queue.PriorityQueue() -- of {depth, address}: the least depth first
local seen, pages, left_out = {}, {}, {}
local no_start -- why the first address could not be fetched

local function leave_out(why) left_out[why] = (left_out[why] or 0) + 1 end

local function add(link, depth)
  local address = url.normalize(link, { fragment = false, sort_query = true })
  local parts = url.parse(address)
  if seen[address] then return end
  seen[address] = true
  local allowed = false
  for _, pattern in ipairs(ALLOW) do allowed = allowed or parts.path:find(pattern) ~= nil end
  if parts.host ~= host then
    leave_out("on another host")
  elseif not allowed then
    leave_out("not looked for")
  elseif depth > depth_limit then
    leave_out("too deep")
  else
    frontier:put { depth, address }
  end
end

local function visit(depth, address)
  if #pages >= PAGES then return leave_out("more than " .. PAGES .. " pages") end
  local ok, response = pcall(session.get, session, address)
  if not ok then
    if not errors.is(response, http.RequestException) then error(response, 0) end
    if depth == 0 then no_start = response end
    -- An error with a cause had none to read: the host is down, or fails.
    local forbidden = errors.is(response, http.RobotsDisallowed) and not response.cause
    return leave_out(forbidden and "forbidden by robots.txt" or (response.cause or response).type)
  elseif not response.ok then
    return leave_out("status " .. response.status_code)
  elseif not (response.headers["Content-Type"] or ""):find("^text/html") then
    return leave_out("no page")
  end
  local doc = response:html()
  pages[#pages + 1] = { depth = depth, path = address:match("^%w+://[^/]+(.*)$"), title = doc:find("title"):text() }
  if doc:meta().other.robots == "nofollow" then return end
  for _, link in ipairs(doc:links()) do add(link, depth + 1) end
end

local function work()
  for _, item in frontier:drain() do
    local ok, err = pcall(visit, unpack(item))
    if not ok then leave_out("a fault of this script: " .. tostring(err)) end
    frontier:task_done() -- after what the page has added, so that join waits for that too
  end
end

add(start, 0)
futures.with(futures.ThreadPoolExecutor(WORKERS), function(pool)
  for _ = 1, WORKERS do pool:submit(work) end
  frontier:join()
  frontier:shutdown()
end)

if no_start then error(no_start, 0) end
table.sort(pages, function(a, b)
  if a.depth ~= b.depth then return a.depth < b.depth end
  return a.path < b.path
end)
for _, page in ipairs(pages) do print(page.depth, page.path, page.title) end
local reasons = {}
for why, n in pairs(left_out) do reasons[#reasons + 1] = n .. " " .. why end
table.sort(reasons)
print(#pages .. " pages; left out: " .. table.concat(reasons, ", "))
