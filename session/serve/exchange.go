package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"regexp"
	"strconv"
)

type exchangeKey struct{}

// Exchange is a request that waits for its answer. It is for the goroutine that
// Options.Handle runs on.
type Exchange struct {
	Request *http.Request
	// Body is the request's, whole; nil where it was larger than Options.MaxBody.
	Body []byte
	// Pattern is the route that was met; "" for none.
	Pattern string
	// Fallback is the answer where no route was met, or the body is too large; nil
	// where it is for Options.Handle to find one.
	Fallback *Answer

	w      http.ResponseWriter
	closed context.Context
	sent   bool // the head of the answer
}

// Closed ends when the server is closed.
func (x *Exchange) Closed() context.Context { return x.closed }

var wildcard = regexp.MustCompile(`\{([A-Za-z_][A-Za-z0-9_]*)(?:\.\.\.)?\}`)

// Params are what the wildcards of the route stand for, by their names.
func (x *Exchange) Params() map[string]string {
	params := map[string]string{}
	for _, m := range wildcard.FindAllStringSubmatch(x.Pattern, -1) {
		params[m[1]] = x.Request.PathValue(m[1])
	}
	return params
}

// Answer is what is sent for a request. The zero value is 200 with no body.
type Answer struct {
	Status int // 0 is 200
	Header http.Header
	// Body is sent as it is, and its length before it. Without a Content-Type in
	// Header net/http finds one out.
	Body []byte
	// Next gives the body bit by bit instead, each of which is sent at once; io.EOF
	// ends it. Another error cuts the connection.
	Next func() ([]byte, error)
	// File is a file that is sent instead, parts of it where a range is asked for.
	File string
	// Cut cuts the connection after the body, as if more was to come; a File is then
	// sent whole. Without a status and a body nothing is sent at all.
	Cut bool
}

// Reply sends an answer, once. It fails with what Next or opening File failed
// with; that the client has gone is no error. The connection of a cut answer is
// ended by a panic with http.ErrAbortHandler, which net/http catches: call Reply
// last.
func (x *Exchange) Reply(a Answer) error {
	if a.Cut && a.Status == 0 && a.Body == nil && a.Next == nil && a.File == "" {
		panic(http.ErrAbortHandler)
	}
	if a.Status == 0 {
		a.Status = http.StatusOK
	}
	h := x.w.Header()
	for name, values := range a.Header {
		h[name] = values
	}
	switch {
	case a.File != "":
		return x.file(a)
	case a.Next != nil:
		return x.stream(a)
	}
	if bodiless(a.Status) {
		x.head(a.Status)
		return nil
	}
	length := len(a.Body)
	if a.Cut {
		length++
	}
	if h.Get("Content-Length") == "" {
		h.Set("Content-Length", strconv.Itoa(length))
	}
	if h.Get("Content-Type") == "" && len(a.Body) == 0 {
		h["Content-Type"] = nil // of nothing there is none to find out
	}
	x.head(a.Status)
	_, err := x.w.Write(a.Body)
	if a.Cut || errors.Is(err, http.ErrContentLength) {
		x.cut()
	}
	return nil
}

func (x *Exchange) head(status int) {
	x.sent = true
	x.w.WriteHeader(status)
}

// Fail answers with 500 and a text, or cuts the connection where an answer has
// begun.
func (x *Exchange) Fail(text string) {
	if x.sent {
		panic(http.ErrAbortHandler)
	}
	clear(x.w.Header())
	http.Error(x.w, text, http.StatusInternalServerError)
}

// bodiless reports whether answers of a status have no body.
func bodiless(status int) bool {
	return status == http.StatusNoContent || status == http.StatusNotModified
}

// cut sends what was written and ends the connection.
func (x *Exchange) cut() {
	_ = http.NewResponseController(x.w).Flush() // the connection ends one way or the other
	panic(http.ErrAbortHandler)
}

func (x *Exchange) stream(a Answer) error {
	if x.Request.Method == http.MethodHead || bodiless(a.Status) {
		x.head(a.Status)
		return nil
	}
	if x.w.Header().Get("Content-Type") == "" {
		x.w.Header().Set("Content-Type", "application/octet-stream") // not to be found out from a first bit
	}
	flush := http.NewResponseController(x.w).Flush
	x.head(a.Status)
	_ = flush() // that the client has gone is met by the next Write
	for {
		chunk, err := a.Next()
		switch {
		case errors.Is(err, io.EOF):
			if a.Cut {
				x.cut()
			}
			return nil
		case err != nil:
			return err
		}
		if _, err := x.w.Write(chunk); err != nil {
			return nil
		}
		if err := flush(); err != nil {
			return nil
		}
	}
}

func (x *Exchange) file(a Answer) error {
	f, err := os.Open(a.File)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	if info.IsDir() {
		return fmt.Errorf("%s is a folder", a.File)
	}
	if a.Status == http.StatusOK && !a.Cut {
		x.sent = true
		http.ServeContent(x.w, x.Request, info.Name(), info.ModTime(), f)
		return nil
	}
	if a.Cut {
		x.w.Header().Set("Content-Length", strconv.FormatInt(info.Size()+1, 10))
	}
	x.head(a.Status)
	_, _ = io.Copy(x.w, f) // the client may go when it likes
	if a.Cut {
		x.cut()
	}
	return nil
}

// held keeps an answer that may not be wanted.
type held struct {
	header http.Header
	status int
	body   []byte
}

// Header implements http.ResponseWriter.
func (h *held) Header() http.Header { return h.header }

// WriteHeader implements http.ResponseWriter.
func (h *held) WriteHeader(status int) { h.status = status }

// Write implements http.ResponseWriter.
func (h *held) Write(p []byte) (int, error) {
	h.body = append(h.body, p...)
	return len(p), nil
}
