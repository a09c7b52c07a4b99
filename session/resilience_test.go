package session_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"luafut/session"
)

func TestRetries(t *testing.T) {
	cut := func() (int, http.Header, io.Reader, error) {
		return 200, nil, io.MultiReader(strings.NewReader("ab"), broken{}), nil
	}
	answer := func(code int, h ...string) func() (int, http.Header, io.Reader, error) {
		return func() (int, http.Header, io.Reader, error) {
			header := http.Header{}
			for i := 0; i+1 < len(h); i += 2 {
				header.Set(h[i], h[i+1])
			}
			return code, header, strings.NewReader(fmt.Sprint(code)), nil
		}
	}
	fail := func() (int, http.Header, io.Reader, error) { return 0, nil, nil, io.ErrUnexpectedEOF }
	on503 := &session.Retries{Total: 2, Backoff: time.Second, Statuses: []int{503}}
	for name, c := range map[string]struct {
		retries *session.Retries
		method  string
		answers []func() (int, http.Header, io.Reader, error) // the last goes on
		tries   int
		status  int // 0: a ConnectionError
		min     time.Duration
		max     time.Duration
	}{
		"none by default":        {nil, "GET", append1(fail), 1, 0, 0, 0},
		"failure":                {&session.Retries{Total: 2, Backoff: time.Second}, "GET", append1(fail, fail, answer(200)), 3, 200, 1500 * time.Millisecond, 3 * time.Second},
		"total is the end":       {&session.Retries{Total: 2, Backoff: time.Second}, "GET", append1(fail), 3, 0, 1500 * time.Millisecond, 3 * time.Second},
		"cut body":               {on503, "GET", append1(cut, answer(200)), 2, 200, 500 * time.Millisecond, time.Second},
		"status":                 {on503, "GET", append1(answer(503), answer(200)), 2, 200, 500 * time.Millisecond, time.Second},
		"last answer":            {on503, "GET", append1(answer(503)), 3, 503, 1500 * time.Millisecond, 3 * time.Second},
		"status not listed":      {on503, "GET", append1(answer(500), answer(200)), 1, 500, 0, 0},
		"status without list":    {&session.Retries{Total: 2}, "GET", append1(answer(503)), 1, 503, 0, 0},
		"post":                   {on503, "POST", append1(fail, answer(200)), 1, 0, 0, 0},
		"post, allowed":          {&session.Retries{Total: 1, Backoff: time.Second, Methods: []string{"post"}}, "POST", append1(fail, answer(200)), 2, 200, 500 * time.Millisecond, time.Second},
		"get, not allowed":       {&session.Retries{Total: 1, Methods: []string{"POST"}}, "GET", append1(fail, answer(200)), 1, 0, 0, 0},
		"retry-after":            {on503, "PUT", append1(answer(503, "Retry-After", "7"), answer(200)), 2, 200, 7 * time.Second, 7 * time.Second},
		"retry-after, a date":    {on503, "GET", append1(answer(503, "Retry-After", "Sat, 01 Jan 2000 00:00:20 GMT"), answer(200)), 2, 200, 20 * time.Second, 20 * time.Second},
		"retry-after, nonsense":  {on503, "GET", append1(answer(503, "Retry-After", "soon"), answer(200)), 2, 200, 500 * time.Millisecond, time.Second},
		"retry-after, too long":  {on503, "GET", append1(answer(503, "Retry-After", "3600"), answer(200)), 1, 503, 0, 0},
		"backoff beyond the end": {&session.Retries{Total: 9, Backoff: 50 * time.Second}, "GET", append1(fail, answer(200)), 2, 200, 25 * time.Second, 31 * time.Second},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var tries atomic.Int32
				s := newSession(t, &session.Options{Retries: c.retries, Transport: fake(func(n int, r *http.Request) (int, http.Header, io.Reader, error) {
					tries.Add(1)
					return c.answers[min(n, len(c.answers))-1]()
				})})
				began := time.Now()
				r, err := s.Do(context.Background(), c.method, "http://h.example/", &session.Options{
					Body: session.Body{Data: []byte("x")}, Timeout: &session.Timeouts{Deadline: 31 * time.Second}})
				took := time.Since(began)
				if name == "backoff beyond the end" && err != nil && tries.Load() == 1 {
					return // the random wait was too long for the deadline
				}
				if c.status == 0 {
					wantKind(t, err, session.ConnectionError)
				} else if err != nil || r.StatusCode != c.status || text(t, r) != fmt.Sprint(c.status) {
					t.Errorf("got %v, %v, want %d", r, err, c.status)
				}
				if int(tries.Load()) != c.tries || took < c.min || took > c.max {
					t.Errorf("%d tries in %v, want %d in %v to %v", tries.Load(), took, c.tries, c.min, c.max)
				}
			})
		})
	}
}

