package page

import (
	"fmt"
	"strings"
	"sync"

	"github.com/JohannesKaufmann/html-to-markdown/v2/converter"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/base"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/commonmark"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/strikethrough"
	"github.com/JohannesKaufmann/html-to-markdown/v2/plugin/table"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// markdownConverter is made at first use; it may be used by many goroutines.
var markdownConverter = sync.OnceValue(func() *converter.Converter {
	return converter.NewConverter(converter.WithPlugins(
		base.NewBasePlugin(), commonmark.NewCommonmarkPlugin(), table.NewTablePlugin(), strikethrough.NewStrikethroughPlugin(),
	))
})

// Markdown writes the nodes as CommonMark with tables and strike-through, by
// html-to-markdown; URLs are made absolute where the page's URL is known. The
// conversion works on a copy, outside the document's lock. An error is a
// *LimitError or the converter's own.
func (s *Selection) Markdown() (string, error) {
	var parts []string
	written := 0
	for _, n := range s.copies() {
		if written += linesBelow(n); written > maxIndented {
			return "", &LimitError{What: "elements in quotes and lists inside one another to write as Markdown", Limit: maxIndented}
		}
		text, err := markdownConverter().ConvertNode(n)
		if err != nil {
			return "", fmt.Errorf("markdown: %w", err)
		}
		if part := strings.TrimSpace(string(text)); part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, "\n\n"), nil
}

// maxIndented bounds the elements to convert, each counted once more for every
// quote and list around it: the converter writes the text inside of one anew.
const maxIndented = 1 << 19

// linesBelow is how many elements of nested quotes and lists the conversion of top
// goes over. What is outside of two of them does not count.
func linesBelow(top *html.Node) int {
	total, depth := 0, 0
	for n := top; ; {
		if indents(n) {
			depth++
		}
		if depth > 1 {
			total += depth
		}
		if n.FirstChild != nil {
			n = n.FirstChild
			continue
		}
		for {
			if indents(n) {
				depth--
			}
			if n == top {
				return total
			}
			if n.NextSibling != nil {
				n = n.NextSibling
				break
			}
			n = n.Parent
		}
	}
}

func indents(n *html.Node) bool {
	return n.DataAtom == atom.Blockquote || n.DataAtom == atom.Ul || n.DataAtom == atom.Ol
}

// copies is the selected nodes in a tree of their own, with absolute URLs.
func (s *Selection) copies() []*html.Node {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	known := s.doc.baseLocked() != nil
	var copies []*html.Node
	for _, n := range s.outermost() {
		top := clone(n)
		for c := top; c != nil && known; c = following(c, top) {
			for i := range c.Attr {
				if a := &c.Attr[i]; a.Key == "href" || a.Key == "src" {
					a.Val = s.doc.absolute(a.Val)
				}
			}
		}
		if top.Type != html.DocumentNode {
			// The converter looks at what is below a document.
			doc := &html.Node{Type: html.DocumentNode}
			doc.AppendChild(top)
			top = doc
		}
		copies = append(copies, top)
	}
	return copies
}
