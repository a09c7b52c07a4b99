package session

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"runtime"
	"strings"
)

// wireBody is a body that still comes over the wire, within the limits of its exchange. Its
// reads fail with what the caller is to see.
type wireBody struct {
	body io.ReadCloser
	x    *exchange
	ctx  context.Context // the exchange's own
	req  *http.Request
	size int64 // declared; -1: not
	got  int64
	over bool
	// ended is told how much came, and what was wrong, when it is over; nil: nobody is.
	ended func(received int64, err error)
	err   error // that a read met
}

func (b *wireBody) Read(p []byte) (int, error) {
	if b.over {
		return 0, io.EOF
	}
	b.x.wait(b.x.read)
	n, err := b.body.Read(p)
	b.x.rest()
	b.got += int64(n)
	if err == nil {
		return n, nil
	}
	if err == io.EOF {
		b.Close()
		return n, io.EOF
	}
	err = b.failure(err)
	b.err = err
	b.Close()
	return n, err
}

func (b *wireBody) failure(err error) error {
	if b.ctx.Err() != nil {
		cause := context.Cause(b.ctx)
		if late := (*expired)(nil); errors.As(cause, &late) {
			return timeoutError(b.req.URL.Host, late)
		}
		return cause
	}
	return classify(b.req, false, err)
}

// Close ends the exchange. The connection is kept only where the body was read to its end.
func (b *wireBody) Close() error {
	if b.over {
		return nil
	}
	b.over = true
	err := b.body.Close()
	b.x.end()
	if b.ended != nil {
		b.ended(b.got, b.err)
	}
	return err
}

// stream is the body of a Response that is taken piece by piece.
type stream struct {
	lock   chan struct{} // holds one token, which the reader takes; so a wait for it can be cancelled
	body   io.ReadCloser // as it comes
	x      *exchange
	reader *bufio.Reader // decoded
	done   func()        // gives the decoders back; nil when done
	err    error         // sticky
	began  bool          // something was taken
	skipLF bool          // the last line ended with \r
}

func newStream(body io.ReadCloser, x *exchange) *stream {
	s := &stream{lock: make(chan struct{}, 1), body: body, x: x}
	s.lock <- struct{}{}
	return s
}

// streamFrom hands resp's body to r. A Response that is dropped without Close gives its
// connection up when it is collected.
func (r *Response) streamFrom(body io.ReadCloser, x *exchange) {
	r.stream = newStream(body, x)
	// The body refers to nothing that leads back to r, which would keep r alive.
	runtime.AddCleanup(r, func(b io.Closer) { b.Close() }, io.Closer(body))
}

