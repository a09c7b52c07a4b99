package session

import (
	"bufio"
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"

	"github.com/andybalholm/brotli"
	"github.com/klauspost/compress/flate"
	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zlib"
	"github.com/klauspost/compress/zstd"
)

const (
	acceptEncoding = "gzip, deflate, br, zstd"
	// maxEncodings bounds the layers of compression that a server may put on a body, as curl does.
	maxEncodings = 5
	// encodingSlack is how much longer than what it holds a compressed body may be.
	encodingSlack = 64 << 10
	zstdWindow    = 8 << 20 // what RFC 9659 lets HTTP use
)

// contentEncodings lists the codings of a body that are known here, in the order in which
// they were applied; a coding that is not known ends the list of what can be undone, and the
// body is handed on as it is.
func contentEncodings(h http.Header) []string {
	values := h["Content-Encoding"]
	if len(values) == 0 {
		return nil
	}
	var codings []string
	for _, v := range values {
		for c := range strings.SplitSeq(v, ",") {
			switch c = strings.ToLower(strings.Trim(c, " \t")); c {
			case "", "identity":
			case "x-gzip":
				codings = append(codings, "gzip")
			case "gzip", "deflate", "br", "zstd":
				codings = append(codings, c)
			default:
				codings = codings[:0]
			}
		}
	}
	return codings
}

// source is what decoders read from: they take no byte more than they need.
type source interface {
	io.Reader
	io.ByteScanner
}

// decoder undoes one coding and can be used again.
type decoder interface {
	io.Reader
	// reset begins a new body.
	reset(source) error
	// release lets go of the body.
	release()
}

var decoders = map[string]*sync.Pool{
	"gzip":    {New: func() any { return new(gzipDecoder) }},
	"deflate": {New: func() any { return new(deflateDecoder) }},
	"br":      {New: func() any { return &brotliDecoder{brotli.NewReader(nil)} }},
	"zstd":    {New: func() any { return new(zstdDecoder) }},
}

// decodeChain undoes codings on src, the last applied first. done gives the decoders back.
func decodeChain(src source, codings []string) (r io.Reader, done func(), err error) {
	used := make([]decoder, 0, len(codings))
	done = func() {
		for i, d := range used {
			d.release()
			decoders[codings[len(codings)-1-i]].Put(d)
		}
	}
	if len(codings) > maxEncodings {
		return nil, done, fmt.Errorf("%d layers of compression; %d is the most that is undone", len(codings), maxEncodings)
	}
	r = src
	for i := len(codings) - 1; i >= 0; i-- {
		d := decoders[codings[i]].Get().(decoder)
		used = append(used, d)
		if err := d.reset(src); err != nil {
			return nil, done, fmt.Errorf("%s: %w", codings[i], truncated(err))
		}
		r = d
		if i > 0 {
			src = bufio.NewReader(d)
		}
	}
	return r, done, nil
}

// truncated is err where the input should have gone on.
func truncated(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// decodeAll undoes codings on data, into at most max bytes; more is errTooLong.
func decodeAll(data []byte, codings []string, max int64) ([]byte, error) {
	if len(data) == 0 {
		return nil, nil // a server that names a coding and sends nothing means an empty body
	}
	r, done, err := decodeChain(bytes.NewReader(data), codings)
	defer done()
	if err != nil {
		return nil, err
	}
	size, room := int64(-1), int64(len(data))*4
	if n := len(data); len(codings) == 1 && codings[0] == "gzip" && n >= 18 {
		// The trailer has the size, which is believed as far as gzip can compress at all.
		hint := int64(binary.LittleEndian.Uint32(data[n-4:]))
		if hint <= int64(n)*1032 {
			size, room = hint, hint
		}
	}
	buf := make([]byte, 0, min(room, max, trustedSize))
	return appendAll(buf, r, size, max, nil)
}

// gzipDecoder reads the members of a gzip body; what follows the last that is no member is left
// alone, as browsers do.
type gzipDecoder struct {
	src source
	z   *gzip.Reader
}

func (d *gzipDecoder) reset(src source) (err error) {
	d.src = src
	if d.z == nil {
		d.z, err = gzip.NewReader(src)
	} else {
		err = d.z.Reset(src)
	}
	if err == nil {
		d.z.Multistream(false)
	}
	return err
}

func (d *gzipDecoder) Read(p []byte) (int, error) {
	for {
		n, err := d.z.Read(p)
		if err != io.EOF {
			return n, err
		}
		if n > 0 {
			return n, nil
		}
		if c, err := d.src.ReadByte(); err != nil || c != 0x1f {
			return 0, io.EOF
		}
		if err := d.src.UnreadByte(); err != nil {
			return 0, err
		}
		if err := d.z.Reset(d.src); err == gzip.ErrHeader {
			return 0, io.EOF
		} else if err != nil {
			return 0, truncated(err)
		}
		d.z.Multistream(false)
	}
}

func (d *gzipDecoder) release() { d.src = nil }

// deflateDecoder reads zlib data, which "deflate" means, and bare deflate, which some send.
type deflateDecoder struct {
	now  io.Reader
	zlib io.ReadCloser
	raw  io.ReadCloser
}

func (d *deflateDecoder) reset(src source) error {
	head, err := src.ReadByte()
	if err != nil {
		return err
	}
	if err := src.UnreadByte(); err != nil {
		return err
	}
	if head&0x0f == 8 && head>>4 <= 7 {
		if d.zlib == nil {
			d.zlib, err = zlib.NewReader(src)
		} else {
			err = d.zlib.(zlib.Resetter).Reset(src, nil)
		}
		d.now = d.zlib
		return err
	}
	if d.raw == nil {
		d.raw = flate.NewReader(src)
	} else {
		err = d.raw.(flate.Resetter).Reset(src, nil)
	}
	d.now = d.raw
	return err
}

func (d *deflateDecoder) Read(p []byte) (int, error) { return d.now.Read(p) }

func (d *deflateDecoder) release() {}

type brotliDecoder struct{ z *brotli.Reader }

func (d *brotliDecoder) reset(src source) error { return d.z.Reset(src) }

func (d *brotliDecoder) Read(p []byte) (int, error) { return d.z.Read(p) }

func (d *brotliDecoder) release() {}

type zstdDecoder struct{ z *zstd.Decoder }

func (d *zstdDecoder) reset(src source) (err error) {
	if d.z == nil {
		// One goroutine's work at a time: no goroutines of its own.
		d.z, err = zstd.NewReader(src, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxWindow(zstdWindow), zstd.WithDecoderLowmem(true))
		return err
	}
	return d.z.Reset(src)
}

func (d *zstdDecoder) Read(p []byte) (int, error) { return d.z.Read(p) }

func (d *zstdDecoder) release() { _ = d.z.Reset(nil) }
