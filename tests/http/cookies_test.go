package http_test

import (
	"fmt"
	"net/http"
	"testing"
)

func TestCookies(t *testing.T) {
	cases{
		{"a session keeps what was set, also by redirects", `
			local s = http.Session()
			local r = s:get((...) .. "/cookies/set?foo=bar&a=1")
			eq(s.cookies:get("foo"), "bar")
			eq(r:json().foo or r:json().cookies.foo, "bar")
			eq(r.history[1].cookies:get("foo"), "bar")
			eq(r.cookies:get("foo"), nil)
			eq(#s.cookies, 2)
			s:get((...) .. "/cookies/delete?foo")
			eq(s.cookies:get("foo"), nil)
			eq(s.cookies:get("a"), "1")`},
		{"without a session they live for the redirects only", `
			local sent = http.get((...) .. "/cookies/set?foo=bar").text
			has(sent, "bar")
			eq(string.find(http.get((...) .. "/cookies").text, "bar", 1, true), nil)`},
		{"a call's are sent and not kept", `
			local s = http.Session{cookies = {a = "1"}}
			eq(s:get((...) .. "/echo", {cookies = {b = "2"}}):json().headers.Cookie, {"a=1; b=2"})
			eq(#s.cookies, 1)
			eq(s:get((...) .. "/echo", {cookies = {a = "9"}}):json().headers.Cookie, {"a=9"})
			eq(s:get((...) .. "/echo", {cookies = {a = false}}):json().headers.Cookie, nil)
			eq(s:get((...) .. "/echo"):json().headers.Cookie, {"a=1"})
			eq(http.get((...) .. "/echo", {cookies = {x = "y"}}):json().headers.Cookie, {"x=y"})`},
		{"quotes and odd values stay", `eq(http.get((...) .. "/echo", {cookies = {foo = '"bar:baz"'}}):json().headers.Cookie, {'foo="bar:baz"'})`},
		{"the jar is live, and one object", `
			local s = http.Session()
			local jar = s.cookies
			s:get((...) .. "/cookies/set?foo=bar")
			eq(jar:get("foo"), "bar")
			eq(jar == s.cookies, true)
			jar:set("mine", "x")
			eq(s:get((...) .. "/cookies").text, s:get((...) .. "/cookies").text)
			has(s:get((...) .. "/echo"):json().headers.Cookie[1], "mine=x")
			eq(jar:delete("mine"), 1)
			eq(jar:delete("mine"), 0)
			jar:clear()
			eq(#jar, 0)
			eq(s:get((...) .. "/echo"):json().headers.Cookie, nil)`},
		{"set, get and delete by domain and path", `
			local jar = http.Session().cookies
			jar:set("k", "1", {domain = "a.example", path = "/x"})
			jar:set("k", "2", {domain = "b.example"})
			eq(jar:get("k", {domain = "a.example"}), "1")
			eq(jar:get("k", {path = "/"}), "2")
			eq(jar:get("k"), "2")
			eq(jar:get("k", {domain = "c.example"}), nil)
			eq(jar:delete("k", {domain = "a.example"}), 1)
			eq(#jar, 1)`},
		{"iter gives tables", `
			local jar = http.Session().cookies
			jar:set("s", "v", {domain = "example.com", path = "/p", expires = 4000000000, secure = true, http_only = true, same_site = "Strict"})
			jar:set("t", "w")
			local seen = {}
			for cookie in jar:iter() do seen[#seen + 1] = cookie end
			eq(#seen, 2)
			local c = seen[1]
			eq({c.name, c.value, c.domain, c.path, c.expires, c.secure, c.http_only, c.same_site},
				{"s", "v", "example.com", "/p", 4000000000, true, true, "Strict"})
			eq({seen[2].name, seen[2].domain, seen[2].expires, seen[2].secure}, {"t", "", nil, false})
			for cookie in jar:iter() do jar:delete(cookie.name) end
			eq(#jar, 0)`},
		{"the past deletes", `
			local jar = http.Session{cookies = {a = "1"}}.cookies
			jar:set("a", "1", {expires = 1})
			eq(jar:get("a"), nil)`},
		{"saved and loaded, as text and as JSON", `
			for _, suffix in ipairs{"", ".json"} do
				local path = os.tmpname() .. suffix
				local jar = http.Session().cookies
				jar:set("a", "1", {domain = "example.com", expires = 4000000000, secure = true})
				jar:set("b", "2", {domain = "sub.example.com", path = "/x", expires = 4000000000})
				jar:save(path)
				local other = http.Session{cookies = {mine = "m"}}.cookies
				other:load(path)
				eq(#other, 3)
				eq(other:get("a"), "1")
				eq(other:get("b", {path = "/x"}), "2")
				os.remove(path)
			end`},
		{"files that are not there or not cookies", `
			local jar = http.Session().cookies
			raises("RuntimeError", function() jar:load("/nowhere/cookies.txt") end, "/nowhere/cookies.txt")
			raises("RuntimeError", function() jar:save("/nowhere/cookies.txt") end, "/nowhere")
			local path = os.tmpname()
			local f = io.open(path, "w") f:write("not\ncookies\n") f:close()
			raises("RuntimeError", function() jar:load(path) end, path, "1")
			os.remove(path)`},
		{"what no cookie can be is refused", `
			local jar = http.Session().cookies
			raises("ArgumentError", function() jar:set("a;b", "1") end, "a;b")
			raises("ArgumentError", function() jar:set("a", "1\r\nX: y") end)
			raises("ArgumentError", function() jar:set("a", "1", {domain = "com"}) end, "com")
			raises("ArgumentError", function() jar:set("a", "1", {expires = math.huge}) end, "expires")
			raises("ArgumentError", function() jar:set("a", "1", {same_site = "strictly"}) end, "strictly")
			raises("ArgumentError", function() jar:set("a", "1", {pathh = "/"}) end, "'path'")
			raises("ArgumentError", function() jar:set("a") end, "value")
			raises("ArgumentError", function() jar.set("a", "1") end, "colon")
			raises("ArgumentError", function() return jar.remove end, "delete")
			raises(http.RequestException, function() http.Session{cookies = {["a;b"] = "1"}} end, "a;b")
			raises(http.RequestException, function() http.get("http://127.0.0.1:1/", {cookies = {a = "1;2"}}) end, "cookie")`},
		{"a whole jar can be assigned", `
			local s, other = http.Session{cookies = {a = "1"}}, http.Session{cookies = {b = "2"}}
			local jar = s.cookies
			s.cookies = other.cookies
			eq({jar:get("a"), jar:get("b")}, {nil, "2"})
			s.cookies = {c = "3"}
			eq({#jar, jar:get("c")}, {1, "3"})
			eq(#other.cookies, 1)
			s.cookies = nil
			eq(#jar, 0)
			raises("ArgumentError", function() s.cookies = 5 end, "cookies")`},
		{"a header of the script's own beats the jar's of its name", `
			local s = http.Session{cookies = {a = "1", b = "2"}}
			eq(s:get((...) .. "/echo", {headers = {Cookie = "a=own"}}):json().headers.Cookie, {"a=own; b=2"})`},
	}.run(t, site(t))
}

