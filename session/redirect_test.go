package session_test

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"

	"luafut/session"
)

// redirector sends /N?to=URL on with status N.
func redirector(w http.ResponseWriter, r *http.Request) {
	code, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
	if err != nil {
		echo(w, r)
		return
	}
	w.Header().Set("Location", r.URL.Query().Get("to"))
	w.WriteHeader(code)
	_, _ = io.WriteString(w, "moved")
}

func TestRedirectMethods(t *testing.T) {
	server := serve(t, redirector)
	s := newSession(t, nil)
	for _, c := range []struct {
		code         int
		method, want string
		body         bool // it is sent again
	}{
		{301, "GET", "GET", false}, {302, "GET", "GET", false}, {303, "GET", "GET", false}, {307, "GET", "GET", false},
		{301, "POST", "GET", false}, {302, "POST", "GET", false}, {303, "POST", "GET", false}, {307, "POST", "POST", true}, {308, "POST", "POST", true},
		{301, "PUT", "PUT", true}, {302, "DELETE", "DELETE", true}, {303, "PUT", "GET", false}, {308, "PATCH", "PATCH", true},
		{303, "HEAD", "HEAD", false}, {302, "HEAD", "HEAD", false},
	} {
		t.Run(fmt.Sprint(c.method, c.code), func(t *testing.T) {
			o := &session.Options{AllowRedirects: ptr(true)}
			if c.method != "GET" && c.method != "HEAD" {
				o.Body = session.Body{JSON: []byte(`{"a":1}`)}
			}
			r := do(t, s, c.method, fmt.Sprintf("%s/%d?to=/end", server.URL, c.code), o)
			if r.Request.Method != c.want || r.URL != server.URL+"/end" || len(r.History) != 1 {
				t.Fatalf("%s %s after %d", r.Request.Method, r.URL, len(r.History))
			}
			if h := r.History[0]; h.StatusCode != c.code || c.method != "HEAD" && text(t, h) != "moved" {
				t.Errorf("history %d %q", h.StatusCode, text(t, h))
			}
			if c.want == "HEAD" {
				return
			}
			sent := strings.Contains(text(t, r), `{\"a\":1}`)
			if sent != c.body || (r.Request.Header.Get("Content-Type") != "") != c.body {
				t.Errorf("body sent %v, want %v (%s)", sent, c.body, text(t, r))
			}
		})
	}
}

func TestRedirectsNotFollowed(t *testing.T) {
	server := serve(t, redirector)
	s := newSession(t, nil)
	for name, r := range map[string]*session.Response{
		"HEAD":    do(t, s, "HEAD", server.URL+"/302?to=/end", nil),
		"refused": do(t, s, "GET", server.URL+"/302?to=/end", &session.Options{AllowRedirects: ptr(false)}),
		"304":     do(t, s, "GET", server.URL+"/304?to=/end", nil),
		"nowhere": do(t, s, "GET", server.URL+"/302", nil),
	} {
		if len(r.History) != 0 || r.StatusCode/100 != 3 {
			t.Errorf("%s: %d after %d", name, r.StatusCode, len(r.History))
		}
	}
}

func TestLocations(t *testing.T) {
	server := serve(t, redirector)
	s := newSession(t, nil)
	base := server.URL
	for _, c := range []struct{ from, location, want string }{
		{"/302", "/a%20b", "/a%20b"},
		{"/302", "/a b|c", "/a%20b%7Cc"},
		{"/302", "/š", "/%C5%A1"},
		{"/302", "/bad%zz", "/bad%25zz"},
		{"/302", "sibling?x=1", "/sibling?x=1"},
		{"/302", "/x/../y/./z", "/y/z"},
		{"/302", strings.TrimPrefix(base, "http:") + "/p", "/p"},
		{"/302#frag", "/end", "/end#frag"},
		{"/302#frag", "/end#own", "/end#own"},
	} {
		path, frag, _ := strings.Cut(c.from, "#")
		url := base + path + "?to=" + strings.NewReplacer("%", "%25", " ", "%20", "#", "%23", "&", "%26", "š", "%C5%A1").Replace(c.location)
		if frag != "" {
			url += "#" + frag
		}
		r := do(t, s, "GET", url, nil)
		if r.URL != base+c.want {
			t.Errorf("Location %q: at %q, want %q", c.location, r.URL, base+c.want)
		}
	}
}

func TestTooManyRedirects(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		n, _ := strconv.Atoi(r.URL.Path[1:])
		http.Redirect(w, r, fmt.Sprintf("/%d", n-1), http.StatusFound)
	})
	s := newSession(t, &session.Options{MaxRedirects: ptr(5)})
	_, err := s.Do(context.Background(), "GET", server.URL+"/50", nil)
	e := wantKind(t, err, session.TooManyRedirects)
	if e.Request.URL != server.URL+"/45" || len(e.Response.History) != 5 {
		t.Errorf("stopped at %s after %d", e.Request.URL, len(e.Response.History))
	}
	_, err = s.Do(context.Background(), "GET", server.URL+"/50", &session.Options{MaxRedirects: ptr(-1)})
	if e := wantKind(t, err, session.TooManyRedirects); len(e.Response.History) != session.DefaultMaxRedirects {
		t.Errorf("the default let %d pass", len(e.Response.History))
	}
	_, err = s.Do(context.Background(), "GET", server.URL+"/50", &session.Options{MaxRedirects: ptr(0)})
	wantKind(t, err, session.TooManyRedirects)
}

