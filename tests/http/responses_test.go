package http_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"
)

func TestResponses(t *testing.T) {
	cases{
		{"fields", `
			local r = http.get((...) .. "/echo?x=1")
			eq({r.status_code, r.ok, r.reason, r.url}, {200, true, "OK", (...) .. "/echo?x=1"})
			eq({type(r.elapsed), r.elapsed > 0, r.elapsed < 20}, {"number", true, true})
			eq(tostring(r), "<Response [200]>")
			eq(tostring(r.request), "<Request [GET]>")
			eq({r.request.method, r.request.url, r.request.body}, {"GET", r.url, nil})
			eq({r.headers == r.headers, r.cookies == r.cookies, r.request == r.request}, {true, true, true})
			eq(r.content, r.text)
			eq(type(r.timing.total), "number")
			eq(r.headers["no-such"], nil)
			local names = {}
			for name in pairs(r.headers) do names[name] = true end
			eq(names["Content-Type"], true)`},
		{"members that are not there", `
			local site = ...
			local r = http.get(site .. "/echo")
			raises("ArgumentError", function() return r.status end, "Response", "status")
			raises("ArgumentError", function() return r.txt end, "'text'")
			raises("ArgumentError", function() r.status_code = 5 end, "status_code")
			raises("ArgumentError", function() r:jsn() end, "'json'")
			raises("ArgumentError", function() return r.request.urll end, "'url'")
			raises("ArgumentError", function() r.json() end, "colon")`},
		{"json", `
			local site = ...
			local r = http.get(site .. "/api/items")
			eq(type(r:json()), "table")
			local err = raises(http.JSONDecodeError, function() http.get(site .. "/titles/1"):json() end, "/titles/1", "not JSON")
			eq({err.response.status_code, err.request.method}, {200, "GET"})
			eq(errors.is(err, json.JSONDecodeError), true)
			eq(errors.is(err, http.RequestException), true)
			raises(http.JSONDecodeError, function() http.get(site .. "/bytes/0"):json() end)`},
		{"raise_for_status", `
			local url = ...
			for status, text in pairs{[400] = "Client", [404] = "Client", [499] = "Client", [500] = "Server", [503] = "Server"} do
				local r = http.get(url .. "/status/" .. status)
				eq(r.ok, false)
				local err = raises(http.HTTPError, function() r:raise_for_status() end, status .. " " .. text .. " Error", url .. "/status/" .. status)
				eq({err.response == r, err.request == r.request, err.type}, {true, true, "HTTPError"})
				eq(tostring(err), "HTTPError: " .. err.message)
			end
			local r = http.get(url .. "/status/299")
			eq(r:raise_for_status() == r, true)
			eq(http.get(url .. "/titles/1"):raise_for_status():html():find("title"):text() ~= "", true)`},
		{"links", `
			local r = http.get((...) .. "/api/items")
			has(r:links().next.url, (...) .. "/api/items")
			eq(http.get((...) .. "/echo"):links(), {})`},
		{"html is parsed once and knows its address", `
			local r = http.get((...) .. "/")
			eq(r:html() == r:html(), true)
			eq(#r:html():links() > 0, true)
			has(r:html():links()[1], "http://")
			r.encoding = "utf-8"
			has(r:html():find("title"):text(), "")`},
		{"statuses without a body", `
			eq(http.get((...) .. "/status/204").content, "")
			eq(http.get((...) .. "/status/304").text, "")
			eq(http.head((...) .. "/titles/1").content, "")`},
		{"every verb", `
			local url = ... .. "/echo"
			for _, verb in ipairs{"get", "post", "put", "patch", "delete", "options"} do
				eq(http[verb](url):json().method, verb:upper())
				eq(http.Session()[verb](http.Session(), url):json().method, verb:upper())
			end
			eq(http.head(url).status_code, 200)
			eq(http.request("get", url):json().method, "GET")
			eq(http.request("PROPFIND", url):json().method, "PROPFIND")
			raises(http.RequestException, function() http.request("GE T", url) end, "GE T")
			raises(http.RequestException, function() http.request("", url) end)`},
	}.run(t, site(t))
}

