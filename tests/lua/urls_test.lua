-- What url says of a URL is what a request, a page's links and a schema make of it.
local check = require "check"
local html = require "html"
local http = require "http"
local practice = require "practice"
local schema = require "schema"
local url = require "url"

local port = url.parse(practice.start().url).port
local record = schema.new { link = "url" }

for _, host in ipairs { "127.0.0.1", "0x7f.1", "2130706433", "017700000001", "127.1.", "１２７.0.0.1", "127.0.0.%31" } do
  local raw = ("http://%s:%d\\all\\..\\robots.txt"):format(host, port)
  -- A backslash that ends the host is refused in a request: no two programs agree on it.
  check.matches(check.raises(http.InvalidURL, http.get, raw).message, "cannot stand before the path")
  raw = raw:gsub("\\", "/", 1)
  local said = url.parse(raw)
  check.equal(said.href, ("http://127.0.0.1:%d/robots.txt"):format(port))
  check.equal(http.get(raw).url, said.href)
  check.equal(html.parse("<a href='" .. raw .. "'>"):links()[1], said.href)
  check.ok(record:check { link = raw })
end

for _, host in ipairs { "1.2.3.256", "0x100000000", "a.1", "[::1", "a b", "a%00" } do
  local raw = "http://" .. host .. "/"
  check.raises(url.InvalidURL, url.parse, raw)
  check.raises(http.InvalidURL, http.get, raw)
  check.equal(#html.parse("<a href='" .. raw .. "'>"):links(), 0)
  check.ok(not record:check { link = raw })
end

