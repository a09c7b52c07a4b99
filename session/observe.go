package session

import (
	"context"
	"net/http"
	"net/url"
	"time"
)

// Exchange is one request and what became of it: with a server, or with a cache. A call makes
// several where it is redirected, challenged, or tried again.
type Exchange struct {
	Method  string
	URL     *url.URL // not to be changed
	Status  int      // of the answer; 0 where none came
	Err     error    // why it failed; nil where an answer came
	Attempt int      // 1 for the first, 2 and more where a request is sent again
	Cached  bool     // it was answered from the cache; nothing below is set then
	// Streamed tells that the call returned when the answer began, and the script read the body
	// afterwards: the exchange outlasts the call.
	Streamed bool

	Start    time.Time
	Ready    time.Time // when the connection was there; zero: never
	Timing   Timing
	Sent     int64 // bytes of the request's body; -1: not known
	Received int64 // bytes of the answer's body as they came, compressed
}

// Observer is told of exchanges when they have ended, a streamed one when its body has. It is
// called on the goroutine that made the exchange, with the context of its call, or on that which
// reads or closes the body; it returns at once.
type Observer interface {
	Exchanged(ctx context.Context, e *Exchange)
}

// Observe has o told of the session's exchanges. Call it before the session is used.
func (s *Session) Observe(o Observer) { s.observer = o }

// told tells the observer of x, which has ended; streamed is as in Exchange.
func (f *fetcher) told(ctx context.Context, x *exchange, req *http.Request, resp *http.Response, streamed bool, received int64, err error) {
	if f.observer == nil {
		return
	}
	e := &Exchange{
		Method: req.Method, URL: req.URL, Err: err, Attempt: x.attempt, Streamed: streamed,
		Start: x.start, Ready: x.ready, Timing: x.timing, Sent: req.ContentLength, Received: received,
	}
	if resp != nil {
		e.Status = resp.StatusCode
	}
	f.observer.Exchanged(ctx, e)
}

// answered tells the observer of a request that the cache answered.
func (r *cacher) answered(req *http.Request, resp *http.Response) *http.Response {
	if r.observer != nil {
		r.observer.Exchanged(req.Context(), &Exchange{Method: req.Method, URL: req.URL, Status: resp.StatusCode, Attempt: 1, Cached: true})
	}
	return resp
}
