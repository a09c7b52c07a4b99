-- Copies a part of a site as Markdown files whose links lead to each other, for
-- reading without a network or for feeding a search.
--
--   luafut mirror.lua [FOLDER [URL]]    by default a temporary folder, and the handbook
--                                       of the built-in practice site
--
-- Shows: changing a page before it is written, relative links, markdown().
local fs = require "fs"
local futures = require "futures"
local html = require "html"
local http = require "http"
local url = require "url"

local folder = arg[1] or fs.mkdtemp("mirror-")
local start = arg[2] or require("practice").start().url .. "/handbook/"
local session = http.Session { retries = 2, max_per_host = 8 }

local function inside(address) return address:sub(1, #start) == start end
local function without_anchor(link) return (link:gsub("#.*", "")) end

-- Where a page of the part is kept: "1/" as 1/index.md, "1/2" as 1/2.md.
local function file_of(address)
  local path = address:sub(#start + 1)
  return (path == "" or path:sub(-1) == "/") and path .. "index.md" or path .. ".md"
end

-- The way from one file to another.
local function way(from, to)
  local _, up = from:gsub("/", "")
  return ("../"):rep(up) .. to
end

local function copy(address)
  local response = session:get(address)
  if address == start then response:raise_for_status() end
  if not response.ok then return nil, response.status_code end
  local doc, file = response:html(), file_of(address)
  local links = doc:find("main"):links()
  for _, a in doc:find("main a[href]"):each() do
    local to, anchor = url.join(response.url, a:attr("href")):match("^([^#]*)(.*)$")
    a:set_attr("href", inside(to) and way(file, file_of(to)) .. anchor or to .. anchor)
  end
  local path = fs.join(folder, file)
  fs.mkdir(fs.dirname(path))
  local main = html.parse(doc:find("main"):outer_html()) -- by itself, so that its links stay as they are
  fs.write(path, main:markdown() .. "\n")
  return links
end

local known, level, missing = { [start] = true }, { start }, {}
futures.with(futures.ThreadPoolExecutor(8), function(pool)
  while #level > 0 do
    local deeper = {}
    for i, links, status in pool:map(copy, level) do
      if not links then missing[#missing + 1] = file_of(level[i]) .. ": " .. status end
      for _, link in ipairs(links or {}) do
        local address = without_anchor(link)
        if inside(address) and not known[address] then
          known[address] = true
          deeper[#deeper + 1] = address
        end
      end
    end
    level = deeper
  end
end)

local files = fs.glob(fs.join(folder, "**/*.md"))
print(#files .. " files in " .. folder)
table.sort(missing)
for _, line in ipairs(missing) do print("not there: " .. line) end
local first = arg[2] and files[1] or fs.join(folder, "1/1.md")
for line in fs.read(first):sub(1, 600):gmatch("[^\n]*\n") do io.write("| ", line) end
