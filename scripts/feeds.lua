-- Makes one digest of several feeds, RSS or Atom: what is in two of them comes once,
-- the newest first, as Markdown.
--
--   luafut feeds.lua [URL...]    by default two feeds of the built-in practice site
--
-- Shows: xml with namespaces and XPath, dates of any notation, futures that may fail.
local date = require "date"
local futures = require "futures"
local html = require "html"
local http = require "http"
local xml = require "xml"

local FEEDS = { unpack(arg) }
if #FEEDS == 0 then
  local url = require("practice").start().url
  FEEDS = { url .. "/feeds/articles.rss", url .. "/feeds/articles.atom", url .. "/feeds/none.rss" }
end
local session = http.Session { retries = 2, timeout = 10 }

local function text(node, ...)
  for _, name in ipairs { ... } do
    local child = node:child(name)
    if child then return child:text() end
  end
end

local function read(address)
  local doc = xml.parse(session:get(address):raise_for_status().content)
  local entries = {}
  for i, node in ipairs(doc:xpath("//item | //*[local-name() = 'entry']")) do
    local link = node:child("link")
    entries[i] = {
      id = text(node, "guid", "id"),
      title = text(node, "title"),
      link = link and (link:attr("href") or link:text()),
      author = text(node, "dc:creator", "author"),
      time = date.parse(text(node, "pubDate", "published", "updated")),
      summary = html.parse(text(node, "description", "summary") or ""):visible_text(),
    }
  end
  return entries
end

local digest, known = {}, {}
local pool = futures.ThreadPoolExecutor(4)
local reads = {}
for i, address in ipairs(FEEDS) do reads[i] = pool:submit(read, address) end
for i, future in ipairs(reads) do -- a feed that fails must not take the others with it
  local failed = future:exception()
  local entries, new = failed and {} or future:result(), 0
  for _, entry in ipairs(entries) do
    if not known[entry.id] then
      known[entry.id] = true
      digest[#digest + 1], new = entry, new + 1
    end
  end
  local outcome = failed and tostring(failed) or #entries .. " entries, " .. new .. " new"
  print(FEEDS[i]:match("[^/]+$") .. ": " .. outcome)
end

table.sort(digest, function(a, b) return a.time > b.time end)
print(("\n# %d entries\n"):format(#digest))
for i = 1, math.min(5, #digest) do
  local e = digest[i]
  print(("- **%s** by %s, %s"):format(e.title, e.author or "nobody", date.format(e.time, "%d %b %H:%M")))
  print("  " .. (e.summary:match("^.-[.!?]") or e.summary))
end
