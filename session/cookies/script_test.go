package cookies_test

import (
	"errors"
	"strings"
	"sync"
	"testing"
	"time"

	"luafut/session/cookies"
)

func set(t testing.TB, j *cookies.Jar, c cookies.Cookie) {
	t.Helper()
	if err := j.Set(c); err != nil {
		t.Fatal(err)
	}
}

func TestSet(t *testing.T) {
	for _, tt := range []struct {
		name     string
		c        cookies.Cookie
		to, want string
	}{
		{"with subdomains", cookies.Cookie{Name: "a", Value: "1", Domain: "example.net"}, "http://www.example.net/x", "a=1"},
		{"host only", cookies.Cookie{Name: "a", Value: "1", Domain: "example.net", HostOnly: true}, "http://www.example.net/", ""},
		{"a dot in front", cookies.Cookie{Name: "a", Domain: ".EXAMPLE.net"}, "http://example.net/", "a="},
		{"every host", cookies.Cookie{Name: "a", Value: "1"}, "http://10.0.0.1/x/y", "a=1"},
		{"every host, one path", cookies.Cookie{Name: "a", Value: "1", Path: "/z"}, "http://10.0.0.1/x/y", ""},
		{"Secure", cookies.Cookie{Name: "a", Value: "1", Domain: "example.net", Secure: true}, "http://example.net/", ""},
		{"localhost", cookies.Cookie{Name: "a", Value: "1", Domain: "localhost"}, "http://localhost:99/", "a=1"},
		{"below localhost", cookies.Cookie{Name: "a", Value: "1", Domain: "localhost"}, "http://x.localhost/", ""},
		{"an address", cookies.Cookie{Name: "a", Value: "1", Domain: "127.0.0.1"}, "http://127.0.0.1/", "a=1"},
		{"beyond ASCII", cookies.Cookie{Name: "a", Value: "1", Domain: "bücher.example"}, "http://xn--bcher-kva.example/", "a=1"},
		{"in the past", cookies.Cookie{Name: "a", Value: "1", Domain: "example.net", Expires: epoch}, "http://example.net/", ""},
		{"a far end", cookies.Cookie{Name: "a", Value: "1", Domain: "example.net", Expires: epoch.AddDate(20000, 0, 0)}, "http://example.net/", "a=1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			j, _ := newJar()
			set(t, j, tt.c)
			wantHeader(t, j, tt.to, tt.want)
		})
	}
}

func TestSetRefuses(t *testing.T) {
	for _, tt := range []struct {
		c     cookies.Cookie
		field string
	}{
		{cookies.Cookie{}, "Name"},
		{cookies.Cookie{Name: "a;b"}, "Name"},
		{cookies.Cookie{Name: "a=b"}, "Name"},
		{cookies.Cookie{Name: "a", Value: "1\r\nX: y"}, "Value"},
		{cookies.Cookie{Name: "a", Value: "1; b=2"}, "Value"},
		{cookies.Cookie{Value: "b=2"}, "Value"},
		{cookies.Cookie{Name: "a", Value: strings.Repeat("v", 4096)}, "Name"},
		{cookies.Cookie{Name: "a", Path: "x"}, "Path"},
		{cookies.Cookie{Name: "a", Path: "/" + strings.Repeat("p", 8192)}, "Path"},
		{cookies.Cookie{Name: "a", Domain: "http://example.net"}, "Domain"},
		{cookies.Cookie{Name: "a", Domain: "example.net:80"}, "Domain"},
		{cookies.Cookie{Name: "a", Domain: "example.net/x"}, "Domain"},
		{cookies.Cookie{Name: "a", Domain: "."}, "Domain"},
		{cookies.Cookie{Name: "a", Domain: "co.uk"}, "Domain"},
		{cookies.Cookie{Name: "a", Domain: strings.Repeat("x.", 150) + "net"}, "Domain"},
		{cookies.Cookie{Name: "a", SameSite: 9}, "SameSite"},
		{cookies.Cookie{Name: "__Host-a", Domain: "example.net", Secure: true}, "Name"},
		{cookies.Cookie{Name: "__Secure-a", Domain: "example.net"}, "Name"},
	} {
		j, _ := newJar()
		var invalid *cookies.InvalidError
		if err := j.Set(tt.c); !errors.As(err, &invalid) || invalid.Field != tt.field {
			t.Errorf("Set(%.60v) = %v, want one about %s", tt.c, err, tt.field)
		}
		if j.Len() != 0 {
			t.Errorf("Set(%.60v) stored it", tt.c)
		}
	}
}

