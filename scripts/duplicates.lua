-- Finds pages that are almost copies of each other: fetches all articles with many
-- threads, and has worker processes, one a core, compute a sketch of each text
-- (MinHash of its runs of three words) and count its words.
--
--   luafut duplicates.lua [URL]    by default the articles of the built-in practice site
--
-- Shows: two pools of different kinds, functions that travel with their modules and
-- upvalues, chunksize, what a reader sees of a page.
local futures = require "futures"
local hash = require "hash"
local http = require "http"

local start = arg[1] or require("practice").start().url .. "/articles/"
local session = http.Session { retries = 2, max_per_host = 8 }

local HASHES, ALIKE = 48, 0.5
local PRIME = 16777213 -- the largest below 2^24: products with it are exact

-- Runs in the workers. For each of many hash functions, the least value over the
-- text's runs; the share of equal ones of two texts is about that of their runs.
local function sketch(text)
  local words, counts = {}, {}
  for word in text:lower():gmatch("[%w\128-\255]+") do
    words[#words + 1] = word
    counts[word] = (counts[word] or 0) + 1
  end
  local least = {}
  for h = 1, HASHES do least[h] = PRIME end
  for i = 1, #words - 2 do
    local x = tonumber(hash.crc32(words[i] .. " " .. words[i + 1] .. " " .. words[i + 2]), 16) % PRIME
    for h = 1, HASHES do
      local value = (x * (2 * h + 1) + h * 7919) % PRIME
      if value < least[h] then least[h] = value end
    end
  end
  return { least = least, counts = counts, words = #words }
end

local function text_of(address)
  local doc = session:get(address):raise_for_status():html()
  local title = doc:find("h1"):text()
  doc:find("article .by"):remove()
  return doc:find("article"):visible_text(), title
end

local addresses = session:get(start):raise_for_status():html():find("ol.articles"):links()
local texts, titles = {}, {}
futures.with(futures.ThreadPoolExecutor(16), function(pool)
  for i, text, title in pool:map(text_of, addresses) do texts[i], titles[i] = text, title end
end)
local sketches = futures.with(futures.ProcessPoolExecutor(), function(pool)
  return pool:map(sketch, texts, { chunksize = 8 }):collect()
end)

local total, counts, order = 0, {}, {}
for _, s in ipairs(sketches) do
  total = total + s.words
  for word, n in pairs(s.counts) do
    if not counts[word] then order[#order + 1] = word end
    counts[word] = (counts[word] or 0) + n
  end
end
table.sort(order, function(a, b) return counts[a] > counts[b] or counts[a] == counts[b] and a < b end)
print(("%d articles, %d words, %d of them different"):format(#texts, total, #order))
for i = 1, 5 do order[i] = order[i] .. " " .. counts[order[i]] end
print("most of all: " .. table.concat(order, ", ", 1, 5))

local function likeness(a, b)
  local equal = 0
  for h = 1, HASHES do
    if a.least[h] == b.least[h] then equal = equal + 1 end
  end
  return equal / HASHES
end

local placed = {}
for a = 1, #sketches do
  local copies = {}
  for b = a + 1, placed[a] and 0 or #sketches do
    local alike = likeness(sketches[a], sketches[b])
    if not placed[b] and alike >= ALIKE then
      placed[b] = true
      copies[#copies + 1] = ("  %3.0f %% alike: %s"):format(alike * 100, titles[b])
    end
  end
  if #copies > 0 then print(titles[a] .. "\n" .. table.concat(copies, "\n")) end
end
