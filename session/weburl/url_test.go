package weburl_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"luafut/session/weburl"
)

func TestParse(t *testing.T) {
	for _, c := range [][2]string{
		{"http://example.com", "http://example.com/"},
		{"  HTTP://EXAMPLE.com:80/A?q#f\n", "http://example.com/A?q#f"},
		{"https://example.com:0443/", "https://example.com/"},
		{"https://example.com:8443", "https://example.com:8443/"},
		{"https://example.com:/", "https://example.com/"},
		{"https:example.com/a", "https://example.com/a"},
		{`https:\\example.com\a\..\b?c\d`, `https://example.com/b?c\d`},
		{"https:////example.com", "https://example.com/"},
		{"http://exa\tmple.com/a\nb", "http://example.com/ab"},
		{"http://example.com/a b/ü?q=ü x'#f g", "http://example.com/a%20b/%C3%BC?q=%C3%BC%20x%27#f%20g"},
		{"http://example.com/100%/%zz/%41", "http://example.com/100%/%zz/%41"},
		{"http://example.com/a/./b/../c/..", "http://example.com/a/"},
		{"http://example.com/../../a", "http://example.com/a"},
		{"http://example.com/a/%2e%2E/b", "http://example.com/b"},
		{"http://example.com/a//b/", "http://example.com/a//b/"},
		{"http://example.com?a=/../b", "http://example.com/?a=/../b"},
		{"http://user:pa:ss@example.com/", "http://user:pa%3Ass@example.com/"},
		{"http://us@er@example.com/", "http://us%40er@example.com/"},
		{"http://bücher.example/", "http://xn--bcher-kva.example/"},
		{"http://faß.example/", "http://xn--fa-hia.example/"},
		{"http://ex%41mple.com/", "http://example.com/"},
		{"http://[2001:DB8::0:1]:8080/", "http://[2001:db8::1]:8080/"},
		{"http://a_b.example/", "http://a_b.example/"},
		{"http://0x7f.1/", "http://127.0.0.1/"},
		{"http://2130706433/", "http://127.0.0.1/"},
		{"http://017700000001./", "http://127.0.0.1/"},
		{"http://a.0x1g/", "http://a.0x1g/"},
		{"http://[::127.0.0.1]/", "http://[::7f00:1]/"},
		{"file:///etc/../tmp", "file:///tmp"},
		{`file:\\\C|\a\..\..`, "file:///C:/"},
		{"mailto:a@b c", "mailto:a@b c"},
		{"javascript:alert(1)", "javascript:alert(1)"},
		{"foo://Host/a/../b", "foo://Host/b"},
		{"foo:/a/..//b", "foo:/.//b"},
		{"/a/../b?c", "/a/../b?c"},
		{"//example.com/a", "//example.com/a"},
		{"?", "?"},
		{"", ""},
	} {
		u, err := weburl.Parse(c[0])
		if err != nil || u.String() != c[1] {
			t.Errorf("%q\n got %v, %v\nwant %s", c[0], u, err, c[1])
			continue
		}
		if again, err := weburl.Parse(u.String()); err != nil || *again != *u {
			t.Errorf("%q parsed again: %v, %v", u, again, err)
		}
	}
}

func TestParseRefuses(t *testing.T) {
	for _, c := range [][2]string{
		{"http://", `"http://": there is no host`},
		{"http:///?q", `"http:///?q": there is no host`},
		{"http://user@/", `"http://user@/": there is no host`},
		{"http://:80/", `"http://:80/": there is no host`},
		{"http://a:b/", `"http://a:b/": "b" is no port (0 to 65535)`},
		{"http://a:65536/", `"http://a:65536/": "65536" is no port (0 to 65535)`},
		{"http://a b/", `"http://a b/": ' ' cannot stand in a host`},
		{"http://a%zz/", `"http://a%zz/": '%' cannot stand in a host`},
		{"http://a%00b/", `"http://a%00b/": '\x00' cannot stand in a host`},
		{"http://[::1/", `"http://[::1/": the IPv6 address "[::1" has no closing ]`},
		{"http://[::1]x/", `"http://[::1]x/": "x" after the IPv6 address`},
		{"http://1.2.3.4.5/", `"http://1.2.3.4.5/": the host "1.2.3.4.5" ends in a number and is no IPv4 address: it has more than four numbers`},
		{"http://1.256.1.1/", `"http://1.256.1.1/": the host "1.256.1.1" ends in a number and is no IPv4 address: 256 is too large`},
		{"http://a.1/", `"http://a.1/": the host "a.1" ends in a number and is no IPv4 address: "a" is no number`},
		{"http://[1.2.3.4]/", `"http://[1.2.3.4]/": "[1.2.3.4]" is no IPv6 address`},
		{"http://" + strings.Repeat("a", 300) + "^/", `"http://` + strings.Repeat("a", 193) + `…": '^' cannot stand in a host`},
	} {
		u, err := weburl.Parse(c[0])
		if bad := (*weburl.Error)(nil); !errors.As(err, &bad) || err.Error() != c[1] {
			t.Errorf("%q: %v\n got %v\nwant %s", c[0], u, err, c[1])
		}
	}
}

