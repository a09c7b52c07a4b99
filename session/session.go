package session

import (
	"fmt"
	"net/http"
	"slices"
	"sync"
	"sync/atomic"

	"luafut/session/charset"
	"luafut/session/cookies"
)

// Session makes requests that share settings, cookies and connections. All methods are safe
// for any number of goroutines. Make one with New or Stateless; Close it when it is done.
type Session struct {
	jar     *cookies.Jar // nil: each call has cookies of its own
	env     proxyEnv
	conns   transports
	turns   atomic.Uint64 // of the proxies
	pace    pacers
	digests digests

	robots robotFiles
	tapes  tapes
	cache  caches

	observer Observer // nil: none

	mu  sync.Mutex // serialises Update
	now atomic.Pointer[settings]
}

// settings are a session's options at one moment. They are never changed, but replaced.
type settings struct {
	options Options
	header  http.Header // the defaults and the options' headers; cloned for each request
}

// New makes a session with these settings, nil being the defaults. It reads the environment's
// proxies. Nothing is connected to yet.
func New(o *Options) (*Session, error) {
	s := &Session{jar: new(cookies.Jar), env: readProxyEnv()}
	if o == nil {
		o = &Options{}
	}
	first := *o
	first.Cookies = nil
	for _, c := range o.Cookies {
		if c.Remove {
			continue
		}
		if err := s.jar.Set(cookies.Cookie{Name: c.Name, Value: c.Value}); err != nil {
			return nil, badCookie(c.Name, err)
		}
	}
	return s, s.use(first)
}

// Stateless makes a session whose calls share connections and nothing else: each has cookies
// of its own, which live as long as its redirects. It is what a function that is called
// without a session works with. Cookies in o are sent with every call.
func Stateless(o *Options) (*Session, error) {
	s := &Session{env: readProxyEnv()}
	if o == nil {
		o = &Options{}
	}
	return s, s.use(*o)
}

// Cookies is the session's jar, nil for a stateless one.
func (s *Session) Cookies() *cookies.Jar { return s.jar }

// Options are the session's settings now. What they point to is not to be changed: see Update.
func (s *Session) Options() Options { return s.now.Load().options }

// Update changes the settings: change gets a copy that is its own, as deep as its lists go, and
// what it leaves there holds for calls that begin afterwards. What cannot hold is an error, and
// then nothing changes. Updates happen one after the other; change must not call Update.
func (s *Session) Update(change func(*Options)) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	o := s.now.Load().options
	o.Params, o.Headers, o.Cookies = slices.Clone(o.Params), slices.Clone(o.Headers), slices.Clone(o.Cookies)
	o.OnResponse = slices.Clone(o.OnResponse)
	change(&o)
	return s.use(o)
}

// use checks o and makes it the settings.
func (s *Session) use(o Options) error {
	if !o.Body.empty() {
		return &Error{Kind: RequestException, Message: "a body (data, json, files) belongs to a call, not to a session"}
	}
	if base := value(o.BaseURL, ""); base != "" {
		if _, err := parseTarget(base); err != nil {
			return err
		}
	}
	if err := o.check(); err != nil {
		return err
	}
	header, err := baseHeader(o.Headers)
	if err != nil {
		return err
	}
	s.now.Store(&settings{options: o, header: header})
	return nil
}

// check finds what can be told to be wrong without a request.
func (o *Options) check() error {
	if e := value(o.Encoding, ""); e != "" {
		if _, err := charset.Lookup(e); err != nil {
			return &Error{Kind: RequestException, Message: fmt.Sprintf("encoding: %v", err), Err: err}
		}
	}
	if o.Proxy != nil {
		for _, p := range o.Proxy.URLs {
			if _, err := parseProxy(p); err != nil {
				return err
			}
		}
	}
	return nil
}

// Close closes the connections that nobody uses, and the others as they come free, and the
// files of Record; an error is one of theirs. The session can still be used, and then opens
// them again.
func (s *Session) Close() error {
	s.conns.closeIdle()
	return s.tapes.close()
}

func badCookie(name string, err error) error {
	return &Error{Kind: InvalidRequest, Message: fmt.Sprintf("cookie %s: %v", quoteForMessage(name), err), Err: err}
}
