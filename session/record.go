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

// tapeKey tells exchanges apart, whatever their secrets. url is as taped gives it.
func tapeKey(method, url string, sent []byte) string {
	return method + " " + url + "\n" + string(hideBody(sent))
}

// onBase stands in a recording for the session's base URL, so that it can be replayed
// for another address of the same site.
const onBase = "{base_url}"

// taped is a URL as a recording has it.
func taped(url, base string) string {
	base = strings.TrimSuffix(base, "/")
	if rest, ok := strings.CutPrefix(url, base); ok && base != "" && (rest == "" || strings.ContainsAny(rest[:1], "/?#")) {
		return onBase + hideURL(rest)
	}
	return hideURL(url)
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
	base  string // the session's base URL, or ""
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
	t := tape{Method: req.Method, URL: taped(req.URL.String(), r.base), Sent: bodyOf(hideBody(sameBody(sent, req.Header.Get("Content-Type")))), Status: resp.StatusCode,
		Reason: reason(resp.Status, resp.StatusCode), Proto: resp.Proto, Header: hideHeader(resp.Header, r.base)}
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
		url := hideURL(t.URL)
		key := tapeKey(t.Method, url, t.Sent.data())
		l.by[key] = append(l.by[key], t)
		l.urls[url] = true
	}
	if ts.read == nil {
		ts.read = make(map[string]*library)
	}
	ts.read[path] = l
	return l, nil
}

// player is the layer that answers from a library.
type player struct {
	*library
	base string // the session's base URL, or ""
}

// RoundTrip answers from the file: the recorded answers to one request in their order, the
// last again and again.
func (p *player) RoundTrip(req *http.Request) (*http.Response, error) {
	again := *req
	sent, err := sentBody(&again)
	if err != nil {
		return nil, err
	}
	sent = sameBody(sent, req.Header.Get("Content-Type"))
	p.mu.Lock()
	defer p.mu.Unlock()
	url := taped(req.URL.String(), p.base)
	if !p.urls[url] {
		url = hideURL(req.URL.String()) // recorded by a session without a base URL
	}
	key := tapeKey(req.Method, url, sent)
	list := p.by[key]
	if len(list) == 0 {
		why := "nothing was recorded for that URL"
		if p.urls[url] {
			why = "that URL was recorded with another method or body"
		}
		return nil, &Error{Kind: NotRecorded, Message: fmt.Sprintf("replay: %s does not hold %s %s: %s; where the script now asks for other things than when it was recorded, record it anew", p.path, req.Method, hideURL(req.URL.String()), why)}
	}
	t := list[0]
	if len(list) > 1 {
		p.by[key] = list[1:]
	}
	header := t.Header.Clone()
	for _, name := range locations {
		for i, v := range header[name] {
			if rest, ok := strings.CutPrefix(v, onBase); ok {
				header[name][i] = strings.TrimSuffix(p.base, "/") + rest
			}
		}
	}
	return &http.Response{
		StatusCode: t.Status, Status: fmt.Sprint(t.Status, " ", t.Reason), Proto: t.Proto, Header: header,
		Body: io.NopCloser(bytes.NewReader(t.Content.data())), ContentLength: int64(len(t.Content.data())), Request: req,
	}, nil
}
