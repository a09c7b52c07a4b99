package session

import (
	"net/http"
	"time"
)

// Options are the settings of a session or of one call; the zero value gives nothing.
// A call's setting beats the session's, which beats the default. Lists of fields merge
// name by name, and a Field with Remove takes the session's entry away. For the settings
// held by pointer, nil is "not given" and a pointer to the zero value (to a negative
// number for MaxRedirects) is "the default, whatever the session says"; booleans are as
// they say.
//
// An Options handed to this package is not kept: it is copied, and may be used again.
type Options struct {
	Params Fields // appended to the query, form-encoded
	// Query is appended to the query as it stands (only what no URL can hold is escaped).
	// In one Options it comes after Params; given by a call, it replaces the session's
	// Params and Query; Params of a call replace a session's Query.
	Query *string
	// Headers in any case. Host sets the request's Host.
	Headers Fields
	// Cookies of a call are sent with it, to the first URL's host and port only, and are not
	// kept. Cookies of a session go into its jar, for any host.
	Cookies Fields
	// Body is what a call sends. A session has none.
	Body Body
	Auth *Auth // &Auth{}: none

	Timeout        *Timeouts
	AllowRedirects *bool // default true; for HEAD false
	MaxRedirects   *int  // default 30; negative: default
	// AllowPrivate lets a redirect lead from a public host to a private address (loopback,
	// RFC 1918, link-local, …). Default: only where the first request went to one.
	AllowPrivate *bool

	Proxy  *Proxy
	Verify *Verify
	Cert   *Cert
	HTTP2  *bool // default true: HTTP/2 where a TLS server offers it

	// Stream leaves the body on the wire for Chunk, Line, Save or Content. Default false.
	Stream *bool
	// MaxSize bounds a body held in memory, in bytes, decompressed. 0: 64 MB.
	MaxSize *int64
	// Encoding is the text encoding to decode by, whatever the server says. "": find out.
	Encoding *string

	Retries *Retries
	// Rate bounds the requests a second to one host, all calls of the session together. 0: no bound.
	Rate *float64
	// MaxPerHost bounds the requests at once to one host, likewise. 0: no bound.
	MaxPerHost *int

	// Robots asks each server's robots.txt (fetched once, kept for a day) before every request,
	// and obeys its Crawl-delay, up to two minutes. Default false.
	Robots *bool
	// Record is a file that every exchange is written to, one a line of JSON; a session begins it
	// anew. Replay is such a file, which answers in place of the network. "": none. With either,
	// bodies are in memory, Stream or not.
	Record, Replay *string
	// Cache keeps responses on disk. &Cache{}: none.
	Cache *Cache

	// BaseURL is put before a URL that has no scheme: "https://h/v1" and "/a" make
	// "https://h/v1/a", as in httpx.
	BaseURL *string

	// OnResponse are called in order with every response, those of redirects too, before
	// anything is done with it. Each may return another in its place, or nil for no change;
	// an error ends the call with that error. A call's come after the session's.
	OnResponse []func(*Response) (*Response, error)

	// Transport replaces the network: every request goes to it. It must be safe for any
	// number of goroutines. The options on proxies, TLS and HTTP/2 do nothing then.
	Transport http.RoundTripper
}

// Timeouts bound the time of a call. Zero fields are not given; the zero value is Deadline
// with 30 s. With Deadline, the others are ignored. When only some of the others are given,
// Connect and Read are 30 s each, and there is no Total. NoTimeout means none.
type Timeouts struct {
	// Deadline runs up to the body's end; with Stream up to the headers, and then
	// anew for each read.
	Deadline time.Duration
	Connect  time.Duration // until a connection is ready: name lookup, TCP, proxy, TLS
	Read     time.Duration // from then on for each wait for a byte
	Total    time.Duration // for the whole call, redirects, retries and streamed reads included
}

// NoTimeout in a field of Timeouts means: no limit.
const NoTimeout = time.Duration(1<<63 - 1)

// The defaults of Options.
const (
	DefaultTimeout      = 30 * time.Second
	DefaultMaxRedirects = 30
	DefaultMaxSize      = 64 << 20
)

