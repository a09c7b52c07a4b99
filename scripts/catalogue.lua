-- Writes the links of a site to CSV, each checked by a schema. A second run adds only
-- what is new.
--
--   luafut catalogue.lua [FILE [URL]]    by default into a temporary folder, of the
--                                        built-in practice site
--
-- Shows: records checked by a schema, export with a key.
local export = require "export"
local fs = require "fs"
local futures = require "futures"
local http = require "http"
local schema = require "schema"

local PAGES = 40

local path, url, site = arg[1] or fs.join(fs.mkdtemp("catalogue-"), "links.csv"), arg[2], nil
if not url then
  site = require("practice").start()
  url = site.url
end

-- The columns of the file, in this order.
local link = schema.new {
  id = { "integer", min = 1 },
  title = { "string", min = 1 },
  url = "url",
  source = "string",
  tag = "string?",
  points = { "integer", min = 0 },
  comments = { "integer", min = 0 },
  author = "string",
}

local session = http.Session { base_url = url, retries = 2 }
local out = export.open(path, { schema = link, key = "id" })
local refused = {}

local function catalogue(page)
  local items = session:get("/all/hot/recent/" .. page):raise_for_status():html():extract {
    items = "#content-list .item",
    fields = {
      id = { select = ".link-id", convert = "integer" },
      title = "a.title",
      url = "a.title@href",
      source = ".source a",
      tag = "a.tag span",
      points = { select = "b.points", convert = "integer" },
      comments = { select = "b.comments", convert = "integer" },
      author = "a.author b",
    },
  }
  for _, item in ipairs(items) do
    local ok, err = link:check(item)
    if ok then
      out:write(item)
    else
      refused[#refused + 1] = ("page %d: %s"):format(page, tostring(err))
    end
  end
end

futures.with(futures.ThreadPoolExecutor(20), function(pool)
  local pages = {}
  for page = 1, PAGES do pages[page] = pool:submit(catalogue, page) end
  for _, future in ipairs(pages) do future:result() end
end)

out:close()
print("written: " .. out.written)
print("there already: " .. out.left_out)
print("not as the schema says: " .. #refused)
for _, line in ipairs(refused) do print("  " .. line) end
print("in " .. path)
if site then site:close() end
