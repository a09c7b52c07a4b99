package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// writeText appends the text below n, and n's own, as goquery's Text: comments
// are left out, the source of scripts is not.
func writeText(b *strings.Builder, top *html.Node) {
	for n := top; n != nil; n = following(n, top) {
		if n.Type == html.TextNode {
			b.WriteString(n.Data)
		}
	}
}

// textOf is the text of n and what is below. For the common element with a single
// text in it, that is the page's own memory: copy what leaves the package.
func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	if c := n.FirstChild; c == nil {
		return ""
	} else if c.NextSibling == nil && c.Type == html.TextNode {
		return c.Data
	}
	var b strings.Builder
	writeText(&b, n)
	return b.String()
}

// Text is all text of all nodes, put together as it stands, as goquery's Text.
func (s *Selection) Text() string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	if len(s.nodes) == 1 {
		return copyOf(textOf(s.nodes[0]))
	}
	var b strings.Builder
	for _, n := range s.nodes {
		writeText(&b, n)
	}
	return b.String()
}

// Texts is the Text of each node.
func (s *Selection) Texts() []string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	texts := make([]string, len(s.nodes))
	for i, n := range s.nodes {
		texts[i] = copyOf(textOf(n))
	}
	return texts
}

// GetText joins the texts below each node with separator, after BeautifulSoup's
// get_text: with strip each is trimmed first and empty ones are dropped, and the
// content of scripts, style sheets and templates counts only where such an
// element is itself selected.
func (s *Selection) GetText(separator string, strip bool) string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var b strings.Builder
	first := true
	for _, top := range s.nodes {
		for n := top; n != nil; {
			if n != top && hasOwnKindOfText(n) {
				n = followingSkip(n, top)
				continue
			}
			if n.Type == html.TextNode {
				text := n.Data
				if strip {
					text = strings.TrimSpace(text)
				}
				if !strip || text != "" {
					if !first {
						b.WriteString(separator)
					}
					b.WriteString(text)
					first = false
				}
			}
			n = following(n, top)
		}
	}
	return b.String()
}

// hasOwnKindOfText reports elements whose text is not the page's.
func hasOwnKindOfText(n *html.Node) bool {
	return n.Type == html.ElementNode && n.Namespace == "" &&
		(n.DataAtom == atom.Script || n.DataAtom == atom.Style || n.DataAtom == atom.Template)
}
