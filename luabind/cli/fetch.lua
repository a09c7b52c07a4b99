-- What luafut fetch does with a page.
local url, options, how = ...
local http, json = require "http", require "json"
how = json.decode(how)

local function fails(message)
  io.stderr:write("luafut: ", tostring(message), "\n")
  os.exit(1)
end

local ok, resp = pcall(function()
  return http.Session(json.decode(options)):request(how.method, url, how.request)
end)
if not ok then fails(resp) end

local out = io.stdout
if how.output then
  local problem
  out, problem = io.open(how.output, "wb")
  if not out then fails(problem) end
end

local function fields()
  local spec = { items = how.items, fields = how.fields }
  local records = resp:html():extract(spec)
  for _, record in ipairs(how.items and records or { records }) do
    out:write(json.encode(record, { sort_keys = true }), "\n")
  end
end

local shows = {
  body = function() out:write(resp.content) end,
  headers = function()
    out:write(resp.status_code, " ", resp.reason, "\n")
    local names = {}
    for name in pairs(resp.headers) do names[#names + 1] = name end
    table.sort(names)
    for _, name in ipairs(names) do out:write(name, ": ", resp.headers[name], "\n") end
  end,
  text = function() out:write(resp:html():visible_text(), "\n") end,
  markdown = function() out:write(resp:html():markdown(), "\n") end,
  links = function() for _, link in ipairs(resp:html():links()) do out:write(link, "\n") end end,
  pretty = function() out:write(json.encode(resp:json(), { indent = 2, sort_keys = true }), "\n") end,
  fields = fields,
}
local shown, problem = pcall(shows[how.show])
if not shown then fails(problem) end
if out ~= io.stdout then out:close() else out:flush() end
if not resp.ok then fails(resp.status_code .. " " .. resp.reason .. ": " .. resp.url) end