// The first ones are RFC 3986's own examples (5.4).
func TestJoin(t *testing.T) {
	const base = "http://a/b/c/d;p?q"
	for _, c := range [][3]string{
		{base, "g:h", "g:h"}, {base, "g", "http://a/b/c/g"}, {base, "./g", "http://a/b/c/g"}, {base, "g/", "http://a/b/c/g/"},
		{base, "/g", "http://a/g"}, {base, "//g", "http://g/"}, {base, "?y", "http://a/b/c/d;p?y"}, {base, "g?y", "http://a/b/c/g?y"},
		{base, "#s", "http://a/b/c/d;p?q#s"}, {base, "g#s", "http://a/b/c/g#s"}, {base, "g?y#s", "http://a/b/c/g?y#s"}, {base, ";x", "http://a/b/c/;x"},
		{base, "", "http://a/b/c/d;p?q"}, {base, ".", "http://a/b/c/"}, {base, "..", "http://a/b/"}, {base, "../..", "http://a/"},
		{base, "../../../g", "http://a/g"}, {base, "/../g", "http://a/g"}, {base, "g.", "http://a/b/c/g."}, {base, "..g", "http://a/b/c/..g"},
		{base, "g;x=1/../y", "http://a/b/c/y"}, {base, "g?y/../x", "http://a/b/c/g?y/../x"}, {base, "http:g", "http://a/b/c/g"},
		{base, "http:/g", "http://a/g"}, {base, "http://h", "http://h/"}, {base, "https:g", "https://g/"},
		{base, `\g\..\h`, "http://a/h"}, {base, `\\h\x`, "http://h/x"}, {base, " g h ", "http://a/b/c/g%20h"},
		{"http://u:p@a:81/x", "y", "http://u:p@a:81/y"},
		{"http://a", "g", "http://a/g"},
		{"http://a/x#f", "?y", "http://a/x?y"},
		{"file:///a/b", "c", "file:///a/c"},
		{"foo://h", "g", "foo://h/g"},
		{"foo:/a/b", "../c", "foo:/c"},
		{"mailto:x", "#f", "mailto:x#f"},
	} {
		if u, err := weburl.Join(c[0], c[1]); err != nil || u.String() != c[2] {
			t.Errorf("%q + %q\n got %v, %v\nwant %s", c[0], c[1], u, err, c[2])
		}
	}
	for _, c := range [][3]string{
		{"/a", "b", `"/a": a base must be a whole URL, with its scheme`},
		{"mailto:x", "y", `"y": nothing is relative to a URL of the scheme "mailto" without slashes`},
		{"http://a", "//b:x", `"//b:x": "x" is no port (0 to 65535)`},
		{"http://:1", "b", `"http://:1": there is no host`},
	} {
		if u, err := weburl.Join(c[0], c[1]); err == nil || err.Error() != c[2] {
			t.Errorf("%q + %q: %v\n got %v\nwant %s", c[0], c[1], u, err, c[2])
		}
	}
}

func TestQuery(t *testing.T) {
	for _, c := range []struct {
		query string
		pairs []weburl.Pair
		again string
	}{
		{"", nil, ""},
		{"?a=1&b=2&a=3", []weburl.Pair{{"a", "1"}, {"b", "2"}, {"a", "3"}}, "a=1&b=2&a=3"},
		{"q=a+b%20c%2B", []weburl.Pair{{"q", "a b c+"}}, "q=a+b+c%2B"},
		{"a&=b&&c==", []weburl.Pair{{"a", ""}, {"", "b"}, {"c", "="}}, "a=&=b&c=%3D"},
		{"a=100%&b=%zz", []weburl.Pair{{"a", "100%"}, {"b", "%zz"}}, "a=100%25&b=%25zz"},
		{"%E4%B8%AD=~*", []weburl.Pair{{"中", "~*"}}, "%E4%B8%AD=%7E*"},
	} {
		pairs := weburl.ParseQuery(c.query)
		if !slices.Equal(pairs, c.pairs) || weburl.EncodeQuery(pairs) != c.again {
			t.Errorf("%q: %q, again %q", c.query, pairs, weburl.EncodeQuery(pairs))
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"http://u:p@a.b:8080/c/../d?e=%zz#f", "//x", "a:b", `http:\\x`, "http://[::1]/", "mailto:x@y", "file:///C|/x", "foo:/..//a", "http:\x9b"} {
		f.Add(s, "../x?y")
	}
	f.Fuzz(func(t *testing.T, raw, reference string) {
		u, err := weburl.Parse(raw)
		if err != nil {
			return
		}
		again, err := weburl.Parse(u.String())
		if err != nil || u.Scheme != "" && again.String() != u.String() {
			t.Fatalf("%q is %q is %v, %v", raw, u, again, err)
		}
		joined, err := weburl.Join(raw, reference)
		if err != nil {
			return
		}
		if whole, err := weburl.Parse(joined.String()); err != nil || whole.String() != joined.String() {
			t.Fatalf("%q + %q is %q is %v, %v", raw, reference, joined, whole, err)
		}
		u.Normalize()
		text := u.String()
		if n, err := weburl.Parse(text); u.Scheme != "" {
			if err != nil {
				t.Fatal(err)
			}
			if n.Normalize(); n.String() != text {
				t.Fatalf("%q is %q and then %q", raw, text, n)
			}
		}
	})
}

func FuzzQuery(f *testing.F) {
	f.Add("a", "b c&d=%zz+", "\xff")
	f.Fuzz(func(t *testing.T, name, value, other string) {
		pairs := []weburl.Pair{{name, value}, {"x", other}}
		if got := weburl.ParseQuery(weburl.EncodeQuery(pairs)); !slices.Equal(got, pairs) {
			t.Fatalf("%q came back as %q", pairs, got)
		}
		if weburl.Decode(weburl.Encode(value)) != value {
			t.Fatalf("%q does not come back", value)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for name, raw := range map[string]string{
		"plain": "http://example.com/", "long": "https://www.example.com:8080/a/b/c.html?x=1&y=2#frag", "unicode": "https://bücher.example/ü/a b?q=ö",
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := weburl.Parse(raw); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
