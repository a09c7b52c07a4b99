package session_test

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/zstd"

	"luafut/session"
)

// raw starts a server that answers every connection by talk and then closes it.
func raw(t testing.TB, talk func(net.Conn)) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				buf := make([]byte, 4096)
				if _, err := c.Read(buf); err == nil {
					talk(c)
				}
			}()
		}
	}()
	t.Cleanup(func() { l.Close(); <-done })
	return "http://" + l.Addr().String() + "/"
}

func says(text string) func(net.Conn) {
	return func(c net.Conn) { _, _ = io.WriteString(c, text) }
}

// forever writes until the other side has had enough.
func forever(first, more string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, first)
		chunk := []byte(strings.Repeat(more, 1+64<<10/len(more)))
		for {
			if _, err := c.Write(chunk); err != nil {
				return
			}
		}
	}
}

// stalls writes and then waits for the other side to go.
func stalls(text string) func(net.Conn) {
	return func(c net.Conn) {
		_, _ = io.WriteString(c, text)
		_, _ = io.Copy(io.Discard, c)
	}
}

func TestHostileServers(t *testing.T) {
	const ok = "HTTP/1.1 200 OK\r\n"
	for name, c := range map[string]struct {
		talk func(net.Conn)
		want *session.Kind
	}{
		"no answer":              {says(""), session.ConnectionError},
		"no HTTP":                {says("SSH-2.0-OpenSSH\r\n\r\n"), session.ConnectionError},
		"cut header":             {says(ok + "Content-Le"), session.ConnectionError},
		"cut body":               {says(ok + "Content-Length: 100\r\n\r\nabc"), session.ConnectionError},
		"cut chunks":             {says(ok + "Transfer-Encoding: chunked\r\n\r\n5\r\nab"), session.ConnectionError},
		"no last chunk":          {says(ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n"), session.ConnectionError},
		"bad chunk size":         {says(ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\nab\r\n0\r\n\r\n"), session.ConnectionError},
		"bad chunk end":          {says(ok + "Transfer-Encoding: chunked\r\n\r\n2\r\nabc\r\n0\r\n\r\n"), session.ConnectionError},
		"negative length":        {says(ok + "Content-Length: -1\r\n\r\nabc"), session.ConnectionError},
		"two lengths":            {says(ok + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nabc"), session.ConnectionError},
		"giant declared":         {stalls(ok + "Content-Length: 9000000000000\r\n\r\nabc"), session.ContentTooLarge},
		"giant header line":      {forever(ok+"X: ", "a"), session.ContentTooLarge},
		"endless headers":        {forever(ok, "X: y\r\n"), session.ContentTooLarge},
		"endless status line":    {forever("HTTP/1.1 200 ", "a"), session.ContentTooLarge},
		"endless body":           {forever(ok+"\r\n", "a"), session.ContentTooLarge},
		"endless chunks":         {forever(ok+"Transfer-Encoding: chunked\r\n\r\n", "1\r\na\r\n"), session.ContentTooLarge},
		"endless redirect body":  {forever("HTTP/1.1 302 Found\r\nLocation: file:///x\r\n\r\n", "a"), session.InvalidURL},
		"endless gzip":           {forever(ok+"Content-Encoding: gzip\r\n\r\n\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03", "\x00\x05\x00\xfa\xffhello"), session.ContentTooLarge},
		"not gzip":               {says(ok + "Content-Encoding: gzip\r\nContent-Length: 5\r\n\r\nplain"), session.ConnectionError},
		"not zstd":               {says(ok + "Content-Encoding: zstd\r\nContent-Length: 5\r\n\r\nplain"), session.ConnectionError},
		"too many encodings":     {says(ok + "Content-Encoding: gzip,gzip,gzip,gzip,gzip,gzip\r\nContent-Length: 5\r\n\r\nplain"), session.ConnectionError},
		"silence":                {stalls(""), session.ReadTimeout},
		"silence in the header":  {stalls(ok), session.ReadTimeout},
		"silence in the body":    {stalls(ok + "Content-Length: 10\r\n\r\nabc"), session.ReadTimeout},
		"redirect to itself":     {says("HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\n\r\n"), session.TooManyRedirects},
		"bad cookie, bad length": {says(ok + "Set-Cookie: \x01\x02=;;;\r\nContent-Length: x\r\n\r\n"), session.ConnectionError},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			o := &session.Options{MaxSize: ptr(int64(1 << 20))}
			if c.want == session.ReadTimeout {
				o.Timeout = &session.Timeouts{Deadline: 50 * time.Millisecond}
			}
			s := newSession(t, nil)
			_, err := s.Do(context.Background(), "GET", raw(t, c.talk), o)
			e := wantKind(t, err, c.want)
			if e.Request == nil || len(e.Message) < 20 {
				t.Errorf("the error says too little: %+v", e)
			}
			if c.want == session.ReadTimeout {
				return
			}
			o.Stream = ptr(true)
			r, err := s.Do(context.Background(), "GET", raw(t, c.talk), o)
			if err == nil {
				_, err = r.Content(context.Background())
				r.Close()
			}
			wantKind(t, err, c.want)
		})
	}
}

func TestReset(t *testing.T) {
	url := raw(t, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nabc")
		_ = c.(*net.TCPConn).SetLinger(0)
	})
	_, err := newSession(t, nil).Do(context.Background(), "GET", url, nil)
	wantKind(t, err, session.ConnectionError)
}

func TestDrip(t *testing.T) {
	stop := make(chan struct{})
	t.Cleanup(func() { close(stop) })
	url := raw(t, func(c net.Conn) {
		_, _ = io.WriteString(c, "HTTP/1.1 200 OK\r\n\r\n")
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
			}
			if _, err := c.Write([]byte("a")); err != nil {
				return
			}
		}
	})
	s := newSession(t, nil)
	for name, timeout := range map[string]session.Timeouts{
		"deadline": {Deadline: 60 * time.Millisecond},
		"total":    {Total: 60 * time.Millisecond, Read: time.Minute},
	} {
		_, err := s.Do(context.Background(), "GET", url, &session.Options{Timeout: &timeout})
		e := wantKind(t, err, session.ReadTimeout)
		if !errors.Is(e, session.Timeout) || errors.Is(e, session.ConnectionError) {
			t.Errorf("%s: ReadTimeout is under the wrong kinds", name)
		}
	}
}

// compressors make the same body by each coding.
var compressors = map[string]func([]byte) []byte{
	"gzip":    func(p []byte) []byte { return pack(p, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }) },
	"x-gzip":  func(p []byte) []byte { return pack(p, func(w io.Writer) io.WriteCloser { return gzip.NewWriter(w) }) },
	"deflate": func(p []byte) []byte { return pack(p, func(w io.Writer) io.WriteCloser { return zlib.NewWriter(w) }) },
	"br":      func(p []byte) []byte { return pack(p, func(w io.Writer) io.WriteCloser { return brotli.NewWriter(w) }) },
	"zstd": func(p []byte) []byte {
		return pack(p, func(w io.Writer) io.WriteCloser { z, _ := zstd.NewWriter(w); return z })
	},
}

