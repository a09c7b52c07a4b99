package session

import (
	"errors"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"time"

	"luafut/session/charset"
	"luafut/session/cookies"
)

// Request is what was sent; it is not changed after that.
type Request struct {
	Method string
	URL    string      // with the fragment, without a user
	Header http.Header // as sent, without what net/http adds: Host, Content-Length
	Body   []byte      // nil where there was none, or it was streamed
}

// Response is a server's answer. Its fields are not changed once a call has returned it; its
// methods are safe for any number of goroutines.
type Response struct {
	StatusCode int
	Reason     string // the status line's text; the standard text with HTTP/2, which has none
	Proto      string // "HTTP/1.1", "HTTP/2.0"
	URL        string // the final one, with the fragment
	Header     http.Header
	Request    *Request
	// History are the answers that led here by redirects (and the challenge of a digest
	// authentication), the oldest first.
	History []*Response
	// Elapsed is the time from sending the last request to having its answer's header, as in
	// requests.
	Elapsed time.Duration
	Timing  Timing
	// FromCache says that the body comes from the cache on disk.
	FromCache bool

	target  *target
	maxSize int64
	resume  *resumer // nil: a broken stream stays broken

	mu       sync.Mutex
	raw      *memoryBody // a body in memory not decoded yet
	stream   *stream     // a body on the wire
	content  []byte
	loadErr  error
	loaded   bool   // content was read from stream
	encoding string // set by the script
	text     string
	textIn   string // the encoding that text was decoded by; "" while there is no text
	jar      *cookies.Jar
}

// OK reports whether the status is below 400.
func (r *Response) OK() bool { return r.StatusCode < 400 }

// IsRedirect reports whether r is a redirect with somewhere to go.
func (r *Response) IsRedirect() bool {
	return redirectStatus(r.StatusCode) && r.Header.Get("Location") != ""
}

// RaiseForStatus is an HTTPError for a status from 400 to 599, else nil.
func (r *Response) RaiseForStatus() error {
	side := ""
	switch {
	case r.StatusCode >= 400 && r.StatusCode < 500:
		side = "Client"
	case r.StatusCode >= 500 && r.StatusCode < 600:
		side = "Server"
	default:
		return nil
	}
	return &Error{Kind: HTTPError, Request: r.Request, Response: r,
		Message: fmt.Sprintf("%d %s Error: %s for url: %s", r.StatusCode, side, r.Reason, r.URL)}
}

// Cookies are those that this one answer set. The jar is r's own.
func (r *Response) Cookies() *cookies.Jar {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.jar == nil {
		r.jar = new(cookies.Jar)
		if set := r.Header["Set-Cookie"]; len(set) > 0 {
			r.jar.SetFromResponse(r.target.url, set)
		}
	}
	return r.jar
}

// decode makes content of raw. The caller holds mu.
func (r *Response) decode() {
	body := r.raw
	if body == nil {
		return
	}
	r.raw = nil
	codings := contentEncodings(r.Header)
	switch {
	case body.dropped:
		r.loadErr = r.fail(ContentTooLarge, nil, "the body of this redirect was longer than %d KB and is not kept", redirectBodyLimit>>10)
	case len(codings) == 0:
		r.content = body.data
		if body.pooled {
			r.content = append([]byte(nil), body.data...)
		}
	default:
		content, err := decodeAll(body.data, codings, r.maxSize)
		if err == errTooLong {
			err = r.fail(ContentTooLarge, nil, "%s", tooLargeMessage(-1, r.maxSize))
		} else if err != nil {
			err = r.fail(ConnectionError, err, "the body from %s is not valid %s: %v", r.target.url.Host, strings.Join(codings, ", "), err)
		}
		if r.loadErr = err; err == nil {
			r.content = content
		}
	}
	body.Close()
}

func (r *Response) fail(kind *Kind, cause error, format string, args ...any) *Error {
	return &Error{Kind: kind, Request: r.Request, Response: r, Err: cause, Message: fmt.Sprintf(format, args...)}
}

// SetEncoding says what Text decodes by: any label that browsers know. "" is finding it out.
// The error is a *charset.UnknownError.
func (r *Response) SetEncoding(label string) error {
	if label != "" {
		name, err := charset.Lookup(label)
		if err != nil {
			return err
		}
		label = name
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.encoding, r.text, r.textIn = label, "", ""
	return nil
}

// Links are the links of the Link header by their rel, or their URL where they have none;
// URLs are made absolute (RFC 8288).
func (r *Response) Links() map[string]Link {
	links := make(map[string]Link)
	for _, l := range parseLinks(r.Header["Link"]) {
		if t, err := r.target.relativeTo(l.URL); err == nil {
			l.URL = t.String()
		}
		key := l.Params["rel"]
		if key == "" {
			key = l.URL
		}
		links[key] = l
	}
	return links
}

func redirectStatus(code int) bool {
	switch code {
	case 301, 302, 303, 307, 308:
		return true
	}
	return false
}

// isRedirect is IsRedirect for net/http's type.
func isRedirect(resp *http.Response) bool {
	return redirectStatus(resp.StatusCode) && resp.Header.Get("Location") != ""
}

// reason takes the text off a status line.
func reason(status string, code int) string {
	if _, text, found := strings.Cut(status, " "); found && text != "" {
		return text
	}
	return http.StatusText(code)
}

// asError finds the *Error in err.
func asError(err error) *Error {
	var e *Error
	if errors.As(err, &e) {
		return e
	}
	return nil
}
