package charset_test

import (
	"errors"
	"strings"
	"sync"
	"testing"

	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/simplifiedchinese"

	"luafut/session/charset"
)

// encode is text in an encoding, by its name.
func encode(t testing.TB, text, name string) []byte {
	t.Helper()
	e, err := htmlindex.Get(name)
	if err != nil {
		t.Fatal(err)
	}
	if name == "gbk" {
		e = simplifiedchinese.GBK
	}
	b, err := e.NewEncoder().Bytes([]byte(text))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return b
}

func wantText(t *testing.T, body []byte, contentType, text string) string {
	t.Helper()
	got, name := charset.Decode(body, contentType, nil)
	if got != text {
		t.Errorf("%q: decoded as %s: %.200q\nwant %.200q", contentType, name, got, text)
	}
	return name
}

func TestDetectedPages(t *testing.T) {
	for _, s := range samples {
		t.Run(s.encoding+" "+s.topic, func(t *testing.T) {
			page := "<!DOCTYPE html>\n<html><head><title>Page</title><style>p { color: red }</style></head>\n<body><p class=\"text\">" +
				s.text + "</p><script>var x = 1;</script></body></html>\n"
			wantText(t, encode(t, page, s.encoding), "text/html", page)
			wantText(t, encode(t, s.text, s.encoding), "text/plain", s.text)
			// Far down in a page, and with nothing but markup before it.
			long := "<html>" + strings.Repeat("<div class=\"empty\"></div>\n", 4000) + page
			wantText(t, encode(t, long, s.encoding), "", long)
		})
	}
}

func TestDeclaredPages(t *testing.T) {
	for _, s := range samples {
		page := func(head string) string { return head + "<p>" + s.text + "</p>" }
		for _, p := range []struct{ contentType, text string }{
			{"text/html; charset=" + s.encoding, page("<html>")},
			{`text/html;charset="` + strings.ToUpper(s.encoding) + `"`, page("<html>")},
			{"text/html; charset=" + s.encoding, page(`<meta charset="utf-8">`)},
			{"text/html", page(`<html><head><META CharSet='` + s.encoding + `'></head>`)},
			{"", page("\n <html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=" + s.encoding + "\">")},
			{"text/html", page(`<meta content='charset="` + s.encoding + `"' http-equiv=content-type>`)},
			{"application/xml", page(`<?xml version="1.0" encoding="` + s.encoding + `"?>`)},
			{"application/rss+xml", page(`<?xml version='1.0' encoding='` + s.encoding + `' standalone='yes'?>`)},
			{"text/html", page("<!-- " + strings.Repeat("long comment ", 1000) + " --><meta charset=" + s.encoding + ">")},
		} {
			if got := wantText(t, encode(t, p.text, s.encoding), p.contentType, p.text); got != s.encoding {
				t.Errorf("%s is named %s", s.encoding, got)
			}
		}
	}
}

func TestOrderOfEvidence(t *testing.T) {
	latin := []byte("caf\xE9")
	for _, tt := range []struct {
		name, body, contentType string
		opts                    *charset.Options
		text, encoding          string
		source                  charset.Source
	}{
		{"mark beats header", "\xEF\xBB\xBFé", "text/html; charset=gbk", nil, "é", "utf-8", charset.BOM},
		{"UTF-16 mark, little end", "\xFF\xFEa\x00\x2D\x4E", "", nil, "a中", "utf-16le", charset.BOM},
		{"UTF-16 mark, big end", "\xFE\xFF\x00a\x4E\x2D", "text/html; charset=utf-8", nil, "a中", "utf-16be", charset.BOM},
		{"header beats meta", "<meta charset=utf-8>\xD6\xD0", "text/html; charset=gb2312", nil, "<meta charset=utf-8>中", "gbk", charset.Header},
		{"header beats valid UTF-8", "é", "text/plain; charset=latin1", nil, "Ã©", "windows-1252", charset.Header},
		{"header badly written", "\xD6\xD0", "text/html; charset=gbk; ;;=", nil, "中", "gbk", charset.Header},
		{"unknown in the header", "<meta charset=gbk>\xD6\xD0", "text/html; charset=none", nil, "<meta charset=gbk>中", "gbk", charset.Markup},
		{"no declaration outside markup", "<meta charset=gbk>é", "application/json", nil, "<meta charset=gbk>é", "utf-8", charset.Content},
		{"meta in a script is none", "<script>'<meta charset=gbk>'</script>é", "text/html", nil, "<script>'<meta charset=gbk>'</script>é", "utf-8", charset.Content},
		{"meta in a comment is none", "<!--<meta charset=gbk>-->é", "text/html", nil, "<!--<meta charset=gbk>-->é", "utf-8", charset.Content},
		{"meta in the body is none", "<body><meta charset=gbk>é", "text/html", nil, "<body><meta charset=gbk>é", "utf-8", charset.Content},
		{"unknown meta, then a known one", "<meta charset=none><meta charset=gbk>\xD6\xD0", "text/html", nil, "<meta charset=none><meta charset=gbk>中", "gbk", charset.Markup},
		{"content without http-equiv", "<meta name=x content='charset=gbk'>é", "text/html", nil, "<meta name=x content='charset=gbk'>é", "utf-8", charset.Content},
		{"meta says UTF-16 in ASCII", "<meta charset=utf-16>é", "text/html", nil, "<meta charset=utf-16>é", "utf-8", charset.Markup},
		{"UTF-8 is looked for first", "naïve", "text/plain", nil, "naïve", "utf-8", charset.Content},
		{"ASCII", "plain", "", nil, "plain", "utf-8", charset.Content},
		{"nothing", "", "", nil, "", "utf-8", charset.Content},
		{"fallback", string(latin), "text/plain", nil, "café", "windows-1252", charset.Fallback},
		{"own fallback", string(latin), "text/plain", &charset.Options{Fallback: "koi8-r"}, "cafИ", "koi8-r", charset.Fallback},
		{"unknown fallback", string(latin), "text/plain", &charset.Options{Fallback: "none"}, "café", "windows-1252", charset.Fallback},
		{"a broken character in UTF-8", strings.Repeat("中文", 20) + "\xE4\xB8<", "", nil, strings.Repeat("中文", 20) + "\uFFFD<", "utf-8", charset.Content},
		{"escapes of Japanese", "\x1B$B$3$s\x1B(B", "text/plain", nil, "こん", "iso-2022-jp", charset.Content},
		{"what gbk lacks", "\x81\x30\x81\x30\xFF", "text/html; charset=gb2312", nil, "\u0080\uFFFD", "gbk", charset.Header},
		{"given up for safety", "é", "text/html; charset=hz-gb-2312", nil, "é", "utf-8", charset.Content},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text, encoding := charset.Decode([]byte(tt.body), tt.contentType, tt.opts)
			if text != tt.text || encoding != tt.encoding {
				t.Errorf("Decode = %q in %s, want %q in %s", text, encoding, tt.text, tt.encoding)
			}
			if name, source := charset.Sniff([]byte(tt.body), tt.contentType, tt.opts); name != tt.encoding || source != tt.source {
				t.Errorf("Sniff = %s by %v, want %s by %v", name, source, tt.encoding, tt.source)
			}
		})
	}
}

