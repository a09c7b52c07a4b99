package session_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"luafut/session"
)

func TestRobots(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var mu sync.Mutex
		count := map[string]int{}
		began := time.Now()
		var last time.Duration
		s := newSession(t, &session.Options{Robots: ptr(true), Transport: fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
			mu.Lock()
			defer mu.Unlock()
			count[r.URL.Host+r.URL.Path]++
			last = time.Since(began)
			if r.URL.Path == "/to-b" {
				return 302, http.Header{"Location": {"http://b.example/secret"}}, strings.NewReader(""), nil
			}
			if r.URL.Path != "/robots.txt" {
				return 200, nil, strings.NewReader("page"), nil
			}
			if r.Header.Get("Authorization") != "" {
				t.Error("credentials were sent for robots.txt")
			}
			switch r.URL.Host {
			case "a.example":
				time.Sleep(time.Second)
				return 200, nil, strings.NewReader("User-agent: luafut\nDisallow: /private\nCrawl-delay: 3\nUser-agent: *\nDisallow: /"), nil
			case "b.example":
				return 200, nil, strings.NewReader("User-agent: *\nDisallow: /secret"), nil
			case "none.example":
				return 404, nil, strings.NewReader("User-agent: *\nDisallow: /"), nil
			case "broken.example":
				return 500, nil, strings.NewReader(""), nil
			}
			return 0, nil, nil, io.ErrUnexpectedEOF
		})})
		get := func(url string) error {
			_, err := s.Do(context.Background(), "GET", url, &session.Options{Auth: &session.Auth{Scheme: session.AuthBearer, Token: "t"}})
			return err
		}
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() {
				if err := get("http://a.example/open"); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		if last != 13*time.Second {
			t.Errorf("five requests with a Crawl-delay of 3 took %v", last)
		}
		if err := get("http://none.example/x"); err != nil {
			t.Error(err)
		}
		for _, url := range []string{"http://a.example/private/x?y", "http://b.example/secret", "http://a.example/to-b", "http://broken.example/", "http://away.example/"} {
			wantKind(t, get(url), session.RobotsDisallowed)
		}
		wantKind(t, get("http://broken.example/"), session.RobotsDisallowed)
		for name, want := range map[string]int{"a.example/robots.txt": 1, "broken.example/robots.txt": 1, "b.example/secret": 0, "a.example/private/x": 0, "a.example/open": 5} {
			if count[name] != want {
				t.Errorf("%s: fetched %d times, want %d", name, count[name], want)
			}
		}
		time.Sleep(2 * time.Minute)
		wantKind(t, get("http://broken.example/"), session.RobotsDisallowed)
		if n := count["broken.example/robots.txt"]; n != 2 {
			t.Errorf("a failure was kept too long: fetched %d times", n)
		}
		if _, err := s.Do(context.Background(), "GET", "http://b.example/secret", &session.Options{Robots: ptr(false)}); err != nil {
			t.Error(err)
		}
	})
}

// Who waits for a robots.txt does not fail with the one who was fetching it.
func TestRobotsFetcherCancelled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := newSession(t, &session.Options{Robots: ptr(true), Transport: fake(func(_ int, r *http.Request) (int, http.Header, io.Reader, error) {
			return 200, nil, &slow{r.Context(), 1, 10 * time.Second}, nil
		})})
		ctx, cancel := context.WithCancel(context.Background())
		var wg sync.WaitGroup
		wg.Go(func() {
			if _, err := s.Do(ctx, "GET", "http://a.example/", nil); err != context.Canceled {
				t.Error(err)
			}
		})
		synctest.Wait()
		wg.Go(func() {
			if _, err := s.Do(context.Background(), "GET", "http://a.example/", nil); err != nil {
				t.Error(err)
			}
		})
		synctest.Wait()
		cancel()
		wg.Wait()
	})
}

