package cookies_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"luafut/session/cookies"
)

func TestSiteBound(t *testing.T) {
	j, clock := newJar()
	receive(t, j, "https://www.example.net/", "login=1; secure")
	receive(t, j, "https://www.example.net/", "stale=1; max-age=1")
	receive(t, j, "https://www.example.net/", "used=1")
	for i := range 997 {
		clock.advance(time.Second)
		receive(t, j, "https://www.example.net/", fmt.Sprintf("n%03d=1; path=/else", i))
	}
	if n := j.Len(); n != 999 {
		t.Fatalf("%d cookies, want the 1000 without the one that has ended", n)
	}
	clock.advance(time.Second)
	wantHeader(t, j, "https://www.example.net/", "login=1; used=1")
	// A host beside it shares the allowance; other sites do not.
	receive(t, j, "https://other.example.org/", "theirs=1")
	clock.advance(time.Second)
	receive(t, j, "https://beside.example.net/", "last=1")
	if n := j.Len(); n != 901 {
		t.Fatalf("%d cookies, want 900 and one of another site", n)
	}
	for name, held := range map[string]bool{
		"login": true, "used": true, "last": true, "theirs": true, "stale": false,
		"n000": false, "n099": false, "n100": true, "n996": true,
	} {
		if _, ok := j.Get(name, "", ""); ok != held {
			t.Errorf("%s: held = %v", name, ok)
		}
	}
}

func TestSecureGoesLast(t *testing.T) {
	j, clock := newJar()
	for i := range 1001 {
		secure := ""
		if i < 100 {
			secure = "; secure"
		}
		receive(t, j, "https://example.net/", fmt.Sprintf("n%03d=1%s", i, secure))
		clock.advance(time.Second)
	}
	for _, c := range j.All() {
		var n int
		fmt.Sscanf(c.Name, "n%d", &n)
		if n >= 100 && n < 201 {
			t.Errorf("%s is still there, and Secure ones went", c.Name)
		}
	}
	if j.Len() != 900 {
		t.Errorf("%d are left", j.Len())
	}
}

func TestTotalBound(t *testing.T) {
	j, clock := newJar()
	receive(t, j, "http://big.example/", many(60)...)
	clock.advance(time.Second)
	for i := range 3240 {
		receive(t, j, fmt.Sprintf("http://site%d.example/", i), "a=1")
		clock.advance(time.Second)
	}
	if n := j.Len(); n != 3300 {
		t.Fatalf("%d cookies, want 3300", n)
	}
	receive(t, j, "http://one-more.example/", "a=1")
	if n := j.Len(); n != 3000 {
		t.Fatalf("%d cookies, want 3000", n)
	}
	// The site with more than its share went first, then the longest unused.
	for host, held := range map[string]bool{"big.example": false, "site240.example": false, "site241.example": true, "one-more.example": true} {
		if got := j.Header(parse(t, "http://"+host+"/")) != ""; got != held {
			t.Errorf("%s: held = %v", host, got)
		}
	}
}

// many makes n headers that set n cookies.
func many(n int) []string {
	headers := make([]string, n)
	for i := range headers {
		headers[i] = fmt.Sprintf("m%d=%s", i, strings.Repeat("v", 20))
	}
	return headers
}

// However many a response sets, the jar is left within its bounds and whole.
func TestFlood(t *testing.T) {
	j, _ := newJar()
	j.SetFromResponse(parse(t, "http://flood.example/"), many(5000))
	if n := j.Len(); n > 1000 {
		t.Errorf("%d cookies", n)
	}
	for i := range 4000 {
		set(t, j, cookies.Cookie{Name: "a", Domain: fmt.Sprintf("h%d.example", i)})
	}
	if n := j.Len(); n > 3300 {
		t.Errorf("%d cookies", n)
	}
	n := 0
	for _, c := range j.All() {
		n += j.Delete(c.Name, c.Domain, c.Path)
	}
	if n == 0 || j.Len() != 0 {
		t.Errorf("deleted %d, and %d are left", n, j.Len())
	}
}
