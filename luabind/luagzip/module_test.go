package luagzip

import (
	"bytes"
	"testing"

	"github.com/klauspost/compress/gzip"

	"luafut/luabind/bind/bindtest"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, Module) }

func TestModule(t *testing.T) {
	for code, want := range map[string]string{
		`return gzip.decompress(gzip.compress(""))`:                                                      "",
		`return gzip.decompress(gzip.compress("a\0b")) == "a\0b", #gzip.compress(("a"):rep(1e6)) < 2000`: "true true",
		`return gzip.decompress(gzip.compress("a") .. gzip.compress("b"))`:                               "ab",
		`return #gzip.decompress(gzip.compress(("a"):rep(1000)), {max_size = 1000})`:                     "1000",
		`gzip.decompress(gzip.compress(("a"):rep(1000)), {max_size = 999})`:                              "GzipError: the file grows beyond max_size, 999 bytes",
		`gzip.decompress("<urlset>")`:                                                                    "GzipError: the bytes are no gzip file",
		`gzip.decompress("")`:                                                                            "GzipError: the bytes are no gzip file",
		`gzip.decompress(gzip.compress("abc"):sub(1, -3))`:                                               "GzipError: the file is cut off, after 3 bytes of text",
		`local packed = gzip.compress("abc") gzip.decompress(packed:sub(1, -9) .. "12345678")`:           "GzipError: the file is damaged, after 3 bytes of text",
	} {
		if got := bindtest.Eval(t, bindtest.NewState(t, Module), code); got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}

// FuzzDecompress holds that any bytes unpack within the bound, or are an error.
func FuzzDecompress(f *testing.F) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, _ = z.Write(bytes.Repeat([]byte("text "), 100))
	_ = z.Close()
	f.Add(packed.Bytes())
	f.Add(append(packed.Bytes(), packed.Bytes()...))
	f.Add(packed.Bytes()[:20])
	f.Add([]byte("\x1f\x8b\x08\x1c"))
	f.Fuzz(func(t *testing.T, b []byte) {
		if plain, err := decompress(b, 4096); err == nil && len(plain) > 4096 {
			t.Errorf("%d bytes", len(plain))
		}
	})
}
