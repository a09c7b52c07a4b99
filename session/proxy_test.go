package session_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"sync"
	"testing"

	"luafut/session"
)

// proxyServer is a proxy that wants user:pass, and notes what it was asked for.
func proxyServer(t *testing.T) (url string, asked func() []string) {
	var mu sync.Mutex
	var log []string
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		log = append(log, r.Method+" "+r.Host)
		mu.Unlock()
		if r.Header.Get("Proxy-Authorization") != "Basic dXNlcjpwYXNz" {
			w.WriteHeader(http.StatusProxyAuthRequired)
			return
		}
		if r.Method != http.MethodConnect {
			fmt.Fprint(w, "by proxy: ", r.RequestURI)
			return
		}
		to, err := net.Dial("tcp", r.Host)
		if err != nil {
			w.WriteHeader(http.StatusBadGateway)
			return
		}
		defer to.Close()
		from, _, _ := http.NewResponseController(w).Hijack()
		defer from.Close()
		_, _ = io.WriteString(from, "HTTP/1.1 200 OK\r\n\r\n")
		done := make(chan struct{})
		go func() { _, _ = io.Copy(to, from); to.(*net.TCPConn).CloseWrite(); close(done) }()
		_, _ = io.Copy(from, to)
		from.Close()
		<-done
	})
	return strings.Replace(server.URL, "//", "//user:pass@", 1), func() []string {
		mu.Lock()
		defer mu.Unlock()
		return log
	}
}

func TestProxies(t *testing.T) {
	ca := newAuthority(t)
	pair, _, _ := ca.issue(nil)
	secure := serveTLS(t, &tls.Config{Certificates: []tls.Certificate{pair}}, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "direct") })
	plain := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "direct") }).URL
	proxy, asked := proxyServer(t)
	refusing := strings.Replace(proxy, "user:pass@", "", 1)
	base := session.Options{Verify: &session.Verify{CAFile: ca.file}}
	for name, c := range map[string]struct {
		url   string
		proxy *session.Proxy
		want  string // the body; "!" a ProxyError
	}{
		"none":                 {plain, nil, "direct"},
		"http":                 {"http://no.such.host.example/x?y", &session.Proxy{URLs: []string{proxy}}, "by proxy: http://no.such.host.example/x?y"},
		"without a scheme":     {"http://a.example/", &session.Proxy{URLs: []string{strings.TrimPrefix(proxy, "http://")}}, "by proxy: http://a.example/"},
		"loopback":             {plain, &session.Proxy{URLs: []string{proxy}}, "by proxy: " + plain + "/"},
		"connect":              {secure, &session.Proxy{URLs: []string{proxy}}, "direct"},
		"connect, no password": {secure, &session.Proxy{URLs: []string{refusing}}, "!proxy = "},
		"connect to nowhere":   {"https://127.0.0.1:1/", &session.Proxy{URLs: []string{proxy}}, "!502"},
		"no proxy there":       {plain, &session.Proxy{URLs: []string{"http://127.0.0.1:1"}}, "!refused"},
		"no socks there":       {plain, &session.Proxy{URLs: []string{"socks5://127.0.0.1:1"}}, "!refused"},
		"unknown scheme":       {plain, &session.Proxy{URLs: []string{"ftp://127.0.0.1:1"}}, "!socks5"},
	} {
		t.Run(name, func(t *testing.T) {
			o := base
			o.Proxy = c.proxy
			r, err := newSession(t, nil).Do(context.Background(), "GET", c.url, &o)
			if message, fails := strings.CutPrefix(c.want, "!"); fails {
				if e := wantKind(t, err, session.ProxyError); !strings.Contains(e.Message, message) || strings.Contains(e.Message, "pass") && !strings.Contains(e.Message, "PASSWORD") {
					t.Error(e)
				}
				return
			}
			if err != nil || text(t, r) != c.want {
				t.Errorf("%v, %v", r, err)
			}
		})
	}
	if len(asked()) < 5 {
		t.Errorf("the proxy was asked for %q", asked())
	}
}

func TestProxyTurnsAndSocks(t *testing.T) {
	first, a := proxyServer(t)
	second, b := proxyServer(t)
	s := newSession(t, &session.Options{Proxy: &session.Proxy{URLs: []string{first, second}}})
	for range 6 {
		do(t, s, "GET", "http://a.example/", nil)
	}
	if len(a()) != 3 || len(b()) != 3 {
		t.Errorf("%d and %d", len(a()), len(b()))
	}
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "by socks") })
	proxy := socks(t, server.Listener.Addr().String())
	r := do(t, newSession(t, nil), "GET", "http://name.example/", &session.Options{Proxy: &session.Proxy{URLs: []string{proxy}}})
	if text(t, r) != "by socks" {
		t.Error(text(t, r))
	}
}

// socks is a SOCKS5 server (RFC 1928) that wants u:p and leads everybody to one place.
func socks(t *testing.T, to string) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		c, err := l.Accept()
		if err != nil {
			return
		}
		defer c.Close()
		buf := make([]byte, 512)
		_, _ = c.Read(buf)
		_, _ = c.Write([]byte{5, 2})
		if n, _ := c.Read(buf); string(buf[:n]) != "\x01\x01u\x01p" {
			t.Errorf("login %q", buf[:n])
		}
		_, _ = c.Write([]byte{1, 0})
		_, _ = c.Read(buf)
		_, _ = c.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
		out, err := net.Dial("tcp", to)
		if err != nil {
			t.Error(err)
			return
		}
		defer out.Close()
		go func() { _, _ = io.Copy(out, c); out.Close() }()
		_, _ = io.Copy(c, out)
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return "socks5://u:p@" + l.Addr().String()
}

func TestProxyFromTheEnvironment(t *testing.T) {
	proxy, asked := proxyServer(t)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "direct") })
	t.Setenv("HTTP_PROXY", proxy)
	t.Setenv("NO_PROXY", "example.org, .b.example:80,10.0.0.0/8")
	s := newSession(t, nil)
	if got := text(t, do(t, s, "GET", server.URL, nil)); !strings.HasPrefix(got, "by proxy") {
		t.Error(got)
	}
	if got := text(t, do(t, s, "GET", server.URL, &session.Options{Proxy: &session.Proxy{Direct: true}})); got != "direct" {
		t.Error(got)
	}
	t.Setenv("NO_PROXY", "127.0.0.1")
	if got := text(t, do(t, newSession(t, nil), "GET", server.URL, nil)); got != "direct" || len(asked()) != 1 {
		t.Errorf("%s; %q", got, asked())
	}
}
