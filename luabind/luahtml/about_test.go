package luahtml_test

import "testing"

func TestAbout(t *testing.T) {
	check(t, `<html lang="en"><title> A
page </title><meta name="description" content="About it"><link rel="canonical" href="/canon">
<meta property="og:title" content="OG"><meta property="og:image" content="1.png"><meta property="og:image" content="2.png"><meta property="article:author" content="Ann">
<meta name="twitter:card" content="summary"><meta name="robots" content="noindex">
<script type="application/ld+json">[{"@type": "A", "n": 1.5, "null": null, "list": [], "id": 12345678901234567890}, {"@type": "B"}]</script>
<script type="application/ld+json">{"@type": "C", "html": "<b>"}</script><script type="application/ld+json">{broken</script>`, []script{
		{"meta", `local m = doc:meta() return m.title, m.description, m.canonical, m.language, m.opengraph.title, m.opengraph.image, m.opengraph["article:author"], m.twitter.card, m.other.robots, m.lists.opengraph.image[2]`,
			"A page About it https://example.org/canon en OG 1.png Ann summary noindex 2.png"},
		{"no meta", `local m = html.parse(""):meta() return m.title, m.description, next(m.opengraph), next(m.lists.other)`, "nil nil nil nil"},
		{"JSON-LD", `local l, e = doc:json_ld() return #l, l[1]["@type"], l[1].n, l[1].null, #l[1].list, l[1].id, type(l[1].id), l[2]["@type"], l[3].html, #e, e[1]:match("^JSON%-LD block 3")`,
			"3 A 1.5 null 0 12345678901234567890 string B <b> 1 JSON-LD block 3"},
		{"no JSON-LD", `local l, e = html.parse(""):json_ld() return #l, e`, "0 nil"},
	})
}

func TestForms(t *testing.T) {
	check(t, `<form id="f" name="login" action="/login" method="post"><input name="user" value="u0"><input type="hidden" name="token" value="t&amp;1">
<input type="checkbox" name="stay" value="yes"><select name="lang"><option value="en">English<option value="de" selected>Deutsch</select><textarea name="note">a</textarea>
<input disabled name="off" value="1"><button name="go" value="1">Go</button><button name="stop" value="2">Stop</button></form>
<form action="search?old=1"><input name="q"></form><form method="post" enctype="multipart/form-data"><input name="a" value="b"></form>`, []script{
		{"fields", `local f = doc:forms()[1] local s = f.fields[4] return #doc:forms(), f.name, f.id, f.method, f.action, f.encoding, #f.fields, s.name, s.type, #s.options, s.options[2].value, s.options[2].text, s.options[2].selected, f.fields[6].disabled, f.fields[1].disabled`,
			"3 login f POST https://example.org/login application/x-www-form-urlencoded 8 lang select 2 de Deutsch true true nil"},
		{"as it stands", `local r = doc:forms()[1]:request() return r.method, r.url, r.content_type, r.body, #r.data, r.data[1][1], r.data[1][2]`,
			"POST https://example.org/login application/x-www-form-urlencoded user=u0&token=t%261&lang=de&note=a&go=1 5 user u0"},
		{"values", `return doc:forms()[1]:request({user = "me & you", token = false, stay = true, lang = "en", note = 5}).body`, "user=me+%26+you&stay=yes&lang=en&note=5&go=1"},
		{"buttons", `local f = doc:forms()[1] return f:request({}, {button = "stop"}).body:match("stop=2"), f:request({}, {button = false}).body`, "stop=2 user=u0&token=t%261&lang=de&note=a"},
		{"extra", `return doc:forms()[2]:request({q = "x"}, {extra = {page = {1, 2}}}).url`, "https://example.org/dir/search?q=x&page=1&page=2"},
		{"get", `local r = doc:forms()[2]:request({q = "a b"}) return r.method, r.url, r.body, r.content_type`, "GET https://example.org/dir/search?q=a+b nil nil"},
		{"submit", `local seen = {}
local session = {request = function(self, method, url, opts) seen = {self, method, url, opts} return "response", 2 end}
local a, b = doc:forms()[1]:submit(session, {user = "x"}, {request = {timeout = 5, headers = {["X-A"] = "1"}}})
local o = seen[4]
return a, b, seen[1] == session, seen[2], seen[3], o.data, o.headers["Content-Type"], o.headers["X-A"], o.headers.Referer, o.headers.Origin, o.timeout`,
			"response 2 true POST https://example.org/login user=x&token=t%261&lang=de&note=a&go=1 application/x-www-form-urlencoded 1 https://example.org/dir/list https://example.org 5"},
		{"submit without a referer", `return doc:forms()[1]:submit({request = function(_, _, _, opts) return opts.headers.referer, opts.headers.Referer, opts.headers.Origin end}, {}, {request = {headers = {referer = false}}})`,
			"false nil https://example.org"},
		{"submit of a get", `return doc:forms()[2]:submit({request = function(_, method, url, opts) return method, url, opts.data, opts.headers.Referer, opts.headers.Origin end}, {q = "x"})`, "GET https://example.org/dir/search?q=x nil https://example.org/dir/list nil"},
		{"submit of files", `return doc:forms()[3]:submit({request = function(_, method, url, opts) return url, opts.headers["Content-Type"]:match("^multipart/form%-data; boundary="), opts.data:match('name="a"\r\n\r\nb\r\n') ~= nil end})`,
			"https://example.org/dir/list multipart/form-data; boundary= true"},
		{"errors of the session", `doc:forms()[2]:submit({request = function() error("no net", 0) end})`, "no net"},
		{"no session", `doc:forms()[2]:submit({})`, "ArgumentError: argument 1 'session' of Form:submit must be a session (or what has a method request), not a table"},
		{"no such field", `doc:forms()[1]:request({usr = "x"})`, `FormError: the form has no field "usr"; did you mean user?; it has user, token, stay, lang, note, off, go, stop. To send it all the same, pass it as an extra one`},
		{"no such choice", `local ok, e = pcall(function() doc:forms()[1]:request({lang = "fr"}) end) return e.type`, "FormError"},
		{"no such button", `local ok, e = pcall(function() doc:forms()[1]:request({}, {button = "x"}) end) return e.type`, "FormError"},
		{"a table in a list", `doc:forms()[1]:request({user = {{}}})`, "ArgumentError: Form:request: item 1 of the field 'user' must be a string or a number, not a table"},
		{"true for text", `doc:forms()[1]:request({user = true})`, "ArgumentError: Form:request: the field 'user' cannot be true: only boxes are ticked"},
		{"without a base", `html.parse("<form action=x>"):forms()[1]:request()`, `FormError: the form's action "x" is not an absolute URL; parse the page with its base_url`},
	})
}