func TestUTF16WithoutMark(t *testing.T) {
	for _, name := range []string{"utf-16le", "utf-16be"} {
		for _, s := range samples {
			page := "<html><head><title>Page</title></head><body><p>" + s.text + "</p></body></html>"
			if got := wantText(t, encode(t, page, name), "text/html", page); got != name {
				t.Errorf("%s in %s is taken for %s", s.topic, name, got)
			}
		}
	}
}

func TestValidUTF8IsNotCopied(t *testing.T) {
	for _, body := range [][]byte{[]byte(strings.Repeat("文字 ", 20000)), []byte("\xEF\xBB\xBF" + strings.Repeat("文字 ", 20000))} {
		if n := testing.AllocsPerRun(10, func() { charset.Decode(body, "text/plain; charset=utf-8", nil) }); n > 8 {
			t.Errorf("%v allocations", n)
		}
		before, _ := charset.Decode(body, "", nil)
		body[len(body)-1] = '!'
		if !strings.HasSuffix(before, "!") {
			t.Error("the text is a copy")
		}
	}
}

func TestDecodeAs(t *testing.T) {
	if got, err := charset.DecodeAs([]byte("\xA4\xA4"), "Big5"); got != "中" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if got, err := charset.DecodeAs([]byte("\xEF\xBB\xBF中"), "gbk"); got != "中" || err != nil {
		t.Errorf("with a mark: %q, %v", got, err)
	}
	if got, err := charset.DecodeAs([]byte("a\xE4\xB8b"), "utf-8"); got != "a\uFFFDb" || err != nil {
		t.Errorf("broken: %q, %v", got, err)
	}
	var unknown *charset.UnknownError
	if _, err := charset.DecodeAs(nil, "gkb"); !errors.As(err, &unknown) {
		t.Error(err)
	}
}

func TestLookup(t *testing.T) {
	for label, want := range map[string]string{
		"UTF8": "utf-8", " GB2312 ": "gbk", "latin1": "windows-1252", "ISO-8859-9": "windows-1254", "Shift-JIS": "shift_jis",
		"ks_c_5601-1987": "euc-kr", "utf-16": "utf-16le", "gb18030": "gb18030", "big5-hkscs": "big5",
		"latin-1": "windows-1252", "UTF_8": "utf-8", "cp936": "gbk", "euc_jp": "euc-jp",
	} {
		if got, err := charset.Lookup(label); got != want || err != nil {
			t.Errorf("Lookup(%q) = %q, %v", label, got, err)
		}
	}
	for label, near := range map[string]string{
		"uft-8": "utf-8", "gkb": "gbk", "windows1251": "windows-1251", "iso8859_15x": "iso-8859-15", "bigfive": "",
		"": "", strings.Repeat("x", 5000): "", "hz-gb-2312": "gb2312",
	} {
		_, err := charset.Lookup(label)
		var unknown *charset.UnknownError
		if !errors.As(err, &unknown) || unknown.Nearest != near || len(err.Error()) > 200 {
			t.Errorf("Lookup(%.20q) = %v, want one near to %q", label, err, near)
		}
	}
}

func TestManyGoroutines(t *testing.T) {
	var wg sync.WaitGroup
	for _, s := range samples {
		body := encode(t, s.text, s.encoding)
		wg.Go(func() {
			if text, name := charset.Decode(body, "text/html", nil); text != s.text {
				t.Errorf("%s %s is taken for %s", s.encoding, s.topic, name)
			}
		})
	}
	wg.Wait()
}
