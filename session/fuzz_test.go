package session

import (
	"bytes"
	"io"
	"net/http"
	"testing"
	"time"
)

// What servers write in headers must not break the readers of it.
func FuzzHeaders(f *testing.F) {
	for _, s := range []string{
		`<https://h/?p=2>; rel="next"; title="a, \"b\"", </last>;rel=last`, `<a`, `<a>;="`, `<>;rel`,
		`Basic realm="x", Digest realm="r", nonce="n", qop="auth,auth-int", algorithm=SHA-256-sess, stale=TRUE`, `digest nonce="\`, "\xeadigest ", "Digest a=b,;c=d",
		`max-age=60, no-cache="x", =, private`, "machine h login u password p macdef x", "default login", "120", "Sat, 01 Jan 2000 00:00:20 GMT",
		"gzip, br,, x-gzip , what",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		for _, l := range parseLinks([]string{s, s}) {
			if l.Params == nil {
				t.Error("a link without params")
			}
		}
		if ch := parseChallenge([]string{s}); ch != nil {
			a := ch.answer(&Auth{User: s, Password: s}, "GET", "/", "c", 1)
			if bytes.ContainsAny([]byte(ch.realm+a), "\r\n") && !bytes.ContainsAny([]byte(s), "\r\n") {
				t.Error("a line break came from nowhere")
			}
		}
		parseNetrc(s, "h")
		h := http.Header{"Cache-Control": {s}, "Expires": {s}, "Date": {s}, "Age": {s}, "Last-Modified": {s}, "Content-Encoding": {s}}
		now := time.Unix(1e9, 0)
		if ageOf(h, now) < 0 || retryAfter(s, now) < 0 {
			t.Error("a negative time")
		}
		lifetime(200, h, now)
		storable(h, h, 200)
		contentEncodings(h)
	})
}

// Compressed bodies are whatever a server likes: decoding ends, within its bound, and a stream
// gives what the whole gives.
func FuzzDecode(f *testing.F) {
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\x00\x05\x00\xfa\xffhello"), uint8(0))
	f.Add([]byte("\x78\x9c\x4b\x4c\x06\x00\x02\x4d\x01\x27"), uint8(1))
	f.Add([]byte("\x0b\x01\x80abc\x03"), uint8(2))
	f.Add([]byte("\x28\xb5\x2f\xfd\x04\x00\x19\x00\x00abc\x3b\x89\x0d\x48"), uint8(3))
	f.Add([]byte("\x1b\x03\x00\xf8abc"), uint8(6))
	f.Fuzz(func(t *testing.T, data []byte, which uint8) {
		names := []string{"gzip", "deflate", "br", "zstd"}
		codings := []string{names[which&3]}
		if which&4 != 0 {
			codings = append(codings, names[which>>3&3])
		}
		const max = 1 << 16
		whole, err := decodeAll(data, codings, max)
		if len(whole) > max+1 {
			t.Fatalf("%d bytes are more than %d", len(whole), max)
		}
		if err != nil || len(data) == 0 {
			return
		}
		r, done, err := decodeChain(bytes.NewReader(data), codings)
		defer done()
		if err != nil {
			t.Fatal(err)
		}
		if again, err := io.ReadAll(io.LimitReader(r, max+1)); err != nil || !bytes.Equal(again, whole) {
			t.Fatalf("as a stream %d bytes and %v, else %d", len(again), err, len(whole))
		}
	})
}
