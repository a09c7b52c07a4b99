package session

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"unicode/utf8"
)

// tape is one recorded exchange: a line of JSON in the file. Of the request it holds what
// tells it from others, and no headers, which may hold secrets. What else may be one is
// hidden: see redact.go. Bodies of responses are as they came.
type tape struct {
	Method  string      `json:"method"`
	URL     string      `json:"url"`
	Sent    body        `json:"sent,omitzero"`
	Status  int         `json:"status"`
	Reason  string      `json:"reason,omitempty"`
	Proto   string      `json:"proto"`
	Header  http.Header `json:"header"`
	Content body        `json:"content,omitzero"` // as it came, compressed
}

// body is bytes that are a string in JSON where they can be, else base64.
type body struct {
	Text  string `json:"text,omitempty"`
	Bytes []byte `json:"base64,omitempty"`
}

func bodyOf(data []byte) body {
	if utf8.Valid(data) {
		return body{Text: string(data)}
	}
	return body{Bytes: data}
}

func (b body) data() []byte {
	if b.Bytes != nil {
		return b.Bytes
	}
	return []byte(b.Text)
}

// sameBody takes the boundary out of a multipart body, which is random.
func sameBody(sent []byte, contentType string) []byte {
	if _, boundary, found := strings.Cut(contentType, "boundary="); found && boundary != "" {
		return bytes.ReplaceAll(sent, []byte(boundary), nil)
	}
	return sent
}

// tapeKey tells exchanges apart, whatever their secrets.
func tapeKey(method, url string, sent []byte) string {
	return method + " " + hideURL(url) + "\n" + string(hideBody(sent))
}

// tapes are the files that a session records to or replays. The zero value is ready.
type tapes struct {
	mu      sync.Mutex
	written map[string]*os.File
	read    map[string]*library
}

// library is a file that is replayed.
type library struct {
	path string
	mu   sync.Mutex
	by   map[string][]*tape // in the order recorded; the last of a kind stays
	urls map[string]bool
}

// sentBody reads what a request is about to send, and puts it back.
func sentBody(req *http.Request) ([]byte, error) {
	if req.Body == nil || req.Body == http.NoBody {
		return nil, nil
	}
	data, err := io.ReadAll(req.Body)
	req.Body.Close()
	if err != nil {
		return nil, err
	}
	req.Body = &bytesBody{Reader: *bytes.NewReader(data)}
	return data, nil
}

// recorder is the layer that writes every exchange to a file. Bodies are in memory below it.
type recorder struct {
	next  http.RoundTripper
	tapes *tapes
	path  string
}

func (r *recorder) RoundTrip(req *http.Request) (*http.Response, error) {
	again := *req
	sent, err := sentBody(&again)
	if err != nil {
		return nil, classify(req, false, err)
	}
	resp, err := r.next.RoundTrip(&again)
	if err != nil {
		return nil, err
	}
	t := tape{Method: req.Method, URL: hideURL(req.URL.String()), Sent: bodyOf(hideBody(sameBody(sent, req.Header.Get("Content-Type")))), Status: resp.StatusCode,
		Reason: reason(resp.Status, resp.StatusCode), Proto: resp.Proto, Header: hideHeader(resp.Header)}
	if b, ok := resp.Body.(*memoryBody); ok {
		t.Content = bodyOf(b.data)
	}
	if err := r.tapes.write(r.path, &t); err != nil {
		resp.Body.Close()
		return nil, &Error{Kind: RequestException, Err: err, Message: fmt.Sprintf("record: %v", err)}
	}
	return resp, nil
}

// write appends to a file, which the first write of a session begins anew.
func (ts *tapes) write(path string, t *tape) error {
	line, err := json.Marshal(t)
	if err != nil {
		return err
	}
	ts.mu.Lock()
	defer ts.mu.Unlock()
	f := ts.written[path]
	if f == nil {
		mode := os.O_CREATE | os.O_WRONLY | os.O_TRUNC
		if _, again := ts.written[path]; again { // closed in between
			mode = os.O_WRONLY | os.O_APPEND
		}
		if f, err = os.OpenFile(path, mode, 0o600); err != nil {
			return err
		}
		if ts.written == nil {
			ts.written = make(map[string]*os.File)
		}
		ts.written[path] = f
	}
	_, err = f.Write(append(line, '\n'))
	return err
}

// close closes the files that are written; a later write goes on behind.
func (ts *tapes) close() error {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	var errs []error
	for path, f := range ts.written {
		if f != nil {
			errs = append(errs, f.Close())
			ts.written[path] = nil
		}
	}
	return errors.Join(errs...)
}

// library reads a file once.
func (ts *tapes) library(path string) (*library, error) {
	ts.mu.Lock()
	defer ts.mu.Unlock()
	if l := ts.read[path]; l != nil {
		return l, nil
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, &Error{Kind: NotRecorded, Err: err, Message: fmt.Sprintf("replay: %v", err)}
	}
	defer f.Close()
	l := &library{path: path, by: make(map[string][]*tape), urls: make(map[string]bool)}
	in := json.NewDecoder(bufio.NewReader(f))
	for n := 1; ; n++ {
		t := new(tape)
		if err := in.Decode(t); err == io.EOF {
			break
		} else if err != nil || t.Status < 100 || t.Status > 999 {
			return nil, &Error{Kind: NotRecorded, Err: err, Message: fmt.Sprintf("replay: entry %d of %s is no recorded exchange; record it anew", n, path)}
		}
		key := tapeKey(t.Method, t.URL, t.Sent.data())
		l.by[key] = append(l.by[key], t)
		l.urls[hideURL(t.URL)] = true
	}
	if ts.read == nil {
		ts.read = make(map[string]*library)
	}
	ts.read[path] = l
	return l, nil
}

// RoundTrip answers from the file: the recorded answers to one request in their order, the
// last again and again.
func (l *library) RoundTrip(req *http.Request) (*http.Response, error) {
	again := *req
	sent, err := sentBody(&again)
	if err != nil {
		return nil, err
	}
	key := tapeKey(req.Method, req.URL.String(), sameBody(sent, req.Header.Get("Content-Type")))
	l.mu.Lock()
	defer l.mu.Unlock()
	list := l.by[key]
	if len(list) == 0 {
		why := "nothing was recorded for that URL"
		if l.urls[hideURL(req.URL.String())] {
			why = "that URL was recorded with another method or body"
		}
		return nil, &Error{Kind: NotRecorded, Message: fmt.Sprintf("replay: %s does not hold %s %s: %s; what is recorded for that session has changed, or what the script asks for: record it anew", l.path, req.Method, hideURL(req.URL.String()), why)}
	}
	t := list[0]
	if len(list) > 1 {
		l.by[key] = list[1:]
	}
	return &http.Response{
		StatusCode: t.Status, Status: fmt.Sprint(t.Status, " ", t.Reason), Proto: t.Proto, Header: t.Header.Clone(),
		Body: io.NopCloser(bytes.NewReader(t.Content.data())), ContentLength: int64(len(t.Content.data())), Request: req,
	}, nil
}
