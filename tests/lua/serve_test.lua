-- http.serve: what requests are to it, what it answers, and its end.
local check = require "check"
local futures = require "futures"
local http = require "http"
local queue = require "queue"
local sync = require "sync"
local time = require "time"

-- serving runs fn with the address of a server that answers so, and the server.
local function serving(answer, fn, opts)
  http.serve(answer, opts):with(function(server) fn(server.url, server) end)
end

check.group("requests", function()
  check.test("what came", function()
    serving(function() return "x" end, function(url, server)
      http.put(url .. "/a%20b/c?q=1&q=2&r=x+y", {headers = {["X-Name"] = "v"}, cookies = {sid = "7"}, data = "b\228dy", encoding = "latin1"})
      local req = server.requests[1]
      check.equal(#server.requests, 1)
      check.equal({req.method, req.path, req.url}, {"PUT", "/a b/c", url .. "/a%20b/c?q=1&q=2&r=x+y"})
      check.equal(req.query, {q = {"1", "2"}, r = "x y"})
      check.equal(req.headers["x-NAME"], "v")
      check.equal(req.headers.Host, url:sub(8))
      check.equal(req.cookies, {sid = "7"})
      check.equal({req.body, req.form, req.files, req.params}, {"b\228dy", {}, {}, {}})
      check.equal(tostring(req), "<PUT /a%20b/c?q=1&q=2&r=x+y>")
      check.same(req.query, req.query)
      check.raises("ArgumentError", "did you mean 'method'", function() return req.methd end)
      server:clear()
      check.equal(#server.requests, 0)
    end)
  end)
  check.test("bodies", function()
    serving(function(req) return {json = {text = req.text, form = req.form, files = req.files}} end, function(url)
      check.equal(http.post(url, {data = {a = 1, b = {"x", "y"}}}):json(), {text = "a=1&b=x&b=y", form = {a = "1", b = {"x", "y"}}, files = {}})
      local got = http.post(url, {data = {a = 1}, files = {{"f", {"one.txt", "1", "text/plain"}}, {"f", {"two.txt", "2"}}, {"g", {"three", ""}}}}):json()
      check.equal(got.form, {a = "1"})
      check.contains(got.files, {f = {{name = "one.txt", content = "1", type = "text/plain"}, {name = "two.txt", content = "2"}}, g = {name = "three", content = ""}})
      check.equal(http.post(url, {data = "\228", headers = {["Content-Type"] = "text/plain; charset=latin1"}}):json().text, "ä")
    end)
    serving(function(req) return {json = req:json()} end, function(url)
      check.equal(http.post(url, {json = {1, {a = "b"}}}):json(), {1, {a = "b"}})
    end)
  end)
  check.test("bad bodies", function()
    serving(function(req)
      if req.path == "/json" then return select(2, pcall(req.json, req)).type end
      return select(2, pcall(function() return req.form end)).message
    end, function(url)
      check.equal(http.post(url .. "/json", {data = "{"}).text, "JSONDecodeError")
      for _, data in ipairs {"", "no parts", "--b\r\n", "--b\r\nContent-Disposition: form-data; name=x\r\n\r\nnever ended"} do
        check.contains(http.post(url, {data = data, headers = {["Content-Type"] = "multipart/form-data; boundary=b"}}).text, "the body is no form")
      end
      local parts = ("--b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n"):rep(1001) .. "--b--"
      check.contains(http.post(url, {data = parts, headers = {["Content-Type"] = "multipart/form-data; boundary=b"}}).text, "more than 1000 parts")
    end)
  end)
  check.test("max_size", function()
    serving(function() return "taken" end, function(url, server)
      check.equal(http.post(url, {data = "1234567890"}).text, "taken")
      check.equal(http.post(url, {data = "12345678901"}).status_code, 413)
      check.equal(server.requests[2].body, "")
    end, {max_size = 10})
  end)
end)

check.group("answers", function()
  local answers = {
    text = function() return "<html><p>x" end,
    status = function() return 418, "teapot", {["X-A"] = {"1", "2"}, ["Content-Type"] = "text/tea"} end,
    status_only = function() return 503 end,
    table = function() return {status = 201, headers = {{"X-A", "1"}}, body = "made"} end,
    empty = function() return {} end,
    json = function() return {json = {a = {1, 2}}} end,
    cookies = function() return {cookies = {sid = "7"}, body = ""} end,
    redirect = function() return {redirect = "/text"} end,
    moved = function() return {redirect = "/text", status = 301} end,
    nothing = function() end,
    waits = function() time.sleep(0.01) return "waited" end,
    piece_by_piece = function() local n = 0 return 200, function() n = n + 1 if n < 4 then return ("piece %d "):format(n) end end end,
  }
  serving(function(req) return answers[req.path:sub(2)](req) end, function(url)
    local function get(path, opts) return http.get(url .. "/" .. path, opts) end
    check.test("text", function()
      local r = get "text"
      check.equal({r.status_code, r.text, r.headers["content-type"], r.headers["content-length"]}, {200, "<html><p>x", "text/html; charset=utf-8", "10"})
    end)
    check.test("status, body, headers", function()
      local r = get "status"
      check.equal({r.status_code, r.text, r.headers["x-a"], r.headers["content-type"]}, {418, "teapot", "1, 2", "text/tea"})
      check.equal({get "status_only".status_code, get "status_only".text}, {503, ""})
    end)
    check.test("a table", function()
      local r = get "table"
      check.equal({r.status_code, r.text, r.headers["x-a"]}, {201, "made", "1"})
      check.equal({get "empty".status_code, get "empty".text}, {200, ""})
      check.equal(get "json":json(), {a = {1, 2}})
      check.equal(get "json".headers["content-type"], "application/json")
    end)
    check.test("cookies and redirects", function()
      local s = http.Session {base_url = url}
      s:get("/cookies")
      check.equal(s.cookies:get("sid"), "7")
      check.equal(get "redirect".text, "<html><p>x")
      check.equal({get("redirect", {allow_redirects = false}).status_code, get("moved", {allow_redirects = false}).status_code}, {302, 301})
    end)
    check.test("nothing is 404", function() check.equal(get "nothing".status_code, 404) end)
    check.test("HEAD", function()
      local r = http.head(url .. "/text")
      check.equal({r.status_code, r.text, r.headers["content-length"]}, {200, "", "10"})
      check.equal(http.head(url .. "/piece_by_piece").status_code, 200)
    end)
    check.test("piece by piece", function()
      local r, pieces = get("piece_by_piece", {stream = true}), {}
      for piece in r:iter_content() do pieces[#pieces + 1] = piece end
      check.equal(table.concat(pieces), "piece 1 piece 2 piece 3 ")
    end)
    check.test("connections are kept", function()
      local s = http.Session()
      for _ = 1, 3 do check.equal(s:get(url .. "/waits").text, "waited") end
    end)
    check.test("a hundred at once", function()
      local pool = futures.ThreadPoolExecutor(100)
      local paths = {}
      for i = 1, 100 do paths[i] = "waits" end
      for _, r in pool:map(get, paths) do check.equal(r.text, "waited") end
      pool:shutdown()
    end)
  end)
  check.test("a piece is sent at once", function()
    local go = sync.Event()
    serving(function()
      local n = 0
      return 200, function()
        n = n + 1
        if n == 2 then go:wait() end
        if n < 3 then return "piece " .. n end
      end
    end, function(url)
      local chunks = http.get(url, {stream = true}):iter_content()
      check.equal(chunks(), "piece 1")
      go:set()
      check.equal(chunks(), "piece 2")
      check.equal(chunks(), nil)
    end)
  end)
  check.test("slow ones run out of time", function()
    serving(function() time.sleep(3600) end, function(url)
      check.raises(http.ReadTimeout, http.get, url, {timeout = 0.3})
    end)
  end)
  check.test("cut ones", function()
    serving({["/half"] = {body = "half", cut = true}, ["/none"] = {cut = true}}, function(url)
      check.raises(http.ConnectionError, http.get, url .. "/half")
      check.raises(http.ConnectionError, http.post, url .. "/none")
    end)
  end)
  check.test("a file, and ranges of it", function()
    local path = os.tmpname()
    check.defer(function() os.remove(path) end)
    local f = assert(io.open(path, "wb"))
    f:write("0123456789")
    f:close()
    serving(function() return {file = path, headers = {["Content-Type"] = "a/b"}} end, function(url)
      check.equal(http.get(url).text, "0123456789")
      local r = http.get(url, {headers = {Range = "bytes=2-4"}})
      check.equal({r.status_code, r.text, r.headers["content-type"]}, {206, "234", "a/b"})
    end)
  end)
  check.test("what another response streams", function()
    serving(function() return ("x"):rep(100000) end, function(origin)
      serving(function() return 200, http.get(origin, {stream = true}):iter_content() end, function(url)
        check.equal(#http.get(url).content, 100000)
      end)
    end)
  end)
end)

check.test("routes", function()
  serving({
    ["GET /items/{id}"] = function(req) return {json = req.params} end,
    ["/tree/{path...}"] = function(req) return req.params.path end,
    ["POST /items"] = function() end,
    ["GET /old"] = {redirect = "/items/1"},
    ["/text"] = "text",
  }, function(url, server)
    check.equal(http.get(url .. "/items/a%2Fb"):json(), {id = "a/b"})
    check.equal(http.get(url .. "/tree/x/y").text, "x/y")
    check.equal(http.post(url .. "/items").status_code, 204)
    check.equal(http.get(url .. "/old"):json(), {id = "1"})
    check.equal(http.delete(url .. "/text").text, "text")
    check.equal({http.get(url .. "/items").status_code, http.get(url .. "/gone").status_code}, {405, 404})
    check.equal(#server.requests, 8)
  end)
end)

check.group("ends", function()
  check.test("close cuts and interrupts", function()
    local server = http.serve(function() while true do end end)
    local pool = futures.ThreadPoolExecutor(1)
    local f = pool:submit(http.get, server.url)
    check.eventually(function() return #server.requests == 1 end)
    server:close()
    server:close()
    check.raises(http.ConnectionError, f.result, f)
    check.raises(http.ConnectionError, http.get, server.url)
    check.equal(#server.requests, 1, "the log stays")
  end)
  check.test("an answer may close its server", function()
    local server
    server = http.serve(function() server:close() return "never" end)
    check.raises(http.ConnectionError, http.post, server.url)
    server:wait()
  end)
  check.test("with closes on an error", function()
    local server
    check.raises("boo", function() http.serve(print):with(function(s) server = s error("boo") end) end)
    server:wait()
  end)
  check.test("wait", function()
    local server = http.serve(print)
    local f = futures.ThreadPoolExecutor(1):submit(server.wait, server)
    check.eventually(function() return f:running() end)
    server:close()
    check.equal(f:exception(), nil)
  end)
  check.test("a server is traffic that may come", function()
    local q = queue.Queue()
    serving(function(req) q:put(req.path) return "x" end, function(url)
      local pool = futures.ThreadPoolExecutor(1)
      pool:submit(function() time.sleep(0.02) http.get(url .. "/came") end)
      check.equal(q:get(), "/came")
    end)
  end)
end)

check.test("mistakes are named", function()
  local function bad(text, ...) check.raises("ArgumentError", text, http.serve, ...) end
  bad("a function", 5)
  bad("empty", {})
  bad("routes have patterns", {function() end})
  bad("a function, a text or an answer table", {["/"] = 5})
  bad("did you mean 'body'", {["/"] = {boddy = "x"}})
  bad("conflicts", {["/{a}"] = "x", ["/{b}"] = "y"})
  bad("http.serve: parsing", {["GET /{"] = "x"})
  bad("one of body, json, file and redirect", {["/"] = {body = "x", json = 1}})
  bad("at most 599", {["/"] = {status = 700}})
  bad("header", {["/"] = {headers = {["a b"] = "x"}}})
  bad("header", {["/"] = {headers = {a = "x\r\nSet-Cookie: y"}}})
  bad("cookie", {["/"] = {cookies = {a = "x;y"}}})
  bad("redirect", {["/"] = {redirect = "/\r\nX: y"}})
  bad("sent by {json = …}", {["/"] = {body = {1}}})
  bad("port", print, {port = 70000})
  local server = http.serve(print)
  check.raises("RuntimeError", "address already in use", http.serve, print, {port = server.port})
  server:close()
end)
