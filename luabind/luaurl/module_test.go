package luaurl_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luaurl"
)

func TestModule(t *testing.T) {
	s := bindtest.NewState(t, luaurl.Module)
	for _, c := range [][2]string{
		{`local u = url.parse("https://u%20x:p%40@Example.com:8080/a?b=1#c"); return u.scheme, u.username, u.password, u.host, u.hostname, u.port, u.origin, u.path, u.query, u.fragment`,
			`https u x p@ example.com:8080 example.com 8080 https://example.com:8080 /a b=1 c`},
		{`local u = url.parse("http://example.com:80"); return u.href, u.port, u.query, u.fragment, u.username, u.host`, `http://example.com/ nil nil nil nil example.com`},
		{`local u = url.parse("/a?"); return u.scheme, u.host, u.origin, u.path, u.query == ""`, `nil nil nil /a true`},
		{`return url.parse("http://")`, `InvalidURL: "http://": there is no host`},
		{`return url.join("http://a/b/c", "../d")`, `http://a/d`},
		{`return url.join("/b/c", "../d")`, `InvalidURL: "/b/c": a base must be a whole URL, with its scheme`},
		{`return url.normalize("HTTP://A:80/%7eb/%2F/.%2e/c%e4?#")`, `http://a/~b/c%E4`},
		{`return url.normalize("http://a?b=2&a=1&b=1#f")`, `http://a/?b=2&a=1&b=1#f`},
		{`return url.normalize("http://a?b=2&a=1&b=1#f", {sort_query = true, fragment = false})`, `http://a/?a=1&b=2&b=1`},
		{`return url.normalize("mailto:a%40B")`, `mailto:a%40B`},
		{`url.normalize("http://a", {sort = true})`, `ArgumentError: url.normalize: unknown option 'sort'; did you mean 'sort_query'?`},
		{`return url.encode("a b&c/d~é"), url.decode("a%20b+%zz%C3%A9")`, `a%20b%26c%2Fd~%C3%A9 a b+%zzé`},
		{`return url.query({a = 1, b = {"x", 2.5, true}, c = "d e"})`, `a=1&b=x&b=2.5&b=true&c=d+e`},
		{`return url.query({{"b", 1}, {"a", "&"}, {"b", false}})`, `b=1&a=%26&b=false`},
		{`return url.query({{"b", {1, 2}}})`, `b=1&b=2`},
		{`return url.query({}), #url.query({}, {})`, ` 0`},
		{`local q = url.query("?a=1&b=x&b=y&b=z&c"); return q.a, #q.b, q.b[3], q.c == "", q.d`, `1 3 z true nil`},
		{`local q = url.query("b=1&a=2&b=3", {pairs = true}); return #q, q[2][1], q[3][1], q[3][2], url.query(q)`, `3 a b 3 b=1&a=2&b=3`},
		{`url.query({a = print})`, `ArgumentError: url.query: the field 'a' must be a string, a number, a boolean or a list of these, not a function`},
		{`url.query({a = {1, {}}})`, `ArgumentError: url.query: item 2 of the field 'a' must be a string, a number or a boolean, not a table`},
		{`url.query({{"a"}})`, `ArgumentError: url.query: item 1 is not a pair {name, value}`},
		{`url.query({"a"})`, `ArgumentError: url.query: a field's name must be a string, not the number 1`},
		{`url.query(5)`, `ArgumentError: argument 1 'fields' of url.query must be a table or a string, not the number 5`},
		{`local ok, e = pcall(url.parse, "http://a:b"); return e.type, e.message`, `InvalidURL "http://a:b": "b" is no port (0 to 65535)`},
	} {
		if got := bindtest.Eval(t, s, c[0]); got != c[1] {
			t.Errorf("%s\n got %s\nwant %s", c[0], got, c[1])
		}
	}
}