// TestCookiesOfServers are those that a server sets with attributes.
func TestCookiesOfServers(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		for _, c := range r.URL.Query()["c"] {
			w.Header().Add("Set-Cookie", c)
		}
		fmt.Fprint(w, r.Header.Get("Cookie"))
	})
	cases{
		{"path, domain and expiry", `
			local s, url = http.Session(), ...
			local function set(c) return s:get(url .. "/a/b", {params = {c = c}}) end
			set("deep=1; Path=/a")
			set("host=1")
			set("old=1; Max-Age=0")
			set("foreign=1; Domain=example.com")
			set("secure=1; Secure")
			set("__Host-x=1; Path=/")
			eq(s:get(url .. "/a/b").text, "deep=1; host=1")
			eq(s:get(url .. "/").text, "")
			for c in s.cookies:iter() do eq(c.domain, "127.0.0.1") end
			set("deep=2; Path=/a")
			eq(s:get(url .. "/a/").text, "deep=2; host=1")`},
		{"a quoted value is kept as it came", `
			local s, url = http.Session(), ...
			local r = s:get(url .. "/", {params = {c = 'q="a b, c"; HttpOnly; SameSite=Lax'}})
			eq(r.cookies:get("q"), '"a b, c"')
			eq(s:get(url .. "/").text, 'q="a b, c"')
			for c in r.cookies:iter() do eq({c.http_only, c.same_site}, {true, "Lax"}) end`},
		{"several Set-Cookie lines", `
			local s, url = http.Session(), ...
			local r = s:get(url .. "/", {params = {c = {"a=1", "b=2", "c"}}})
			eq(r.cookies:get("a"), "1")
			eq(r.cookies:get("b"), "2")
			has(r.headers["set-cookie"], "a=1, b=2")`},
	}.run(t, url)
}

// TestCookiesOtherHosts: a cookie of one host is not another's.
func TestCookiesOtherHosts(t *testing.T) {
	other := serve(t, func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Header.Get("Cookie")) })
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "secret", Value: "1"})
		http.Redirect(w, r, other, http.StatusFound)
	})
	run(t, `
		local s, url = http.Session(), ...
		local r = s:get(url, {cookies = {call = "1"}, headers = {Cookie = "own=1"}})
		eq(r.text, "")
		eq(s.cookies:get("secret"), "1")
		eq(http.get(url, {cookies = {call = "1"}}).text, "")
		eq(r.history[1].status_code, 302)`, url)
}