// take runs f with the stream to itself, and stops its reads when ctx is cancelled.
func (r *Response) take(ctx context.Context, f func(*stream) error) error {
	s := r.openStream()
	select {
	case <-s.lock:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	defer func() { s.lock <- struct{}{} }()
	if s.err != nil {
		return s.err
	}
	if s.x != nil {
		stop := context.AfterFunc(ctx, func() { s.x.cancel(context.Cause(ctx)) })
		defer stop()
	}
	if s.reader == nil {
		if err := s.begin(r); err != nil {
			return s.end(r, err)
		}
	}
	if err := f(s); err != nil {
		return s.end(r, err)
	}
	return nil
}

// openStream is the stream; over the content, where that is in memory.
func (r *Response) openStream() *stream {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.stream == nil {
		r.decode()
		r.stream = newStream(io.NopCloser(bytes.NewReader(r.content)), nil)
		r.stream.reader = bufio.NewReader(r.stream.body)
		r.stream.err = r.loadErr
	}
	return r.stream
}

const streamBuffer = 32 << 10

func (s *stream) begin(r *Response) error {
	src := bufio.NewReaderSize(s.body, streamBuffer)
	codings := contentEncodings(r.Header)
	if len(codings) == 0 {
		s.reader = src
		return nil
	}
	if _, err := src.Peek(1); err != nil {
		s.reader = src // empty, or the error comes with the first read
		return nil
	}
	decoded, done, err := decodeChain(src, codings)
	s.done = done
	if err != nil {
		return err
	}
	s.reader = bufio.NewReaderSize(decoded, streamBuffer)
	return nil
}

// end closes the body for good; err is what further reads get.
func (s *stream) end(r *Response, err error) error {
	s.body.Close()
	if s.done != nil {
		s.done()
		s.done = nil
	}
	if s.err = err; err == io.EOF {
		return err
	}
	if e := asError(err); e != nil {
		e.attach(r.Request, r)
	} else if cause := s.cancelled(); cause == errClosed {
		s.err = r.fail(RequestException, nil, "the response has been closed")
	} else if cause != nil {
		s.err = cause
	} else if s.x != nil {
		s.err = r.fail(ConnectionError, err, "the body from %s broke off or is badly compressed: %v", r.target.url.Host, err)
	}
	return s.err
}

func (s *stream) cancelled() error {
	if s.x == nil || s.x.ctx.Err() == nil {
		return nil
	}
	if cause := context.Cause(s.x.ctx); cause != context.Canceled {
		return cause
	}
	return nil
}

// Chunk returns the next n bytes of the body, decompressed; fewer only at its end, and io.EOF
// behind it. With n = 0 it returns what has come, at least one byte. The slice is the
// caller's. On a body in memory it goes through that. When ctx is cancelled the stream is
// over, and the error is ctx's cause.
func (r *Response) Chunk(ctx context.Context, n int) (chunk []byte, err error) {
	err = r.take(ctx, func(s *stream) error {
		s.began = true
		if n <= 0 {
			if _, err := s.reader.Peek(1); err != nil {
				return err
			}
			chunk = make([]byte, s.reader.Buffered())
			_, err := io.ReadFull(s.reader, chunk)
			return err
		}
		chunk, err = appendAll(make([]byte, 0, min(n, trustedSize)), io.LimitReader(s.reader, int64(n)), int64(n), int64(n), nil)
		if err == nil && len(chunk) == 0 {
			err = io.EOF
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return chunk, nil
}

// Line returns the next line of the body without its end, which is \n, \r\n or \r; io.EOF
// after the last. The bytes are those of the body: no text decoding. A line longer than
// MaxSize is ContentTooLarge.
func (r *Response) Line(ctx context.Context) (line string, err error) {
	err = r.take(ctx, func(s *stream) error {
		s.began = true
		var b strings.Builder
		for {
			if _, err := s.reader.Peek(1); err != nil {
				if err == io.EOF && b.Len() > 0 {
					line = b.String()
					return nil
				}
				return err
			}
			data, _ := s.reader.Peek(s.reader.Buffered())
			if s.skipLF {
				s.skipLF = false
				if data[0] == '\n' {
					s.reader.Discard(1)
					continue
				}
			}
			i := bytes.IndexAny(data, "\r\n")
			if i < 0 {
				b.Write(data)
				s.reader.Discard(len(data))
				if int64(b.Len()) > r.maxSize {
					return &Error{Kind: ContentTooLarge, Message: fmt.Sprintf("a line is longer than max_size (%d bytes)", r.maxSize)}
				}
				continue
			}
			b.Write(data[:i])
			s.skipLF = data[i] == '\r'
			s.reader.Discard(i + 1)
			line = b.String()
			return nil
		}
	})
	return line, err
}

// Close ends a stream: what has not been read will not be. It does not wait for a read that
// goes on, which ends with an error. On a body in memory it does nothing.
func (r *Response) Close() error {
	r.mu.Lock()
	s := r.stream
	r.mu.Unlock()
	if s == nil || s.x == nil {
		return nil
	}
	s.x.cancel(errClosed)
	<-s.lock
	defer func() { s.lock <- struct{}{} }()
	if s.err == nil {
		_ = s.end(r, errClosed)
	}
	return nil
}

var errClosed = errors.New("closed")
