package serve_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"go.uber.org/goleak"

	"luafut/session/serve"
)

// TestMain leaves out net/http's own half second after a connection that it ends
// while more may come.
func TestMain(m *testing.M) {
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*conn).closeWriteAndWait"))
}

func start(t testing.TB, o serve.Options) *serve.Server {
	t.Helper()
	s, err := serve.Start(o)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		s.Close()
		if err := s.Wait(context.Background()); err != nil {
			t.Error(err)
		}
	})
	return s
}

// always answers every request alike; a nil Fallback is what was asked for.
func always(a serve.Answer) func(*serve.Exchange) {
	return func(x *serve.Exchange) {
		if x.Fallback != nil {
			a = *x.Fallback
		}
		if err := x.Reply(a); err != nil {
			x.Fail(err.Error())
		}
	}
}

// raw sends bytes and gives all that comes back until the connection ends.
func raw(t testing.TB, s *serve.Server, text string) string {
	t.Helper()
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.Port()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, text); err != nil {
		return "" // it was refused before it was whole
	}
	if err := conn.(*net.TCPConn).CloseWrite(); err != nil {
		return ""
	}
	answer, _ := io.ReadAll(conn) // a connection that is cut gives what came
	return string(answer)
}

func TestAnswers(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.html")
	if err := os.WriteFile(file, []byte("<p>file"), 0o600); err != nil {
		t.Fatal(err)
	}
	pieces := func(end error) func() ([]byte, error) {
		n := 0
		return func() ([]byte, error) {
			if n++; n > 2 {
				return nil, end
			}
			return fmt.Appendf(nil, "piece %d\n", n), nil
		}
	}
	for name, c := range map[string]struct {
		a    serve.Answer
		want string // of status, type and body
		cut  bool
	}{
		"nothing":     {serve.Answer{}, `200 "" ""`, false},
		"text":        {serve.Answer{Body: []byte("<html>x")}, `200 "text/html; charset=utf-8" "<html>x"`, false},
		"status":      {serve.Answer{Status: 418, Body: []byte("x"), Header: http.Header{"Content-Type": {"a/b"}}}, `418 "a/b" "x"`, false},
		"no content":  {serve.Answer{Status: 204, Body: []byte("never sent")}, `204 "" ""`, false},
		"streamed":    {serve.Answer{Next: pieces(io.EOF)}, `200 "application/octet-stream" "piece 1\npiece 2\n"`, false},
		"stream cut":  {serve.Answer{Next: pieces(io.EOF), Cut: true}, `200 "application/octet-stream" "piece 1\npiece 2\n"`, true},
		"stream ends": {serve.Answer{Next: pieces(errors.New("it broke"))}, `200 "application/octet-stream" "piece 1\npiece 2\n"`, true},
		"cut":         {serve.Answer{Body: []byte("half"), Cut: true}, `200 "text/plain; charset=utf-8" "half"`, true},
		"file":        {serve.Answer{File: file}, `200 "text/html; charset=utf-8" "<p>file"`, false},
		"file, 404":   {serve.Answer{File: file, Status: 404}, `404 "text/html; charset=utf-8" "<p>file"`, false},
		"file, cut":   {serve.Answer{File: file, Cut: true}, `200 "text/html; charset=utf-8" "<p>file"`, true},
		"no file":     {serve.Answer{File: filepath.Join(filepath.Dir(file), "gone")}, `500 "text/plain; charset=utf-8" `, false},
		"folder":      {serve.Answer{File: filepath.Dir(file)}, `500 "text/plain; charset=utf-8" `, false},
	} {
		t.Run(name, func(t *testing.T) {
			s := start(t, serve.Options{Handle: always(c.a)})
			defer http.DefaultClient.CloseIdleConnections()
			resp, err := http.Get(s.URL())
			if err != nil {
				t.Fatal(err)
			}
			defer resp.Body.Close()
			body, err := io.ReadAll(resp.Body)
			got := fmt.Sprintf("%d %q %q", resp.StatusCode, resp.Header.Get("Content-Type"), body)
			if !strings.HasPrefix(got, c.want) || (err != nil) != c.cut {
				t.Errorf("got %s, %v; want %s", got, err, c.want)
			}
		})
	}
}

func TestNoAnswerAtAll(t *testing.T) {
	s := start(t, serve.Options{Handle: always(serve.Answer{Cut: true})})
	if got := raw(t, s, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); got != "" {
		t.Errorf("got %q", got)
	}
}