func TestEncodings(t *testing.T) {
	odd := serve(t, func(w http.ResponseWriter, r *http.Request) {
		q := r.URL.Query()
		w.Header()["Content-Type"] = nil
		if ct := q.Get("type"); ct != "" {
			w.Header().Set("Content-Type", ct)
		}
		io.WriteString(w, q.Get("body"))
	})
	cases{
		{"pages in many charsets", `
			local want
			for _, charset in ipairs{"utf-8", "gbk", "big5", "shift_jis", "euc-kr", "windows-1251", "windows-1252"} do
				for _, by in ipairs{"header", "meta"} do
					local r = http.get((...) .. "/encoding/" .. charset, {params = {by = by}})
					eq({r.status_code, charset, by}, {200, charset, by})
					eq(#r:html():find("title"):text() > 0, true)
					eq(string.find(r.text, "\239\191\189", 1, true), nil)
				end
			end`},
		{"set by the script", `
			local odd = select(2, ...)
			local r = http.get(odd, {params = {type = "text/plain; charset=utf-8", body = "\233t\233"}})
			eq(r.encoding, "utf-8")
			has(r.text, "\239\191\189")
			r.encoding = "latin-1"
			eq(r.text, "été")
			eq(r.content, "\233t\233")
			r.encoding = nil
			eq(r.encoding, "utf-8")
			raises("ArgumentError", function() r.encoding = "klingon" end, "klingon")
			raises("ArgumentError", function() r.encoding = 5 end, "encoding")
			eq(http.get(odd, {params = {body = "\233t\233"}, encoding = "latin1"}).text, "été")
			eq(http.Session{encoding = "latin1"}:get(odd, {params = {body = "\233"}}).text, "é")
			raises("ArgumentError", function() http.get(odd, {encoding = "utf-9"}) end, "encoding", "utf-8")
			local s = http.Session()
			raises("ArgumentError", function() s.encoding = "klingon" end, "encoding", "klingon")
			eq(s.encoding, nil)`},
		{"html follows the encoding", `
			local r = http.get(select(2, ...), {params = {type = "text/html; charset=utf-8", body = "<p>\233</p>"}})
			r:html()
			r.encoding = "latin1"
			eq(r:html():find("p"):text(), "é")`},
		{"json is UTF-8 unless it says otherwise", `
			local odd = select(2, ...)
			eq(http.get(odd, {params = {type = "application/json", body = '"é"'}}):json(), "é")
			eq(http.get(odd, {params = {type = "application/json", body = '"\195\164"'}}):json(), "ä")
			eq(http.get(odd, {params = {type = "application/json; charset=latin1", body = '"\233"'}}):json(), "é")
			eq(http.get(odd, {params = {type = "application/json", body = '\239\187\191{"a":1}'}}):json().a, 1)
			eq(http.get(odd, {params = {type = "application/json", body = '\255\254"\0a\0"\0'}}):json(), "a")`},
		{"an empty body", `
			local r = http.get(select(2, ...))
			eq({r.text, r.content, #r:html():find("p")}, {"", "", 0})
			eq(type(r.encoding), "string")`},
	}.run(t, site(t), odd)
}