func TestRecordAndReplay(t *testing.T) {
	n := 0
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n++
		body, _ := io.ReadAll(r.Body)
		switch r.URL.Path {
		case "/login":
			http.SetCookie(w, &http.Cookie{Name: "in", Value: "cookie-value", Path: "/"})
			http.Redirect(w, r, "/home", http.StatusFound)
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(compressors["gzip"]([]byte("packed\x00\xff")))
		default:
			fmt.Fprintf(w, "%d %s %d %q", n, r.Method, len(body), r.Header.Get("Cookie"))
		}
	})
	path := filepath.Join(t.TempDir(), "tape.jsonl")
	visit := func(s *session.Session, password string) (all []string) {
		for _, c := range []struct {
			method, path string
			o            session.Options
		}{
			{"POST", "/login", session.Options{Body: session.Body{Form: session.Fields{{Name: "user", Value: "ann"}, {Name: "password", Value: password}}}}},
			{"GET", "/count?api_key=query-secret&page=2", session.Options{}},
			{"POST", "/json", session.Options{Body: session.Body{JSON: []byte(`{"a": 1, "accessToken": "json-\\"secret"}`)}}},
			{"POST", "/up", session.Options{Body: session.Body{Form: session.Fields{{Name: "pwd", Value: "part-secret"}}, Files: []session.File{{Field: "f", Content: []byte("x")}}}}},
			{"GET", "/count", session.Options{}},
			{"GET", "/count", session.Options{Headers: session.Fields{{Name: "Authorization", Value: "secret-token"}}}},
			{"GET", "/gzip", session.Options{Stream: ptr(true)}},
			{"POST", "/up", session.Options{Body: session.Body{Files: []session.File{{Field: "f", Content: []byte("\xff\xfe")}}}}},
		} {
			r := do(t, s, c.method, server.URL+c.path, &c.o)
			content, err := r.Content(context.Background())
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, fmt.Sprintf("%d %s %d %s %q", r.StatusCode, r.URL, len(r.History), r.Reason, content))
		}
		return all
	}
	recording := newSession(t, &session.Options{Record: &path})
	want := visit(recording, "form-secret")
	if err := recording.Close(); err != nil {
		t.Fatal(err)
	}
	data, _ := os.ReadFile(path)
	for _, secret := range []string{"secret-token", "form-secret", "query-secret", "json-", "part-secret", "=cookie-value;"} {
		if strings.Contains(string(data), secret) {
			t.Errorf("the tape holds %q:\n%s", secret, data)
		}
	}
	sent := n
	s := newSession(t, &session.Options{Replay: &path})
	if got := visit(s, "another"); strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("replayed\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if n != sent {
		t.Errorf("%d requests reached the server", n-sent)
	}
	if c, ok := s.Cookies().Get("in", "", ""); !ok || c.Value != "hidden" {
		t.Error("the cookie was not replayed")
	}
	for _, u := range []string{"/count?x", "/login"} {
		_, err := s.Do(context.Background(), "GET", server.URL+u, nil)
		wantKind(t, err, session.NotRecorded)
	}
	if err := os.WriteFile(path, []byte("{}\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, p := range []string{path, path + ".not"} {
		_, err := newSession(t, &session.Options{Replay: &p}).Do(context.Background(), "GET", server.URL, nil)
		wantKind(t, err, session.NotRecorded)
	}
}

// TestReplayElsewhere replays for another address of the site: what was recorded on the
// base URL is on that.
func TestReplayElsewhere(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/old" {
			http.Redirect(w, r, "http://"+r.Host+"/v1/new", http.StatusFound)
			return
		}
		fmt.Fprint(w, "at ", r.URL.Path)
	})
	path := filepath.Join(t.TempDir(), "tape.jsonl")
	base, other := server.URL+"/v1/", "http://elsewhere.example/v2"
	recording := newSession(t, &session.Options{Record: &path, BaseURL: &base})
	do(t, recording, "GET", "old", nil)
	if err := recording.Close(); err != nil {
		t.Fatal(err)
	}
	for _, c := range [][2]string{{base, base + "new"}, {other, other + "/new"}} {
		r := do(t, newSession(t, &session.Options{Replay: &path, BaseURL: &c[0]}), "GET", "/old", nil)
		content, err := r.Content(context.Background())
		if err != nil || r.URL != c[1] || string(content) != "at /v1/new" {
			t.Errorf("on %s: %s %q %v", c[0], r.URL, content, err)
		}
	}
}

