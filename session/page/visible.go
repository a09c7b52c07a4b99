package page

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// VisibleText is what a reader of the page would see of the nodes: white space
// collapsed, a line for each block element and after each <br>, a tab between
// the cells of a table's row, <pre> as it stands; scripts, style sheets, the head and
// elements hidden by the hidden attribute or an inline style left out. The selected
// nodes themselves count as visible. Style sheets are not looked at.
func (s *Selection) VisibleText() string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var v visibleText
	for _, n := range s.nodes {
		v.node(n, n, false)
		v.breakLine()
	}
	return v.String()
}

// visibleOf is the VisibleText of one node.
func visibleOf(n *html.Node) string {
	var v visibleText
	v.node(n, n, false)
	return v.String()
}

// visibleText collects text in lines.
type visibleText struct {
	b       strings.Builder
	inLine  bool // something was written since the last line break
	broken  bool // a line break is due before the next text
	space   bool // a space is due before the next text in this line
	pending int  // line breaks of <br> that are due
}

// String is the text so far, without line breaks at its end.
func (v *visibleText) String() string { return v.b.String() }

// node adds n and what is below it. It recurses: maxDepth bounds trees.
func (v *visibleText) node(n, top *html.Node, pre bool) {
	switch n.Type {
	case html.TextNode:
		if pre {
			v.verbatim(n.Data)
		} else {
			v.collapsed(n.Data)
		}
		return
	case html.ElementNode:
		if n != top && isHidden(n) {
			return
		}
	case html.DocumentNode:
	default:
		return
	}
	if n.DataAtom == atom.Br {
		v.pending++
		v.space = false
		return
	}
	if n.DataAtom == atom.Td || n.DataAtom == atom.Th {
		if previousElement(n) != nil && n != top {
			v.space = false
			v.flush()
			v.b.WriteByte('\t')
			v.inLine = true
		}
	}
	block := n.Type == html.ElementNode && isBlock(n)
	if block {
		v.breakLine()
	}
	pre = pre || n.DataAtom == atom.Pre || n.DataAtom == atom.Textarea
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		v.node(c, top, pre)
	}
	if block {
		v.breakLine()
	}
}

// breakLine asks for a new line, once however many blocks begin and end here.
func (v *visibleText) breakLine() {
	v.broken = true
	v.space = false
}

// flush writes the line breaks and the space that are due.
func (v *visibleText) flush() {
	if v.b.Len() > 0 {
		breaks := v.pending
		if v.broken && breaks == 0 && v.inLine {
			breaks = 1
		}
		for range breaks {
			v.b.WriteByte('\n')
		}
		if breaks > 0 {
			v.inLine, v.space = false, false
		}
	}
	v.pending, v.broken = 0, false
	if v.space && v.inLine {
		v.b.WriteByte(' ')
	}
	v.space = false
}

// collapsed adds text with each run of white space as one space.
func (v *visibleText) collapsed(text string) {
	for i := 0; i < len(text); {
		j := i
		for j < len(text) && isSpace(text[j]) {
			j++
		}
		v.space = v.space || j > i
		i = j
		for j < len(text) && !isSpace(text[j]) {
			j++
		}
		if j > i {
			v.flush()
			v.b.WriteString(text[i:j])
			v.inLine = true
		}
		i = j
	}
}

// verbatim adds preformatted text.
func (v *visibleText) verbatim(text string) {
	if body := strings.TrimRight(text, "\n"); body != "" {
		v.flush()
		v.b.WriteString(body)
		v.inLine = true
		text = text[len(body):]
	}
	v.pending += len(text)
}

// isHidden reports elements that are not shown.
func isHidden(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Script, atom.Style, atom.Head, atom.Template, atom.Noscript, atom.Iframe, atom.Object, atom.Audio,
		atom.Video, atom.Canvas, atom.Datalist, atom.Noframes, atom.Title, atom.Meta, atom.Link:
		return true
	case atom.Dialog:
		if _, open := attrOf(n, "open"); !open {
			return true
		}
	}
	for i := range n.Attr {
		switch a := &n.Attr[i]; a.Key {
		case "hidden":
			return true
		case "style":
			style := strings.ToLower(strings.Map(dropSpace, a.Val))
			for declaration := range strings.SplitSeq(style, ";") {
				declaration = strings.TrimSuffix(declaration, "!important")
				if declaration == "display:none" || declaration == "visibility:hidden" {
					return true
				}
			}
		}
	}
	return false
}

func dropSpace(r rune) rune {
	if r <= ' ' {
		return -1
	}
	return r
}

// isBlock reports elements that browsers show as blocks, rows and list items
// included.
func isBlock(n *html.Node) bool {
	switch n.DataAtom {
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Body, atom.Caption, atom.Center, atom.Dd,
		atom.Details, atom.Dialog, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Fieldset, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Header, atom.Hgroup, atom.Hr,
		atom.Html, atom.Legend, atom.Li, atom.Listing, atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Optgroup, atom.Option,
		atom.P, atom.Plaintext, atom.Pre, atom.Search, atom.Section, atom.Summary, atom.Table, atom.Tbody, atom.Tfoot,
		atom.Thead, atom.Tr, atom.Ul, atom.Xmp:
		return true
	}
	return false
}
