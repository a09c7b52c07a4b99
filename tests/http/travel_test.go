package http_test

import "testing"

// TestTravel: sessions, cookies, responses and requests in another interpreter,
// and back. What travels to a process is the same bytes.
func TestTravel(t *testing.T) {
	cases{
		{"a session, with settings and cookies", `
			local url = ...
			local s = http.Session{base_url = url, headers = {["X-Mine"] = "1"}, params = {p = "1"}, timeout = {read = 20}, auth = {"u", "p"}}
			s:get("/cookies/set?server=1")
			s.cookies:set("script", "2", {expires = 4000000000})
			s.headers["x-later"] = "3"
			local pool = futures.InterpreterPoolExecutor(1)
			local seen, headers, jar, there = pool:submit(function(s)
				s.headers["X-THERE"] = "4"
				local r = s:get("/echo")
				s:get("/cookies/set?remote=1")
				return r:json(), s.headers, s.cookies, s
			end, s):result()
			eq({seen.headers["X-Mine"], seen.headers["X-Later"], seen.headers["X-There"]}, {{"1"}, {"3"}, {"4"}})
			has(seen.url, "/echo?p=1")
			has(seen.headers.Cookie[1], "server=1")
			has(seen.headers.Cookie[1], "script=2")
			has(seen.headers.Authorization[1], "Basic ")
			eq({s.headers["X-There"], s.cookies:get("remote")}, {nil, nil})
			eq({headers["x-there"], jar:get("remote"), there.timeout.read, there.base_url}, {"4", "1", 20, url})
			eq(there:get("/echo"):json().headers["X-There"], {"4"})
			pool:shutdown()`},
		{"hooks go along", `
			local url, n = ..., 5
			local s = http.Session{hooks = {response = function(r) r.encoding = "latin1" n = n + 1 end}}
			local pool = futures.InterpreterPoolExecutor(1)
			eq(pool:submit(function(u) return s:get(u).encoding end, url):result(), "windows-1252")
			eq(n, 5)
			pool:shutdown()`},
		{"a response as data", `
			local url = ...
			local pool = futures.InterpreterPoolExecutor(1)
			local r = pool:submit(function(u)
				local r = http.get(u .. "/redirect-to?url=/all/hot/recent/1", {headers = {A = "b"}})
				r.encoding = "utf-8"
				return r
			end, url):result()
			local here = http.get(url .. "/redirect-to?url=/all/hot/recent/1")
			eq({r.status_code, r.reason, r.url, r.ok, tostring(r)}, {200, "OK", here.url, true, "<Response [200]>"})
			eq(r.text == here.text, true)
			eq({r.headers["content-TYPE"], r.encoding}, {here.headers["Content-Type"], "utf-8"})
			eq({#r.history, r.history[1].status_code, r.history[1].headers.location}, {1, 302, here.history[1].headers.location})
			eq({r.request.method, r.request.headers.a, r.request.url}, {"GET", "b", r.url})
			eq(#r:html():links() == #here:html():links(), true)
			eq({r:raise_for_status() == r, type(r.elapsed), type(r.timing.total), r.from_cache}, {true, "number", "number", false})
			local n = 0
			for chunk in r:iter_content(1000) do n = n + #chunk end
			eq(n, #r.content)
			eq(pool:submit(function(r) return r:json().method, r.cookies, r:links() end, http.get(url .. "/echo")):result(), "GET")
			pool:shutdown()`},
		{"a stream does not, until it is read", `
			local url = ...
			local pool = futures.InterpreterPoolExecutor(1)
			local r = http.get(url .. "/echo", {stream = true})
			raises(futures.TravelError, function() pool:submit(function(r) return r.text end, r):result() end, "content")
			local text = r.text
			eq(pool:submit(function(r) return r.text end, r):result(), text)
			pool:shutdown()`},
		{"errors with their request and response", `
			local url = ...
			local pool = futures.InterpreterPoolExecutor(1)
			local f = pool:submit(function(u) http.get(u .. "/status/404"):raise_for_status() end, url)
			local err = raises(http.HTTPError, function() f:result() end, "404")
			eq({err.response.status_code, err.request.method, err.response.request.url}, {404, "GET", url .. "/status/404"})
			f = pool:submit(function() http.get("nonsense") end)
			raises(http.InvalidURL, function() f:result() end, "nonsense")
			pool:shutdown()`},
		{"tables of headers", `
			local url = ...
			local pool = futures.InterpreterPoolExecutor(1)
			eq({pool:submit(function(h) h["X-New"] = 1 return h["content-type"], h["x-new"] end, http.get(url .. "/echo").headers):result()}, {"application/json; charset=utf-8", 1})
			pool:shutdown()`},
	}.run(t, site(t))
}
