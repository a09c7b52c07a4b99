package practice

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	// callsPerWindow is how many calls a token may make in each callWindow.
	callsPerWindow = 10
	callWindow     = time.Second
)

// A window is how much a token was used: a stretch of time that began with a call.
type window struct {
	began time.Time
	calls int
}

func newTokens(seed uint64) *register[window] {
	return newRegister[window](func(n uint64) string {
		return fmt.Sprintf("practice-%016x", random(seed, "token", int(n)).Uint64())
	})
}

// count counts a call: how many are left in the window, below 0 where this one is
// too many, and when the next window begins.
func (w *window) count() (left int, wait time.Duration) {
	now := time.Now()
	if now.Sub(w.began) >= callWindow {
		*w = window{began: now}
	}
	w.calls++
	return callsPerWindow - w.calls, callWindow - now.Sub(w.began)
}

// tokenOnly says whether a request has a token and may be answered now; else it
// answers with 401, or with 429 and how long to wait.
func (h *handler) tokenOnly(w http.ResponseWriter, r *http.Request) bool {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	var left int
	var wait time.Duration
	known := bearer && h.tokens.with(token, func(w *window) { left, wait = w.count() })
	if !known {
		w.Header().Set("WWW-Authenticate", `Bearer realm="practice"`)
		writeJSON(w, http.StatusUnauthorized, apiError{"Authorization: wanted Bearer and a token of POST /api/v1/token"})
		return false
	}
	header := w.Header()
	header.Set("X-RateLimit-Limit", strconv.Itoa(callsPerWindow))
	header.Set("X-RateLimit-Remaining", strconv.Itoa(max(0, left)))
	if left < 0 {
		header.Set("Retry-After", strconv.Itoa(int((wait+time.Second-1)/time.Second)))
		writeJSON(w, http.StatusTooManyRequests, apiError{fmt.Sprintf("wanted at most %d calls in %s", callsPerWindow, callWindow)})
		return false
	}
	return true
}
