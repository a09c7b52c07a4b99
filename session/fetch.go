package session

import (
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptrace"
	"net/url"
	"sync/atomic"
	"time"
)

// Timing are the phases of a request. What a request did not need, such as a name lookup on
// a kept-alive connection, is zero.
type Timing struct {
	DNS       time.Duration // the name lookup
	Connect   time.Duration // the TCP handshake
	TLS       time.Duration // the TLS handshake, with a proxy's tunnel before it
	FirstByte time.Duration // from the connection's being ready to the first byte of the answer
	Body      time.Duration // reading the body; 0 with stream
	Total     time.Duration // all of it, body included
	Reused    bool          // the connection had been used before
}

// fetcher is the lowest layer: one exchange with a server, within its limits. Unless the
// call streams, the body that it returns is in memory, so that a break half-way is an error
// that the layers above it can do something about.
type fetcher struct {
	base      http.RoundTripper
	foreign   bool     // base is not ours, and tells nothing about connections
	proxy     *url.URL // nil: none
	connect   time.Duration
	read      time.Duration
	deadline  *time.Time // of the whole call; zero: none
	toHeaders bool       // deadline ends with the headers
	stream    bool
	follow    bool  // a redirect's body is not needed
	maxSize   int64 // of a body in memory
	observer  Observer
	attempts  int // so far

	last *exchange // the exchange that the last RoundTrip began
}

// exchange is one request on the wire and its answer.
type exchange struct {
	limiter
	attempt int // 1 for the first of a request
	ctx     context.Context
	read    time.Duration // limit of each wait once connected
	trace   httptrace.ClientTrace
	start   time.Time
	ready   time.Time    // when the connection was there
	first   atomic.Int64 // when the first byte came, since start; written by net/http's goroutine
	timing  Timing
	elapsed time.Duration // until the header had come
	private bool          // the server has a private address
	sent    int           // how many connections net/http has taken for it, one after the other
	proxy   *url.URL
	// certAsked says that the server wanted a client certificate and there is none; written by
	// the goroutine that connects.
	certAsked atomic.Bool
}

func (x *exchange) gotConn(info httptrace.GotConnInfo) {
	x.sent++
	x.ready = time.Now()
	x.timing.Reused = info.Reused
	if c := connOf(info.Conn); c != nil {
		x.private = c.private
		if !info.Reused && c.done.After(x.start) {
			x.timing.DNS, x.timing.Connect = c.dns, c.connect
			if _, plain := info.Conn.(*conn); !plain {
				x.timing.TLS = x.ready.Sub(c.done)
			}
		}
	}
	x.gotConnection(x.read)
}

func (x *exchange) gotFirstByte() { x.first.Store(int64(time.Since(x.start))) }

// RoundTrip is safe for one goroutine at a time, as a fetcher belongs to one call.
func (f *fetcher) RoundTrip(req *http.Request) (*http.Response, error) {
	f.attempts++
	x := &exchange{attempt: f.attempts, read: f.read, start: time.Now()}
	f.last = x
	caller := req.Context()
	parent := caller
	if f.stream {
		parent = context.WithoutCancel(caller) // once the headers are there, the body is its reader's
	}
	ctx, cancel := context.WithCancelCause(parent)
	x.ctx, x.cancel = ctx, cancel
	x.whole = *f.deadline
	x.trace.GotConn = x.gotConn
	x.trace.GotFirstResponseByte = x.gotFirstByte
	inner := ctx
	if x.proxy = f.proxy; f.proxy != nil || req.URL.Scheme == "https" {
		inner = context.WithValue(inner, exchangeKey{}, x)
	}
	if f.foreign {
		x.ready, x.connected = x.start, true
	}
	release := func() bool { return true }
	if f.stream {
		release = context.AfterFunc(caller, func() { cancel(context.Cause(caller)) })
	}
	sent := req.WithContext(httptrace.WithClientTrace(inner, &x.trace))
	if req.Body != nil && req.Body != http.NoBody && f.read > 0 {
		sent.Body = &progressBody{ReadCloser: req.Body, x: x}
	}
	x.wait(f.connect)
	resp, err := f.base.RoundTrip(sent)
	x.elapsed = time.Since(x.start)
	if err != nil {
		err = x.explain(caller, ctx, req, err)
		x.end()
		release()
		f.told(caller, x, req, nil, false, 0, err)
		return nil, err
	}
	if first := time.Duration(x.first.Load()); first > 0 && !x.ready.IsZero() {
		x.timing.FirstByte = first - x.ready.Sub(x.start)
	}
	resp.Request = req
	if !f.stream || f.follow && isRedirect(resp) {
		received, err := f.readBody(x, resp)
		if err != nil {
			err = x.explain(caller, ctx, req, err)
		}
		x.end()
		release()
		f.told(caller, x, req, resp, false, received, err)
		if err != nil {
			return nil, err
		}
		return resp, nil
	}
	if !release() { // cancelled just now
		err := context.Cause(caller)
		x.end()
		resp.Body.Close()
		f.told(caller, x, req, resp, false, 0, err)
		return nil, err
	}
	x.rest()
	if f.toHeaders {
		x.dropWhole()
	}
	body := &wireBody{body: resp.Body, x: x, ctx: ctx, req: req, size: resp.ContentLength}
	if f.observer != nil {
		told := *f // which its call uses again
		body.ended = func(received int64, err error) { told.told(caller, x, req, resp, true, received, err) }
	}
	resp.Body = body
	return resp, nil
}

