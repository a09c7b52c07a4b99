package practice

import (
	"fmt"
	"net/http"
	"time"
)

// Bounds of the slow answers.
const (
	maxSlowSeconds = 120
	maxDripBytes   = 1 << 20
)

func (h *handler) slow(w http.ResponseWriter, r *http.Request) {
	s, ok := number(w, r, "s", 1, 0, maxSlowSeconds)
	if !ok {
		return
	}
	pause(r.Context(), seconds(s))
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	write(w, fmt.Appendf(nil, "after %g s\n", s))
}

// drip sends its headers at once, then a byte at a time.
func (h *handler) drip(w http.ResponseWriter, r *http.Request) {
	s, ok := number(w, r, "s", 1, 0, maxSlowSeconds)
	if !ok {
		return
	}
	n, ok := number(w, r, "bytes", 10, 1, maxDripBytes)
	if !ok {
		return
	}
	w.Header().Set("Content-Type", "application/octet-stream")
	w.Header().Set("Content-Length", fmt.Sprintf("%.0f", n))
	flusher := http.NewResponseController(w)
	drop := []byte{'*'}
	if flusher.Flush() != nil {
		return // the visitor has gone
	}
	for range int(n) {
		pause(r.Context(), seconds(s/n))
		if _, err := w.Write(drop); err != nil {
			return
		}
		if flusher.Flush() != nil {
			return
		}
	}
}

func seconds(s float64) time.Duration { return time.Duration(s * float64(time.Second)) }
