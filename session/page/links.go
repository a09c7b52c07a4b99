package page

import (
	"strings"

	"luafut/session/weburl"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// resolve makes ref absolute against base (nil: as it stands) the way browsers
// read URLs. It is nil where no URL comes out.
func resolve(base *weburl.URL, ref string) *weburl.URL {
	var u *weburl.URL
	var err error
	if base == nil {
		u, err = weburl.Parse(ref)
	} else {
		u, err = base.Join(ref)
	}
	if err != nil {
		return nil
	}
	return u
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
