package session

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"time"
)

// Cache keeps responses to GET in a directory, by RFC 9111 as a private cache: fresh ones are
// answered from there, stale ones asked about with If-None-Match or If-Modified-Since. Several
// sessions and processes may share a directory. Nothing is ever thrown away: that is the
// directory's owner's to do.
type Cache struct {
	Dir string
	// All keeps every response and never asks again, whatever the server says: for developing a
	// script against pages that are fetched once. Failures are not kept.
	All bool
}

// caches are the directories that a session has opened. The zero value is ready.
type caches struct {
	mu sync.Mutex
	by map[string]*cacheDir
}

type cacheDir struct{ path string }

func (cs *caches) open(path string) (*cacheDir, error) {
	cs.mu.Lock()
	defer cs.mu.Unlock()
	if c := cs.by[path]; c != nil {
		return c, nil
	}
	if err := os.MkdirAll(path, 0o700); err != nil {
		return nil, &Error{Kind: RequestException, Err: err, Message: fmt.Sprintf("cache: %v", err)}
	}
	if cs.by == nil {
		cs.by = make(map[string]*cacheDir)
	}
	c := &cacheDir{path: path}
	cs.by[path] = c
	return c, nil
}

// entry is a stored response: the first line of its file, as JSON; the body follows it.
type entry struct {
	URL    string            `json:"url"`
	Vary   map[string]string `json:"vary,omitempty"` // what the request had of the headers that Vary names
	Status int               `json:"status"`
	Reason string            `json:"reason,omitempty"`
	Proto  string            `json:"proto"`
	Header http.Header       `json:"header"`
	Came   time.Time         `json:"came"`
	Size   int               `json:"size"`

	body []byte
}

func (d *cacheDir) file(url string) string {
	sum := sha256.Sum256([]byte(url))
	return filepath.Join(d.path, hex.EncodeToString(sum[:]))
}

// load finds what is stored for a request; nil for nothing, and for a file that is not whole.
func (d *cacheDir) load(req *http.Request) *entry {
	data, err := os.ReadFile(d.file(req.URL.String()))
	if err != nil {
		return nil
	}
	head, body, found := bytes.Cut(data, []byte("\n"))
	e := new(entry)
	if !found || json.Unmarshal(head, e) != nil || e.URL != req.URL.String() || e.Size != len(body) || e.Status < 200 || e.Status > 599 {
		return nil
	}
	for name, had := range e.Vary {
		if strings.Join(req.Header.Values(name), ", ") != had {
			return nil
		}
	}
	if e.Header == nil {
		e.Header = http.Header{}
	}
	e.body = body
	return e
}

// save writes an entry beside and renames it.
func (d *cacheDir) save(e *entry) (err error) {
	head, err := json.Marshal(e)
	if err != nil {
		return err
	}
	f, err := os.CreateTemp(d.path, ".*.part")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			f.Close()
			os.Remove(f.Name())
		}
	}()
	w := bufio.NewWriter(f)
	for _, p := range [][]byte{head, {'\n'}, e.body} {
		if _, err = w.Write(p); err != nil {
			return err
		}
	}
	if err = w.Flush(); err != nil {
		return err
	}
	if err = f.Close(); err != nil {
		return err
	}
	return os.Rename(f.Name(), d.file(e.URL))
}

// response is the entry as an answer.
func (e *entry) response(req *http.Request, now time.Time) *http.Response {
	h := e.Header.Clone()
	h.Set("Age", strconv.Itoa(int(e.age(now)/time.Second)))
	return &http.Response{
		StatusCode: e.Status, Status: fmt.Sprint(e.Status, " ", e.Reason), Proto: e.Proto, Header: h,
		Body: &memoryBody{data: e.body, cached: true}, ContentLength: int64(len(e.body)), Request: req,
	}
}

func (e *entry) age(now time.Time) time.Duration {
	return ageOf(e.Header, e.Came) + max(0, now.Sub(e.Came))
}

