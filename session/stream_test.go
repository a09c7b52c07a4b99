package session_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"luafut/session"
)

func lines(t *testing.T, r *session.Response) []string {
	t.Helper()
	var got []string
	for {
		line, err := r.Line(context.Background())
		if err == io.EOF {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, line)
	}
}

func chunks(t *testing.T, r *session.Response, n int) []string {
	t.Helper()
	var got []string
	for {
		chunk, err := r.Chunk(context.Background(), n)
		if err == io.EOF {
			return got
		}
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, string(chunk))
	}
}

func TestLinesAndChunks(t *testing.T) {
	body := "one\ntwo\r\n\rfour\r\r" + strings.Repeat("long", 30000) + "\nlast"
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/gzip" {
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(compressors["gzip"]([]byte(body)))
			return
		}
		for _, b := range strings.SplitAfter(body, "\r") { // so that \r and \n come apart
			_, _ = io.WriteString(w, b)
			w.(http.Flusher).Flush()
		}
	})
	s := newSession(t, nil)
	want := []string{"one", "two", "", "four", "", strings.Repeat("long", 30000), "last"}
	for _, stream := range []bool{false, true} {
		for _, path := range []string{"/", "/gzip"} {
			o := &session.Options{Stream: &stream}
			if got := lines(t, do(t, s, "GET", server.URL+path, o)); !slices.Equal(got, want) {
				t.Errorf("%s, stream %v: lines %.60q", path, stream, got)
			}
			sized := chunks(t, do(t, s, "GET", server.URL+path, o), 1000)
			if strings.Join(sized, "") != body || len(sized) != len(body)/1000+1 || len(sized[0]) != 1000 {
				t.Errorf("%s, stream %v: %d chunks", path, stream, len(sized))
			}
			if got := strings.Join(chunks(t, do(t, s, "GET", server.URL+path, o), 0), ""); got != body {
				t.Errorf("%s, stream %v: %d bytes in chunks as they come", path, stream, len(got))
			}
		}
	}
}

func TestStreamIsBoundedOnlyInMemory(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = w.Write(make([]byte, 3<<20)) })
	s := newSession(t, &session.Options{MaxSize: ptr(int64(1 << 20)), Stream: ptr(true)})
	if n := len(strings.Join(chunks(t, do(t, s, "GET", server.URL, nil), 1<<16), "")); n != 3<<20 {
		t.Errorf("%d bytes", n)
	}
	r := do(t, s, "GET", server.URL, nil)
	_, err := r.Line(context.Background())
	wantKind(t, err, session.ContentTooLarge)
	_, err = r.Line(context.Background())
	wantKind(t, err, session.ContentTooLarge)
}

func TestStreamStates(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { _, _ = io.WriteString(w, "0123456789") })
	s := newSession(t, &session.Options{Stream: ptr(true)})
	ctx := context.Background()

	r := do(t, s, "GET", server.URL, nil)
	if r.InMemory() {
		t.Error("a stream is in memory")
	}
	if got := text(t, r); got != "0123456789" || !r.InMemory() {
		t.Errorf("content %q, in memory %v", got, r.InMemory())
	}
	if got := chunks(t, r, 4); !slices.Equal(got, []string{"0123", "4567", "89"}) {
		t.Errorf("chunks of what was read: %q", got)
	}

	r = do(t, s, "GET", server.URL, nil)
	if _, err := r.Chunk(ctx, 3); err != nil {
		t.Fatal(err)
	}
	_, err := r.Content(ctx)
	wantKind(t, err, session.RequestException)

	r = do(t, s, "GET", server.URL, nil)
	if err := errors.Join(r.Close(), r.Close()); err != nil {
		t.Error(err)
	}
	_, err = r.Chunk(ctx, 3)
	wantKind(t, err, session.RequestException)
}

// TestChunkBeforeTheBreak holds that what came before a body broke off is given, and
// the error after it.
func TestChunkBeforeTheBreak(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Length", "100")
		_, _ = io.WriteString(w, "0123456789")
	})
	ctx := context.Background()
	r := do(t, newSession(t, nil), "GET", server.URL, &session.Options{Stream: ptr(true)})
	for _, want := range []string{"0123456", "789"} {
		if got, err := r.Chunk(ctx, 7); string(got) != want || err != nil {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	for range 2 {
		_, err := r.Chunk(ctx, 7)
		wantKind(t, err, session.ConnectionError)
	}
}

func TestCloseWhileReading(t *testing.T) {
	r := do(t, newSession(t, nil), "GET", raw(t, stalls("HTTP/1.1 200 OK\r\n\r\nab")), &session.Options{Stream: ptr(true)})
	if _, err := r.Chunk(context.Background(), 2); err != nil {
		t.Fatal(err)
	}
	failed := make(chan error)
	go func() {
		_, err := r.Chunk(context.Background(), 1)
		failed <- err
	}()
	r.Close()
	wantKind(t, <-failed, session.RequestException)
}

func TestSave(t *testing.T) {
	body := strings.Repeat("saved ", 100000)
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/gzip":
			w.Header().Set("Content-Encoding", "gzip")
			_, _ = w.Write(compressors["gzip"]([]byte(body)))
		case "/cut":
			w.Header().Set("Content-Length", "1000000")
			_, _ = io.WriteString(w, body)
		default:
			_, _ = io.WriteString(w, body)
		}
	})
	s := newSession(t, nil)
	for _, stream := range []bool{false, true} {
		for _, path := range []string{"/", "/gzip"} {
			file := filepath.Join(t.TempDir(), "out")
			var done int64
			n, err := do(t, s, "GET", server.URL+path, &session.Options{Stream: &stream}).Save(context.Background(), file, func(now, total int64) { done = now })
			got, _ := os.ReadFile(file)
			if err != nil || n != int64(len(body)) || done != n || string(got) != body {
				t.Errorf("%s, stream %v: %d bytes, progress %d, %v", path, stream, n, done, err)
			}
		}
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "out")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := do(t, s, "GET", server.URL+"/cut", &session.Options{Stream: ptr(true)}).Save(context.Background(), file, nil)
	wantKind(t, err, session.ConnectionError)
	left, _ := os.ReadDir(dir)
	if got, _ := os.ReadFile(file); string(got) != "old" || len(left) != 1 {
		t.Errorf("a failed save left %q and %d files", got, len(left))
	}
	if _, err = do(t, s, "GET", server.URL, nil).Save(context.Background(), file, nil); err != nil {
		t.Fatal(err)
	}
	if info, err := os.Stat(file); err != nil || info.Mode().Perm() != 0o600 || info.Size() != int64(len(body)) {
		t.Errorf("the new file is not as open as the old: %v, %v", info, err)
	}
	_, err = do(t, s, "GET", server.URL, nil).Save(context.Background(), filepath.Join(dir, "no", "such"), nil)
	wantKind(t, err, session.RequestException)
	if !errors.Is(err, fs.ErrNotExist) {
		t.Error(err)
	}
}

