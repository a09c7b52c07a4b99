package page

import (
	"strings"

	"golang.org/x/net/html"
)

// Markup is written as golang.org/x/net/html (and so goquery) writes it: <br/>,
// and &#34; for a quote. Its Render is not used because it refuses trees that
// pages can make, such as an SVG <link> with content.

// HTML is the markup inside the first node, and whether there is a node.
func (s *Selection) HTML() (string, bool) {
	return s.render(renderChildren)
}

// OuterHTML is the markup of the first node itself, and whether there is one.
func (s *Selection) OuterHTML() (string, bool) {
	return s.render(render)
}

func (s *Selection) render(write func(*strings.Builder, *html.Node)) (string, bool) {
	if len(s.nodes) == 0 {
		return "", false
	}
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var b strings.Builder
	write(&b, s.nodes[0])
	return b.String(), true
}

func renderChildren(b *strings.Builder, n *html.Node) {
	literal := n.Type == html.ElementNode && n.Namespace == "" && rawText[n.Data]
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if literal && c.Type == html.TextNode {
			b.WriteString(c.Data)
		} else {
			render(b, c)
		}
	}
}

// render writes n and what is below. It recurses: maxDepth bounds trees.
func render(b *strings.Builder, n *html.Node) {
	switch n.Type {
	case html.TextNode:
		b.WriteString(html.EscapeString(n.Data))
	case html.CommentNode:
		b.WriteString("<!--" + strings.ReplaceAll(n.Data, "-->", "--&gt;") + "-->")
	case html.DoctypeNode:
		renderDoctype(b, n)
	case html.DocumentNode:
		renderChildren(b, n)
	case html.ElementNode:
		b.WriteByte('<')
		b.WriteString(n.Data)
		for _, a := range n.Attr {
			b.WriteByte(' ')
			if a.Namespace != "" {
				b.WriteString(a.Namespace + ":")
			}
			b.WriteString(a.Key + `="` + html.EscapeString(a.Val) + `"`)
		}
		if n.FirstChild == nil && isVoid(n) {
			b.WriteString("/>")
			return
		}
		b.WriteByte('>')
		if c := n.FirstChild; c != nil && c.Type == html.TextNode && strings.HasPrefix(c.Data, "\n") {
			switch n.Data {
			case "pre", "listing", "textarea":
				b.WriteByte('\n') // a parser drops the first
			}
		}
		renderChildren(b, n)
		b.WriteString("</" + n.Data + ">")
	}
}

func renderDoctype(b *strings.Builder, n *html.Node) {
	quoted := func(s string) string {
		quote := `"`
		if strings.Contains(s, quote) {
			quote = "'"
		}
		return quote + strings.ReplaceAll(s, ">", "&gt;") + quote
	}
	b.WriteString("<!DOCTYPE " + html.EscapeString(n.Data))
	public, _ := attrOf(n, "public")
	system, _ := attrOf(n, "system")
	switch {
	case public != "":
		b.WriteString(" PUBLIC " + quoted(public))
		if system != "" {
			b.WriteString(" " + quoted(system))
		}
	case system != "":
		b.WriteString(" SYSTEM " + quoted(system))
	}
	b.WriteByte('>')
}

// rawText are the elements whose text stands in the markup as it is.
var rawText = map[string]bool{
	"iframe": true, "noembed": true, "noframes": true, "noscript": true, "plaintext": true, "script": true,
	"style": true, "xmp": true,
}

// isVoid reports elements that have no end tag and can hold nothing.
func isVoid(n *html.Node) bool {
	if n.Type != html.ElementNode || n.Namespace != "" {
		return false
	}
	switch n.Data {
	case "area", "base", "br", "col", "embed", "hr", "img", "input", "keygen", "link", "meta", "param", "source",
		"track", "wbr":
		return true
	}
	return false
}
