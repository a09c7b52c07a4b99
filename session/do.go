package session

import (
	"context"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/net/http/httpguts"

	"luafut/session/cookies"
)

// Do makes one call: a request, and those that its redirects lead to. o, which may be nil, is
// laid over the session's settings. It returns when the body is in memory, with Stream when
// the header has come; the caller then closes the Response or reads it to its end.
//
// When ctx is cancelled, everything stops at once and the error is context.Cause(ctx); every
// other error is an *Error. A ctx of a type of the caller's own should have the AfterFunc
// method that package context describes, or each call costs a goroutine.
func (s *Session) Do(ctx context.Context, method, url string, o *Options) (*Response, error) {
	c := calls.Get().(*call)
	*c = call{s: s, ctx: ctx, set: s.now.Load()}
	if o == nil {
		c.o = &c.set.options
	} else {
		c.merged = c.set.options.merge(o)
		c.o = &c.merged
	}
	resp, err := c.run(method, url, o)
	*c = call{}
	calls.Put(c)
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// calls holds the memory of calls that have ended; nothing refers to a call after its Do.
var calls = sync.Pool{New: func() any { return new(call) }}

// call is the state of one Do, which runs on one goroutine.
type call struct {
	s   *Session
	ctx context.Context
	set *settings
	o   *Options // the settings that hold for it

	merged  Options // o, where the call has options of its own
	method  string
	to      *target
	body    *payload
	header  http.Header // of the next request, without the jar's cookies and c.auth; cloned before it is changed
	cookies Fields      // the call's own; dropped by a redirect to another origin
	auth    string      // Authorization; likewise
	digest  *Auth       // likewise
	history []*Response

	redirects  int
	challenge  *challenge // that digest answers; nil: none is known yet
	challenged bool       // it came in this call

	start       *target      // what the caller asked for
	jar         *cookies.Jar // of this call, where the session has none
	foreign     *cookies.Jar // of the ports that redirects led to on the first host
	deadline    time.Time
	connect     time.Duration
	read        time.Duration
	headersOnly bool
	private     bool          // the first request went to a private address
	delay       time.Duration // between requests, by the server's robots.txt
	fetch       fetcher
}

func (c *call) run(method, url string, over *Options) (*Response, error) {
	if err := c.prepare(method, url, over); err != nil {
		return nil, c.attached(err, nil)
	}
	for {
		resp, err := c.exchange()
		if err != nil {
			return nil, err
		}
		again, err := c.next(resp)
		if err != nil {
			resp.Close()
			return nil, c.attached(err, resp)
		}
		if !again {
			if resp.stream == nil {
				resp.mu.Lock()
				resp.decode()
				err = resp.loadErr
				resp.mu.Unlock()
			}
			if err != nil {
				return nil, err
			}
			return resp, nil
		}
		resp.Close()
		c.history = append(c.history, resp)
	}
}

// attached fills in what an error belongs to.
func (c *call) attached(err error, resp *Response) error {
	if e := asError(err); e != nil && resp != nil {
		e.attach(resp.Request, resp)
	} else if e != nil && c.to != nil {
		e.attach(&Request{Method: c.method, URL: c.to.String(), Header: c.header}, nil)
	}
	return err
}

// prepare checks what the caller gave and makes the first request of it.
func (c *call) prepare(method, url string, over *Options) (err error) {
	if c.method = strings.ToUpper(method); !httpguts.ValidHeaderFieldName(c.method) {
		return &Error{Kind: InvalidRequest, Message: fmt.Sprintf("the method %s is none; one looks like GET", quoteForMessage(method))}
	}
	if over != nil {
		if err := over.check(); err != nil {
			return err
		}
	}
	if c.to, err = parseTarget(withBase(value(c.o.BaseURL, ""), url)); err != nil {
		return err
	}
	c.start = c.to
	if len(c.o.Params) > 0 || c.o.Query != nil {
		c.to.addQuery(c.o.Params, value(c.o.Query, ""))
	}
	c.header = c.set.header
	if over != nil && len(over.Headers) > 0 {
		c.header = maps.Clone(c.header) // setHeaders replaces values, it does not write into them
		if err := setHeaders(c.header, over.Headers); err != nil {
			return err
		}
	}
	if c.body, err = c.o.Body.payload(); err != nil {
		return err
	}
	if c.body != nil && c.body.contentType != "" && c.header["Content-Type"] == nil {
		c.header = maps.Clone(c.header)
		c.header["Content-Type"] = []string{c.body.contentType}
	}
	c.cookies = c.o.Cookies
	if over != nil {
		for _, f := range over.Cookies {
			if f.Remove { // one of the jar's, which merging knows nothing of
				c.cookies = append(c.cookies[:len(c.cookies):len(c.cookies)], f)
			}
		}
	}
	if err := c.authorize(); err != nil {
		return err
	}
	connect, read, whole, headersOnly := c.o.limits()
	c.connect, c.read, c.headersOnly = connect, read, headersOnly
	if whole > 0 {
		c.deadline = time.Now().Add(whole)
	}
	return nil
}

// exchange sends the next request and makes a Response of the answer.
func (c *call) exchange() (*Response, error) {
	req, err := c.request()
	if err != nil {
		return nil, c.attached(err, nil)
	}
	sent := &Request{Method: c.method, URL: c.to.String(), Header: req.Header}
	if c.body != nil {
		sent.Body = c.body.bytes
	}
	if err := c.obey(); err != nil {
		return nil, c.attached(err, nil)
	}
	f, chain, err := c.layers()
	if err != nil {
		return nil, c.attached(err, nil)
	}
	hr, err := chain.RoundTrip(req)
	if err != nil {
		if e := asError(err); e != nil {
			e.attach(sent, nil)
		}
		return nil, err
	}
	resp := &Response{
		StatusCode: hr.StatusCode, Reason: reason(hr.Status, hr.StatusCode), Proto: hr.Proto, URL: sent.URL,
		Header: hr.Header, Request: sent, History: c.history, target: c.to, maxSize: c.o.maxSize(),
		encoding: value(c.o.Encoding, ""),
	}
	if x := f.last; x != nil {
		resp.Timing, resp.Elapsed = x.timing, x.elapsed
	}
	if len(c.history) == 0 { // a proxy's address says nothing about the server
		c.private = f.proxy == nil && f.last != nil && f.last.private || literallyPrivate(c.to.url.Hostname())
	}
	if body, ok := hr.Body.(*memoryBody); ok {
		resp.raw, resp.FromCache = body, body.cached
	} else {
		resp.streamFrom(hr.Body, f.last)
		resp.resume = c.newResumer(resp)
	}
	c.keepCookies(resp)
	return c.hooks(resp)
}

func (c *call) hooks(resp *Response) (*Response, error) {
	for _, hook := range c.o.OnResponse {
		other, err := hook(resp)
		if err != nil {
			resp.Close()
			return nil, err
		}
		if other != nil {
			resp = other
		}
	}
	return resp, nil
}

// request makes the net/http form of the next request.
func (c *call) request() (*http.Request, error) {
	h := maps.Clone(c.header)
	if c.digest != nil && c.challenge != nil {
		h["Authorization"] = []string{c.challenge.authorization(c.digest, c.method, c.to.url.RequestURI())}
	} else if c.auth != "" {
		h["Authorization"] = []string{c.auth}
	}
	cookie, err := c.cookieHeader()
	if err != nil {
		return nil, err
	}
	if cookie != "" {
		h["Cookie"] = []string{cookie}
	}
	plain := http.Request{
		Method: c.method, URL: c.to.url, Header: h,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
	}
	if host := h["Host"]; len(host) > 0 {
		plain.Host = host[0]
	}
	if h["User-Agent"] == nil {
		h["User-Agent"] = []string{""} // which keeps net/http from adding its own
	}
	req := plain.WithContext(c.ctx)
	return req, c.body.attach(req)
}

var nobody Auth // never written to

// authorize works out who asks: by the options, else by the URL.
func (c *call) authorize() error {
	a := c.o.Auth
	if a == nil {
		a = &nobody
	}
	switch a.Scheme {
	case AuthBasic:
		c.auth = basicAuth(a.User, a.Password)
	case AuthBearer:
		c.auth = "Bearer " + a.Token
	case AuthDigest:
		c.digest = a
		c.challenge = c.s.digests.get(c.to.origin(), a.User)
	case AuthNetrc:
		user, password, found, err := netrcEntry(a.Netrc, c.to.url.Hostname())
		if err != nil {
			return err
		}
		if found {
			c.auth = basicAuth(user, password)
		}
	case AuthNone:
		if u := c.to.user; u != nil && c.header["Authorization"] == nil {
			password, _ := u.Password()
			c.auth = basicAuth(u.Username(), password)
		}
	}
	if !httpguts.ValidHeaderFieldValue(c.auth) {
		return &Error{Kind: InvalidRequest, Message: "auth: the token has a line break or another control character"}
	}
	return nil
}

// without drops the cookies that fields name.
func without(cs []cookies.Cookie, fields Fields) []cookies.Cookie {
	return slices.DeleteFunc(cs, func(c cookies.Cookie) bool {
		return slices.ContainsFunc(fields, func(f Field) bool { return f.Name == c.Name })
	})
}
