package page

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Meta is what a page says about itself in its head. Strings are "" where it says
// nothing.
type Meta struct {
	Title       string     // of the first <title>
	Description string     // <meta name="description">
	Canonical   string     // <link rel="canonical">, made absolute where possible
	Language    string     // <html lang>
	OpenGraph   []Property // "og:title" as "title"; also article:, book: and so on under their full names
	Twitter     []Property // "twitter:card" as "card"
	Other       []Property // every other <meta name> with content: "keywords", "robots", …
}

// Property is a name with all its values, in the page's order.
type Property struct {
	Name   string
	Values []string
}

// Meta reads the title, description, canonical URL, OpenGraph and Twitter card out
// of the selection; mostly that is the document.
func (s *Selection) Meta() Meta {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var m Meta
	titled := false
	for _, top := range s.outermost() {
		for n := top; n != nil; n = following(n, top) {
			if n.Type != html.ElementNode || n.Namespace != "" {
				continue
			}
			switch n.DataAtom {
			case atom.Title:
				if !titled {
					m.Title, titled = tidyText(textOf(n)), true
				}
			case atom.Html:
				if lang, ok := attrOf(n, "lang"); ok && m.Language == "" {
					m.Language = copyOf(strings.TrimSpace(lang))
				}
			case atom.Link:
				rel, _ := attrOf(n, "rel")
				href, ok := attrOf(n, "href")
				if ok && m.Canonical == "" && hasToken(strings.ToLower(rel), "canonical") {
					m.Canonical = copyOf(s.doc.absolute(href))
				}
			case atom.Meta:
				m.add(n)
			}
		}
	}
	return m
}

// tidyText is s with each run of white space as one space, in memory of its own.
func tidyText(s string) string { return copyOf(strings.Join(strings.Fields(s), " ")) }

// openGraph are the vocabularies that ogp.me defines besides og:.
var openGraph = []string{"article:", "book:", "fb:", "music:", "product:", "profile:", "video:"}

// add reads one <meta>. OpenGraph belongs into property and Twitter into name, but
// pages mix them up.
func (m *Meta) add(n *html.Node) {
	name, ok := attrOf(n, "property")
	if !ok || name == "" {
		name, _ = attrOf(n, "name")
	}
	content, ok := attrOf(n, "content")
	name = strings.ToLower(strings.TrimSpace(name))
	if !ok || name == "" {
		return
	}
	content = copyOf(strings.TrimSpace(content))
	if rest, ok := strings.CutPrefix(name, "og:"); ok {
		addProperty(&m.OpenGraph, rest, content)
		return
	}
	if rest, ok := strings.CutPrefix(name, "twitter:"); ok {
		addProperty(&m.Twitter, rest, content)
		return
	}
	for _, prefix := range openGraph {
		if strings.HasPrefix(name, prefix) {
			addProperty(&m.OpenGraph, name, content)
			return
		}
	}
	if name == "description" && m.Description == "" {
		m.Description = content
		return
	}
	addProperty(&m.Other, name, content)
}

// maxProperties bounds the names of one list, which is searched in line.
const maxProperties = 1000

func addProperty(list *[]Property, name, value string) {
	at := slices.IndexFunc(*list, func(p Property) bool { return p.Name == name })
	switch {
	case at >= 0:
		(*list)[at].Values = append((*list)[at].Values, value)
	case len(*list) < maxProperties:
		*list = append(*list, Property{copyOf(name), []string{value}})
	}
}
