package http_test

import (
	"testing"

	"github.com/mccutchen/go-httpbin/v2/httpbin"
)

// TestHTTPBin: a server that nobody here wrote, and that requests' users know.
func TestHTTPBin(t *testing.T) {
	url := serve(t, httpbin.New().ServeHTTP)
	cases{
		{"what was sent", `
			local url = ...
			local r = http.get(url .. "/get", {params = {{"a", "1"}, {"a", "2"}, {"b", "x y"}}, headers = {["X-Test"] = "yes"}}):json()
			eq({r.args.a, r.args.b, r.headers["X-Test"]}, {{"1", "2"}, {"x y"}, {"yes"}})
			for _, verb in ipairs{"post", "put", "patch", "delete"} do
				r = http[verb](url .. "/" .. verb, {data = {k = "v"}}):json()
				eq({r.form.k, r.method}, {{"v"}, verb:upper()})
				r = http[verb](url .. "/" .. verb, {json = {deep = {1, 2}}}):json()
				eq(r.json.deep, {1, 2})
			end
			r = http.post(url .. "/post", {files = {some = {"name.txt", "content"}}, data = {f = "1"}}):json()
			eq({r.files.some, r.form.f}, {{"content"}, {"1"}})
			local n = 0
			r = http.post(url .. "/post", {data = function() n = n + 1 return n < 4 and "part" .. n or nil end, headers = {["Content-Type"] = "text/plain"}}):json()
			eq(r.data, "part1part2part3")
			has(http.get(url .. "/user-agent"):json()["user-agent"], "luafut/")
			eq(http.options(url .. "/get").ok, true)
			eq(http.head(url .. "/get").text, "")`},
		{"cookies", `
			local url, s = ..., http.Session()
			local r = s:get(url .. "/cookies/set", {params = {foo = "bar", two = "2"}})
			eq({r:json().cookies.foo, s.cookies:get("foo"), #r.history}, {"bar", "bar", 1})
			eq(s:get(url .. "/cookies", {cookies = {call = "x"}}):json().cookies, {call = "x", foo = "bar", two = "2"})
			s:get(url .. "/cookies/delete?foo=")
			eq({s.cookies:get("foo"), s.cookies:get("two")}, {nil, "2"})
			eq(http.get(url .. "/cookies"):json().cookies, {})`},
		{"redirects", `
			local url = ...
			for _, kind in ipairs{"redirect", "relative-redirect", "absolute-redirect"} do
				local r = http.get(url .. "/" .. kind .. "/5")
				eq({#r.history, r.url}, {5, url .. "/get"})
				raises(http.TooManyRedirects, function() http.get(url .. "/" .. kind .. "/5", {max_redirects = 4}) end)
			end
			local r = http.post(url .. "/redirect-to", {params = {url = "/anything", status_code = 307}, data = {k = "v"}}):json()
			eq({r.method, r.form.k}, {"POST", {"v"}})
			r = http.post(url .. "/redirect-to", {params = {url = "/anything", status_code = 302}, data = {k = "v"}}):json()
			eq({r.method, r.form.k}, {"GET", nil})`},
		{"authentication", `
			local url = ...
			eq(http.get(url .. "/basic-auth/user/pass", {auth = {"user", "pass"}}):json().authenticated or true, true)
			eq(http.get(url .. "/basic-auth/user/pass").status_code, 401)
			eq(http.get(url .. "/basic-auth/user/pass", {auth = {"user", "wrong"}}).status_code, 401)
			eq(http.get((url:gsub("//", "//user:pass@")) .. "/basic-auth/user/pass").status_code, 200)
			eq(http.get(url .. "/hidden-basic-auth/user/pass", {auth = {"user", "pass"}}).status_code, 200)
			eq(http.get(url .. "/bearer", {auth = {bearer = "t"}}):json().token, "t")
			for _, algorithm in ipairs{"MD5", "SHA-256"} do
				local digest = url .. "/digest-auth/auth/user/pass/" .. algorithm
				local r = http.get(digest, {auth = {digest = {"user", "pass"}}})
				eq(r.status_code, 200)
				if #r.history > 0 then eq(r.history[1].status_code, 401) end
				eq(http.get(digest, {auth = {digest = {"user", "wrong"}}}).status_code, 401)
				local s = http.Session{auth = {digest = {"user", "pass"}}}
				for i = 1, 3 do eq(s:get(digest).status_code, 200) end
			end
			local s = http.Session{auth = {"user", "pass"}}
			eq({s:get(url .. "/basic-auth/user/pass").ok, s:get(url .. "/basic-auth/user/pass", {auth = false}).ok}, {true, false})`},
		{"statuses and bodies", `
			local url = ...
			for _, status in ipairs{200, 201, 204, 400, 404, 418, 500, 503} do
				local r = http.get(url .. "/status/" .. status)
				eq({r.status_code, r.ok}, {status, status < 400})
				if status >= 400 then raises(http.HTTPError, function() r:raise_for_status() end, tostring(status)) end
			end
			eq({http.get(url .. "/gzip"):json().gzipped, http.get(url .. "/deflate"):json().deflated}, {true, true})
			eq(#http.get(url .. "/bytes/2000").content, 2000)
			eq(#http.get(url .. "/stream-bytes/3000").content, 3000)
			has(http.get(url .. "/encoding/utf8").text, "∮ E⋅da")
			has(http.get(url .. "/html"):html():find("h1"):text(), "Herman Melville")
			eq(type(http.get(url .. "/json"):json().slideshow), "table")
			raises(http.JSONDecodeError, function() http.get(url .. "/html"):json() end)
			has(http.get(url .. "/xml").text, "<?xml")
			eq(http.get(url .. "/response-headers", {params = {["X-A"] = "b"}}).headers["x-a"], "b")
			eq(http.get(url .. "/etag/abc", {headers = {["If-None-Match"] = '"abc"'}}).status_code, 304)
			eq(http.get(url .. "/range/100", {headers = {Range = "bytes=10-19"}}).status_code, 206)
			eq(http.get(url .. "/anything/ü/x%2Fy").status_code, 200)`},
		{"streams and time", `
			local url, n = ..., 0
			for line in http.get(url .. "/stream/20", {stream = true}):iter_lines() do
				eq(json.decode(line).id, n)
				n = n + 1
			end
			eq(n, 20)
			local path = os.tmpname()
			eq(http.get(url .. "/range/100000", {stream = true}):save(path), 100000)
			os.remove(path)
			eq(http.get(url .. "/delay/0.05").ok, true)
			raises(http.ReadTimeout, function() http.get(url .. "/delay/9", {timeout = 0.3}) end)
			raises(http.ReadTimeout, function() http.get(url .. "/drip?duration=5&numbytes=5&delay=0", {timeout = 0.1}) end)
			eq(http.get(url .. "/drip", {params = {duration = 0.05, numbytes = 5, delay = 0}}).content, "*****")
			eq(#http.get(url .. "/links/5"):html():links() >= 4, true)`},
	}.run(t, url)
}