func TestCache(t *testing.T) {
	for name, c := range map[string]struct {
		header string // of the answer: "Name: value|…"; DATE is now
		status int
		ask    session.Options // of the second request
		after  time.Duration
		hits   int  // requests that reach the server
		cached bool // the second answer
	}{
		"max-age":            {"Cache-Control: max-age=60", 200, session.Options{}, 59 * time.Second, 1, true},
		"max-age over":       {"Cache-Control: max-age=60", 200, session.Options{}, 61 * time.Second, 2, false},
		"age on arrival":     {"Cache-Control: max-age=60|Age: 50", 200, session.Options{}, 11 * time.Second, 2, false},
		"expires":            {"Expires: Sat, 01 Jan 2000 00:01:00 GMT|Date: DATE", 200, session.Options{}, 59 * time.Second, 1, true},
		"max-age wins":       {"Expires: Sat, 01 Jan 2000 00:01:00 GMT|Cache-Control: max-age=0", 200, session.Options{}, time.Second, 2, false},
		"expired":            {"Expires: 0", 200, session.Options{}, 0, 2, false},
		"heuristic":          {"Last-Modified: Fri, 31 Dec 1999 14:00:00 GMT|Date: DATE", 200, session.Options{}, 59 * time.Minute, 1, true},
		"revalidated":        {"Etag: \"v1\"|Cache-Control: no-cache", 200, session.Options{}, time.Second, 2, true},
		"nothing said":       {"", 200, session.Options{}, 0, 2, false},
		"no-store":           {"Cache-Control: no-store, max-age=60", 200, session.Options{}, 0, 2, false},
		"asked anew":         {"Cache-Control: max-age=60", 200, session.Options{Headers: session.Fields{{Name: "Cache-Control", Value: "no-cache"}}}, 0, 2, false},
		"vary, the same":     {"Cache-Control: max-age=60|Vary: Accept", 200, session.Options{}, 0, 1, true},
		"vary, another":      {"Cache-Control: max-age=60|Vary: Accept", 200, session.Options{Headers: session.Fields{{Name: "Accept", Value: "x"}}}, 0, 2, false},
		"vary *":             {"Cache-Control: max-age=60|Vary: *", 200, session.Options{}, 0, 2, false},
		"404 with age":       {"Cache-Control: max-age=60", 404, session.Options{}, 0, 1, true},
		"500 without":        {"Last-Modified: Fri, 31 Dec 1999 14:00:00 GMT", 500, session.Options{}, 0, 2, false},
		"all":                {"Cache-Control: no-store", 200, session.Options{Cache: &session.Cache{All: true}}, 9999 * time.Hour, 1, true},
		"all, but a failure": {"", 503, session.Options{Cache: &session.Cache{All: true}}, 0, 2, false},
	} {
		t.Run(name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				hits := 0
				cache := session.Cache{Dir: filepath.Join(t.TempDir(), "c")}
				if c.ask.Cache != nil {
					cache.All = true
				}
				c.ask.Cache = nil
				s := newSession(t, &session.Options{Cache: &cache, Transport: fake(func(n int, r *http.Request) (int, http.Header, io.Reader, error) {
					hits++
					h := http.Header{}
					for _, line := range strings.Split(strings.ReplaceAll(c.header, "DATE", time.Now().UTC().Format(http.TimeFormat)), "|") {
						if name, value, found := strings.Cut(line, ": "); found {
							h.Set(name, value)
						}
					}
					if tag := r.Header.Get("If-None-Match"); tag != "" && tag == h.Get("Etag") {
						return 304, h, strings.NewReader(""), nil
					}
					return c.status, h, strings.NewReader(fmt.Sprint("body ", n)), nil
				})})
				if r := do(t, s, "GET", "http://h.example/x", nil); text(t, r) != "body 1" || r.FromCache {
					t.Errorf("the first answer: %q, cached %v", text(t, r), r.FromCache)
				}
				time.Sleep(c.after)
				r := do(t, s, "GET", "http://h.example/x", &c.ask)
				want := "body 2"
				if c.cached {
					want = "body 1"
				}
				if text(t, r) != want || r.FromCache != c.cached || hits != c.hits || r.StatusCode != c.status {
					t.Errorf("got %q, cached %v, %d requests; want %q, %v, %d", text(t, r), r.FromCache, hits, want, c.cached, c.hits)
				}
			})
		})
	}
}

func TestCacheForgets(t *testing.T) {
	n := 0
	dir := t.TempDir()
	s := newSession(t, &session.Options{Cache: &session.Cache{Dir: dir}, Transport: fake(func(int, *http.Request) (int, http.Header, io.Reader, error) {
		n++
		return 200, http.Header{"Cache-Control": {"max-age=600"}}, strings.NewReader("x"), nil
	})})
	do(t, s, "GET", "http://h.example/x", nil)
	do(t, s, "POST", "http://h.example/x", nil)
	do(t, s, "GET", "http://h.example/x", nil)
	if n != 3 {
		t.Errorf("%d requests: a POST makes what was stored stale", n)
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, f := range files {
		if err := os.WriteFile(f, []byte("{\"url\":\"http://h.example/x\",\"size\":9}\nx"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if do(t, s, "GET", "http://h.example/x", nil); n != 4 || len(files) != 1 {
		t.Errorf("%d requests, %d files: a damaged file is no answer", n, len(files))
	}
}
