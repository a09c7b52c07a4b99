package session_test

import (
	"context"
	"crypto/md5"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync/atomic"
	"testing"

	"luafut/session"
)

var digestParam = regexp.MustCompile(`(\w+)="?([^",]*)"?`)

// digestServer lets "user" with "pass" in, by RFC 7616, and a cookie that came with the refusal.
func digestServer(t *testing.T, algorithm, qop string, refused *atomic.Int32) string {
	hashes := map[string]func() hash.Hash{"": md5.New, "MD5": md5.New, "MD5-sess": md5.New, "SHA-256": sha256.New, "SHA-256-sess": sha256.New}
	h := func(s string) string {
		d := hashes[algorithm]()
		d.Write([]byte(s))
		return hex.EncodeToString(d.Sum(nil))
	}
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		p := map[string]string{}
		for _, m := range digestParam.FindAllStringSubmatch(r.Header.Get("Authorization"), -1) {
			p[m[1]] = m[2]
		}
		a1 := h("user:the realm:pass")
		if strings.HasSuffix(algorithm, "-sess") {
			a1 = h(a1 + ":n0nce:" + p["cnonce"])
		}
		want := h(a1 + ":n0nce:" + h(r.Method+":"+r.RequestURI))
		if qop != "" {
			want = h(a1 + ":n0nce:" + p["nc"] + ":" + p["cnonce"] + ":auth:" + h(r.Method+":"+r.RequestURI))
		}
		if cookie, err := r.Cookie("first"); p["response"] == want && p["opaque"] == "op" && err == nil && cookie.Value == "seen" {
			echo(w, r)
			return
		}
		refused.Add(1)
		http.SetCookie(w, &http.Cookie{Name: "first", Value: "seen", Path: "/"})
		challenge := `Digest realm="the realm", nonce="n0nce", opaque="op"`
		if algorithm != "" {
			challenge += ", algorithm=" + algorithm
		}
		if qop != "" {
			challenge += `, qop="` + qop + `"`
		}
		w.Header().Add("WWW-Authenticate", `Basic realm="x"`)
		w.Header().Add("WWW-Authenticate", `Digest realm="other", nonce="x", algorithm=SHA-512-256, `+challenge)
		w.WriteHeader(http.StatusUnauthorized)
	}).URL
}

func TestDigest(t *testing.T) {
	for _, c := range [][2]string{{"", ""}, {"MD5", "auth"}, {"MD5-sess", "auth,auth-int"}, {"SHA-256", "auth-int, auth"}, {"SHA-256-sess", "auth"}} {
		t.Run(c[0]+c[1], func(t *testing.T) {
			var refused atomic.Int32
			url := digestServer(t, c[0], c[1], &refused) + "/a?b=c"
			s := newSession(t, nil)
			right := &session.Options{Auth: &session.Auth{Scheme: session.AuthDigest, User: "user", Password: "pass"}, Body: session.Body{Data: []byte("body")}}
			for range 3 {
				r := do(t, s, "POST", url, right)
				if r.StatusCode != 200 || !strings.Contains(text(t, r), `"Body":"body"`) {
					t.Fatalf("%d %s", r.StatusCode, text(t, r))
				}
			}
			if refused.Load() != 1 {
				t.Errorf("refused %d times: the challenge was not kept", refused.Load())
			}
			wrong := &session.Options{Auth: &session.Auth{Scheme: session.AuthDigest, User: "user", Password: "no"}, Stream: ptr(true)}
			r := do(t, s, "GET", url, wrong)
			if r.Close(); r.StatusCode != 401 || refused.Load() > 3 {
				t.Errorf("a wrong password: %d, refused %d", r.StatusCode, refused.Load())
			}
		})
	}
}

func TestDigestRefused(t *testing.T) {
	for _, challenge := range []string{"Basic", "Digest", `Digest realm="x"`, `Digest nonce="x", qop="auth-int"`, `Digest nonce="x", algorithm=MD6`, `Digest nonce="` + strings.Repeat("=,", 9)} {
		server := serve(t, func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("WWW-Authenticate", challenge)
			w.WriteHeader(http.StatusUnauthorized)
		})
		if r := do(t, newSession(t, nil), "GET", server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthDigest, User: "u"}}); r.StatusCode != 401 {
			t.Errorf("%s: %d", challenge, r.StatusCode)
		}
	}
}