func (e *entry) fresh(req http.Header, now time.Time) bool {
	asked := cacheControl(req)
	if asked.has("no-cache") || len(asked) == 0 && req.Get("Pragma") == "no-cache" {
		return false
	}
	age := e.age(now)
	if most, there := asked.seconds("max-age"); there && age > most {
		return false
	}
	return age < lifetime(e.Status, e.Header, dateOf(e.Header, e.Came))
}

// cacher is the layer that answers from a cache.
type cacher struct {
	next  http.RoundTripper
	store *cacheDir
	all   bool

	observer Observer
}

// conditional are the request headers with which a caller asks for something of its own.
var conditional = []string{"Range", "If-Range", "If-None-Match", "If-Modified-Since", "If-Match", "If-Unmodified-Since"}

// RoundTrip is for one goroutine at a time.
func (r *cacher) RoundTrip(req *http.Request) (*http.Response, error) {
	switch req.Method {
	case http.MethodGet:
	case http.MethodHead, http.MethodOptions, http.MethodTrace:
		return r.next.RoundTrip(req)
	default:
		resp, err := r.next.RoundTrip(req)
		if err == nil && resp.StatusCode < 400 && !r.all { // what was stored has changed (RFC 9111, 4.4)
			_ = os.Remove(r.store.file(req.URL.String()))
		}
		return resp, err
	}
	for _, name := range conditional {
		if req.Header[name] != nil {
			return r.next.RoundTrip(req)
		}
	}
	now := time.Now()
	e := r.store.load(req)
	if e != nil && (r.all || e.fresh(req.Header, now)) {
		return r.answered(req, e.response(req, now)), nil
	}
	asked := req
	if e != nil {
		asked = ask(req, e.Header)
	}
	resp, err := r.next.RoundTrip(asked)
	if err != nil {
		return nil, err
	}
	if resp.StatusCode == http.StatusNotModified && asked != req {
		resp.Body.Close()
		for name, values := range resp.Header {
			if name != "Content-Length" && name != "Content-Encoding" && name != "Transfer-Encoding" {
				e.Header[name] = values
			}
		}
		e.Header.Del("Age")
		e.Came = time.Now()
		return r.answered(req, e.response(req, e.Came)), r.keep(e)
	}
	body, inMemory := resp.Body.(*memoryBody)
	if !inMemory || body.dropped || !(r.all && keepable(resp.StatusCode) || storable(req.Header, resp.Header, resp.StatusCode)) {
		return resp, nil
	}
	fresh := &entry{URL: req.URL.String(), Status: resp.StatusCode, Reason: reason(resp.Status, resp.StatusCode), Proto: resp.Proto,
		Header: resp.Header, Came: time.Now(), Size: len(body.data), body: body.data}
	for _, list := range resp.Header["Vary"] {
		for name := range strings.SplitSeq(list, ",") {
			if name = http.CanonicalHeaderKey(strings.TrimSpace(name)); name != "" && !r.all {
				if fresh.Vary == nil {
					fresh.Vary = make(map[string]string)
				}
				fresh.Vary[name] = strings.Join(req.Header.Values(name), ", ")
			}
		}
	}
	if err := r.keep(fresh); err != nil {
		resp.Body.Close()
		return nil, err
	}
	return resp, nil
}

func (r *cacher) keep(e *entry) error {
	if err := r.store.save(e); err != nil {
		return &Error{Kind: RequestException, Err: err, Message: fmt.Sprintf("cache: %v", err)}
	}
	return nil
}

// ask makes a request conditional on what is stored; it is the same where that has nothing to go by.
func ask(req *http.Request, stored http.Header) *http.Request {
	tag, modified := stored.Get("Etag"), stored.Get("Last-Modified")
	if tag == "" && modified == "" {
		return req
	}
	again := *req
	again.Header = req.Header.Clone()
	if tag != "" {
		again.Header.Set("If-None-Match", tag)
	}
	if modified != "" {
		again.Header.Set("If-Modified-Since", modified)
	}
	return &again
}