func TestRoutes(t *testing.T) {
	var seen []string
	s := start(t, serve.Options{
		Patterns: []string{"GET /items/{id}", "/tree/{path...}", "POST /items"},
		Handle: func(x *serve.Exchange) {
			a := serve.Answer{Body: fmt.Appendf(nil, "%s %v", x.Pattern, x.Params())}
			if x.Fallback != nil {
				a = *x.Fallback
			}
			seen = append(seen, x.Request.Method+" "+x.Request.URL.Path)
			if err := x.Reply(a); err != nil {
				t.Error(err)
			}
		},
	})
	defer http.DefaultClient.CloseIdleConnections()
	for _, c := range [][3]string{
		{"GET", "/items/7", "200 GET /items/{id} map[id:7]"},
		{"HEAD", "/items/7", "200 "},
		{"GET", "/items/a%2Fb", "200 GET /items/{id} map[id:a/b]"},
		{"PUT", "/tree/a/b", "200 /tree/{path...} map[path:a/b]"},
		{"DELETE", "/items", "405 Method Not Allowed\n"},
		{"GET", "/", "404 404 page not found\n"},
	} {
		req, err := http.NewRequestWithContext(t.Context(), c[0], s.URL()+c[1], nil)
		if err != nil {
			t.Fatal(err)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if got := fmt.Sprintf("%d %s", resp.StatusCode, body); err != nil || got != c[2] {
			t.Errorf("%s %s: got %q, %v; want %q", c[0], c[1], got, err, c[2])
		}
	}
	if len(seen) != 6 {
		t.Errorf("those without a route are handled too: %q", seen)
	}
	for _, patterns := range [][]string{{"GET /{"}, {"/a/{x}", "/a/{y}"}, {""}} {
		var wrong *serve.PatternError
		if _, err := serve.Start(serve.Options{Patterns: patterns}); !errors.As(err, &wrong) {
			t.Errorf("%q: %v", patterns, err)
		}
	}
}

func TestBodiesAreBounded(t *testing.T) {
	got := make(chan string, 8)
	s := start(t, serve.Options{MaxBody: 10, Handle: func(x *serve.Exchange) {
		got <- fmt.Sprintf("%q %v", x.Body, x.Fallback != nil)
		always(serve.Answer{Body: []byte("taken")})(x)
	}})
	for _, c := range [][3]string{
		{"Content-Length: 10\r\n\r\n0123456789", "200", `"0123456789" false`},
		{"Content-Length: 11\r\n\r\n0123456789a", "413", `"" true`},
		{"Transfer-Encoding: chunked\r\n\r\n6\r\n012345\r\n6\r\n678901\r\n0\r\n\r\n", "413", `"" true`},
		{"Content-Length: 99999999999999\r\n\r\n0123456789a", "413", `"" true`},
	} {
		answer := raw(t, s, "POST / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n"+c[0])
		if !strings.HasPrefix(answer, "HTTP/1.1 "+c[1]) {
			t.Errorf("%q: %q", c[0], answer)
		}
		if h := <-got; h != c[2] {
			t.Errorf("%q: handled %s, want %s", c[0], h, c[2])
		}
	}
	// One cut short is nobody's.
	if answer := raw(t, s, "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 8\r\n\r\n0123"); strings.Contains(answer, "200") {
		t.Errorf("%q", answer)
	}
	select {
	case h := <-got:
		t.Errorf("handled %s", h)
	default:
	}
}

// TestClose ends a server while answers are under way and connections wait.
func TestClose(t *testing.T) {
	begun := make(chan struct{})
	s := start(t, serve.Options{Handle: func(x *serve.Exchange) {
		begun <- struct{}{}
		<-x.Closed().Done()
		always(serve.Answer{})(x)
	}})
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", s.Port()))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	if _, err := io.WriteString(conn, "GET / HTTP/1.1\r\nHost: x\r\n\r\n"); err != nil {
		t.Fatal(err)
	}
	<-begun
	select {
	case <-s.Done():
		t.Error("done before Close")
	default:
	}
	s.Close()
	s.Close()
	if err := s.Wait(context.Background()); err != nil {
		t.Error(err)
	}
	<-s.Done()
	if _, err := bufio.NewReader(conn).ReadByte(); err == nil {
		t.Error("the connection was not cut")
	}
	if _, err := http.Get(s.URL()); err == nil {
		t.Error("it still answers")
	}
	if o, err := serve.Start(serve.Options{Port: s.Port(), Handle: always(serve.Answer{})}); err != nil {
		t.Errorf("the port is not free: %v", err)
	} else {
		o.Close()
		if err := o.Wait(context.Background()); err != nil {
			t.Error(err)
		}
	}
}

// FuzzRequest sends whatever to a server, which must not fail, and must answer the
// next request as if nothing had been.
func FuzzRequest(f *testing.F) {
	for _, seed := range []string{
		"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		"GET /items/%zz HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST /items HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n12345",
		"GET http://a/items/1?a=%00 HTTP/1.0\r\n\r\n",
		"CONNECT a:1 HTTP/1.1\r\nHost: a:1\r\n\r\n",
		"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
		"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
		"GET //../..// HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\n\r\n",
		strings.Repeat("x", 1<<16),
	} {
		f.Add(seed)
	}
	s := start(f, serve.Options{Patterns: []string{"GET /items/{id}", "/ok", "/tree/{rest...}"}, Handle: func(x *serve.Exchange) {
		_ = x.Params()
		always(serve.Answer{Body: []byte("fine")})(x)
	}})
	f.Fuzz(func(t *testing.T, text string) {
		raw(t, s, text)
		if got := raw(t, s, "GET /ok HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"); !strings.HasSuffix(got, "fine") {
			t.Errorf("after %q: %q", text, got)
		}
	})
}
