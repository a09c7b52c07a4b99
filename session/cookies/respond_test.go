package cookies_test

import (
	"strings"
	"testing"
	"time"

	"luafut/session/cookies"
)

func TestHeaderAfterResponse(t *testing.T) {
	long := strings.Repeat("v", 4095)
	for _, tt := range []struct {
		name, from string
		set        []string
		to, want   string
	}{
		// Names and values.
		{"plain", "http://shop.example.net/", []string{"cart=7"}, "http://shop.example.net/", "cart=7"},
		{"blanks around", "http://shop.example.net/", []string{" \tcart \t= \t7 \t ;x"}, "http://shop.example.net/", "cart=7"},
		{"inner blanks", "http://shop.example.net/", []string{"my cart=a \t b"}, "http://shop.example.net/", "my cart=a \t b"},
		{"quotes are kept", "http://shop.example.net/", []string{`q="a b"`}, "http://shop.example.net/", `q="a b"`},
		{"a quote does not hide a semicolon", "http://shop.example.net/", []string{`q="a;b"`}, "http://shop.example.net/", `q="a`},
		{"JSON", "http://shop.example.net/", []string{`j={"a":1,"b":[2]}`}, "http://shop.example.net/", `j={"a":1,"b":[2]}`},
		{"equals in the value", "http://shop.example.net/", []string{"b64=aGk=="}, "http://shop.example.net/", "b64=aGk=="},
		{"no value", "http://shop.example.net/", []string{"empty="}, "http://shop.example.net/", "empty="},
		{"no name", "http://shop.example.net/", []string{"token"}, "http://shop.example.net/", "token"},
		{"no name before =", "http://shop.example.net/", []string{"=to=ken"}, "http://shop.example.net/", "to=ken"},
		{"one without a name replaces the other", "http://shop.example.net/", []string{"one", "=two"}, "http://shop.example.net/", "two"},
		{"any bytes", "http://shop.example.net/", []string{"b=\xff\xfe\x80"}, "http://shop.example.net/", "b=\xff\xfe\x80"},
		{"a comma does not split", "http://shop.example.net/", []string{"a=1, b=2"}, "http://shop.example.net/", "a=1, b=2"},
		{"names keep their case", "http://shop.example.net/", []string{"ID=1", "id=2"}, "http://shop.example.net/", "ID=1; id=2"},
		{"longest", "http://shop.example.net/", []string{"n=" + long}, "http://shop.example.net/", "n=" + long},

		// Replacing and order.
		{"replaced in its place", "http://shop.example.net/", []string{"a=1", "b=2", "a=3"}, "http://shop.example.net/", "a=3; b=2"},
		{"longer paths first", "http://shop.example.net/x/y", []string{"a=1; path=/", "b=2; path=/x/y", "c=3; path=/x"}, "http://shop.example.net/x/y", "b=2; c=3; a=1"},
		{"order across domains", "http://a.example.net/", []string{"1=; domain=example.net", "2=", "3=; domain=a.example.net"}, "http://a.example.net/", "1=; 2=; 3="},
		{"host-only and domain cookies are two", "http://a.example.net/", []string{"k=host", "k=domain; domain=a.example.net"}, "http://a.example.net/", "k=host; k=domain"},

		// Domain.
		{"host only by default", "http://example.net/", []string{"a=1"}, "http://www.example.net/", ""},
		{"Domain reaches below", "http://example.net/", []string{"a=1; Domain=example.net"}, "http://x.y.example.net/", "a=1"},
		{"from below", "http://x.y.example.net/", []string{"a=1; Domain=.example.net"}, "http://example.net/", "a=1"},
		{"not beside", "http://example.net/", []string{"a=1; Domain=example.net"}, "http://notexample.net/", ""},
		{"in any case", "http://EXAMPLE.net/", []string{"a=1; domain=Example.NET"}, "http://www.example.NET/", "a=1"},
		{"the last Domain counts", "http://a.example.net/", []string{"a=1; domain=elsewhere.org; domain=example.net"}, "http://b.example.net/", "a=1"},
		{"an empty Domain counts for nothing", "http://a.example.net/", []string{"a=1; domain=example.net; domain="}, "http://b.example.net/", "a=1"},
		{"a Domain too long counts for nothing", "http://a.example.net/", []string{"a=1; domain=" + strings.Repeat("x", 1025)}, "http://a.example.net/", "a=1"},
		{"ports do not matter", "http://example.net:81/", []string{"a=1"}, "http://example.net:82/", "a=1"},
		{"a dot at the end of the host", "http://example.net./", []string{"a=1"}, "http://example.net/", "a=1"},
		{"a host beyond ASCII", "http://bücher.example/", []string{"a=1; domain=xn--bcher-kva.example"}, "http://www.BÜCHER.example/", "a=1"},
		{"an address", "http://127.0.0.1:8080/", []string{"a=1; domain=127.0.0.1"}, "http://127.0.0.1:9/", "a=1"},
		{"an IPv6 address", "http://[::1]:8080/", []string{"a=1; domain=[::1]"}, "http://[0:0::1]/", "a=1"},
		{"localhost", "http://localhost:8080/", []string{"a=1; domain=localhost"}, "http://localhost/", "a=1"},
		{"a suffix's own host", "http://github.io/", []string{"a=1; domain=github.io"}, "http://github.io/", "a=1"},
		{"and not its tenants", "http://github.io/", []string{"a=1; domain=github.io"}, "http://someone.github.io/", ""},

		// Path.
		{"the default is the directory", "http://example.net/dir/page", []string{"a=1"}, "http://example.net/dir/other/page", "a=1"},
		{"and not above", "http://example.net/dir/page", []string{"a=1"}, "http://example.net/", ""},
		{"the default of a page at the root", "http://example.net/page", []string{"a=1"}, "http://example.net/", "a=1"},
		{"no path at all", "http://example.net", []string{"a=1; path=/"}, "http://example.net?q", "a=1"},
		{"a prefix of whole segments", "http://example.net/", []string{"a=1; path=/di"}, "http://example.net/dir/", ""},
		{"a path that does not begin with /", "http://example.net/dir/page", []string{"a=1; path=other"}, "http://example.net/dir/", "a=1"},
		{"the last Path counts, also an empty one", "http://example.net/dir/page", []string{"a=1; path=/else; path"}, "http://example.net/dir/", "a=1"},
		{"escapes are compared as they stand", "http://example.net/", []string{"a=1; path=/a%20b"}, "http://example.net/a%20b/c", "a=1"},
		{"the query is not part of it", "http://example.net/dir/page?x=/y/z", []string{"a=1"}, "http://example.net/dir/", "a=1"},

		// Secure, SameSite, prefixes.
		{"Secure over https", "https://example.net/", []string{"a=1; sECUre"}, "https://example.net/", "a=1"},
		{"and not over http", "https://example.net/", []string{"a=1; secure=no"}, "http://example.net/", ""},
		{"nor on loopback", "https://127.0.0.1/", []string{"a=1; secure"}, "http://127.0.0.1/", ""},
		{"a word that only begins so", "http://example.net/", []string{"a=1; secured"}, "http://example.net/", "a=1"},
		{"websockets", "https://example.net/", []string{"a=1; secure"}, "wss://example.net/", "a=1"},
		{"SameSite holds nothing back", "http://example.net/", []string{"a=1; SameSite=Strict"}, "http://example.net/", "a=1"},
		{"__Host-", "https://example.net/", []string{"__Host-a=1; Secure; Path=/"}, "https://example.net/", "__Host-a=1"},
		{"__Secure-", "https://www.example.net/", []string{"__Secure-a=1; Secure; Domain=example.net"}, "https://example.net/", "__Secure-a=1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j, _ := newJar()
			receive(t, j, tt.from, tt.set...)
			wantHeader(t, j, tt.to, tt.want)
		})
	}
}