// TestHooks: what is called with each response.
func TestHooks(t *testing.T) {
	cases{
		{"of a call", `
			local site = ...
			local seen = {}
			local r = http.get(site .. "/echo", {hooks = {response = function(r) seen[#seen + 1] = r.status_code end}})
			eq(seen, {200}) eq(r.status_code, 200)`},
		{"a list, in order", `
			local site = ...
			local seen = {}
			local function mark(n) return function() seen[#seen + 1] = n end end
			http.get(site .. "/echo", {hooks = {response = {mark(1), mark(2)}}})
			eq(seen, {1, 2})`},
		{"redirects too", `
			local site = ...
			local seen = {}
			http.get(site .. "/redirect/2", {hooks = {response = function(r) seen[#seen + 1] = r.status_code end}})
			eq(#seen, 3) eq(seen[3], 200)`},
		{"another response", `
			local site = ...
			local other = http.get(site .. "/titles/1")
			local r = http.get(site .. "/echo", {hooks = {response = function() return other end}})
			eq(r.url, other.url)`},
		{"of a session; a call's take their place", `
			local site = ...
			local n, m = 0, 0
			local s = http.Session{hooks = {response = function() n = n + 1 end}}
			s:get(site .. "/echo")
			eq(n, 1)
			s:get(site .. "/echo", {hooks = {response = function() m = m + 1 end}})
			eq({n, m}, {1, 1})
			s:get(site .. "/echo", {hooks = false})
			eq({n, m}, {1, 1})
			s.hooks.response = function() n = n + 10 end
			s:get(site .. "/echo")
			eq(n, 11)
			s.hooks = nil
			s:get(site .. "/echo")
			eq(n, 11)`},
		{"they may wait, and make requests", `
			local site = ...
			local s = http.Session()
			local inner
			local r = s:get(site .. "/echo", {hooks = {response = function(r)
				time.sleep(0.001)
				inner = s:get(r.url .. "/inner"):json().url
			end}})
			has(inner, "/echo/inner")
			local co = coroutine.wrap(function(url)
				http.get(url, {hooks = {response = function(r) inner = r.url .. coroutine.status(coroutine.running()) end}})
				coroutine.yield("between")
				return "after"
			end)
			eq(co(site .. "/echo"), "between")
			eq(co(), "after")
			has(inner, "running")`},
		{"their errors are the request's", `
			local url = ... .. "/echo"
			local ok, err = pcall(http.get, url, {hooks = {response = function() error({code = 1}) end}})
			eq({ok, err.code}, {false, 1})
			raises(http.HTTPError, function() http.get((url:gsub("/echo", "/status/404")), {hooks = {response = function(r) r:raise_for_status() end}}) end)`},
		{"wrong ones are named", `
			local url = ... .. "/echo"
			raises("ArgumentError", function() http.get(url, {hooks = {response = 5}}) end, "hooks", "response")
			raises("ArgumentError", function() http.get(url, {hooks = {respnse = print}}) end, "'response'")
			raises("ArgumentError", function() http.get(url, {hooks = {response = function() return 5 end}}) end, "Response", "the number 5")`},
	}.run(t, site(t))
}

// TestCompression: all four content codings, and those that are broken.
func TestCompression(t *testing.T) {
	url := site(t)
	run(t, `
			local site = ...
		local r = http.get(site .. "/all/hot/recent/1")
		eq(r.headers["Content-Encoding"], "gzip")
		eq(#r.content > 30000, true)
		local err = raises(http.ContentTooLarge, function() http.get(site .. "/bomb", {params = {bytes = 50000000}, max_size = "1MB"}) end, "max_size")
		eq(err.response.status_code, 200)
		raises(http.ContentTooLarge, function() http.get(site .. "/endless", {params = {bytes = 5000000}, max_size = 100000}) end)
		raises(http.ContentTooLarge, function() http.Session{max_size = 1000}:get(site .. "/bytes/1001") end)
		eq(#http.Session{max_size = 1000}:get(site .. "/bytes/1000").content, 1000)
		eq(#http.Session{max_size = 1000}:get(site .. "/bytes/5000", {max_size = false}).content, 5000)`, url)
	broken := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", r.URL.Query().Get("as"))
		fmt.Fprint(w, "this is neither")
	})
	run(t, `
			local site = ...
		for _, as in ipairs{"gzip", "br", "zstd", "deflate"} do
			raises(http.ConnectionError, function() http.get(site, {params = {as = as}}) end, as)
		end`, broken)
}
