-- Makes one CSV file of the tables of several pages: cells that span rows and
-- columns are filled in, two rows of headings become one name, numbers lose their
-- marks, and the sums are held to what the page says.
--
--   luafut report.lua [FILE [URL]]    by default into a temporary folder, from the
--                                     built-in practice site
--
-- Shows: table(), csv, numbers as people write them, checks that stop a run.
local csv = require "csv"
local fs = require "fs"
local futures = require "futures"
local http = require "http"

local path = arg[1] or fs.join(fs.mkdtemp("report-"), "report.csv")
local start = arg[2] or require("practice").start().url .. "/reports/"
local session = http.Session { retries = 2 }

-- "12,345.67 €" as a number; nil where there is none, as in "n/a".
local function number(text) return tonumber((text:gsub("[^%d.]", ""))) end

local function read(address)
  local doc = session:get(address):raise_for_status():html()
  local body = doc:find("#report"):table()
  local over, under, foot = table.remove(body, 1), table.remove(body, 1), table.remove(body)
  local names = {}
  for i, name in ipairs(under) do
    names[i] = (over[i] == name and name or over[i] .. " " .. name):lower():gsub(" ", "_")
  end
  local rows, year = {}, fs.basename(address)
  for r, cells in ipairs(body) do
    local row = { year = year }
    for i, cell in ipairs(cells) do row[names[i]] = i <= 2 and cell or number(cell) end
    rows[r] = row
  end
  for i = 3, #names do
    local sum = 0
    for _, row in ipairs(rows) do sum = sum + (row[names[i]] or 0) end
    if math.abs(sum - number(foot[i])) > 0.005 then
      error(("%s: %s comes to %.2f, the page says %s"):format(address, names[i], sum, foot[i]))
    end
  end
  return rows, names
end

local out, count
futures.with(futures.ThreadPoolExecutor(4), function(pool)
  local years = session:get(start):raise_for_status():html():find("ul.reports"):links()
  for i, rows, names in pool:map(read, years) do
    if not out then
      out, count = csv.writer(path, { columns = { "year", unpack(names) } }), 0
      print("year, " .. table.concat(names, ", "))
    end
    local takings = 0
    for _, row in ipairs(rows) do
      out:write(row)
      takings = takings + (row.first_half_takings or 0) + (row.second_half_takings or 0)
    end
    count = count + #rows
    print(("%s: %d places, %.2f in takings"):format(fs.basename(years[i]), #rows, takings))
  end
end)
out:close()
print(count .. " rows in " .. path)