func TestEncoding(t *testing.T) {
	gbk := "\xc4\xe3\xba\xc3"
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", r.URL.Query().Get("type"))
		_, _ = io.WriteString(w, gbk)
	})
	s := newSession(t, nil)
	r := do(t, s, "GET", server.URL+"/?type=text/plain%3Bcharset=gb2312", nil)
	name, _ := r.Encoding(context.Background())
	if text(t, r) != "你好" || name != "gbk" {
		t.Errorf("%q by %s", text(t, r), name)
	}
	r = do(t, s, "GET", server.URL+"/?type=text/plain%3Bcharset=latin1", &session.Options{Encoding: ptr("GB18030")})
	if text(t, r) != "你好" {
		t.Errorf("the option did not win: %q", text(t, r))
	}
	if err := r.SetEncoding("latin1"); err != nil || text(t, r) != "ÄãºÃ" {
		t.Errorf("%q, %v", text(t, r), err)
	}
	if err := r.SetEncoding("no-such"); err == nil || text(t, r) != "ÄãºÃ" {
		t.Errorf("an unknown encoding: %v, %q", err, text(t, r))
	}
	if _, err := s.Do(context.Background(), "GET", server.URL, &session.Options{Encoding: ptr("no-such")}); err == nil {
		t.Error("an unknown encoding was taken as an option")
	}
}

func TestSaveResumes(t *testing.T) {
	body := strings.Repeat("0123456789", 50000)
	for name, c := range map[string]struct {
		etag    string // "": changes each time
		ranges  bool
		retries int
		ok      bool
	}{
		"resumed": {`"v"`, true, 9, true}, "no retries": {`"v"`, true, 0, false}, "too few": {`"v"`, true, 2, false},
		"changed": {"", true, 9, false}, "no ranges": {`"v"`, false, 9, false},
	} {
		t.Run(name, func(t *testing.T) {
			n := 0
			server := serve(t, func(w http.ResponseWriter, r *http.Request) {
				n++
				etag := c.etag
				if etag == "" {
					etag = fmt.Sprintf("%q", fmt.Sprint("v", n))
				}
				w.Header().Set("Etag", etag)
				cut := &cutWriter{ResponseWriter: w, left: 120000}
				if !c.ranges {
					r.Header.Del("Range")
				}
				http.ServeContent(cut, r, "", time.Time{}, strings.NewReader(body))
				if cut.left == 0 {
					w.(http.Flusher).Flush()
					panic(http.ErrAbortHandler)
				}
			})
			file := filepath.Join(t.TempDir(), "out")
			s := newSession(t, &session.Options{Stream: ptr(true), Retries: &session.Retries{Total: c.retries, Backoff: time.Millisecond}})
			size, err := do(t, s, "GET", server.URL, nil).Save(context.Background(), file, nil)
			got, _ := os.ReadFile(file)
			if c.ok && (err != nil || string(got) != body || size != int64(len(body))) {
				t.Errorf("%d bytes in %d requests: %v", len(got), n, err)
			}
			if !c.ok {
				wantKind(t, err, session.ConnectionError)
			}
		})
	}
}

// cutWriter takes some bytes and then no more.
type cutWriter struct {
	http.ResponseWriter
	left int
}

func (w *cutWriter) Write(p []byte) (int, error) {
	n, err := w.ResponseWriter.Write(p[:min(w.left, len(p))])
	if w.left -= n; err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	return n, err
}

// TestSaveCancelledByProgress: the last call of progress can still end it.
func TestSaveCancelledByProgress(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "content") })
	r := do(t, newSession(t, nil), "GET", server.URL, nil)
	path := filepath.Join(t.TempDir(), "file")
	stop := errors.New("stop")
	ctx, cancel := context.WithCancelCause(t.Context())
	if _, err := r.Save(ctx, path, func(int64, int64) { cancel(stop) }); err != stop {
		t.Errorf("Save = %v, want %v", err, stop)
	}
	if _, err := os.Stat(path); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("the file is there: %v", err)
	}
}
