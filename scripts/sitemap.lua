-- Fetches every page that a sitemap names, through indexes and gzip files, and
-- writes what it says about itself to JSON Lines. A page that is in the file with
-- the sitemap's lastmod is not fetched again.
--
--   luafut sitemap.lua [FILE [URL]]    by default into a temporary folder, from the
--                                      built-in practice site
--
-- Shows: xml, gzip, map with a bounded number of tasks ahead, files that are gone on with.
local export = require "export"
local fs = require "fs"
local futures = require "futures"
local gzip = require "gzip"
local http = require "http"
local json = require "json"
local xml = require "xml"

local path = arg[1] or fs.join(fs.mkdtemp("sitemap-"), "pages.jsonl")
local start = arg[2] or require("practice").start().url .. "/sitemaps/index.xml"
local session = http.Session { retries = 2, max_per_host = 8 }

-- Adds the pages of a sitemap, or of those that an index names, to a list.
local function read(address, pages)
  local body = session:get(address):raise_for_status().content
  if body:sub(1, 2) == "\31\139" then body = gzip.decompress(body) end -- a gzip file begins so
  local root = xml.parse(body):children()[1]
  for _, entry in ipairs(root:children()) do
    local loc = entry:child("loc"):text()
    if root.name == "sitemapindex" then
      read(loc, pages)
    else
      local modified = entry:child("lastmod")
      pages[#pages + 1] = { url = loc, modified = modified and modified:text() }
    end
  end
  return pages
end

local function describe(page)
  local doc = session:get(page.url):raise_for_status():html()
  local meta = doc:meta()
  page.title, page.description = meta.title, meta.description
  page.heading = doc:find("h1"):first():text()
  page.words = select(2, doc:find("main"):visible_text():gsub("%S+", ""))
  return page
end

local modified = {} -- what earlier runs have written
if fs.exists(path) then
  for _, page in json.lines(fs.read(path)) do modified[page.url] = page.modified end
end
local pages, todo = read(start, {}), {}
for _, page in ipairs(pages) do
  if not page.modified or modified[page.url] ~= page.modified then todo[#todo + 1] = page end
end

local out = export.open(path, { append = true })
futures.with(futures.ThreadPoolExecutor(8), function(pool)
  for _, page in pool:map(describe, todo, { buffersize = 32 }) do out:write(page) end
end)
out:close()

print(("%d pages in the sitemaps, %d written, %d as they were"):format(#pages, out.written, #pages - #todo))
print("in " .. path)
for i = 1, #todo, 30 do print(todo[i].words .. " words", todo[i].title) end
