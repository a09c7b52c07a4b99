package luahash_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahash"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luahash.Module) }

// The digests are those of the RFCs' test suites (1321, 3174, 6234, 4231).
func TestModule(t *testing.T) {
	for code, want := range map[string]string{
		`return hash.md5("abc")`:                                             "900150983cd24fb0d6963f7d28e17f72",
		`return hash.sha1("abc")`:                                            "a9993e364706816aba3e25717850c26c9cd0d89d",
		`return hash.sha256("abc")`:                                          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
		`return #hash.sha512("abc")`:                                         "128",
		`return hash.crc32("123456789")`:                                     "cbf43926",
		`return #hash.md5("abc", {raw = true})`:                              "16",
		`return hash.hmac("sha256", "Jefe", "what do ya want for nothing?")`: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
		`return hash.sha1(("a"):rep(1000000))`:                               "34aa973cd4c4daa4f61eeb2bdbad27316534016f",
		`hash.file("/nonexistent/x")`:                                        "HashError: /nonexistent/x: no such file or directory",
		`hash.file("x", "sha3")`:                                             `ArgumentError: argument 2 'algorithm' of hash.file must be one of "md5", "sha1", "sha256", "sha512", "crc32", not the string "sha3"`,
	} {
		if got := bindtest.Eval(t, bindtest.NewState(t, luahash.Module), code); got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}
