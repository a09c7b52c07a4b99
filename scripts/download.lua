-- Downloads all files of a page, several at once. A file that breaks off is gone on
-- with where it was, now or in the next run; each is held to its checksum before it
-- gets its name.
--
--   luafut download.lua [FOLDER [URL]]    by default a temporary folder, and files of
--                                         the built-in practice site, which break off
--
-- Shows: streamed bodies, ranges, Content-Disposition, hash, files that appear whole.
local errors = require "errors"
local fs = require "fs"
local futures = require "futures"
local hash = require "hash"
local http = require "http"
local re = require "re"

local folder = arg[1] or fs.mkdtemp("download-")
local start = arg[2] or require("practice").start().url .. "/downloads/"
local session = http.Session { retries = 2, max_per_host = 4 }
local TRIES = 10
fs.mkdir(folder)

local doc = session:get(start):raise_for_status():html()
local sums = {} -- by the last part of a file's address
for sum, name in session:get(start .. "SHA256SUMS"):raise_for_status().text:gmatch("(%x+)  (%S+)") do sums[name] = sum end

-- Adds what is missing of a file to its first part, and returns the name that the
-- server gives it; raises where the connection broke off.
local function go_on(address, part)
  local there = fs.stat(part)
  local response = session:get(address, {
    stream = true, headers = { Range = there and ("bytes=%d-"):format(there.size) },
  }):raise_for_status()
  local file, why = io.open(part, response.status_code == 206 and "ab" or "wb")
  if not file then
    response:close() -- a stream that nobody reads would keep its place among max_per_host
    error(why)
  end
  local ok, err = pcall(function()
    for chunk in response:iter_content(64 * 1024) do assert(file:write(chunk)) end
  end)
  file:close() -- with all that has come
  response:close()
  if not ok then error(err, 0) end
  local name = re.match([[filename="?([^";]+)]], response.headers["Content-Disposition"] or "")
  return fs.safe_name(name and name[1] or fs.basename(address))
end

local function download(address)
  local key = fs.basename(address):match("^[^?]+")
  local part = fs.join(folder, key .. ".part")
  for try = 1, TRIES do
    local ok, name = pcall(go_on, address, part)
    if ok then
      local sum = hash.file(part, "sha256")
      if sum ~= sums[key] then
        fs.remove(part)
        error(("%s: its SHA-256 is %s, not %s"):format(address, sum, sums[key]))
      end
      fs.rename(part, fs.join(folder, name))
      return name, try
    elseif not errors.is(name, http.ConnectionError) then
      error(name, 0)
    end
  end
  error(("%s broke off %d times"):format(address, TRIES))
end

futures.with(futures.ThreadPoolExecutor(4), function(pool)
  for _, name, tries in pool:map(download, doc:find(".files"):links()) do
    local size = fs.stat(fs.join(folder, name)).size
    print(("%7d bytes in %d part%s: %s"):format(size, tries, tries > 1 and "s" or "", name))
  end
end)
print(#fs.list(folder) .. " files in " .. folder)
