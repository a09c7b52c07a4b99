package charset

import (
	"bytes"
	"mime"
	"regexp"
	"strings"

	"golang.org/x/net/html"
)

// prescanBytes is how far into a page its declaration is looked for. Browsers
// promise 1024 bytes; pages that put it further down exist, and all of the page
// is here.
const prescanBytes = 16 << 10

// headerCharset is the charset parameter of a Content-Type header, also of one
// that is badly written.
func headerCharset(contentType string) string {
	if contentType == "" {
		return ""
	}
	if _, params, err := mime.ParseMediaType(contentType); err == nil {
		return params["charset"]
	}
	return metaCharset(contentType)
}

// isMarkup says whether a body is HTML or XML: by its type or, without one, by its look.
func isMarkup(body []byte, contentType string) bool {
	kind, _, _ := strings.Cut(contentType, ";")
	kind = strings.ToLower(strings.TrimSpace(kind))
	if kind == "" || kind == "text/plain" || kind == "application/octet-stream" {
		// Servers give these to pages too; a declaration is only found where there is one.
		return bytes.HasPrefix(bytes.TrimLeft(body[:min(len(body), prescanBytes)], " \t\r\n"), []byte("<"))
	}
	return strings.Contains(kind, "html") || strings.Contains(kind, "xml")
}

var xmlEncoding = regexp.MustCompile(`^\s*<\?xml\s[^>]*?encoding\s*=\s*["']([A-Za-z0-9._:-]+)["'][^>]*\?>`)

// declared is the encoding that a page says it is in, or "".
func declared(body []byte) (label string) {
	head := body[:min(len(body), prescanBytes)]
	if m := xmlEncoding.FindSubmatch(head[:min(len(head), 1024)]); m != nil {
		return ascii(string(m[1]))
	}
	z := html.NewTokenizer(bytes.NewReader(head))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return ""
		case html.StartTagToken, html.SelfClosingTagToken:
			name, attributes := z.TagName()
			switch string(name) {
			case "body":
				return ""
			case "meta":
				if label := fromMeta(z, attributes); label != "" {
					return ascii(label)
				}
			}
		}
	}
}

// fromMeta reads a meta tag; it returns "" for one that declares no known encoding.
func fromMeta(z *html.Tokenizer, more bool) string {
	var charset, content string
	pragma := false
	for more {
		var key, value []byte
		key, value, more = z.TagAttr()
		switch string(key) {
		case "charset":
			charset = string(value)
		case "content":
			content = string(value)
		case "http-equiv":
			pragma = strings.EqualFold(string(value), "content-type")
		}
	}
	if charset == "" && pragma {
		charset = metaCharset(content)
	}
	if _, _, ok := find(charset); !ok {
		return ""
	}
	return charset
}

// ascii corrects a declaration that cannot be: what could be read as ASCII is
// not UTF-16. The standard takes it for UTF-8.
func ascii(label string) string {
	if name, _, _ := find(label); strings.HasPrefix(name, "utf-16") {
		return "utf-8"
	}
	return label
}

var charsetParameter = regexp.MustCompile(`(?i)charset\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s;"']+))`)

// metaCharset finds the charset in the content of a meta tag, which is written
// more freely than a header is.
func metaCharset(content string) string {
	m := charsetParameter.FindStringSubmatch(content)
	if m == nil {
		return ""
	}
	return m[1] + m[2] + m[3]
}
