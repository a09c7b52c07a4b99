package cookies_test

import (
	"fmt"
	"testing"

	"luafut/session/cookies"
)

// A session's usual jar: 50 cookies of ten hosts, some for a whole site, six of
// which go to the request.
func BenchmarkHeader(b *testing.B) {
	var j cookies.Jar
	for i := range 50 {
		from := fmt.Sprintf("https://host%d.example%d.net/", i%10, i%5)
		header := fmt.Sprintf("cookie%d=value-of-some-length-%d; path=/", i, i)
		if i%3 == 0 {
			header += fmt.Sprintf("; domain=example%d.net; max-age=100000", i%5)
		}
		receive(b, &j, from, header)
	}
	u := parse(b, "https://host3.example3.net/list/page?n=1")
	b.ReportAllocs()
	for b.Loop() {
		if j.Header(u) == "" {
			b.Fatal("no cookies")
		}
	}
}

// All 50 cookies go to the request.
func BenchmarkHeaderAll(b *testing.B) {
	var j cookies.Jar
	receive(b, &j, "https://www.example.net/", many(50)...)
	u := parse(b, "https://www.example.net/list/page?n=1")
	b.ReportAllocs()
	for b.Loop() {
		if j.Header(u) == "" {
			b.Fatal("no cookies")
		}
	}
}

func BenchmarkHeaderParallel(b *testing.B) {
	var j cookies.Jar
	receive(b, &j, "https://www.example.net/", many(50)...)
	u := parse(b, "https://www.example.net/list/page?n=1")
	b.ReportAllocs()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			j.Header(u)
		}
	})
}

func BenchmarkSetFromResponse(b *testing.B) {
	var j cookies.Jar
	receive(b, &j, "https://www.example.net/", many(50)...)
	u := parse(b, "https://www.example.net/login")
	headers := []string{
		"session=0123456789abcdef0123456789abcdef; Path=/; Secure; HttpOnly; SameSite=Lax",
		"seen=1; Domain=example.net; Path=/; Expires=Fri, 06 Nov 2099 08:49:37 GMT; Max-Age=86400",
	}
	b.ReportAllocs()
	for b.Loop() {
		if j.SetFromResponse(u, headers) != nil {
			b.Fatal("refused")
		}
	}
}
