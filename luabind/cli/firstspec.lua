-- Tests of crawl.lua: luafut test runs them.
local check = require "check"
local http = require "http"
local json = require "json"

-- A site of the spec's own, which answers in the place of the real one.
local server = http.serve {
  ["GET /all/hot/recent/{page}"] = function(req)
    return '<div id="content-list"><div class="item"><i>' .. req.params.page .. '</i><a class="title" href="/link">A link</a></div></div>'
  end,
}
check.defer(function() server:close() end)

check.test("a record for each link", function()
  -- The script itself, with the site's address as its argument, and a print that keeps what it is given.
  local records = {}
  local crawl = assert(loadfile((arg[0]:match "^.*[/\\]" or "") .. "crawl.lua"))
  setfenv(crawl, setmetatable({
    arg = { server.url },
    print = function(line) records[#records + 1] = json.decode(line) end,
  }, { __index = _G }))
  crawl()
  check.equal(#server.requests, 3)
  check.equal(records[1], { id = "1", title = "A link", url = server.url .. "/link" })
  check.equal(#records, 3)
end)
