package session_test

import (
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"luafut/session"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

// newSession makes a session that ends with the test.
func newSession(t testing.TB, o *session.Options) *session.Session {
	t.Helper()
	s, err := session.New(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// serve starts a server that ends with the test, before the sessions made after it.
func serve(t testing.TB, h http.HandlerFunc) *httptest.Server {
	t.Helper()
	server := httptest.NewServer(h)
	t.Cleanup(server.Close)
	return server
}

func do(t testing.TB, s *session.Session, method, url string, o *session.Options) *session.Response {
	t.Helper()
	r, err := s.Do(context.Background(), method, url, o)
	if err != nil {
		t.Fatalf("%s %s: %v", method, url, err)
	}
	return r
}

func text(t testing.TB, r *session.Response) string {
	t.Helper()
	s, err := r.Text(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// wantKind checks the kind of an error.
func wantKind(t testing.TB, err error, kind *session.Kind) *session.Error {
	t.Helper()
	var e *session.Error
	if !errors.As(err, &e) || e.Kind != kind {
		t.Fatalf("error %v, want a %s", err, kind.Name())
	}
	return e
}

// seen is a request as the echo server saw it.
type seen struct {
	Method, URI, Host, Body string
	Header                  http.Header
	Length                  int64
}

func echo(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	_ = json.NewEncoder(w).Encode(seen{r.Method, r.RequestURI, r.Host, string(body), r.Header, r.ContentLength})
}

func doEcho(t testing.TB, s *session.Session, method, url string, o *session.Options) seen {
	t.Helper()
	var got seen
	if err := json.Unmarshal([]byte(text(t, do(t, s, method, url, o))), &got); err != nil {
		t.Fatal(err)
	}
	return got
}

func ptr[T any](v T) *T { return &v }

func TestDefaultHeaders(t *testing.T) {
	server := serve(t, echo)
	got := doEcho(t, newSession(t, nil), "get", server.URL, nil)
	for name, want := range map[string]string{
		"User-Agent": "luafut/" + session.Version, "Accept": "*/*", "Accept-Encoding": "gzip, deflate, br, zstd",
	} {
		if got.Header.Get(name) != want {
			t.Errorf("%s: %q, want %q", name, got.Header.Get(name), want)
		}
	}
	if got.Method != "GET" || got.URI != "/" {
		t.Errorf("got %s %s", got.Method, got.URI)
	}
}

func TestHeadersMerge(t *testing.T) {
	server := serve(t, echo)
	s := newSession(t, &session.Options{Headers: session.Fields{
		{Name: "x-one", Value: "s"}, {Name: "X-Two", Value: "s"}, {Name: "User-Agent", Value: "mine"}}})
	got := doEcho(t, s, "GET", server.URL, &session.Options{Headers: session.Fields{
		{Name: "X-ONE", Value: "c"}, {Name: "X-TWO", Remove: true}, {Name: "accept", Remove: true},
		{Name: "X-Many", Value: "1"}, {Name: "x-many", Value: "2"}, {Name: "Host", Value: "example.org"}}})
	if v := got.Header.Get("X-One"); v != "c" {
		t.Errorf("X-One %q: the call's value must win in any case", v)
	}
	for _, gone := range []string{"X-Two", "Accept"} {
		if _, there := got.Header[gone]; there {
			t.Errorf("%s is still there", gone)
		}
	}
	if v := strings.Join(got.Header["X-Many"], ","); v != "1,2" {
		t.Errorf("X-Many %q", v)
	}
	if got.Host != "example.org" || got.Header.Get("User-Agent") != "mine" {
		t.Errorf("host %q, agent %q", got.Host, got.Header.Get("User-Agent"))
	}
	again := doEcho(t, s, "GET", server.URL, &session.Options{Headers: session.Fields{{Name: "User-Agent", Remove: true}}})
	if _, there := again.Header["User-Agent"]; there {
		t.Error("a removed User-Agent was replaced by another")
	}
	if v := again.Header.Get("X-One"); v != "s" {
		t.Errorf("the call before has changed the session: X-One %q", v)
	}
}

func TestBadHeader(t *testing.T) {
	s := newSession(t, nil)
	for _, f := range []session.Field{{Name: "X\r\nY", Value: "v"}, {Name: "", Value: "v"}, {Name: "X", Value: "a\r\nEvil: 1"}} {
		_, err := s.Do(context.Background(), "GET", "http://127.0.0.1:1/", &session.Options{Headers: session.Fields{f}})
		wantKind(t, err, session.InvalidRequest)
	}
}

func TestBodies(t *testing.T) {
	server := serve(t, echo)
	s := newSession(t, nil)
	for name, c := range map[string]struct {
		body         session.Body
		want, ctype  string
		length       int64
		headerBeside session.Fields
	}{
		"none":     {session.Body{}, "", "", 0, nil},
		"data":     {session.Body{Data: []byte("a b\x00c")}, "a b\x00c", "", 5, nil},
		"empty":    {session.Body{Data: []byte{}}, "", "", 0, nil},
		"form":     {session.Body{Form: session.Fields{{Name: "z", Value: "1 +&"}, {Name: "a", Value: "é"}, {Name: "z", Value: "~_.-"}}}, "z=1+%2B%26&a=%C3%A9&z=~_.-", "application/x-www-form-urlencoded", 26, nil},
		"json":     {session.Body{JSON: []byte(`{"a":1}`)}, `{"a":1}`, "application/json", 7, nil},
		"own type": {session.Body{JSON: []byte(`{}`)}, `{}`, "application/x", 2, session.Fields{{Name: "content-type", Value: "application/x"}}},
		"source":   {session.Body{Source: io.NopCloser(strings.NewReader("streamed"))}, "streamed", "", -1, nil},
		"sized":    {session.Body{Source: io.NopCloser(strings.NewReader("sized")), SourceSize: 5}, "sized", "", 5, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got := doEcho(t, s, "POST", server.URL, &session.Options{Body: c.body, Headers: c.headerBeside})
			if got.Body != c.want || got.Header.Get("Content-Type") != c.ctype || got.Length != c.length {
				t.Errorf("sent %q as %q (%d), want %q as %q (%d)", got.Body, got.Header.Get("Content-Type"), got.Length, c.want, c.ctype, c.length)
			}
		})
	}
}

func TestSessionHasNoBody(t *testing.T) {
	_, err := session.New(&session.Options{Body: session.Body{Data: []byte("x")}})
	wantKind(t, err, session.RequestException)
}

func TestResponseFields(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Add("X-A", "1")
		w.Header().Add("X-A", "2")
		w.Header().Set("Link", `</next?p=2>; rel="next", <https://example.org/>; rel=last; title="a, \"b\""`)
		http.SetCookie(w, &http.Cookie{Name: "k", Value: "v", Path: "/"})
		w.WriteHeader(http.StatusNotFound)
		_, _ = io.WriteString(w, "gone")
	})
	s := newSession(t, nil)
	r := do(t, s, "GET", server.URL+"/a#frag", nil)
	if r.StatusCode != 404 || r.OK() || r.Reason != "Not Found" || r.URL != server.URL+"/a#frag" || text(t, r) != "gone" {
		t.Errorf("got %d %v %q %q %q", r.StatusCode, r.OK(), r.Reason, r.URL, text(t, r))
	}
	if v := strings.Join(r.Header["X-A"], ","); v != "1,2" {
		t.Errorf("X-A %q", v)
	}
	links := r.Links()
	if links["next"].URL != server.URL+"/next?p=2" || links["last"].URL != "https://example.org/" || links["last"].Params["title"] != `a, "b"` {
		t.Errorf("links %v", links)
	}
	if c, ok := r.Cookies().Get("k", "", ""); !ok || c.Value != "v" {
		t.Errorf("cookie %v %v", c, ok)
	}
	e := wantKind(t, r.RaiseForStatus(), session.HTTPError)
	if e.Response != r || e.Request != r.Request || !strings.Contains(e.Message, "404 Client Error: Not Found") {
		t.Errorf("error %+v", e)
	}
	if r.Elapsed <= 0 || r.Timing.Total < r.Timing.FirstByte || r.Timing.Reused {
		t.Errorf("elapsed %v, timing %+v", r.Elapsed, r.Timing)
	}
}

func TestKeepAliveIsUsed(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		z := gzip.NewWriter(w)
		_, _ = io.WriteString(z, strings.Repeat("page ", 10000))
		_ = z.Close()
	})
	s := newSession(t, nil)
	for i := range 3 {
		r := do(t, s, "GET", server.URL, nil)
		if r.Timing.Reused != (i > 0) {
			t.Errorf("request %d: reused %v", i, r.Timing.Reused)
		}
		if len(text(t, r)) != 50000 {
			t.Errorf("%d bytes", len(text(t, r)))
		}
	}
}

