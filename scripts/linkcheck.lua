-- Checks the links of a site, or of a part of it: follows those below the start
-- page, looks once at each that leads elsewhere, and reports what is broken, with
-- the pages to mend, and what has moved.
--
--   luafut linkcheck.lua [URL]    by default the handbook of the built-in practice site
--
-- Shows: a crawl level by level with map, limits per host, error kinds, doc:links().
local errors = require "errors"
local futures = require "futures"
local http = require "http"

local start = arg[1] or require("practice").start().url .. "/handbook/"
local session = http.Session { timeout = 10, max_per_host = 8 }
local LIMIT = 5000 -- addresses looked at, for sites that have no end

-- What is known of an address: its problem or where it has moved to, the anchors
-- that it has, and the links on it where it is one of the pages to mend.
local function look(address)
  local page = { anchors = {}, links = {} }
  local ok, response = pcall(session.get, session, address)
  if not ok then
    if not errors.is(response, http.RequestException) then error(response, 0) end
    page.problem = response.type
  elseif not response.ok then
    page.problem = response.status_code .. " " .. response.reason
  else
    if #response.history > 0 then page.moved = response.url end
    if (response.headers["Content-Type"] or ""):find("html", 1, true) then
      local doc = response:html()
      for _, id in ipairs(doc:find("[id]"):attr_all("id")) do page.anchors[id] = true end
      if response.url:sub(1, #start) == start then page.links = doc:links() end
    end
  end
  return page
end

local function without_anchor(link) return (link:gsub("#.*", "")) end

local pages, level, count = { [start] = true }, { start }, 1
futures.with(futures.ThreadPoolExecutor(16), function(pool)
  while #level > 0 do
    local found = {}
    for i, page in pool:map(look, level) do
      pages[level[i]] = page
      for _, link in ipairs(page.links) do
        local address = without_anchor(link)
        if not pages[address] and count < LIMIT then
          pages[address], count = true, count + 1
          found[#found + 1] = address
        end
      end
    end
    level = found
  end
end)

if pages[start].problem then error(start .. ": " .. pages[start].problem, 0) end
local reports = {} -- each report is the list of pages that it is about
local function report(text, from)
  reports[text] = reports[text] or {}
  table.insert(reports[text], from)
end
for from, page in pairs(pages) do
  for _, link in ipairs(page.links) do
    local to, anchor = pages[without_anchor(link)], link:match("#(.+)")
    if not to then -- beyond the limit
    elseif to.problem then
      report(("broken, %s: %s"):format(to.problem, link), from)
    elseif anchor and not to.anchors[anchor] then
      report("no such anchor: " .. link, from)
    elseif to.moved then
      report(("moved: %s is now %s"):format(link, to.moved), from)
    end
  end
end

local lines = {}
for text, from in pairs(reports) do
  table.sort(from)
  lines[#lines + 1] = text .. "\n  on " .. table.concat(from, "\n  on ")
end
table.sort(lines)
print(count .. " addresses, " .. #lines .. " to look at")
for _, line in ipairs(lines) do print(line) end