func TestRejected(t *testing.T) {
	for _, tt := range []struct{ name, from, set, reason string }{
		{"nothing", "http://example.net/", "", "neither a name nor a value"},
		{"only =", "http://example.net/", " = ; path=/", "neither a name nor a value"},
		{"too long", "http://example.net/", "n=" + strings.Repeat("v", 4096), "more than 4096 bytes"},
		{"NUL", "http://example.net/", "a=b\x00c", "control character"},
		{"carriage return in an attribute", "http://example.net/", "a=b; path=/\r", "control character"},
		{"DEL", "http://example.net/", "a=b\x7f", "control character"},
		{"another domain", "http://example.net/", "a=1; domain=example.org", "does not cover the host example.net"},
		{"a domain below", "http://example.net/", "a=1; domain=www.example.net", "does not cover"},
		{"two dots in front", "http://www.example.net/", "a=1; domain=..example.net", "does not cover"},
		{"a dot behind", "http://www.example.net/", "a=1; domain=example.net.", "does not cover"},
		{"a port", "http://www.example.net/", "a=1; domain=www.example.net:80", "does not cover"},
		{"a top-level domain", "http://example.co.uk/", "a=1; domain=uk", "public suffix"},
		{"a registry's suffix", "http://example.co.uk/", "a=1; domain=.co.uk", "public suffix"},
		{"a host of many", "http://someone.github.io/", "a=1; domain=github.io", "public suffix"},
		{"a part of an address", "http://127.0.0.1/", "a=1; domain=0.0.1", "does not cover"},
		{"a domain beyond ASCII", "http://bücher.example/", "a=1; domain=bücher.example", "punycode"},
		{"Secure over http", "http://example.net/", "a=1; secure", "plain http"},
		{"SameSite=None alone", "https://example.net/", "a=1; samesite=none", "needs the Secure attribute"},
		{"__Secure- without it", "https://example.net/", "__secure-a=1", "needs the Secure attribute"},
		{"__Host- with a domain", "https://example.net/", "__Host-a=1; secure; path=/; domain=example.net", "no Domain"},
		{"__Host- with a path", "https://example.net/", "__HOST-a=1; secure; path=/x", "Path=/"},
		{"__Host- with the default path", "https://example.net/", "__Host-a=1; secure", "Path=/"},
		{"a value like a prefixed name", "https://example.net/", "=__Host-a=1", "without a name"},
		{"no host", "mailto:someone@example.net", "a=1", "no host"},
		{"a host with an empty label", "http://a..b/", "a=1", "no host"},
		{"a very long path", "http://example.net/" + strings.Repeat("p", 9000) + "/", "a=1", "more than 8192 bytes"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j, _ := newJar()
			rejected := j.SetFromResponse(parse(t, tt.from), []string{"before=1; domain=", tt.set})
			if len(rejected) == 0 || !strings.Contains(rejected[len(rejected)-1].Error(), tt.reason) {
				t.Fatalf("%v, want an error with %q", rejected, tt.reason)
			}
			if all := j.All(); len(all) > 1 {
				t.Errorf("it is in the jar: %+v", all)
			}
		})
	}
}

