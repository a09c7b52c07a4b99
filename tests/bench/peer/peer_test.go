package main

import (
	"context"
	"net/http"
	"testing"
	"time"

	"go.uber.org/goleak"

	"luafut/scripts/practice"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// start starts a site that lasts as long as the test.
func start(tb testing.TB, latency time.Duration) *practice.Site {
	tb.Helper()
	site, err := practice.Start(context.Background(), practice.Options{Latency: latency})
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		http.DefaultTransport.(*http.Transport).CloseIdleConnections()
		site.Close()
	})
	return site
}

// want runs the peer and compares its last line.
func want(tb testing.TB, line string, args ...string) {
	tb.Helper()
	got, err := run(context.Background(), args)
	if err != nil || got != line {
		tb.Fatalf("%v: got %q, %v, want %q", args, got, err, line)
	}
}

func TestCrawlDoesTheWholeWork(t *testing.T) {
	site := start(t, 0)
	want(t, "votes taken back: 3300", "crawl", site.URL(), practice.Phone, practice.Password)
	c := site.Counters()
	once := practice.Tally{Distinct: c.Links, Total: c.Links}
	if c.Logins != 1 || c.Refused != 0 || c.Pages != (practice.Tally{Distinct: 120, Total: 120}) || c.Cancels != once || c.Requests != 2+120+c.Links {
		t.Errorf("%+v", c)
	}
}

func TestRecordsAreWhole(t *testing.T) {
	site := start(t, 0)
	all, err := records(t.Context(), site.URL(), 4, 2)
	if err != nil || len(all) != 110 {
		t.Fatalf("%d records, %v", len(all), err)
	}
	for _, r := range all {
		if r.ID == "" || r.Title == "" || r.URL == "" || r.Points == "" || r.Author == "" {
			t.Errorf("%+v", r)
		}
	}
}

func TestWrongArguments(t *testing.T) {
	for _, args := range [][]string{{}, {"fly", "URL"}, {"crawl", "URL"}, {"slow", "URL", "none"}, {"records", "URL", "0"}} {
		if line, err := run(t.Context(), args); err == nil {
			t.Errorf("%v: %s", args, line)
		}
	}
}

func TestFailuresAreReported(t *testing.T) {
	site := start(t, 0)
	for _, args := range [][]string{
		{"crawl", site.URL(), practice.Phone, "wrong"},
		{"records", site.URL() + "/nowhere", "1", "1"},
		{"slow", site.URL() + "/nowhere", "1", "1"},
	} {
		if line, err := run(t.Context(), args); err == nil {
			t.Errorf("%v: %s", args, line)
		}
	}
}

// The benchmarks run the peers, made small, with the site in the same process;
// compare is what measures them.

func BenchmarkCrawl(b *testing.B) {
	site := start(b, 5*time.Millisecond)
	for b.Loop() {
		want(b, "votes taken back: 3300", "crawl", site.URL(), practice.Phone, practice.Password)
	}
}

func BenchmarkRecords(b *testing.B) {
	site := start(b, 0)
	for b.Loop() {
		want(b, "records: 2750", "records", site.URL(), "100")
	}
}

func BenchmarkSlow(b *testing.B) {
	site := start(b, 0)
	for b.Loop() {
		want(b, "answers: 1000", "slow", site.URL(), "1000")
	}
}