// merge lays over on top of o and returns the result; neither is changed.
func (o *Options) merge(over *Options) Options {
	m := *o
	if over.Query != nil || len(over.Params) > 0 && o.Query != nil {
		m.Params, m.Query = nil, over.Query
	}
	m.Params = mergeFields(m.Params, over.Params, exactly)
	m.Headers = mergeFields(o.Headers, over.Headers, sameHeader)
	m.Cookies = mergeFields(o.Cookies, over.Cookies, exactly)
	m.Body = over.Body
	m.Timeout = mergeTimeout(o.Timeout, over.Timeout)
	pick(&m.Auth, over.Auth)
	pick(&m.AllowRedirects, over.AllowRedirects)
	pick(&m.MaxRedirects, over.MaxRedirects)
	pick(&m.AllowPrivate, over.AllowPrivate)
	pick(&m.Proxy, over.Proxy)
	pick(&m.Verify, over.Verify)
	pick(&m.Cert, over.Cert)
	pick(&m.HTTP2, over.HTTP2)
	pick(&m.Stream, over.Stream)
	pick(&m.MaxSize, over.MaxSize)
	pick(&m.Encoding, over.Encoding)
	m.Retries = mergeRetries(o.Retries, over.Retries)
	pick(&m.Rate, over.Rate)
	pick(&m.MaxPerHost, over.MaxPerHost)
	pick(&m.Robots, over.Robots)
	pick(&m.Record, over.Record)
	pick(&m.Replay, over.Replay)
	pick(&m.Cache, over.Cache)
	pick(&m.BaseURL, over.BaseURL)
	if len(over.OnResponse) > 0 {
		m.OnResponse = append(o.OnResponse[:len(o.OnResponse):len(o.OnResponse)], over.OnResponse...)
	}
	if over.Transport != nil {
		m.Transport = over.Transport
	}
	return m
}

func pick[T any](to **T, over *T) {
	if over != nil {
		*to = over
	}
}

func mergeTimeout(base, over *Timeouts) *Timeouts {
	if over == nil {
		return base
	}
	if base == nil || base.Deadline != 0 || over.Deadline != 0 || *over == (Timeouts{}) {
		return over
	}
	m := *base
	for _, f := range []struct{ to, from *time.Duration }{
		{&m.Connect, &over.Connect}, {&m.Read, &over.Read}, {&m.Total, &over.Total},
	} {
		if *f.from != 0 {
			*f.to = *f.from
		}
	}
	return &m
}

// value is what p points to, or def for nil.
func value[T any](p *T, def T) T {
	if p == nil {
		return def
	}
	return *p
}

func (o *Options) maxRedirects() int {
	if n := value(o.MaxRedirects, -1); n >= 0 {
		return n
	}
	return DefaultMaxRedirects
}

func (o *Options) maxSize() int64 {
	if n := value(o.MaxSize, 0); n > 0 {
		return n
	}
	return DefaultMaxSize
}

func (o *Options) follows(method string) bool {
	return value(o.AllowRedirects, method != http.MethodHead)
}

// limits turns Timeouts into the three limits that a call works with, 0 being none.
// whole is the deadline of the call; in the Deadline form of a stream it ends with the
// headers, which headersOnly says.
func (o *Options) limits() (connect, read, whole time.Duration, headersOnly bool) {
	t := value(o.Timeout, Timeouts{})
	if t == (Timeouts{}) {
		t.Deadline = DefaultTimeout
	}
	if t.Deadline != 0 {
		if value(o.Stream, false) {
			return 0, limit(t.Deadline), limit(t.Deadline), true
		}
		return 0, 0, limit(t.Deadline), false
	}
	if t.Connect == 0 {
		t.Connect = DefaultTimeout
	}
	if t.Read == 0 {
		t.Read = DefaultTimeout
	}
	return limit(t.Connect), limit(t.Read), limit(t.Total), false
}

func limit(d time.Duration) time.Duration {
	if d == NoTimeout {
		return 0
	}
	return d
}
