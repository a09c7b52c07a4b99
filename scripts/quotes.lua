-- Collects quotes and who said them: each author's page is fetched once, as soon as
-- the first quote names it, while the pages of quotes go on.
--
--   luafut quotes.lua [FILE [URL]]    by default into a temporary folder, from the
--                                     built-in practice site
--
-- Shows: futures as what two records are joined by, extract, dates in words, a
-- JSON list as export.
local date = require "date"
local export = require "export"
local fs = require "fs"
local futures = require "futures"
local http = require "http"

local path = arg[1] or fs.join(fs.mkdtemp("quotes-"), "quotes.json")
local start = arg[2] or require("practice").start().url .. "/quotes/"
local session = http.Session { retries = 2, max_per_host = 8 }

local function author(address)
  return session:get(address):raise_for_status():html():extract { fields = {
    name = "h1", place = ".place", about = "div.about", born = { select = ".born", convert = "date", required = true },
  } }
end

local pool = futures.ThreadPoolExecutor(8)
local authors, quotes = {}, {} -- the future of each author, by address
local address = start
while address do
  local doc = session:get(address):raise_for_status():html()
  local found = doc:extract { items = ".quote", fields = {
    text = ".text", tags = { ".tag" }, author = { select = "a.about@href", required = true },
  } }
  for _, quote in ipairs(found) do
    authors[quote.author] = authors[quote.author] or pool:submit(author, quote.author)
    quotes[#quotes + 1] = quote
  end
  address = doc:find("a[rel=next]"):links()[1]
end

local out, said, oldest = export.open(path), {}, nil
for _, quote in ipairs(quotes) do
  local who = authors[quote.author]:result()
  quote.author, quote.born = who.name, date.format(who.born, "%Y-%m-%d")
  out:write(quote)
  said[who.name] = (said[who.name] or 0) + 1
  if not oldest or who.born < oldest.born then oldest = who end
end
out:close()

local names = {}
for name in pairs(said) do names[#names + 1] = name end
table.sort(names, function(a, b) return said[a] > said[b] or said[a] == said[b] and a < b end)
print(("%d quotes of %d authors"):format(out.written, #names))
for i = 1, 3 do print(("%2d of %s"):format(said[names[i]], names[i])) end
print(("the oldest is %s of %s, born in %s"):format(oldest.name, oldest.place, date.format(oldest.born, "%B %Y")))
print("in " .. path)