func TestPlainHTTPDoesNotHideSecure(t *testing.T) {
	for _, tt := range []struct {
		from, set string
		taken     bool
	}{
		{"http://www.example.net/", "id=evil; path=/", false},
		{"http://www.example.net/", "id=evil; path=/login", false},
		{"http://www.example.net/", "id=evil; domain=example.net", false},
		{"http://www.example.net/", "id=; max-age=0; path=/", false},
		{"http://deep.www.example.net/", "id=evil; domain=www.example.net", false},
		{"http://www.example.net/", "other=1", true},
		{"http://beside.example.net/", "id=1", true},
		{"https://www.example.net/", "id=new; path=/", true},
	} {
		j, _ := newJar()
		receive(t, j, "https://www.example.net/", "id=good; secure; path=/; domain=www.example.net")
		if rejected := j.SetFromResponse(parse(t, tt.from), []string{tt.set}); (rejected == nil) != tt.taken {
			t.Errorf("%s from %s: taken = %v, want %v", tt.set, tt.from, rejected == nil, tt.taken)
		}
		if c, ok := j.Get("id", "www.example.net", "/"); !ok || c.Value != "good" && !strings.HasPrefix(tt.from, "https") {
			t.Errorf("after %s from %s the cookie is %+v, %v", tt.set, tt.from, c, ok)
		}
	}
	// A path above the Secure cookie's is sent behind it, and allowed.
	j, _ := newJar()
	receive(t, j, "https://www.example.net/", "id=good; secure; path=/account")
	receive(t, j, "http://www.example.net/", "id=1; path=/")
}