func TestGetDeleteClear(t *testing.T) {
	j, _ := newJar()
	set(t, j, cookies.Cookie{Name: "id", Value: "1", Domain: "example.net"})
	set(t, j, cookies.Cookie{Name: "id", Value: "2", Domain: "example.net", Path: "/x"})
	set(t, j, cookies.Cookie{Name: "id", Value: "3", Domain: "www.example.net"})
	set(t, j, cookies.Cookie{Name: "id", Value: "4", Domain: "example.net"}) // the first, set anew
	set(t, j, cookies.Cookie{Name: "other", Value: "5", Domain: "example.net"})
	for _, tt := range []struct{ name, domain, path, want string }{
		{"id", "", "", "4"},
		{"id", ".Example.NET", "", "4"},
		{"id", "example.net", "/x", "2"},
		{"id", "www.example.net", "", "3"},
		{"id", "net", "", ""},
		{"ID", "", "", ""},
	} {
		if c, ok := j.Get(tt.name, tt.domain, tt.path); c.Value != tt.want || ok != (tt.want != "") {
			t.Errorf("Get(%q, %q, %q) = %q, %v", tt.name, tt.domain, tt.path, c.Value, ok)
		}
	}
	var order []string
	for _, c := range j.All() {
		order = append(order, c.Value)
	}
	if got := strings.Join(order, " "); got != "4 2 3 5" {
		t.Errorf("All is in the order %s", got)
	}
	if n := j.Delete("id", "example.net", ""); n != 2 {
		t.Errorf("deleted %d, want 2", n)
	}
	if n := j.Delete("id", "", ""); n != 1 {
		t.Errorf("deleted %d, want 1", n)
	}
	if n := j.Delete("id", "", ""); n != 0 || j.Len() != 1 {
		t.Errorf("deleted %d, %d left", n, j.Len())
	}
	j.Clear()
	if j.Len() != 0 {
		t.Error("Clear left some")
	}
	set(t, j, cookies.Cookie{Name: "again", Domain: "example.net"})
}

func TestAfterRedirect(t *testing.T) {
	j, _ := newJar()
	set(t, j, cookies.Cookie{Name: "mine", Value: "1"})
	receive(t, j, "http://example.net/", "theirs=2")
	u := parse(t, "http://example.net/")
	if got := j.Header(u); got != "mine=1; theirs=2" {
		t.Errorf("Header = %q", got)
	}
	if got := j.HeaderAfterRedirect(u); got != "theirs=2" {
		t.Errorf("HeaderAfterRedirect = %q", got)
	}
	if got := cookies.FormatHeader(j.Matching(u)); got != "mine=1; theirs=2" {
		t.Errorf("Matching = %q", got)
	}
}

func TestMatchingIsNoAccess(t *testing.T) {
	j, clock := newJar()
	receive(t, j, "http://example.net/", "a=1")
	clock.advance(time.Hour)
	if got := j.Matching(parse(t, "http://example.net/")); len(got) != 1 || !got[0].LastAccess.Equal(epoch) {
		t.Errorf("Matching = %+v", got)
	}
}

func TestZeroJar(t *testing.T) {
	var j cookies.Jar
	u := parse(t, "http://example.net/")
	if j.Header(u) != "" || j.Len() != 0 || len(j.All()) != 0 || j.Delete("a", "", "") != 0 || j.Matching(u) != nil {
		t.Error("an empty jar holds something")
	}
	if j.SetFromResponse(u, nil) != nil {
		t.Error("nothing was refused")
	}
	receive(t, &j, "http://example.net/", "a=1; max-age=1000")
	wantHeader(t, &j, "http://example.net/", "a=1")
}

func TestSameSiteWords(t *testing.T) {
	for _, s := range []cookies.SameSite{cookies.SameSiteUnset, cookies.SameSiteNone, cookies.SameSiteLax, cookies.SameSiteStrict} {
		if got, err := cookies.ParseSameSite(strings.ToUpper(s.String())); got != s || err != nil {
			t.Errorf("%v comes back as %v, %v", s, got, err)
		}
	}
	if _, err := cookies.ParseSameSite("loose"); err == nil || !strings.Contains(err.Error(), "Strict") {
		t.Errorf("loose: %v", err)
	}
}

// Everything at once, for the race detector, and so that what one goroutine set
// is what it finds.
func TestManyGoroutines(t *testing.T) {
	var j cookies.Jar
	u := parse(t, "https://www.example.net/")
	var wg sync.WaitGroup
	for g := range 16 {
		wg.Go(func() {
			name := "c" + string(rune('a'+g))
			for i := range 100 {
				value := strings.Repeat("x", i%7)
				j.SetFromResponse(u, []string{name + "=" + value + "; domain=example.net"})
				if !strings.Contains("; "+j.Header(u)+"; ", "; "+name+"="+value+"; ") {
					t.Errorf("%s is not in the header", name)
				}
				j.All()
				j.Get(name, "", "")
				j.Set(cookies.Cookie{Name: "script" + name, Domain: "example.net"})
				j.Delete("script"+name, "", "")
				if _, err := j.MarshalJSON(); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	if j.Len() != 16 {
		t.Errorf("%d cookies are left, want 16", j.Len())
	}
}
