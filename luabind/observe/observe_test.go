package observe

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/url"
	"reflect"
	"slices"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/fxamacker/cbor/v2"
	"github.com/prometheus/client_golang/prometheus"
	"go.uber.org/goleak"

	"luafut/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

func TestHistogram(t *testing.T) {
	var h Histogram
	if h.Count() != 0 || h.Mean() != 0 || h.Quantile(.5) != 0 || h.Quantile(1) != 0 || !slices.Equal(h.Below(bounds), make([]uint64, len(bounds))) {
		t.Error("an empty one is not empty")
	}
	for _, i := range rand.Perm(1000) {
		h.Record(time.Duration(i+1) * time.Millisecond)
	}
	near := func(what string, got, want time.Duration) {
		t.Helper()
		if off := float64(got-want) / float64(want); off < -0.01 || off > 0.01 {
			t.Errorf("%s is %v, want %v", what, got, want)
		}
	}
	near("the mean", h.Mean(), 500500*time.Microsecond)
	near("the median", h.Quantile(.5), 500*time.Millisecond)
	near("the 99th percentile", h.Quantile(.99), 990*time.Millisecond)
	near("the maximum", h.Quantile(1), time.Second)
	for i, n := range h.Below([]time.Duration{100 * time.Millisecond, 500 * time.Millisecond, time.Minute}) {
		want := []float64{100, 500, 1000}[i]
		if off := (float64(n) - want) / want; off < -0.02 || off > 0.02 {
			t.Errorf("bound %d holds %d, want %v", i, n, want)
		}
	}
	h.Record(-time.Second)
	h.Record(100 * time.Hour)
	if h.Count() != 1002 {
		t.Errorf("%d recorded, want 1002", h.Count())
	}
}

// TestParts has what a worker counts arrive in the totals of its pool's process.
func TestParts(t *testing.T) {
	pool := New(Options{})
	worker, err := NewWorker(pool.WorkerSettings(), "w")
	if err != nil {
		t.Fatal(err)
	}
	for i := range 3 {
		worker.Exchanged(t.Context(), &session.Exchange{
			Method: "GET", URL: &url.URL{Scheme: "http", Host: "a.test"}, Status: 200, Attempt: i + 1,
			Timing: session.Timing{FirstByte: 10 * time.Millisecond, Total: time.Second}, Received: 7,
		})
	}
	worker.Exchanged(t.Context(), &session.Exchange{
		Method: "GET", URL: &url.URL{Host: "b.test"}, Err: &session.Error{Kind: session.ReadTimeout}, Attempt: 1,
	})
	var want Totals
	worker.Totals(func(now *Totals) { want.Merge(now) })
	if err := pool.Add(worker.Part()); err != nil {
		t.Fatal(err)
	}
	if worker.Part() != nil {
		t.Error("it is there twice")
	}
	pool.Totals(func(got *Totals) {
		if got.Requests != 4 || got.Retries != 2 || got.Received != 21 || got.Statuses[200] != 3 || got.Errors["ReadTimeout"] != 1 || *got.Hosts["b.test"] != (Host{1, 1, 0}) {
			t.Errorf("got %+v", got)
		}
		if n := got.Latency[FirstByte].Count(); n != 3 {
			t.Errorf("%d latencies, want 3", n)
		}
		if !reflect.DeepEqual(got.Latency, want.Latency) {
			t.Error("the distributions differ")
		}
	})
}

// TestNames has names of no sense and names without end counted, and served.
func TestNames(t *testing.T) {
	r := New(Options{})
	for i := range 2 * maxNames {
		r.Exchanged(t.Context(), &session.Exchange{URL: &url.URL{Host: fmt.Sprintf("\xff%d.test", i)}, Status: 200})
	}
	r.Totals(func(got *Totals) {
		if n := len(got.Hosts); n != maxNames+1 || got.Hosts[others].Requests != maxNames || got.Hosts["\uFFFD0.test"].Requests != 1 {
			t.Errorf("%d hosts, the others %+v", n, got.Hosts[others])
		}
	})
	registry := prometheus.NewRegistry()
	registry.MustRegister(collector{r})
	if _, err := registry.Gather(); err != nil {
		t.Error(err)
	}
	if err := New(Options{}).Add(r.Part()); err != nil {
		t.Error(err)
	}
}

// hostile are reports that no worker of ours sends.
func hostile() map[string][]byte {
	make := func(change func(*report)) []byte {
		r := report{Histograms: make([]*packed, len(new(Totals).histograms()))}
		change(&r)
		b, err := cbor.Marshal(r)
		if err != nil {
			panic(err)
		}
		return b
	}
	return map[string][]byte{
		"nothing":                  {},
		"no CBOR":                  []byte("hello"),
		"too few histograms":       make(func(r *report) { r.Histograms = nil }),
		"a negative count":         make(func(r *report) { r.Histograms[0] = &packed{Counts: []int64{-1}} }),
		"counts out of place":      make(func(r *report) { r.Histograms[0] = &packed{First: 1 << 40, Counts: []int64{1}} }),
		"a nil host":               make(func(r *report) { r.Sums.Hosts = map[string]*Host{"x": nil} }),
		"a status that is none":    make(func(r *report) { r.Sums.Statuses = map[int]int64{1 << 20: 1} }),
		"events that are no JSON":  make(func(r *report) { r.Trace = []byte(",\n{]") }),
		"events that end the file": make(func(r *report) { r.Trace = []byte(",{}],[{}") }),
	}
}

func TestHostileReports(t *testing.T) {
	for name, body := range hostile() {
		r := New(Options{})
		if err := r.Add(body); err == nil {
			t.Errorf("%s was taken", name)
		}
		r.Totals(func(got *Totals) {
			if !reflect.DeepEqual(*got, Totals{}) {
				t.Errorf("%s has changed the totals", name)
			}
		})
	}
}

func FuzzAdd(f *testing.F) {
	for _, body := range hostile() {
		f.Add(body)
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		r := New(Options{})
		if r.Add(body) == nil {
			r.Report().Text()
		}
	})
}

// FuzzURL holds the short way of writing a URL to the long one.
func FuzzURL(f *testing.F) {
	for _, s := range []string{"http://a.org/b?c=d", "https://u:p@a.org/", "http://a.org/a b?\"", "http://a.org?", "mailto:x", "A:/", "http://[::1]:80/%2F#f", "//a/b"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		u, err := url.Parse(s)
		if err != nil {
			return
		}
		var got struct{ URL string }
		e := event{b: []byte("{")}
		e.url(u)
		if err := json.Unmarshal(append(e.b, '}'), &got); err != nil {
			t.Fatalf("%s: %v", e.b, err)
		}
		if want := u.Redacted(); utf8.ValidString(want) && got.URL != want && u.Scheme != "" {
			t.Errorf("%q, want %q", got.URL, want)
		}
	})
}

func FuzzJSONText(f *testing.F) {
	f.Add("a\"b\\c\n\x00é\xff\u2028")
	f.Fuzz(func(t *testing.T, s string) {
		var got string
		if err := json.Unmarshal(appendJSON(nil, s), &got); err != nil {
			t.Fatal(err)
		}
		if utf8.ValidString(s) && got != s {
			t.Errorf("%q became %q", s, got)
		}
	})
}