func TestExpiry(t *testing.T) {
	j, clock := newJar()
	receive(t, j, "http://example.net/",
		"short=1; max-age=60",
		"dated=1; expires=Wed, 04 Mar 2026 05:08:07 GMT",
		"both=1; max-age=300; expires=Wed, 04 Mar 2026 05:06:08 GMT",
		"session=1",
		"odd=1; max-age=6e1",
		"past=1; expires=Wed, 04 Mar 2026 05:06:07 GMT")
	for _, step := range []struct {
		after time.Duration
		want  string
	}{
		{0, "short=1; dated=1; both=1; session=1; odd=1"},
		{59 * time.Second, "short=1; dated=1; both=1; session=1; odd=1"},
		{60 * time.Second, "dated=1; both=1; session=1; odd=1"},
		{120 * time.Second, "both=1; session=1; odd=1"},
		{300 * time.Second, "session=1; odd=1"},
	} {
		clock.t = epoch.Add(step.after)
		wantHeader(t, j, "http://example.net/", step.want)
	}
	if n := len(j.All()); n != 2 || j.Len() != 2 {
		t.Errorf("All has %d and Len says %d, want the two that are left", n, j.Len())
	}
}

func TestServerDeletes(t *testing.T) {
	for _, by := range []string{"max-age=0", "max-age=-5", "expires=Thu, 01 Jan 1970 00:00:00 GMT", "max-age=-99999999999999999999"} {
		j, _ := newJar()
		receive(t, j, "http://example.net/", "a=1", "b=2", "a=; "+by)
		wantHeader(t, j, "http://example.net/", "b=2")
		receive(t, j, "http://example.net/", "b=; path=/elsewhere; "+by)
		wantHeader(t, j, "http://example.net/", "b=2")
	}
}

func TestFourHundredDays(t *testing.T) {
	j, _ := newJar()
	receive(t, j, "http://example.net/", "age=1; max-age=99999999999999999999", "date=1; expires=Fri, 31-Dec-9999 23:59:59 GMT")
	for _, name := range []string{"age", "date"} {
		if c, _ := j.Get(name, "", ""); !c.Expires.Equal(epoch.Add(400 * 24 * time.Hour)) {
			t.Errorf("%s ends %v", name, c.Expires)
		}
	}
}

func TestFields(t *testing.T) {
	j, clock := newJar()
	receive(t, j, "https://www.example.net/a/b", "n=v; HttpOnly; Secure; SameSite=lax; Max-Age=60; Domain=.Example.net; Path=/a")
	clock.advance(time.Second)
	receive(t, j, "https://www.example.net/a/b", "n=w; SameSite=strict; samesite=?; Domain=example.net; Path=/a")
	clock.advance(time.Second)
	wantHeader(t, j, "https://example.net/a", "n=w")
	want := cookies.Cookie{Name: "n", Value: "w", Domain: "example.net", Path: "/a", Created: epoch, LastAccess: epoch.Add(2 * time.Second)}
	got, ok := j.Get("n", "", "")
	got.Created, got.LastAccess = got.Created.UTC(), got.LastAccess.UTC()
	if !ok || got != want {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	receive(t, j, "https://www.example.net/a/b", "full=v; HttpOnly; Secure; SameSite=lax; Max-Age=60")
	if c, _ := j.Get("full", "", ""); !c.HTTPOnly || !c.Secure || c.SameSite != cookies.SameSiteLax || !c.HostOnly ||
		c.Path != "/a" || c.Domain != "www.example.net" || !c.Persistent() {
		t.Errorf("got %+v", c)
	}
}