// sent is how often the last RoundTrip may have sent its request: net/http does so again
// where a kept-alive connection is closed instead of answering.
func (f *fetcher) sent() int {
	if f.last == nil {
		return 1
	}
	return max(1, f.last.sent)
}

// end releases what the exchange holds.
func (x *exchange) end() {
	x.stop()
	x.cancel(nil)
	x.timing.Total = time.Since(x.start)
}

// explain turns a failure of the exchange into what the caller gets: the caller's own
// cause where it had cancelled, a time-out where the limiter had, or the error's kind.
func (x *exchange) explain(caller, ctx context.Context, req *http.Request, err error) error {
	if ctx.Err() != nil {
		cause := context.Cause(ctx)
		if late := (*expired)(nil); errors.As(cause, &late) {
			return timeoutError(req.URL.Host, late)
		}
		if caller.Err() != nil {
			return context.Cause(caller)
		}
	}
	err = classify(req, x.ready.IsZero(), err)
	if e := asError(err); x.certAsked.Load() && e != nil && e.Kind == ConnectionError {
		e.Kind, e.Message = SSLError, wantsCert(req.URL.Host, e.Err)
	}
	return err
}

// progressBody makes an upload's progress count as no wait.
type progressBody struct {
	io.ReadCloser
	x *exchange
}

func (b *progressBody) Read(p []byte) (int, error) {
	n, err := b.ReadCloser.Read(p)
	b.x.wait(b.x.read)
	return n, err
}

// redirectBodyLimit bounds what is read of a redirect's body, which nobody wants but which must
// be read for its connection to be used again.
const redirectBodyLimit = 256 << 10

// readBody replaces the body of resp by the same in memory, and gives its length as it came.
func (f *fetcher) readBody(x *exchange, resp *http.Response) (received int64, err error) {
	if resp.Body == http.NoBody {
		resp.Body = &memoryBody{}
		return 0, nil
	}
	begin := time.Now()
	x.wait(f.read)
	max, cut := f.maxSize, f.follow && isRedirect(resp)
	encoded := len(contentEncodings(resp.Header)) > 0
	if encoded {
		max += encodingSlack
	}
	if cut {
		max = redirectBodyLimit
	}
	var touch func()
	if f.read > 0 {
		touch = func() { x.wait(f.read) }
	}
	body, err := readAll(resp.Body, resp.ContentLength, max, encoded, touch)
	resp.Body.Close()
	x.timing.Body = time.Since(begin)
	if err == errTooLong && cut {
		body, err = &memoryBody{dropped: true}, nil
	}
	if err == errTooLong {
		return 0, &Error{Kind: ContentTooLarge, Message: tooLargeMessage(resp.ContentLength, f.maxSize)}
	}
	if err != nil {
		return 0, err
	}
	resp.Body = body
	return int64(len(body.data)), nil
}