func bareDeflate(p []byte) []byte {
	return pack(p, func(w io.Writer) io.WriteCloser { z, _ := flate.NewWriter(w, 6); return z })
}

func pack(p []byte, to func(io.Writer) io.WriteCloser) []byte {
	var b bytes.Buffer
	w := to(&b)
	_, _ = w.Write(p)
	_ = w.Close()
	return b.Bytes()
}

// encoded serves body under a Content-Encoding.
func encoded(t testing.TB, coding string, body []byte) string {
	return serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", coding)
		w.Header().Set("Content-Length", fmt.Sprint(len(body)))
		_, _ = w.Write(body)
	}).URL
}

func TestBombs(t *testing.T) {
	zeros := make([]byte, 8<<20)
	s := newSession(t, &session.Options{MaxSize: ptr(int64(1 << 20))})
	for coding, compress := range compressors {
		t.Run(coding, func(t *testing.T) {
			for _, stream := range []bool{false, true} {
				r, err := s.Do(context.Background(), "GET", encoded(t, coding, compress(zeros)), &session.Options{Stream: &stream})
				if err == nil {
					_, err = r.Content(context.Background())
				}
				wantKind(t, err, session.ContentTooLarge)
			}
		})
	}
	nested := compressors["gzip"](compressors["br"](compressors["zstd"](zeros)))
	_, err := s.Do(context.Background(), "GET", encoded(t, "zstd, br, gzip", nested), nil)
	wantKind(t, err, session.ContentTooLarge)
}

func TestCodings(t *testing.T) {
	want := []byte(strings.Repeat("Grüße, 世界! ", 9000))
	s := newSession(t, nil)
	check := func(name, coding string, body []byte) {
		for _, stream := range []bool{false, true} {
			r := do(t, s, "GET", encoded(t, coding, body), &session.Options{Stream: &stream})
			got, err := r.Content(context.Background())
			if err != nil || !bytes.Equal(got, want) {
				t.Errorf("%s, stream %v: %d bytes, %v", name, stream, len(got), err)
			}
		}
	}
	for coding, compress := range compressors {
		for range 2 { // the second time with a decoder used before
			check(coding, coding, compress(want))
		}
		cut := compress(want)
		cut = cut[:len(cut)-9]
		_, err := s.Do(context.Background(), "GET", encoded(t, coding, cut), nil)
		wantKind(t, err, session.ConnectionError)
		r := do(t, s, "GET", encoded(t, coding, nil), nil)
		if got := text(t, r); got != "" {
			t.Errorf("%s: an empty body gave %q", coding, got)
		}
	}
	check("bare deflate", "deflate", bareDeflate(want))
	check("nested", "gzip, br", compressors["br"](compressors["gzip"](want)))
	half := len(want) / 2
	check("two members", "GZIP", append(compressors["gzip"](want[:half]), compressors["gzip"](want[half:])...))
	check("garbage behind", "gzip", append(compressors["gzip"](want), "\x00\x00garbage"...))
	check("unknown", "snappy", want)
	check("identity", "identity", want)
}
