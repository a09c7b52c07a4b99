package session

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
)

// File is one file of a multipart form.
type File struct {
	Field string // the form field's name
	Name  string // the file name told to the server; "": Path's last element, or Field
	// Path is a file on disk, read while it is sent; "": Content is sent.
	Path    string
	Content []byte
	Type    string // Content-Type of the part; "": none, as requests does
}

// multipartPayload makes a body of fields and files. Files on disk are opened when their
// turn comes, so that the body costs no memory; their size is taken now, for Content-Length.
func multipartPayload(fields Fields, files []File) (*payload, error) {
	var id [16]byte
	rand.Read(id[:]) // never fails
	boundary := hex.EncodeToString(id[:])
	p := &payload{contentType: "multipart/form-data; boundary=" + boundary}

	var segments []segment
	var text bytes.Buffer
	flush := func() {
		segments = append(segments, segment{data: bytes.Clone(text.Bytes())})
		p.size += int64(text.Len())
		text.Reset()
	}
	for _, f := range fields {
		fmt.Fprintf(&text, "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n", boundary, partName(f.Name), f.Value)
	}
	for _, f := range files {
		name := f.Name
		if name == "" && f.Path != "" {
			name = filepath.Base(f.Path)
		}
		if name == "" {
			name = f.Field
		}
		fmt.Fprintf(&text, "--%s\r\nContent-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\n", boundary, partName(f.Field), partName(name))
		if f.Type != "" {
			fmt.Fprintf(&text, "Content-Type: %s\r\n", partName(f.Type))
		}
		text.WriteString("\r\n")
		if f.Path == "" {
			text.Write(f.Content)
		} else {
			info, err := os.Stat(f.Path)
			if err != nil || !info.Mode().IsRegular() {
				return nil, fileError(f.Path, err)
			}
			flush()
			segments = append(segments, segment{path: f.Path, size: info.Size()})
			p.size += info.Size()
		}
		text.WriteString("\r\n")
	}
	fmt.Fprintf(&text, "--%s--\r\n", boundary)
	flush()
	if len(segments) == 1 {
		p.bytes = segments[0].data
		return p, nil
	}
	p.open = func() (io.ReadCloser, error) { return &segmentReader{rest: segments}, nil }
	return p, nil
}

func fileError(path string, err error) error {
	if err == nil {
		err = fmt.Errorf("%s is no regular file", path)
	}
	return &Error{Kind: RequestException, Message: fmt.Sprintf("a file to be uploaded cannot be read: %v", err), Err: err}
}

// partName escapes what would end a quoted parameter, as HTML's form submission does.
func partName(s string) string {
	return strings.NewReplacer("\r", "%0D", "\n", "%0A", `"`, "%22").Replace(s)
}

// segment is a piece of a multipart body: bytes, or a file of a known size.
type segment struct {
	data []byte
	path string
	size int64
}

// segmentReader reads segments one after the other, with one file open at a time.
type segmentReader struct {
	rest []segment
	now  io.Reader
	file *os.File
}

func (r *segmentReader) Read(p []byte) (int, error) {
	for {
		if r.now == nil {
			if len(r.rest) == 0 {
				return 0, io.EOF
			}
			if err := r.next(); err != nil {
				return 0, err
			}
		}
		n, err := r.now.Read(p)
		if err == io.EOF {
			r.now, err = nil, r.Close()
		}
		if n > 0 || err != nil {
			return n, err
		}
	}
}

func (r *segmentReader) next() error {
	s := r.rest[0]
	r.rest = r.rest[1:]
	if s.path == "" {
		r.now = bytes.NewReader(s.data)
		return nil
	}
	f, err := os.Open(s.path)
	if err != nil {
		return fileError(s.path, err)
	}
	r.file = f
	r.now = io.LimitReader(f, s.size) // a file that has grown since is cut; one that shrank breaks the request
	return nil
}

func (r *segmentReader) Close() error {
	if r.file == nil {
		return nil
	}
	err := r.file.Close()
	r.file = nil
	return err
}