func append1[T any](v ...T) []T { return v }

// broken is a body that breaks off.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, io.ErrUnexpectedEOF }

func TestRetriesCarryTheBody(t *testing.T) {
	var tries atomic.Int32
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if tries.Add(1) == 1 {
			w.WriteHeader(http.StatusServiceUnavailable)
			return
		}
		_, _ = w.Write(body)
	})
	s := newSession(t, &session.Options{Retries: &session.Retries{Total: 1, Backoff: time.Millisecond, Statuses: []int{503}}})
	if got := text(t, do(t, s, "PUT", server.URL, &session.Options{Body: session.Body{Data: []byte("again")}})); got != "again" {
		t.Errorf("the second attempt sent %q", got)
	}
	tries.Store(0)
	once := &session.Options{Body: session.Body{Source: io.NopCloser(strings.NewReader("once"))}}
	if r := do(t, s, "PUT", server.URL, once); r.StatusCode != 503 {
		t.Errorf("a body that is gone was sent again: %d", r.StatusCode)
	}
}

func TestRate(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		when := map[string][]time.Duration{}
		began := time.Now()
		s := newSession(t, &session.Options{Rate: ptr(2.0), Timeout: &session.Timeouts{Deadline: time.Second}, Transport: fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
			mu.Lock()
			when[r.URL.Host] = append(when[r.URL.Host], time.Since(began))
			mu.Unlock()
			return 200, nil, strings.NewReader(""), nil
		})})
		var wg sync.WaitGroup
		for i := range 20 {
			wg.Go(func() {
				if _, err := s.Do(context.Background(), "GET", fmt.Sprintf("http://h%d.example/", i%2), nil); err != nil {
					t.Error(err) // a wait for one's turn is no time-out
				}
			})
		}
		wg.Wait()
		for host, at := range when {
			for i, d := range at {
				if d != time.Duration(i)*time.Second/2 {
					t.Errorf("%s: request %d after %v", host, i, d)
				}
			}
		}
	})
}

func TestMaxPerHost(t *testing.T) {
	for _, stream := range []bool{false, true} {
		synctest.Test(t, func(t *testing.T) {
			var now, most atomic.Int32
			s := newSession(t, &session.Options{Stream: &stream, MaxPerHost: ptr(3), Transport: fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
				n := now.Add(1)
				for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
				}
				return 200, nil, &counted{slow{r.Context(), 1, time.Second}, &now}, nil
			})})
			began := time.Now()
			var wg sync.WaitGroup
			for range 30 {
				wg.Go(func() {
					r, err := s.Do(context.Background(), "GET", "http://h.example/", nil)
					if err == nil {
						_, err = r.Content(context.Background())
					}
					if err != nil {
						t.Error(err)
					}
				})
			}
			wg.Wait()
			if most.Load() != 3 || time.Since(began) != 10*time.Second {
				t.Errorf("stream %v: %d at once, in %v", stream, most.Load(), time.Since(began))
			}
		})
	}
}

// counted takes itself off the count when it has been read.
type counted struct {
	slow
	now *atomic.Int32
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.slow.Read(p)
	if err == io.EOF {
		c.now.Add(-1)
	}
	return n, err
}

func TestCancelledTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(t, &session.Options{Rate: ptr(0.1), MaxPerHost: ptr(1), Transport: fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
			return 200, nil, strings.NewReader(""), nil
		})})
		began := time.Now()
		do(t, s, "GET", "http://h.example/", nil)
		ctx, cancel := context.WithCancel(context.Background())
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if _, err := s.Do(ctx, "GET", "http://h.example/", nil); err != context.Canceled {
					t.Error(err)
				}
			})
		}
		time.Sleep(time.Second)
		cancel()
		wg.Wait()
		do(t, s, "GET", "http://h.example/", nil)
		if took := time.Since(began); took != 10*time.Second {
			t.Errorf("those who gave up have used turns: %v", took)
		}
	})
}
