package session

import (
	"errors"
	"net/url"
	"strings"
	"testing"
)

// The cases follow what requests' own tests check of its URL preparation, and WHATWG's and RFC
// 3986's rules where those are silent.
func TestParseTarget(t *testing.T) {
	for raw, want := range map[string]string{
		"http://google.com":                    "http://google.com/",
		"hTTp://EXAMPLE.com/A":                 "http://example.com/A",
		"  http://example.com/ \n":             "http://example.com/",
		"http://example.com:80/":               "http://example.com/",
		"http://example.com:/":                 "http://example.com/",
		"https://example.com:443/":             "https://example.com/",
		"https://example.com:080/":             "https://example.com:80/",
		"http://ジェーピーニック.jp":                   "http://xn--hckqz9bzb1cyrb.jp/",
		"http://xn--n3h.net/":                  "http://xn--n3h.net/",
		"http://☃.net/":                        "http://xn--n3h.net/", // as browsers; requests refuses it
		"http://straße.de/straße":              "http://xn--strae-oqa.de/stra%C3%9Fe",
		"http://Königsgäßchen.de/straße":       "http://xn--knigsgchen-b4a3dun.de/stra%C3%9Fe",
		"http://example.com/fiz?buz=%ppicture": "http://example.com/fiz?buz=%25ppicture",
		"http://example.com/fiz?buz=%25pp":     "http://example.com/fiz?buz=%25pp",
		"http://0.0.0.0/get/test case":         "http://0.0.0.0/get/test%20case",
		"http://h/a;b,c!$&'()*+=:@~":           "http://h/a;b,c!$&'()*+=:@~",
		"http://h/%7Euser/%2Fx":                "http://h/~user/%2Fx",
		"http://h/a/../../b/./c/.":             "http://h/b/c/",
		"http://h/a/b/..":                      "http://h/a/",
		"http://h/..a/.b./...":                 "http://h/..a/.b./...",
		"http://h?q=1#f":                       "http://h/?q=1#f",
		"http://h/?a[]=1|2&b={x}":              "http://h/?a%5B%5D=1%7C2&b=%7Bx%7D",
		"http://h/?":                           "http://h/?",
		"http://h/#a b":                        "http://h/#a%20b",
		"http://user:pa%20ss@h:8080/x":         "http://h:8080/x",
		"http://[::1]:8080/":                   "http://[::1]:8080/",
		"http://[2001:DB8:0:0::1]/":            "http://[2001:db8::1]/",
		"http://foo_bar.example.com./":         "http://foo_bar.example.com./",
		"http://h/\x00\xff":                    "http://h/%00%FF",
		"http://0x7f.1:8080/":                  "http://127.0.0.1:8080/",
		"http://ex%41mple.com/":                "http://example.com/",
		"http://exa\r\nmple.com/":              "http://example.com/",
		`http://h/a\..\b/%2E%2e/c`:             "http://h/c",
	} {
		got, err := parseTarget(raw)
		if err != nil {
			t.Errorf("%q: %v", raw, err)
		} else if got.String() != want {
			t.Errorf("%q: %q, want %q", raw, got, want)
		} else if u, err := url.Parse(want); err != nil || got.url.RequestURI() != u.RequestURI() {
			t.Errorf("%q: sent as %q, want %q", raw, got.url.RequestURI(), u.RequestURI())
		}
	}
}

func TestBadURLs(t *testing.T) {
	for raw, hint := range map[string]string{
		"":                                  "no scheme",
		"hiwpefhipowhefopw":                 "no scheme",
		"localhost:3128":                    "https://localhost:3128",
		"localhost.localdomain:3128/":       "no scheme",
		"10.122.1.1:3128/":                  "no scheme",
		"//h/x":                             "https://h/x",
		"/path":                             "no scheme",
		"ftp://example.com/":                `"ftp"`,
		"mailto:user@example.org":           `"mailto"`,
		"file:///etc/passwd":                `"file"`,
		"http://":                           "no host",
		"http:/h":                           "no host",
		"https:///x":                        "no host",
		"http://?q":                         "no host",
		"http://*example.com":               "cannot stand",
		"http://.example.com":               "empty label",
		"http://a..b/":                      "empty label",
		"http://a b/":                       "cannot stand",
		"http://h\\@evil/":                  "cannot stand",
		"http://h%00/":                      "cannot stand",
		"http://1.2.3.256/":                 "too large",
		"http://h\r\nX: y/":                 "no port",
		"http://h:port/":                    "no port",
		"http://h:65536/":                   "no port",
		"http://h:-1/":                      "no port",
		"http://[::1/":                      "closing",
		"http://[example]/":                 "IPv6",
		"http://[::1]x/":                    "after",
		"http://user:secret@h:x/":           "no port",
		"user:secret@h/":                    `"user"`,
		"http://" + strings.Repeat("a", 64): "63",
		"http://" + strings.Repeat("abcdefg.", 40) + "com": "253",
	} {
		_, err := parseTarget(raw)
		if err != nil && strings.Contains(err.Error(), "secret") {
			t.Errorf("the message shows a password: %v", err)
		}
		if !errors.Is(err, InvalidURL) || !strings.Contains(err.Error(), hint) {
			t.Errorf("%q: %v, want an InvalidURL with %q", raw, err, hint)
		}
	}
}

