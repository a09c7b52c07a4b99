package cookies_test

import (
	"net/url"
	"testing"
	"time"

	"luafut/session/cookies"
)

// epoch is where the tests' clocks begin.
var epoch = time.Date(2026, time.March, 4, 5, 6, 7, 0, time.UTC)

// clock is a time that a test moves by hand.
type clock struct{ t time.Time }

func (c *clock) now() time.Time          { return c.t }
func (c *clock) advance(d time.Duration) { c.t = c.t.Add(d) }

func newJar() (*cookies.Jar, *clock) {
	c := &clock{t: epoch}
	return &cookies.Jar{Now: c.now}, c
}

func parse(t testing.TB, raw string) *url.URL {
	t.Helper()
	u, err := url.Parse(raw)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// receive sets cookies as a response would, and wants them all taken.
func receive(t testing.TB, j *cookies.Jar, from string, headers ...string) {
	t.Helper()
	if rejected := j.SetFromResponse(parse(t, from), headers); rejected != nil {
		t.Fatalf("from %s: %v", from, rejected[0])
	}
}

func wantHeader(t testing.TB, j *cookies.Jar, to, want string) {
	t.Helper()
	if got := j.Header(parse(t, to)); got != want {
		t.Errorf("Header(%s) = %q, want %q", to, got, want)
	}
}
