package session

import (
	"context"
	"errors"
	"math/rand/v2"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"time"
)

// Retries say when a request is sent again. The zero value is never; in a call it takes a
// session's away. Otherwise the fields that a call gives replace the session's one by one.
type Retries struct {
	// Total is how many times at most, after the first: 2 makes three attempts.
	Total int
	// Backoff is the wait before the first of them; it doubles each time, up to two minutes,
	// and a random part of up to a half is taken off. 0: 0.5 s.
	Backoff time.Duration
	// Statuses of answers that are worth another attempt. Nil: none.
	Statuses []int
	// Methods that may be sent twice. Nil: GET, HEAD, OPTIONS, TRACE, PUT and DELETE. (What
	// failed before there was a connection is sent again whatever its method.)
	Methods []string
}

const (
	defaultBackoff = 500 * time.Millisecond
	maxBackoff     = 2 * time.Minute
	// maxRetryAfter is the longest Retry-After obeyed by a call that has no deadline.
	maxRetryAfter = 10 * time.Minute
)

var idempotent = []string{"GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE"}

func mergeRetries(base, over *Retries) *Retries {
	if over == nil || base == nil {
		pick(&base, over)
		return base
	}
	m := *base
	if over.Total == 0 && over.Backoff == 0 && over.Statuses == nil && over.Methods == nil {
		return over
	}
	if over.Total != 0 {
		m.Total = over.Total
	}
	if over.Backoff != 0 {
		m.Backoff = over.Backoff
	}
	if over.Statuses != nil {
		m.Statuses = over.Statuses
	}
	if over.Methods != nil {
		m.Methods = over.Methods
	}
	return &m
}

// retrier is the layer that sends a request again. The last answer, or the last error, is its own.
type retrier struct {
	next     http.RoundTripper
	fetch    *fetcher
	deadline *time.Time
	Retries
}

// RoundTrip is for one goroutine at a time.
func (r *retrier) RoundTrip(req *http.Request) (*http.Response, error) {
	attempts := 0 // that the server may have seen
	for round := 1; ; round++ {
		r.fetch.last = nil
		resp, err := r.next.RoundTrip(req)
		attempts += r.fetch.sent()
		if attempts > r.Total || !r.worth(req, resp, err) {
			return resp, err
		}
		wait := r.backoff(round)
		if resp != nil {
			wait = max(wait, retryAfter(resp.Header.Get("Retry-After"), time.Now()))
		}
		if !r.inTime(wait) {
			return resp, err
		}
		again := *req
		if req.GetBody != nil {
			body, bodyErr := req.GetBody()
			if bodyErr != nil { // it cannot be sent twice
				return resp, err
			}
			again.Body = body
		}
		if resp != nil {
			resp.Body.Close()
		}
		if err := sleep(req.Context(), wait); err != nil {
			return nil, err
		}
		req = &again
	}
}

func (r *retrier) worth(req *http.Request, resp *http.Response, err error) bool {
	allowed := r.Methods
	if allowed == nil {
		allowed = idempotent
	}
	twice := slices.ContainsFunc(allowed, func(m string) bool { return strings.EqualFold(m, req.Method) })
	if err == nil {
		return twice && slices.Contains(r.Statuses, resp.StatusCode)
	}
	if late := (*expired)(nil); errors.As(err, &late) && late.whole {
		return false
	}
	if errors.Is(err, SSLError) || !errors.Is(err, ConnectionError) && !errors.Is(err, Timeout) {
		return false
	}
	return twice || r.fetch.last == nil || r.fetch.last.ready.IsZero()
}

func (r *retrier) backoff(attempt int) time.Duration {
	d := r.Backoff
	if d <= 0 {
		d = defaultBackoff
	}
	for range attempt - 1 {
		if d *= 2; d >= maxBackoff {
			break
		}
	}
	d = min(d, maxBackoff)
	return d - rand.N(d/2+1)
}

// inTime reports whether a wait of d leaves time for an attempt.
func (r *retrier) inTime(d time.Duration) bool {
	if r.deadline.IsZero() {
		return d <= maxRetryAfter
	}
	return time.Now().Add(d).Before(*r.deadline)
}

// retryAfter reads a Retry-After header: seconds, or a date.
func retryAfter(s string, now time.Time) time.Duration {
	if s == "" {
		return 0
	}
	if n, err := strconv.ParseUint(s, 10, 31); err == nil {
		return time.Duration(n) * time.Second
	}
	if t, err := http.ParseTime(s); err == nil {
		return max(0, t.Sub(now))
	}
	return 0
}

// sleep waits for d, or until ctx is cancelled; then it returns the cause.
func sleep(ctx context.Context, d time.Duration) error {
	if d <= 0 {
		return nil
	}
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return context.Cause(ctx)
	}
}
