package http_test

import "testing"

func TestParams(t *testing.T) {
	cases{
		{"a table keeps its order", `
			local r = http.get((...) .. "/echo", {params = {b = "1", a = "2", c = "3"}})
			has(r.url, "/echo?b=1&a=2&c=3")`},
		{"a list of pairs keeps its order and repeats", `
			local r = http.get((...) .. "/echo", {params = {{"z", 1}, {"a", true}, {"z", 2}}})
			has(r.url, "?z=1&a=true&z=2")`},
		{"a value may be a list", `
			local r = http.get((...) .. "/echo", {params = {test = {"foo", "baz"}}})
			has(r.url, "?test=foo&test=baz")
			has(http.get((...) .. "/echo", {params = {{"a", {1, 2}}, {"b", 3}}}).url, "?a=1&a=2&b=3")
			eq(http.get((...) .. "/echo", {params = {a = {}}}).url, (...) .. "/echo")`},
		{"an existing query and fragment stay", `
			local r = http.get((...) .. "/echo?a=b#fragment", {params = {c = "d"}})
			eq(r.url, (...) .. "/echo?a=b&c=d#fragment")`},
		{"text is escaped as forms are", `
			local r = http.get((...) .. "/echo", {params = {["q&="] = "a b+c&é/~"}})
			eq(r.url, (...) .. "/echo?q%26%3D=a+b%2Bc%26%C3%A9%2F~")
			eq(r:json().query["q&="][1], "a b+c&é/~")`},
		{"a string is taken as it is", `
			has(http.get((...) .. "/echo", {params = "test=foo&x=%20y"}).url, "/echo?test=foo&x=%20y")
			has(http.get((...) .. "/echo", {params = "?a=1"}).url, "/echo?a=1")
			has(http.get((...) .. "/echo?q=1", {params = "a b"}).url, "/echo?q=1&a%20b")`},
		{"an empty table adds nothing", `eq(http.get((...) .. "/echo", {params = {}}).url, (...) .. "/echo")`},
		{"numbers are as Lua shows them", `has(http.get((...) .. "/echo", {params = {{"a", 10}, {"b", 0.5}, {"c", 2^53}}}).url, "?a=10&b=0.5&c=9007199254740992")`},
		{"a session's come first and are overruled", `
			local s = http.Session{params = {key = "k", page = 1}}
			has(s:get((...) .. "/echo", {params = {page = 2, q = "x"}}).url, "?key=k&page=2&q=x")
			has(s:get((...) .. "/echo", {params = {key = false}}).url, "/echo?page=1")
			eq(s:get((...) .. "/echo", {params = false}).url, (...) .. "/echo")
			s.params.page = nil
			has(s:get((...) .. "/echo").url, "/echo?key=k")
			s.params = {other = 1}
			has(s:get((...) .. "/echo").url, "/echo?other=1")
			s.params = "a=b"
			has(s:get((...) .. "/echo").url, "/echo?a=b")
			s.params = nil
			eq(s:get((...) .. "/echo").url, (...) .. "/echo")`},
		{"the table that was given stays the script's", `
			local given = {a = 1}
			local s = http.Session{params = given}
			s.params.b = 2
			eq(given, {a = 1})`},
		{"the path is escaped, what was escaped stays", `
			has(http.get((...) .. "/echo/ø é%20x?q=ø").url, "/echo/%C3%B8%20%C3%A9%20x?q=%C3%B8")
			has(http.get((...) .. "/echo/a%2Fb%00%").url, "/echo/a%2Fb%00%25")
			has(http.get((...) .. "/echo/x/../y/./z").url, "/echo/y/z")`},
		{"what cannot be sent is named", `
			local url = ... .. "/echo"
			raises("ArgumentError", function() http.get(url, {params = {a = print}}) end, "params", "'a'", "function")
			raises("ArgumentError", function() http.get(url, {params = {"a", "b"}}) end, "params", "the number 1")
			raises("ArgumentError", function() http.get(url, {params = {{"a", 1}, "b"}}) end, "item 2")
			raises("ArgumentError", function() http.get(url, {params = {{"a"}}}) end, "item 1")
			raises("ArgumentError", function() http.get(url, {params = {a = {1, {}}}}) end, "'a'", "at 2")
			raises("ArgumentError", function() http.get(url, {params = 5}) end, "params", "the number 5")`},
	}.run(t, site(t))
}

