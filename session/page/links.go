package page

import (
	"net/url"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// resolve makes ref absolute against base (nil: as it stands) the way browsers
// read URLs: outer white space and inner line breaks are dropped, characters
// that a URL cannot hold are escaped. It is nil where no URL comes out.
func resolve(base *url.URL, ref string) *url.URL {
	ref = tidyURL(ref)
	u, err := url.Parse(ref)
	if err != nil {
		return nil
	}
	if base == nil {
		return u
	}
	return base.ResolveReference(u)
}

// tidyURL prepares what stands in an attribute for url.Parse, which is stricter
// than the WHATWG URL standard.
func tidyURL(ref string) string {
	ref = strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' })
	for i := 0; ; i++ {
		if i == len(ref) {
			return ref
		}
		if c := ref[i]; c <= ' ' || c == '%' || c == 0x7f || c == '\\' {
			break
		}
	}
	const hex = "0123456789ABCDEF"
	special := !strings.Contains(ref, ":") || hasHTTPScheme(ref)
	inPath := true // until ? or #
	var b strings.Builder
	for i := 0; i < len(ref); i++ {
		c := ref[i]
		if c == '?' || c == '#' {
			inPath = false
		}
		switch {
		case c == '\t' || c == '\n' || c == '\r':
		case c == '\\' && inPath && special:
			b.WriteByte('/')
		case c <= ' ' || c == 0x7f, c == '%' && !(i+2 < len(ref) && isHex(ref[i+1]) && isHex(ref[i+2])):
			b.WriteByte('%')
			b.WriteByte(hex[c>>4])
			b.WriteByte(hex[c&15])
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hasHTTPScheme(s string) bool {
	return len(s) > 5 && strings.EqualFold(s[:4], "http") && (s[4] == ':' || (s[4]|0x20) == 's' && s[5] == ':')
}

func isHex(b byte) bool {
	return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'f'
}

// absolute is ref made absolute where the document's URL is known, and ref
// trimmed where it is not, or where ref is no URL.
func (d *Document) absolute(ref string) string {
	base := d.baseLocked()
	trimmed := strings.TrimFunc(ref, func(r rune) bool { return r <= ' ' })
	if base == nil {
		return trimmed
	}
	u := resolve(base, ref)
	if u == nil {
		return trimmed
	}
	return u.String()
}

// Links lists the http and https URLs that <a> and <area> elements in the
// selection lead to, made absolute, each once, in document order. Without a known
// base URL the relative ones are left out. Fragments stay.
func (s *Selection) Links() []string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	base := s.doc.baseLocked()
	links := []string{}
	seen := map[string]bool{}
	for _, top := range s.nodes {
		for n := top; n != nil; n = following(n, top) {
			if n.Type != html.ElementNode || n.DataAtom != atom.A && n.DataAtom != atom.Area {
				continue
			}
			href, ok := attrOf(n, "href")
			if !ok {
				continue
			}
			u := resolve(base, href)
			if u == nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
				continue
			}
			if link := u.String(); !seen[link] {
				seen[link] = true
				links = append(links, link)
			}
		}
	}
	return links
}
