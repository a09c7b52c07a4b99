// Package luahash is the Lua module hash.
package luahash

import (
	"context"
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"hash/crc32"
	"io"
	"os"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine/keep"
	"luafut/luabind/bind"
)

// HashError is the kind of a file that cannot be read.
var HashError = &bind.Kind{Name: "HashError", Doc: "A file cannot be read.", Parents: []*bind.Kind{bind.Error}}

type options struct {
	Raw bool `lua:"raw" doc:"return the bytes; default: two hexadecimal digits, in lower case, for each"`
}

var (
	algorithms = map[string]func() hash.Hash{
		"md5": md5.New, "sha1": sha1.New, "sha256": sha256.New, "sha512": sha512.New,
		"crc32": func() hash.Hash { return crc32.NewIEEE() },
	}
	algorithm = bind.OneOf("md5", "sha1", "sha256", "sha512", "crc32")
	optional  = bind.Opt("opts", bind.OptionsOf[options]("HashOptions"), "options")
)

// Module is the Lua module hash.
var Module = &bind.Module{
	Name: "hash",
	Elsewhere: map[string]string{ // Python's
		"hexdigest": "sha256(text)", "new": "sha256(text)", "sha": "sha256(text)", "digest": "sha256(text)",
	}, Doc: "Checksums and message digests. MD5, SHA-1 and CRC-32 are for what others have made; they keep no secret.",
	Funcs: []bind.Func{
		of("md5", "The MD5 digest of bytes."), of("sha1", "The SHA-1 digest of bytes."), of("sha256", "The SHA-256 digest of bytes."),
		of("sha512", "The SHA-512 digest of bytes."), of("crc32", "The CRC-32 checksum of bytes, as zip and gzip have it."),
		{
			Name: "hmac", Doc: "The HMAC (RFC 2104) of bytes, by a key.",
			Params:  []bind.Param{bind.P("algorithm", bind.OneOf("md5", "sha1", "sha256", "sha512"), "the digest"), bind.P("key", bind.String, "the key"), bind.P("bytes", bind.String, "the message"), optional},
			Returns: "string", Example: `print(hash.hmac("sha256", "key", "message"))`,
			Fn: func(c *bind.Call) error {
				return digest(c, hmac.New(algorithms[c.String(1)], []byte(c.String(2))), c.String(3), 4)
			},
		},
		{
			Name: "file", Doc: "The digest of a file of any length.",
			Params:  []bind.Param{bind.P("path", bind.String, "the file"), bind.Opt("algorithm", algorithm, `default "sha256"`), optional},
			Returns: "string", Raises: []*bind.Kind{HashError},
			Example: `local path = os.tmpname()
print(hash.file(path, "md5"))
os.remove(path)`,
			Fn: file,
		},
	},
	Kinds: []*bind.Kind{HashError},
}

func of(name, doc string) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Params: []bind.Param{bind.P("bytes", bind.String, "any bytes"), optional}, Returns: "string",
		Example: "print(hash." + name + `("text"))`,
		Fn:      func(c *bind.Call) error { return digest(c, algorithms[name](), c.String(1), 2) },
	}
}

// unlockedFrom is from which length a text takes longer than giving the Lua lock
// away costs.
const unlockedFrom = 32 << 10

func digest(c *bind.Call, h hash.Hash, text string, opts int) error {
	if len(text) < unlockedFrom {
		io.WriteString(h, text)
	} else {
		c.Unlocked(func() { io.WriteString(h, text) })
	}
	return finish(c, h, opts)
}

func finish(c *bind.Call, h hash.Hash, opts int) error {
	var o options
	if err := c.Options(opts, &o); err != nil {
		return err
	}
	sum := h.Sum(nil)
	if o.Raw {
		return c.Return(lua.LString(sum))
	}
	return c.Return(lua.LString(hex.EncodeToString(sum)))
}

func file(c *bind.Call) error {
	path, h := c.String(1), algorithms[c.StringOr(2, "sha256")]()
	err := c.Wait(func(ctx context.Context) error {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		buf := make([]byte, 256<<10)
		for ctx.Err() == nil {
			n, err := f.Read(buf)
			h.Write(buf[:n])
			if err == io.EOF {
				return nil
			}
			if err != nil {
				return err
			}
		}
		return context.Cause(ctx)
	})
	if c.Thread.Interrupted() != nil {
		return err
	}
	if err != nil {
		return bind.Errorf(HashError, "%s: %s", path, keep.Reason(err))
	}
	return finish(c, h, 3)
}
