-- What a request may be, how often it is sent, and what its hooks are given.
local check, errors, http = require "check", require "errors", require "http"

local seen = 0
local server = http.serve {
  ["/"] = "ok",
  ["/cut"] = function() seen = seen + 1 return {cut = true} end,
}
local session = http.Session {base_url = server.url}

-- A server that hangs up sees no more attempts than there may be, also over a connection
-- that was kept alive, on which net/http sends a second time by itself.
for total = 1, 3 do
  check.equal(session:get("/").text, "ok")
  seen = 0
  check.raises(http.ConnectionError, session.get, session, "/cut", {retries = {total = total, backoff = 0.001}})
  check.equal(seen, total + 1)
end
session:get("/")
seen = 0
check.raises(http.ConnectionError, session.post, session, "/cut", {retries = {total = 3, backoff = 0.001}})
check.equal(seen, 1)

-- What cannot be sent is an ArgumentError, and as in requests an exception of the request.
check.raises("InvalidRequest", 'the method "GE T" is none; one looks like GET', http.request, "GE T", server.url)
check.raises("InvalidRequest", 'the method "" is none', session.request, session, "", "/")
for _, opts in ipairs {
  {headers = {["a b"] = "x"}}, {headers = {a = "x\r\nb: y"}}, {auth = {bearer = "x\ny"}}, {cookies = {["a;b"] = "x"}},
} do
  local err = check.raises("InvalidRequest", session.get, session, "/", opts)
  check.ok(errors.is(err, http.RequestException) and errors.is(err, errors.ArgumentError))
end

-- A hook is given the response that the call returns, or the one that the hook before it gave.
local given = {}
local function note(r) given[#given + 1] = r end
local r = session:get("/", {hooks = {response = note}})
check.same(r, given[1])
local other = session:get("/")
r = session:get("/", {hooks = {response = {function() return other end, note}}})
check.same(r, other)
check.same(given[2], other)

-- What cannot be saved names the path that was asked for.
local err = check.raises(http.RequestException, other.save, other, "/nowhere/page.html")
check.equal(err.message, 'save to "/nowhere/page.html": no such file or directory')
server:close()
