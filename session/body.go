package session

import (
	"bytes"
	"io"
	"net/http"
	"sync"
)

// Body is what a request sends; the zero value sends none. Data goes before JSON, and Form
// with Files makes a multipart form, as in requests.
type Body struct {
	Data []byte // sent as it is, with no Content-Type of its own; nil: not given
	Form Fields // application/x-www-form-urlencoded, in this order
	JSON []byte // encoded JSON; nil: not given
	// Files make the body multipart/form-data, after the fields of Form.
	Files []File
	// Source is a body that is made while it is sent. It cannot be sent twice: a redirect or
	// a retry that would have to fails. The request closes it.
	Source io.ReadCloser
	// SourceSize is the length of Source in bytes; 0: not known, sent in chunks.
	SourceSize int64
}

func (b *Body) empty() bool {
	return b.Data == nil && len(b.Form) == 0 && b.JSON == nil && len(b.Files) == 0 && b.Source == nil
}

// payload is a body made ready to be sent any number of times. A nil *payload is no body.
type payload struct {
	bytes       []byte // the whole of it, where it is in memory
	size        int64  // in bytes; -1: not known
	contentType string
	// open begins it anew; nil for bytes.
	open func() (io.ReadCloser, error)
}

func (b *Body) payload() (*payload, error) {
	switch {
	case b.empty():
		return nil, nil
	case len(b.Files) > 0:
		return multipartPayload(b.Form, b.Files)
	case b.Source != nil:
		return sourcePayload(b), nil
	case b.Data != nil:
		return bytesPayload(b.Data, ""), nil
	case len(b.Form) > 0:
		return bytesPayload([]byte(encodeForm(b.Form)), "application/x-www-form-urlencoded"), nil
	}
	return bytesPayload(b.JSON, "application/json"), nil
}

func bytesPayload(data []byte, contentType string) *payload {
	return &payload{bytes: data, size: int64(len(data)), contentType: contentType}
}

func sourcePayload(b *Body) *payload {
	p := &payload{size: b.SourceSize}
	if p.size <= 0 {
		p.size = -1
	}
	var once sync.Mutex
	source := b.Source
	p.open = func() (io.ReadCloser, error) {
		once.Lock()
		defer once.Unlock()
		if source == nil {
			return nil, &Error{Kind: RequestException, Message: "the body comes from an iterator and has been sent already; " +
				"it cannot be sent again for a redirect or a retry: pass a string, or set allow_redirects = false"}
		}
		s := source
		source = nil
		return s, nil
	}
	return p
}

// attach makes p the body of req.
func (p *payload) attach(req *http.Request) error {
	if p == nil {
		return nil
	}
	req.ContentLength = p.size
	if p.open == nil {
		if len(p.bytes) == 0 {
			req.Body = http.NoBody
			return nil
		}
		req.GetBody = func() (io.ReadCloser, error) { return &bytesBody{Reader: *bytes.NewReader(p.bytes)}, nil }
	} else {
		req.GetBody = p.open
	}
	body, err := req.GetBody()
	req.Body = body
	return err
}

// bytesBody is a body in memory.
type bytesBody struct{ bytes.Reader }

func (*bytesBody) Close() error { return nil }
