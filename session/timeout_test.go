package session_test

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"luafut/session"
)

// silent is a listener that never answers at the level of TCP or TLS above it.
func silent(t *testing.T) string {
	t.Helper()
	return strings.Replace(strings.TrimSuffix(raw(t, stalls("")), "/"), "http:", "https:", 1)
}

func TestConnectTimeout(t *testing.T) {
	s := newSession(t, nil)
	for name, timeout := range map[string]session.Timeouts{
		"deadline": {Deadline: 30 * time.Millisecond},
		"connect":  {Connect: 30 * time.Millisecond},
		"total":    {Total: 30 * time.Millisecond},
	} {
		_, err := s.Do(context.Background(), "GET", silent(t), &session.Options{Timeout: &timeout})
		e := wantKind(t, err, session.ConnectTimeout)
		if !errors.Is(e, session.Timeout) || !errors.Is(e, session.ConnectionError) || !errors.Is(e, session.RequestException) || errors.Is(e, session.ReadTimeout) {
			t.Errorf("%s: the tree of kinds is wrong", name)
		}
	}
}

func TestRefused(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	l.Close()
	_, err = newSession(t, nil).Do(context.Background(), "GET", "http://"+l.Addr().String(), nil)
	if e := wantKind(t, err, session.ConnectionError); !strings.Contains(e.Message, "refused") {
		t.Error(e)
	}
}

func TestNoSuchHost(t *testing.T) {
	_, err := newSession(t, nil).Do(context.Background(), "GET", "http://nothing.invalid/", nil)
	wantKind(t, err, session.ConnectionError)
}

// fake answers requests without a network, so that tests can be put under a clock of their own.
func fake(answer func(n int, r *http.Request) (int, http.Header, io.Reader, error)) roundTripper {
	var mu sync.Mutex
	n := 0
	return func(r *http.Request) (*http.Response, error) {
		mu.Lock()
		n++
		now := n
		mu.Unlock()
		if r.Body != nil {
			_, _ = io.Copy(io.Discard, r.Body)
		}
		code, h, body, err := answer(now, r)
		if err != nil {
			return nil, err
		}
		if h == nil {
			h = http.Header{}
		}
		return &http.Response{StatusCode: code, Status: http.StatusText(code), Header: h, Body: io.NopCloser(body), ContentLength: -1, Request: r}, nil
	}
}

// slow is a body of n bytes, each of which takes a while.
type slow struct {
	ctx context.Context
	n   int
	d   time.Duration
}

func (s *slow) Read(p []byte) (int, error) {
	if s.n == 0 {
		return 0, io.EOF
	}
	select {
	case <-time.After(s.d):
	case <-s.ctx.Done():
		return 0, s.ctx.Err()
	}
	s.n--
	p[0] = 'x'
	return 1, nil
}

func TestTimeoutsCount(t *testing.T) {
	for name, c := range map[string]struct {
		timeout session.Timeouts
		stream  bool
		want    time.Duration // when it ends
		kind    *session.Kind // nil: it succeeds
	}{
		"default":                 {session.Timeouts{}, false, 30 * time.Second, session.ReadTimeout},
		"deadline":                {session.Timeouts{Deadline: 25 * time.Second}, false, 25 * time.Second, session.ReadTimeout},
		"read":                    {session.Timeouts{Read: 11 * time.Second}, false, 110 * time.Second, nil},
		"read too short":          {session.Timeouts{Read: 9 * time.Second}, false, 9 * time.Second, session.ReadTimeout},
		"total":                   {session.Timeouts{Read: 11 * time.Second, Total: 40 * time.Second}, false, 40 * time.Second, session.ReadTimeout},
		"none":                    {session.Timeouts{Deadline: session.NoTimeout}, false, 110 * time.Second, nil},
		"connect only":            {session.Timeouts{Connect: time.Second}, false, 110 * time.Second, nil},
		"stream, deadline a read": {session.Timeouts{Deadline: 11 * time.Second}, true, 110 * time.Second, nil},
		"stream, too short":       {session.Timeouts{Deadline: 9 * time.Second}, true, 9 * time.Second, session.ReadTimeout},
		"stream, total":           {session.Timeouts{Total: 55 * time.Second}, true, 55 * time.Second, session.ReadTimeout},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				s := newSession(t, &session.Options{Stream: &c.stream, Transport: fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
					return 200, nil, &slow{r.Context(), 11, 10 * time.Second}, nil
				})})
				began := time.Now()
				r, err := s.Do(context.Background(), "GET", "http://h.example/", &session.Options{Timeout: &c.timeout})
				if err == nil {
					_, err = r.Content(context.Background())
				}
				if took := time.Since(began); took != c.want {
					t.Errorf("ended after %v, want %v", took, c.want)
				}
				if c.kind == nil && err != nil {
					t.Error(err)
				} else if c.kind != nil {
					wantKind(t, err, c.kind)
				}
			})
		})
	}
}

func TestTimeoutsMerge(t *testing.T) {
	s := newSession(t, &session.Options{Timeout: &session.Timeouts{Connect: time.Second, Read: 9 * time.Second}})
	slowly := fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
		return 200, nil, &slow{r.Context(), 1, 10 * time.Second}, nil
	})
	for _, c := range []struct {
		timeout *session.Timeouts
		ok      bool
	}{
		{nil, false}, {&session.Timeouts{Total: time.Minute}, false}, {&session.Timeouts{Read: 11 * time.Second}, true},
		{&session.Timeouts{}, true}, {&session.Timeouts{Deadline: 11 * time.Second}, true},
	} {
		synctest.Test(t, func(t *testing.T) {
			_, err := s.Do(context.Background(), "GET", "http://h.example/", &session.Options{Timeout: c.timeout, Transport: slowly})
			if (err == nil) != c.ok {
				t.Errorf("%+v: %v", c.timeout, err)
			}
		})
	}
}

func TestCancel(t *testing.T) {
	cause := errors.New("stopped by the test")
	s := newSession(t, nil)
	for name, url := range map[string]string{
		"connecting": silent(t),
		"waiting":    raw(t, stalls("")),
		"reading":    raw(t, stalls("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")),
	} {
		for _, stream := range []bool{false, true} {
			ctx, cancel := context.WithCancelCause(context.Background())
			timer := time.AfterFunc(20*time.Millisecond, func() { cancel(cause) })
			r, err := s.Do(ctx, "GET", url, &session.Options{Stream: &stream})
			if err == nil {
				_, err = r.Content(ctx)
			}
			if err != cause {
				t.Errorf("%s, stream %v: %v, want the cause as it is", name, stream, err)
			}
			timer.Stop()
		}
	}
}

func TestCancelledBefore(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := newSession(t, nil).Do(ctx, "GET", "http://127.0.0.1:1/", nil); err != context.Canceled {
		t.Error(err)
	}
}

// A stream lives on when the call that began it has been cancelled afterwards.
func TestStreamOutlivesItsCall(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.(http.Flusher).Flush()
		_, _ = io.WriteString(w, strings.Repeat("x", 1<<20))
	})
	ctx, cancel := context.WithCancel(context.Background())
	r, err := newSession(t, nil).Do(ctx, "GET", server.URL, &session.Options{Stream: ptr(true)})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if got := text(t, r); len(got) != 1<<20 {
		t.Errorf("%d bytes", len(got))
	}
}
