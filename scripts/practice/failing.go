package practice

import (
	"fmt"
	"net/http"
	"strconv"
	"sync"
)

// maxFlakyKeys bounds what /flaky remembers.
const maxFlakyKeys = 100_000

// status answers with the path's code and its name as the body, where the code
// allows one.
func (h *handler) status(w http.ResponseWriter, r *http.Request) {
	code, ok := pathNumber(w, r, "code", 200, 599)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(code)
	_, _ = fmt.Fprintf(w, "%d %s\n", code, http.StatusText(code)) // 204 and 304 take none
}

// flaky remembers how often each key of /flaky has been asked for.
type flaky struct {
	mu    sync.Mutex
	times map[string]int
}

func newFlaky() *flaky { return &flaky{times: map[string]int{}} }

// hit counts a request for key and returns how many there have been, or false
// where there are too many keys.
func (f *flaky) hit(key string) (times int, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if _, known := f.times[key]; !known && len(f.times) >= maxFlakyKeys {
		return 0, false
	}
	f.times[key]++
	return f.times[key], true
}

func (f *flaky) reset() {
	f.mu.Lock()
	defer f.mu.Unlock()
	clear(f.times)
}

func (h *handler) failFirst(w http.ResponseWriter, r *http.Request) {
	fails, ok := number(w, r, "fails", 2, 0, 1e6)
	if !ok {
		return
	}
	status, ok := number(w, r, "status", http.StatusServiceUnavailable, 400, 599)
	if !ok {
		return
	}
	times, ok := h.flaky.hit(r.PathValue("key"))
	if !ok {
		http.Error(w, "too many keys: POST /counters/reset forgets them", http.StatusInsufficientStorage)
		return
	}
	if times > int(fails) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		write(w, fmt.Appendf(nil, "good after %d times\n", times))
		return
	}
	if after := r.URL.Query().Get("retry_after"); after != "" {
		w.Header().Set("Retry-After", after)
	}
	http.Error(w, "failing for the "+strconv.Itoa(times)+". time", int(status))
}

// How often a page of /unsteady fails, and how many there are.
const (
	unsteadyFails = 2
	unsteadyPages = 50
)

// unsteady fails for each visitor anew. Who keeps no cookies is a new visitor
// each time.
func (h *handler) unsteady(w http.ResponseWriter, r *http.Request) {
	n, ok := pathNumber(w, r, "n", 1, unsteadyPages)
	if !ok {
		return
	}
	failed := false
	h.visitors.with(h.visitors.greet(w, r), func(v *visitor) {
		if failed = v.unsteady[n] < unsteadyFails; failed {
			if v.unsteady == nil {
				v.unsteady = map[int]int{}
			}
			v.unsteady[n]++
		}
	})
	if failed {
		w.Header().Set("Retry-After", "0")
		http.Error(w, "not just now", http.StatusServiceUnavailable)
		return
	}
	h.writeSimple(w, fmt.Sprintf("Unsteady page %d", n), h.wide.item(n).Summary)
}
