package session_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"luafut/session"
)

// listenFixed answers every request on loopback with the same bytes, at next to no cost.
func listenFixed(b *testing.B, answer []byte) string {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 8192)
				for {
					n, err := c.Read(buf)
					if err != nil {
						return
					}
					if bytes.HasSuffix(buf[:n], []byte("\r\n\r\n")) {
						if _, err := c.Write(answer); err != nil {
							return
						}
					}
				}
			}()
		}
	}()
	b.Cleanup(func() { l.Close() })
	return "http://" + l.Addr().String() + "/"
}

func answerOf(header string, body []byte) []byte {
	var b bytes.Buffer
	b.WriteString("HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + header)
	b.WriteString("Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n")
	b.Write(body)
	return b.Bytes()
}

// BenchmarkGet compares a call with the plainest use of net/http that does the same.
func BenchmarkGet(b *testing.B) {
	page := []byte(strings.Repeat("<div class='item'><i>12345</i> a title of some length</div>\n", 1000))
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(page)
	_ = z.Close()
	for _, c := range []struct {
		name   string
		answer []byte
		size   int
	}{
		{"small", answerOf("", []byte(`{"ok":true}`)), 11},
		{"page", answerOf("", page), len(page)},
		{"gzip", answerOf("Content-Encoding: gzip\r\n", packed.Bytes()), len(page)},
	} {
		url := listenFixed(b, c.answer)
		b.Run(c.name+"/plain", func(b *testing.B) {
			t := &http.Transport{MaxIdleConnsPerHost: 64}
			defer t.CloseIdleConnections()
			client := &http.Client{Transport: t}
			b.ReportAllocs()
			for b.Loop() {
				resp, err := client.Get(url)
				if err != nil {
					b.Fatal(err)
				}
				body, err := io.ReadAll(resp.Body)
				resp.Body.Close()
				if err != nil || len(body) != c.size {
					b.Fatal(len(body), err)
				}
			}
		})
		b.Run(c.name+"/session", func(b *testing.B) {
			s := newSession(b, nil)
			b.ReportAllocs()
			for b.Loop() {
				r, err := s.Do(context.Background(), "GET", url, nil)
				if err != nil {
					b.Fatal(err)
				}
				if body, err := r.Content(context.Background()); err != nil || len(body) != c.size {
					b.Fatal(len(body), err)
				}
			}
		})
	}
}

// BenchmarkPost sends a form with a cookie and a header of its own, as a voting crawl does.
func BenchmarkPost(b *testing.B) {
	url := listenFixed(b, answerOf("", []byte(`{"ok":true}`)))
	url += "vote?"
	b.Run("plain", func(b *testing.B) {
		t := &http.Transport{MaxIdleConnsPerHost: 64}
		defer t.CloseIdleConnections()
		client := &http.Client{Transport: t}
		b.ReportAllocs()
		for b.Loop() {
			req, err := http.NewRequest("POST", url+"linksId=12345", nil)
			if err != nil {
				b.Fatal(err)
			}
			req.Header.Set("Cookie", "gpsd=0123456789abcdef")
			req.Header.Set("Referer", url)
			resp, err := client.Do(req)
			if err != nil {
				b.Fatal(err)
			}
			_, err = io.ReadAll(resp.Body)
			resp.Body.Close()
			if err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("session", func(b *testing.B) {
		s := newSession(b, &session.Options{Cookies: session.Fields{{Name: "gpsd", Value: "0123456789abcdef"}}})
		o := &session.Options{Headers: session.Fields{{Name: "Referer", Value: url}}}
		b.ReportAllocs()
		for b.Loop() {
			if _, err := s.Do(context.Background(), "POST", url+"linksId=12345", o); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// BenchmarkStream takes 64 MB a time: memory must not grow with it.
func BenchmarkStream(b *testing.B) {
	url := listenFixed(b, answerOf("", make([]byte, 64<<20)))
	s := newSession(b, &session.Options{Stream: ptr(true)})
	file := filepath.Join(b.TempDir(), "out")
	b.ReportAllocs()
	b.SetBytes(64 << 20)
	for b.Loop() {
		r, err := s.Do(context.Background(), "GET", url, nil)
		if err != nil {
			b.Fatal(err)
		}
		if n, err := r.Save(context.Background(), file, nil); err != nil || n != 64<<20 {
			b.Fatal(n, err)
		}
	}
}
