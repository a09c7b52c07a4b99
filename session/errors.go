package session

import "slices"

// Kind is a node in the tree of error kinds. A kind can have two parents:
// ConnectTimeout is below ConnectionError and below Timeout.
//
// Every error of this package that is not the caller's own cancellation is an
// *Error, and errors.Is(err, kind) is true for its kind and for all above it.
// The names are those of Python's requests.
type Kind struct {
	name    string
	parents []*Kind
}

// Name is the kind's name, such as "ConnectTimeout".
func (k *Kind) Name() string { return k.name }

// Parents are the kinds directly above k; none for RequestException.
func (k *Kind) Parents() []*Kind { return slices.Clone(k.parents) }

// Error makes a kind usable as the target of errors.Is.
func (k *Kind) Error() string { return k.name }

// Below reports whether k is other or stands somewhere below it.
func (k *Kind) Below(other *Kind) bool {
	return k == other || slices.ContainsFunc(k.parents, func(p *Kind) bool { return p.Below(other) })
}

// The kinds of error.
var (
	// RequestException is the root: whatever can go wrong with a request.
	RequestException = newKind("RequestException")
	// ConnectionError: no connection, or one that broke; a body cut short, or badly framed or compressed.
	ConnectionError = newKind("ConnectionError", RequestException)
	// Timeout is above the two time-outs.
	Timeout = newKind("Timeout", RequestException)
	// ConnectTimeout: the time ran out before a connection was ready.
	ConnectTimeout = newKind("ConnectTimeout", ConnectionError, Timeout)
	// ReadTimeout: the time ran out after that.
	ReadTimeout = newKind("ReadTimeout", Timeout)
	// SSLError: TLS failed, mostly a certificate that does not hold.
	SSLError = newKind("SSLError", ConnectionError)
	// ProxyError: the proxy could not be reached, or refused.
	ProxyError = newKind("ProxyError", ConnectionError)
	// HTTPError: a 4xx or 5xx answer, raised by RaiseForStatus only.
	HTTPError = newKind("HTTPError", RequestException)
	// TooManyRedirects: more than max_redirects, or a loop.
	TooManyRedirects = newKind("TooManyRedirects", RequestException)
	// InvalidURL: no scheme or one that is not http(s), or a host that cannot be one.
	InvalidURL = newKind("InvalidURL", RequestException)
	// InvalidRequest: a method, header, cookie or token that was given cannot be sent as such.
	InvalidRequest = newKind("InvalidRequest", RequestException)
	// ContentTooLarge: a body or header beyond its bound.
	ContentTooLarge = newKind("ContentTooLarge", RequestException)
	// RobotsDisallowed: the server's robots.txt does not let us fetch that, and robots is on.
	RobotsDisallowed = newKind("RobotsDisallowed", RequestException)
	// NotRecorded: replay is on, and its file does not hold the request, or cannot be read.
	NotRecorded = newKind("NotRecorded", RequestException)
	// JSONDecodeError: a body that is not JSON. Nothing here decodes JSON; who does so raises it.
	JSONDecodeError = newKind("JSONDecodeError", RequestException)
)

// Kinds lists every kind, parents before their children.
func Kinds() []*Kind { return slices.Clone(kinds) }

var kinds []*Kind

func newKind(name string, parents ...*Kind) *Kind {
	k := &Kind{name: name, parents: parents}
	kinds = append(kinds, k)
	return k
}

// Error is a request that failed.
type Error struct {
	Kind    *Kind
	Message string // for people: what failed, where, what to do
	// Request is what was being sent, nil where it could not even be made.
	Request *Request
	// Response is set where the server had answered.
	Response *Response
	// Err is what lies below: an error of net, crypto/tls, os; or nil.
	Err error
}

// Error is the kind's name and the message.
func (e *Error) Error() string { return e.Kind.name + ": " + e.Message }

// Unwrap is the error below.
func (e *Error) Unwrap() error { return e.Err }

// Is reports whether target is e's kind or one above it.
func (e *Error) Is(target error) bool {
	k, ok := target.(*Kind)
	return ok && e.Kind.Below(k)
}

// attach tells e what it belongs to, where it does not know yet.
func (e *Error) attach(req *Request, resp *Response) {
	if e.Request == nil {
		e.Request = req
	}
	if e.Response == nil {
		e.Response = resp
	}
}