func TestRedirectLoop(t *testing.T) {
	hits := 0
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		hits++
		http.Redirect(w, r, map[string]string{"/a": "/b", "/b": "/a"}[r.URL.Path], http.StatusFound)
	})
	_, err := newSession(t, nil).Do(context.Background(), "GET", server.URL+"/a", nil)
	e := wantKind(t, err, session.TooManyRedirects)
	if !strings.Contains(e.Message, "loop") || hits > 6 {
		t.Errorf("%v after %d requests", e, hits)
	}
}

func TestRedirectToItselfWithACookie(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if _, err := r.Cookie("seen"); err != nil {
			http.SetCookie(w, &http.Cookie{Name: "seen", Value: "1"})
			http.Redirect(w, r, r.URL.Path, http.StatusFound)
		}
	})
	for name, make := range map[string]func(*session.Options) (*session.Session, error){"session": session.New, "stateless": session.Stateless} {
		s, err := make(nil)
		if err != nil {
			t.Fatal(err)
		}
		defer s.Close()
		for range 2 {
			r := do(t, s, "GET", server.URL+"/x", nil)
			if r.StatusCode != 200 {
				t.Errorf("%s: %d", name, r.StatusCode)
			}
			if name == "stateless" && len(r.History) != 1 {
				t.Error("a stateless session has kept a cookie from one call to the next")
			}
		}
	}
}

func TestRedirectOutOfHTTP(t *testing.T) {
	server := serve(t, redirector)
	s := newSession(t, nil)
	for _, to := range []string{"file:///etc/passwd", "ftp://example.org/", "javascript:alert(1)", "http://", "http://*.example.org/", "gopher://127.0.0.1/"} {
		_, err := s.Do(context.Background(), "GET", server.URL+"/302?to="+to, nil)
		e := wantKind(t, err, session.InvalidURL)
		if e.Response == nil || e.Response.StatusCode != 302 {
			t.Errorf("%s: the error does not carry the redirect: %+v", to, e)
		}
	}
}

// What was meant for one server does not reach another by a redirect, be it another port.
func TestCredentialsStayHome(t *testing.T) {
	var other http.Header
	elsewhere := serve(t, func(w http.ResponseWriter, r *http.Request) {
		other = r.Header
		http.SetCookie(w, &http.Cookie{Name: "theirs", Value: "1"})
	})
	home := serve(t, func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "ours", Value: "1", Path: "/"})
		redirector(w, r)
	})
	byName := strings.Replace(elsewhere.URL, "127.0.0.1", "localhost", 1)
	s := newSession(t, &session.Options{Cookies: session.Fields{{Name: "any", Value: "1"}}})
	for name, o := range map[string]*session.Options{
		"auth":    {Auth: &session.Auth{Scheme: session.AuthBasic, User: "u", Password: "p"}},
		"bearer":  {Auth: &session.Auth{Scheme: session.AuthBearer, Token: "t"}},
		"headers": {Headers: session.Fields{{Name: "authorization", Value: "secret"}, {Name: "cookie", Value: "secret=1"}, {Name: "Host", Value: "example.org"}}},
		"cookies": {Cookies: session.Fields{{Name: "call", Value: "secret"}}},
	} {
		for _, to := range []string{elsewhere.URL, byName} {
			other = nil
			do(t, s, "GET", home.URL+"/302?to="+to, o)
			if other == nil {
				t.Fatal("not followed")
			}
			if cookie := other.Get("Cookie"); other.Get("Authorization") != "" || cookie != "" && cookie != "theirs=1" {
				t.Errorf("%s reached %s: %v", name, to, other)
			}
		}
	}
	if _, ok := s.Cookies().Get("theirs", "", ""); !ok {
		t.Error("the other server's cookie was not kept")
	}
	got := doEcho(t, s, "GET", home.URL+"/302?to=/end", &session.Options{
		Auth: &session.Auth{Scheme: session.AuthBearer, Token: "t"}, Cookies: session.Fields{{Name: "call", Value: "1"}}})
	if got.Header.Get("Authorization") != "Bearer t" || !strings.Contains(got.Header.Get("Cookie"), "call=1") || !strings.Contains(got.Header.Get("Cookie"), "ours=1") {
		t.Errorf("within the same server they must stay: %v", got.Header)
	}
}

func TestRedirectToPrivateAddress(t *testing.T) {
	reached := false
	inside := serve(t, func(http.ResponseWriter, *http.Request) { reached = true })
	public := roundTripper(func(r *http.Request) (*http.Response, error) {
		rec := httptest.NewRecorder()
		rec.Header().Set("Location", inside.URL)
		rec.WriteHeader(http.StatusFound)
		return rec.Result(), nil
	})
	s := newSession(t, &session.Options{Transport: public})
	_, err := s.Do(context.Background(), "GET", "http://public.example/", nil)
	e := wantKind(t, err, session.ConnectionError)
	if reached || !strings.Contains(e.Message, "allow_private") {
		t.Errorf("reached %v, %v", reached, e)
	}
}

type roundTripper func(*http.Request) (*http.Response, error)

func (f roundTripper) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestBodyThatCannotBeSentTwice(t *testing.T) {
	server := serve(t, redirector)
	_, err := newSession(t, nil).Do(context.Background(), "POST", server.URL+"/307?to=/end",
		&session.Options{Body: session.Body{Source: io.NopCloser(strings.NewReader("once"))}})
	wantKind(t, err, session.RequestException)
}
