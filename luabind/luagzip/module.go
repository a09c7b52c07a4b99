// Package luagzip is the Lua module gzip: files that are packed themselves, such
// as a sitemap.xml.gz. What a server packs only for the way is unpacked by http.
package luagzip

import (
	"bytes"
	"errors"
	"io"

	"github.com/klauspost/compress/gzip"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// GzipError is the kind of what is no gzip file, or too large a one.
var GzipError = &bind.Kind{Name: "GzipError", Doc: "The bytes are no gzip file, are cut off, or grow beyond max_size.", Parents: []*bind.Kind{bind.Error}}

type options struct {
	MaxSize bind.Bytes `lua:"max_size" doc:"bytes that it may grow to; default 64MB"`
}

const defaultMaxSize = 64 << 20

// Module is the Lua module gzip.
var Module = &bind.Module{
	Name: "gzip", Doc: "Files in gzip's format, such as sitemap.xml.gz (RFC 1952). What a server packs for the way only, http has unpacked already.",
	Funcs: []bind.Func{
		{
			Name: "compress", Doc: "Packs bytes; equal bytes give equal ones.",
			Params:  []bind.Param{bind.P("bytes", bind.String, "any bytes")},
			Returns: "string", Example: `print(#gzip.compress(("a"):rep(1000)) < 100)`,
			Fn: func(c *bind.Call) error {
				text, packed := c.String(1), bytes.Buffer{}
				c.Unlocked(func() {
					z := gzip.NewWriter(&packed)
					_, _ = io.WriteString(z, text) // a Buffer takes all
					_ = z.Close()
				})
				return c.Return(lua.LString(packed.String()))
			},
		},
		{
			Name: "decompress", Doc: "Unpacks a gzip file, all its members.",
			Params:  []bind.Param{bind.P("bytes", bind.String, "a gzip file"), bind.Opt("opts", bind.OptionsOf[options]("GzipOptions"), "options")},
			Returns: "string", Raises: []*bind.Kind{GzipError},
			Example: `print(gzip.decompress(gzip.compress("text"), {max_size = "1MB"}))`,
			Fn: func(c *bind.Call) error {
				o := options{MaxSize: defaultMaxSize}
				if err := c.Options(2, &o); err != nil {
					return err
				}
				packed := c.String(1)
				var plain []byte
				var err error
				c.Unlocked(func() { plain, err = decompress([]byte(packed), int64(o.MaxSize)) })
				if err != nil {
					return err
				}
				return c.Return(lua.LString(plain))
			},
		},
	},
	Kinds: []*bind.Kind{GzipError},
}

// decompress unpacks all members of a gzip file, to maxSize bytes at most. The
// error is of the kind GzipError.
func decompress(packed []byte, maxSize int64) ([]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, bind.Errorf(GzipError, "the bytes are no gzip file")
	}
	plain, err := io.ReadAll(io.LimitReader(z, maxSize+1))
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return nil, bind.Errorf(GzipError, "the file is cut off, after %d bytes of text", len(plain))
	case err != nil:
		return nil, bind.Errorf(GzipError, "the file is damaged, after %d bytes of text", len(plain))
	case int64(len(plain)) > maxSize:
		return nil, bind.Errorf(GzipError, "the file grows beyond max_size, %d bytes", maxSize)
	}
	return plain, nil
}
