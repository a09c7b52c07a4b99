package repl

import (
	"context"
	"os"
	"slices"
	"strings"
	"testing"

	"luafut/luabind"
)

func newSession(t testing.TB) *session {
	t.Helper()
	s, err := luabind.New(context.Background(), luabind.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	if err := s.Globalise(); err != nil {
		t.Fatal(err)
	}
	return &session{s: s, cfg: Config{Screen: NewScreen(os.Stdout)}}
}

func TestComplete(t *testing.T) {
	p := newSession(t)
	if _, err := p.s.Run("stdin", `shop = {price = 1, sell = function() end, nested = {deep = {}}}
		object = setmetatable({own = 1}, {__index = {inherited = print}})
		list = {{title = "a"}, {["odd key"] = 1, other = {}}}
		session = http.Session()
		pool = futures.ThreadPoolExecutor(1)`); err != nil {
		t.Fatal(err)
	}
	t.Chdir(t.TempDir())
	if err := os.WriteFile("links.json", nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ text, rest, has, hasNot string }{
		{"", "", "print pool for", "nowhere"},
		{"pri", "pri", "print", "for pool"},
		{"x = ht", "ht", "html http", "htpp"},
		{"http.get('u', {timeout = 1}):js", "js", "json", "get"},
		{"http.get('u').st", "st", "status_code", "json"},
		{"pool:submit(print):re", "re", "result", "running"},
		{"html.parse(x):find('a'):fi", "fi", "first find", "json"},
		{"print(1):", "", "", "json"},
		{"http.", "", "get Session HTTPError", "price"},
		{"http.Se", "Se", "Session", "get"},
		{"list[1].", "", "title", "other"},
		{"list[2].ot", "ot", "other", "title"},
		{"shop['nested'].de", "de", "deep", "price"},
		{"list[2][\"o", "o", "other\"]", "title"},
		{"shop['pr", "pr", "price']", "sell']"},
		{"list[x].", "", "", "title"},
		{"('abc'):up", "up", "upper", "print"},
		{"x = 'abc':", "", "upper rep", "print"},
		{"print('abc'):up", "up", "", "upper"},
		{"shop.", "", "price sell nested", "print"},
		{"shop:", "", "sell", "price"},
		{"print(shop.nested.", "", "deep", "price"},
		{"object.", "", "own inherited", ""},
		{"session:", "", "get close", "headers"},
		{"session.", "", "headers cookies", "get"},
		{`("x"):`, "", "rep", "print"},
		{"unknown.", "", "", "print"},
		{"x = 1 .. ", "", "print", ""},
		{`http.get("http://x", {ti`, "ti", "timeout = ", "headers = "},
		{`http.get("http://x", {timeout = 3, `, "", "headers = ", "print"},
		{`http.get(f(1, 2), {`, "", "headers = ", "print"},
		{`http.get("http://x", {timeout = `, "", "print", "headers = "},
		{"http.Session {re", "re", "retries = ", "headers = "},
		{"session:get('/', {al", "al", "allow_redirects = ", ""},
		{`require "ht`, "ht", "html http", "json"},
		{`require("js`, "js", "json", "html"},
		{`io.open("li`, "li", "links.json", ""},
		{".lo", ".lo", ".load", ".help"},
		{".load li", "li", "links.json", ""},
		{"-- pri", "", "", "print"},
		{"'pri", "pri", "", "print"},
	} {
		start, items := p.complete(c.text)
		var got []string
		for _, it := range items {
			got = append(got, strings.TrimSuffix(it.Text, " = "))
		}
		if c.text[start:] != c.rest {
			t.Errorf("%q: replaces %q, want %q", c.text, c.text[start:], c.rest)
		}
		for _, want := range strings.Fields(strings.ReplaceAll(c.has, " = ", " ")) {
			if !slices.Contains(got, want) {
				t.Errorf("%q: lacks %q among %q", c.text, want, got)
			}
		}
		for _, no := range strings.Fields(strings.ReplaceAll(c.hasNot, " = ", " ")) {
			if slices.Contains(got, no) {
				t.Errorf("%q: offers %q", c.text, no)
			}
		}
	}
}