func TestAddQuery(t *testing.T) {
	for _, c := range []struct {
		url    string
		params Fields
		query  string
		want   string
	}{
		{"http://h/", nil, "", "http://h/"},
		{"http://h/?a=b", Fields{{Name: "test", Value: "foo"}}, "", "http://h/?a=b&test=foo"},
		{"http://h/path?key=value#frag", Fields{{Name: "a", Value: "b"}}, "", "http://h/path?key=value&a=b#frag"},
		{"http://h/", Fields{{Name: "z", Value: "1"}, {Name: "y", Value: "1"}, {Name: "z", Value: "2"}}, "", "http://h/?z=1&y=1&z=2"},
		{"http://h/", Fields{{Name: "kéy", Value: "a b+c&d/é"}}, "", "http://h/?k%C3%A9y=a+b%2Bc%26d%2F%C3%A9"},
		{"http://h/?x=1", nil, "test=foo&b=ö c", "http://h/?x=1&test=foo&b=%C3%B6%20c"},
		{"http://h/", nil, "?lead=1", "http://h/?lead=1"},
	} {
		got, err := parseTarget(c.url)
		if err != nil {
			t.Fatal(err)
		}
		if got.addQuery(c.params, c.query); got.String() != c.want {
			t.Errorf("%s: %s, want %s", c.url, got, c.want)
		}
	}
}

func TestWithBase(t *testing.T) {
	for _, c := range [][3]string{
		{"https://h/v1", "/users", "https://h/v1/users"},
		{"https://h/v1/", "users?x=1", "https://h/v1/users?x=1"},
		{"https://h/v1?k=1", "", "https://h/v1"},
		{"https://h", "?a=1", "https://h?a=1"},
		{"https://h/v1", "http://other/x", "http://other/x"},
		{"https://h/v1", "//other/x", "https://other/x"},
		{"", "/x", "/x"},
	} {
		if got := withBase(c[0], c[1]); got != c[2] {
			t.Errorf("%q at %q: %q, want %q", c[1], c[0], got, c[2])
		}
	}
}

func TestSharesCredentials(t *testing.T) {
	for _, c := range []struct {
		from, to string
		want     bool
	}{
		{"http://example.com/a", "http://example.com/b", true},
		{"http://example.com/", "http://example.com:80/", true},
		{"https://example.com:443/", "https://example.com/", true},
		{"http://example.com/", "https://example.com/", true},
		{"http://example.com:80/", "https://example.com:443/", true},
		{"http://example.com:1234/", "https://example.com:4321/", false},
		{"http://example.com/", "https://example.com:8443/", false},
		{"https://example.com/", "http://example.com/", false},
		{"http://example.com:8000/", "http://example.com:8001/", false},
		{"http://example.com/", "http://www.example.com/", false},
	} {
		a, _ := parseTarget(c.from)
		b, _ := parseTarget(c.to)
		if got := sharesCredentials(a, b); got != c.want {
			t.Errorf("%s to %s: %v", c.from, c.to, got)
		}
	}
}

func FuzzParseTarget(f *testing.F) {
	for _, s := range []string{"http://h/a?b#c", "https://u:p@[::1]:1/%zz", "http://ß.de", "//h", "http://h/../..", "http:x"} {
		f.Add(s, "/x")
		f.Add("http://h/a/b?c", s)
	}
	f.Fuzz(func(t *testing.T, raw, ref string) {
		got, err := parseTarget(raw)
		if err != nil {
			return
		}
		again, err := parseTarget(got.String())
		if err != nil || again.String() != got.String() {
			t.Fatalf("%q became %q, which became %v (%v)", raw, got, again, err)
		}
		u, err := url.Parse(got.String())
		if err != nil || u.Host != got.url.Host || u.RequestURI() != got.url.RequestURI() {
			t.Fatalf("%q: net/url reads %q otherwise: %v %v", raw, got, u, err)
		}
		if to, err := got.relativeTo(ref); err == nil && to.url.Scheme != "http" && to.url.Scheme != "https" {
			t.Fatalf("%q leads to %q", ref, to)
		}
	})
}
