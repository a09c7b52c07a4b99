package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// newElement makes an element that is nowhere yet.
func (p *parser) newElement(name string, a atom.Atom, attrs []html.Attribute) *html.Node {
	n := p.slab.node(html.ElementNode)
	n.Data, n.DataAtom = name, a
	n.Attr = p.slab.attributes(attrs)
	return n
}

// place is where a new node goes: into parent, before before (nil: at the end).
func (p *parser) place(target *html.Node) (parent, before *html.Node) {
	if !p.foster || !isHTML(target, atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr) {
		return target, nil
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		switch n := p.open[i]; {
		case isHTML(n, atom.Template):
			return n, nil
		case isHTML(n, atom.Table):
			if n.Parent != nil {
				return n.Parent, n
			}
			return p.open[i-1], nil
		}
	}
	return p.open[0], nil
}

// insert puts a new node at its place.
func (p *parser) insert(n *html.Node) {
	parent, before := p.place(p.top())
	if before == nil {
		appendChild(parent, n)
	} else {
		parent.InsertBefore(n, before)
	}
}

// appendChild is Node.AppendChild for a child known to be free.
func appendChild(parent, n *html.Node) {
	n.Parent, n.PrevSibling = parent, parent.LastChild
	if parent.LastChild == nil {
		parent.FirstChild = n
	} else {
		parent.LastChild.NextSibling = n
	}
	parent.LastChild = n
}

// element inserts an element for the current token and opens it. At the depth
// limit it stays off the stack: elements that follow stand beside it, only its text
// goes inside.
func (p *parser) element() *html.Node {
	t := &p.z.tok
	n := p.newElement(t.data, t.atom, t.attrs)
	p.insert(n)
	p.openNew(n)
	return n
}

func (p *parser) openNew(n *html.Node) {
	if len(p.open) >= MaxDepth {
		p.beyond, p.lastBeyond = append(p.beyond, n.Data), n
		return
	}
	p.push(n)
}

// closesBeyond reports whether an end tag belongs to an element that the depth
// limit kept closed.
func (p *parser) closesBeyond(name string) bool {
	const near = 16 // how far misnested end tags are looked up
	for i := len(p.beyond) - 1; i >= max(0, len(p.beyond)-near); i-- {
		if p.beyond[i] == name {
			p.beyond, p.lastBeyond = p.beyond[:i], nil
			return true
		}
	}
	return false
}

// void inserts an element that has no content.
func (p *parser) void() {
	t := &p.z.tok
	p.insert(p.newElement(t.data, t.atom, t.attrs))
}

// implied inserts and opens an element that has no tag.
func (p *parser) implied(a atom.Atom) *html.Node {
	n := p.newElement(a.String(), a, nil)
	p.insert(n)
	p.push(n)
	return n
}

// comment inserts the current token's comment into parent, or where new nodes go.
func (p *parser) comment(parent *html.Node) bool {
	n := p.slab.node(html.CommentNode)
	n.Data = p.z.tok.data
	if parent == nil {
		p.insert(n)
	} else {
		appendChild(parent, n)
	}
	return true
}

// addText inserts text, into the text node before it where there is one.
func (p *parser) addText(text string) {
	if text == "" {
		return
	}
	parent, before := p.place(p.top())
	if parent.Type == html.DocumentNode {
		return
	}
	last := parent.LastChild
	if before != nil {
		last = before.PrevSibling
	} else if last != nil && last == p.lastBeyond {
		parent, last = last, last.LastChild
	}
	if last != nil && last.Type == html.TextNode {
		p.grow(last, text)
		return
	}
	n := p.slab.node(html.TextNode)
	n.Data = text
	if before == nil {
		appendChild(parent, n)
	} else {
		parent.InsertBefore(n, before)
	}
}

// grow appends to a text node in linear time.
func (p *parser) grow(n *html.Node, text string) {
	if p.grown == nil {
		p.grown = map[*html.Node][]byte{}
	}
	buffer, ok := p.grown[n]
	if !ok {
		buffer = append(make([]byte, 0, 2*(len(n.Data)+len(text))), n.Data...)
	}
	p.grown[n] = append(buffer, text...)
}

// cutSpace takes the white space off the front of the token's text; all reports
// that there is nothing else.
func (p *parser) cutSpace() (space string, all bool) {
	t := &p.z.tok
	rest := strings.TrimLeft(t.data, " \t\n\f\r")
	space = t.data[:len(t.data)-len(rest)]
	t.data = rest
	return space, rest == ""
}

// mergeAttrs gives n the token's attributes that it lacks.
func (p *parser) mergeAttrs(n *html.Node) {
	have := make(map[string]bool, len(n.Attr))
	for _, a := range n.Attr {
		have[a.Key] = true
	}
	for _, a := range p.z.tok.attrs {
		if !have[a.Key] {
			n.Attr = append(n.Attr, a)
		}
	}
}

// rawContent names the element if its content is text for the tokenizer.
func rawContent(a atom.Atom, scripting bool) string {
	switch a {
	case atom.Title, atom.Textarea, atom.Style, atom.Xmp, atom.Iframe, atom.Noembed, atom.Noframes, atom.Script, atom.Plaintext:
		return a.String()
	case atom.Noscript:
		if scripting {
			return a.String()
		}
	}
	return ""
}

// rawElement inserts an element whose content is text.
func (p *parser) rawElement() bool {
	t := &p.z.tok
	n := p.newElement(t.data, t.atom, t.attrs)
	p.insert(n)
	p.push(n)
	p.z.raw = t.data
	p.originalMode, p.mode = p.mode, textMode
	return true
}
