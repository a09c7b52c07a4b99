package robots_test

import (
	"strings"
	"testing"
	"time"

	"luafut/session/robots"
)

// The examples of RFC 9309, 5, and cases around its sections 2.2.1 to 2.2.3.
const file = "\ufeffUser-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\nCrawl-delay: 2.5\n\n" +
	"User-Agent: foobot\r\nDisallow:/\r\nAllow:/example/page.html\r\nAllow:/example/allowed.gif # why not\r\n\r\n" +
	"User-Agent: barbot\nUser-Agent: bazbot/2.0\nDisallow: /example/page.html\n\n" +
	"User-Agent: quxbot\n\nSitemap: /s\nuser-agent: FooBot\nallow: /more\nnonsense\nDisallow\n" +
	"User-agent: long\nDisallow: /a*b*c\nAllow: /a/b/c/d\nDisallow: /ö\nDisallow: /q?x=*&y\nAllow: /same\nDisallow: /same\nDisallow: /end$\nDisallow: /%7Etilde"

func TestAllowed(t *testing.T) {
	f := robots.Parse(file)
	for _, c := range []struct {
		agent, path string
		want        bool
	}{
		{"other", "/x.gif", false}, {"other", "/x.gif?a", true}, {"other", "/example/x", false}, {"other", "/publications/", true}, {"other", "/", true},
		{"FOOBOT", "/x", false}, {"foobot", "/example/page.html", true}, {"foobot", "/example/allowed.gif", true}, {"foobot", "/more/x", true},
		{"barbot", "/example/page.html", false}, {"bazbot", "/example/page.html", false}, {"bazbot", "/x.gif", true},
		{"quxbot", "/example/", true}, {"foo", "/example/", false}, {"foobotty", "/more", true},
		{"long", "/a/b/c", false}, {"long", "/aXbXcX", false}, {"long", "/a/b/c/d", true}, {"long", "/ab", true},
		{"long", "/%C3%B6x", false}, {"long", "/%c3%b6", false}, {"long", "/q?x=1&y", false}, {"long", "/q?x=1", true},
		{"long", "/same", true}, {"long", "/end", false}, {"long", "/ending", true}, {"long", "/~tilde", false},
		{"foobot", "/robots.txt", true},
	} {
		if got := f.For(c.agent).Allowed(c.path); got != c.want {
			t.Errorf("%s at %s: %v", c.agent, c.path, got)
		}
	}
	if d := f.For("other").Delay(); d != 2500*time.Millisecond {
		t.Errorf("delay %v", d)
	}
	if d := f.For("foobot").Delay(); d != 0 {
		t.Errorf("a delay of others: %v", d)
	}
	if !new(robots.File).For("x").Allowed("/") {
		t.Error("no file, no rule")
	}
	if got := robots.Token(" luafut/1.0 (x)"); got != "luafut" {
		t.Error(got)
	}
}

func TestBounds(t *testing.T) {
	far := strings.Repeat("# comment\n", robots.MaxSize/10) + "User-agent: *\nDisallow: /\n"
	if !robots.Parse(far).For("x").Allowed("/") {
		t.Error("what lies beyond the bound was read")
	}
	for _, s := range []string{"Crawl-delay: 1", "User-agent: *\nCrawl-delay: -1", "User-agent: *\nCrawl-delay: 1e300", "User-agent: *\nCrawl-delay: NaN", "User-agent: *\nCrawl-delay: x"} {
		if d := robots.Parse(s).For("x").Delay(); d != 0 {
			t.Errorf("%q: %v", s, d)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add(file, "foobot", "/a%zz")
	f.Add("user-agent:*\ndisallow:/*a*a*a*a*a*b$", "x", "/"+strings.Repeat("a", 1000))
	f.Fuzz(func(t *testing.T, text, agent, path string) {
		r := robots.Parse(text).For(agent)
		r.Allowed(path)
		if r.Delay() < 0 {
			t.Error("a negative delay")
		}
	})
}