func TestAuth(t *testing.T) {
	server := serve(t, echo)
	s := newSession(t, nil)
	withUser := strings.Replace(server.URL, "//", "//us%40er:pa:ss@", 1)
	file := filepath.Join(t.TempDir(), "netrc")
	if err := os.WriteFile(file, []byte("machine other login no password no\nmacdef m\nmachine 127.0.0.1\n\nmachine 127.0.0.1 # here\n login me\n password #1\ndefault login d password d"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		url  string
		o    *session.Options
		want string
	}{
		"basic":           {server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthBasic, User: "u", Password: "p"}}, "Basic dTpw"},
		"bearer":          {server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthBearer, Token: "tok"}}, "Bearer tok"},
		"url":             {withUser, nil, "Basic dXNAZXI6cGE6c3M="},
		"option over url": {withUser, &session.Options{Auth: &session.Auth{Scheme: session.AuthBearer, Token: "tok"}}, "Bearer tok"},
		"header over url": {withUser, &session.Options{Headers: session.Fields{{Name: "Authorization", Value: "mine"}}}, "mine"},
		"netrc":           {server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthNetrc, Netrc: file}}, "Basic bWU6IzE="},
		"option over header": {server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthBasic, User: "u", Password: "p"},
			Headers: session.Fields{{Name: "Authorization", Value: "mine"}}}, "Basic dTpw"},
	} {
		if got := doEcho(t, s, "GET", c.url, c.o).Header.Get("Authorization"); got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	r := do(t, s, "GET", withUser, nil)
	if strings.Contains(r.URL+r.Request.URL+fmt.Sprint(r.Links()), "pa:ss") {
		t.Error("the password is in the response's URL")
	}
	_, err := s.Do(context.Background(), "GET", server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthBearer, Token: "a\r\nX: y"}})
	wantKind(t, err, session.InvalidRequest)
	_, err = s.Do(context.Background(), "GET", server.URL, &session.Options{Auth: &session.Auth{Scheme: session.AuthNetrc, Netrc: file + "-not"}})
	wantKind(t, err, session.RequestException)
}

func TestMultipart(t *testing.T) {
	path := filepath.Join(t.TempDir(), "disk.bin")
	onDisk := strings.Repeat("disk", 50000)
	if err := os.WriteFile(path, []byte(onDisk), 0o600); err != nil {
		t.Fatal(err)
	}
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/307" {
			http.Redirect(w, r, "/", http.StatusTemporaryRedirect)
			return
		}
		if r.ContentLength <= 0 {
			t.Error("no Content-Length")
		}
		if err := r.ParseMultipartForm(1 << 20); err != nil {
			t.Error(err)
			return
		}
		if v := r.MultipartForm.Value["k"]; len(v) != 2 || v[0] != "1" || v[1] != "é\r\n" {
			t.Errorf("fields %q", v)
		}
		for _, name := range []string{"mem", "disk"} {
			f, h, err := r.FormFile(name)
			if err != nil {
				t.Error(err)
				continue
			}
			defer f.Close()
			fmt.Fprintf(w, "%s %s %s %d\n", name, h.Filename, h.Header.Get("Content-Type"), h.Size)
		}
	})
	o := &session.Options{Body: session.Body{
		Form:  session.Fields{{Name: "k", Value: "1"}, {Name: "k", Value: "é\r\n"}},
		Files: []session.File{{Field: "mem", Name: `a".txt`, Content: []byte("hello"), Type: "text/x"}, {Field: "disk", Path: path}},
	}}
	s := newSession(t, nil)
	for _, at := range []string{"/", "/307"} {
		if got, want := text(t, do(t, s, "POST", server.URL+at, o)), "mem a%22.txt text/x 5\ndisk disk.bin  200000\n"; got != want {
			t.Errorf("%s: got %q, want %q", at, got, want)
		}
	}
	o.Body.Files[1].Path += ".missing"
	_, err := s.Do(context.Background(), "POST", server.URL, o)
	wantKind(t, err, session.RequestException)
}
