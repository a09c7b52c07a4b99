package practice

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"sync"
	"time"
)

const (
	maxTokens = 4096 // that are kept; the oldest makes room
	// callsPerWindow is how many calls a token may make in each callWindow.
	callsPerWindow = 10
	callWindow     = time.Second
)

// tokens knows the API tokens that were given out, and how much each was used.
type tokens struct {
	seed uint64

	mu    sync.Mutex
	known map[string]*window
	order []string // by the order they were given out, modulo maxTokens
	given uint64
}

// A window is a stretch of time that began with a call.
type window struct {
	began time.Time
	calls int
}

func newTokens(seed uint64) *tokens {
	return &tokens{seed: seed, known: map[string]*window{}, order: make([]string, maxTokens)}
}

// give gives out a new token.
func (t *tokens) give() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	slot := &t.order[t.given%maxTokens]
	delete(t.known, *slot)
	*slot = fmt.Sprintf("practice-%016x", random(t.seed, "token", int(t.given)).Uint64())
	t.known[*slot] = &window{}
	t.given++
	return *slot
}

// use counts a call with a token: whether the token is known, how many calls are
// left in its window, below 0 where this one is too many, and when the next
// window begins.
func (t *tokens) use(token string) (known bool, left int, wait time.Duration) {
	t.mu.Lock()
	defer t.mu.Unlock()
	w := t.known[token]
	if w == nil {
		return false, 0, 0
	}
	now := time.Now()
	if now.Sub(w.began) >= callWindow {
		*w = window{began: now}
	}
	w.calls++
	return true, callsPerWindow - w.calls, callWindow - now.Sub(w.began)
}

// reset begins a new window for each token.
func (t *tokens) reset() {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, w := range t.known {
		*w = window{}
	}
}

// tokenOnly says whether a request has a token and may be answered now; else it
// answers with 401, or with 429 and how long to wait.
func (h *handler) tokenOnly(w http.ResponseWriter, r *http.Request) bool {
	token, bearer := strings.CutPrefix(r.Header.Get("Authorization"), "Bearer ")
	known, left, wait := h.tokens.use(token)
	if !bearer || !known {
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