func TestHeaders(t *testing.T) {
	cases{
		{"the defaults are luafut's", `
			local h = http.get((...) .. "/echo"):json().headers
			has(h["User-Agent"][1], "luafut/")
			eq(h.Accept[1], "*/*")
			has(h["Accept-Encoding"][1], "gzip")`},
		{"any case is one name", `
			local s = http.Session{headers = {["x-token"] = "a"}}
			eq(s.headers["X-Token"], "a")
			s.headers["X-TOKEN"] = "b"
			eq(s.headers["x-token"], "b")
			local n = 0
			for _ in pairs(s.headers) do n = n + 1 end
			eq(n, 1)
			eq(s:get((...) .. "/echo"):json().headers["X-Token"], {"b"})
			eq(s:get((...) .. "/echo", {headers = {["X-tOkEn"] = "c"}}):json().headers["X-Token"], {"c"})
			local r = s:get((...) .. "/echo")
			eq(r.headers["content-type"], r.headers["CONTENT-TYPE"])
			eq(r.request.headers["x-TOKEN"], "b")`},
		{"false takes one away", `
			local s = http.Session{headers = {A = "1", B = "2"}}
			local h = s:get((...) .. "/echo", {headers = {a = false, ["user-agent"] = false, Accept = false}}):json().headers
			eq(h.A, nil) eq(h.B, {"2"}) eq(h["User-Agent"], nil) eq(h.Accept, nil)
			h = s:get((...) .. "/echo", {headers = false}):json().headers
			eq(h.A, nil) eq(h.B, nil) has(h["User-Agent"][1], "luafut")
			eq(s:get((...) .. "/echo"):json().headers.A, {"1"})
			s.headers["A"] = nil
			s.headers["user-agent"] = false
			h = s:get((...) .. "/echo"):json().headers
			eq(h.A, nil) eq(h["User-Agent"], nil)`},
		{"nil in any case removes", `
			local s = http.Session{headers = {["X-One"] = "1"}}
			s.headers["x-one"] = nil
			eq(s.headers["X-One"], nil)
			eq(s:get((...) .. "/echo"):json().headers["X-One"], nil)`},
		{"a call's are not kept", `
			local s = http.Session()
			s:get((...) .. "/echo", {headers = {["X-Once"] = "1"}})
			eq(s:get((...) .. "/echo"):json().headers["X-Once"], nil)`},
		{"a list is sent as several", `eq(http.get((...) .. "/echo", {headers = {["X-Many"] = {"a", "b"}}}):json().headers["X-Many"], {"a", "b"})`},
		{"numbers and any bytes above ASCII are sent", `
			local h = http.get((...) .. "/echo", {headers = {["X-N"] = 5, ["X-Text"] = "é"}}):json().headers
			eq(h["X-N"], {"5"}) eq(h["X-Text"], {"é"})`},
		{"Host can be set", `eq(http.get((...) .. "/echo", {headers = {Host = "example.org"}}):json().host, "example.org")`},
		{"the whole table can be replaced", `
			local s = http.Session{headers = {A = "1"}}
			local mine = {["x-b"] = "2"}
			s.headers = mine
			s.headers.C = "3"
			eq(mine, {["x-b"] = "2"})
			local h = s:get((...) .. "/echo"):json().headers
			eq(h.A, nil) eq(h["X-B"], {"2"}) eq(h.C, {"3"})
			s.headers = nil
			eq(s:get((...) .. "/echo"):json().headers["X-B"], nil)`},
		{"line breaks are refused", `
			local url = ... .. "/echo"
			raises(http.RequestException, function() http.get(url, {headers = {foo = "bar\r\nbaz: qux"}}) end, "Foo", "line break")
			raises(http.RequestException, function() http.get(url, {headers = {["fo\no"] = "bar"}}) end, "header name")
			raises(http.RequestException, function() http.get(url, {headers = {[""] = "bar"}}) end, "header name")
			local s = http.Session()
			s.headers.bad = "a\nb"
			raises(http.RequestException, function() s:get(url) end, "Bad")
			s.headers.bad = nil
			eq(s:get(url).ok, true)`},
		{"wrong types are named", `
			local s = http.Session()
			raises("ArgumentError", function() s:get("http://x/", {headers = {A = print}}) end, "headers", "'A'", "function")
			raises("ArgumentError", function() s:get("http://x/", {headers = "A: b"}) end, "headers", "a table")
			raises("ArgumentError", function() s.headers = {A = {{}}} end, "headers", "'A'")
			raises("ArgumentError", function() s.headers = 5 end, "headers")
			eq(s.headers.A, nil)`},
	}.run(t, site(t))
}
