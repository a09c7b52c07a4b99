package session

import (
	"errors"
	"fmt"
	"io"
	"sync"
)

var errTooLong = errors.New("longer than allowed")

func tooLargeMessage(declared, max int64) string {
	what := "the body"
	if declared > max {
		what = fmt.Sprintf("the body of %d bytes", declared)
	}
	return fmt.Sprintf("%s is longer than max_size (%d bytes); raise max_size, or take it with stream = true or save", what, max)
}

// memoryBody is a whole body as it came over the wire.
type memoryBody struct {
	data    []byte
	read    int
	pooled  bool // data goes back to scratch on Close
	dropped bool // it was too long to be kept
	cached  bool // it comes from a cache on disk
}

func (b *memoryBody) Read(p []byte) (int, error) {
	if b.read == len(b.data) {
		return 0, io.EOF
	}
	n := copy(p, b.data[b.read:])
	b.read += n
	return n, nil
}

// Close gives a pooled buffer back: nothing may hold on to the data then.
func (b *memoryBody) Close() error {
	if b.pooled {
		putScratch(b.data)
		b.data, b.pooled, b.read = nil, false, 0
	}
	return nil
}

const (
	// trustedSize is how much memory a Content-Length alone is believed for: a longer body gets
	// more as it comes.
	trustedSize = 1 << 20
	firstSize   = 4 << 10
	maxScratch  = 1 << 20 // a longer buffer is not kept
)

// readAll reads r to its end into memory: size is its length, or -1; more than max bytes is
// errTooLong. scratch says that the bytes are wanted for a short time only. touch, unless
// nil, is called after each read.
func readAll(r io.Reader, size, max int64, scratch bool, touch func()) (*memoryBody, error) {
	if size > max {
		return nil, errTooLong
	}
	var buf []byte
	switch {
	case scratch:
		buf = getScratch()
	case size >= 0:
		buf = make([]byte, 0, min(size, trustedSize))
	default:
		buf = make([]byte, 0, firstSize)
	}
	buf, err := appendAll(buf, r, size, max, touch)
	if err != nil {
		if scratch {
			putScratch(buf)
		}
		return nil, err
	}
	return &memoryBody{data: buf, pooled: scratch}, nil
}

func appendAll(buf []byte, r io.Reader, size, max int64, touch func()) ([]byte, error) {
	var probe [1]byte
	for {
		if len(buf) == cap(buf) {
			if int64(len(buf)) >= max || int64(len(buf)) == size {
				// It should end here; ask without growing.
				n, err := r.Read(probe[:])
				if n > 0 && int64(len(buf)) >= max {
					return buf, errTooLong
				}
				if n > 0 {
					buf = append(buf, probe[0])
				}
				if err != nil {
					return buf, notEOF(err)
				}
				continue
			}
			buf = append(buf, 0)[:len(buf)]
		}
		room := buf[len(buf):cap(buf)]
		if left := max - int64(len(buf)); int64(len(room)) > left {
			room = room[:left+1]
		}
		n, err := r.Read(room)
		buf = buf[:len(buf)+n]
		if int64(len(buf)) > max {
			return buf, errTooLong
		}
		if err != nil {
			return buf, notEOF(err)
		}
		if touch != nil {
			touch()
		}
	}
}

func notEOF(err error) error {
	if err == io.EOF {
		return nil
	}
	return err
}

var scratchPool = sync.Pool{New: func() any { b := make([]byte, 0, 32<<10); return &b }}

func getScratch() []byte { return (*scratchPool.Get().(*[]byte))[:0] }

func putScratch(b []byte) {
	if cap(b) <= maxScratch {
		scratchPool.Put(&b)
	}
}
