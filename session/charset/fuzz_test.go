package charset_test

import (
	"testing"
	"unicode/utf8"

	"luafut/session/charset"
)

func FuzzDecode(f *testing.F) {
	for _, s := range samples {
		f.Add(encode(f, s.text, s.encoding), "text/html", 0)
	}
	f.Add([]byte("\xFF\xFE<\x00"), "", 1)
	f.Add([]byte(`<?xml version="1.0" encoding="gbk"?>`+"\xD6\xD0"), "text/xml; charset=", 2)
	f.Add([]byte(`<meta http-equiv=content-type content="text/html; charset='big5'">`+"\xA4"), "text/html; charset=\"", 64)
	f.Fuzz(func(t *testing.T, body []byte, contentType string, sample int) {
		text, name := charset.Decode(body, contentType, &charset.Options{Sample: sample % 8192})
		if !utf8.ValidString(text) {
			t.Fatalf("in %s the text is not valid UTF-8: %q", name, text)
		}
		if known, err := charset.Lookup(name); err != nil || known != name {
			t.Fatalf("the name %q is %q, %v", name, known, err)
		}
		if again, err := charset.DecodeAs(body, name); err != nil || again != text {
			t.Fatalf("as %s it is %q and not %q, %v", name, again, text, err)
		}
	})
}

func FuzzLookup(f *testing.F) {
	f.Add("uft-8")
	f.Fuzz(func(t *testing.T, label string) {
		name, err := charset.Lookup(label)
		if (name == "") != (err != nil) {
			t.Fatalf("%q, %v", name, err)
		}
		charset.Sniff([]byte("<p>"), "text/html; charset="+label, nil)
	})
}