func TestUpdate(t *testing.T) {
	server := serve(t, echo)
	s := newSession(t, nil)
	if err := s.Update(func(o *session.Options) {
		o.Headers = append(o.Headers, session.Field{Name: "X-New", Value: "1"})
		o.Params = session.Fields{{Name: "p", Value: "1"}}
		o.Auth = &session.Auth{Scheme: session.AuthBasic, User: "u", Password: "pä"}
	}); err != nil {
		t.Fatal(err)
	}
	got := doEcho(t, s, "GET", server.URL+"/?a=b", nil)
	if got.Header.Get("X-New") != "1" || got.URI != "/?a=b&p=1" || got.Header.Get("Authorization") != "Basic dTpww6Q=" {
		t.Errorf("got %+v", got)
	}
	got = doEcho(t, s, "GET", server.URL, &session.Options{Auth: &session.Auth{}, Params: session.Fields{{Name: "p", Remove: true}}})
	if got.URI != "/" || got.Header.Get("Authorization") != "" {
		t.Errorf("nothing was taken away: %+v", got)
	}
	if err := s.Update(func(o *session.Options) { o.BaseURL = ptr("ftp://x/") }); err == nil {
		t.Error("a bad base URL was taken")
	}
	if s.Options().BaseURL != nil {
		t.Error("a failed update has changed the settings")
	}
}

// TestCallWithoutACookieOfTheJar: a call can leave one of the session's cookies out.
func TestCallWithoutACookieOfTheJar(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Header.Get("Cookie")) })
	s := newSession(t, &session.Options{Cookies: session.Fields{{Name: "a", Value: "1"}, {Name: "b", Value: "2"}}})
	without := &session.Options{Cookies: session.Fields{{Name: "a", Remove: true}}}
	for want, o := range map[string]*session.Options{"b=2": without, "a=1; b=2": nil} {
		content, err := do(t, s, "GET", server.URL, o).Content(t.Context())
		if string(content) != want || err != nil {
			t.Errorf("sent %q (%v), want %q", content, err, want)
		}
	}
}
