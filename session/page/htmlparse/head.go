package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// initial is the mode before anything but a doctype (section 13.2.6.4.1).
func (p *parser) initial() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		if _, all := p.cutSpace(); all {
			return true
		}
	case commentToken:
		return p.comment(p.doc)
	case doctypeToken:
		appendChild(p.doc, t.doctype.node(&p.slab))
		p.quirks = t.doctype.quirks()
		p.mode = beforeHTMLMode
		return true
	}
	p.quirks = true
	p.mode = beforeHTMLMode
	return false
}

// beforeHTML is section 13.2.6.4.2.
func (p *parser) beforeHTML() bool {
	switch t := &p.z.tok; t.kind {
	case doctypeToken:
		return true
	case commentToken:
		return p.comment(p.doc)
	case textToken:
		if _, all := p.cutSpace(); all {
			return true
		}
	case startToken:
		if t.atom == atom.Html {
			p.root(t.attrs)
			return true
		}
	case endToken:
		switch t.atom {
		case atom.Head, atom.Body, atom.Html, atom.Br:
		default:
			return true
		}
	}
	p.root(nil)
	return false
}

func (p *parser) root(attrs []html.Attribute) {
	n := p.newElement("html", atom.Html, attrs)
	appendChild(p.doc, n)
	p.push(n)
	p.mode = beforeHeadMode
}

// beforeHead is section 13.2.6.4.3.
func (p *parser) beforeHead() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		if _, all := p.cutSpace(); all {
			return true
		}
	case commentToken:
		return p.comment(nil)
	case doctypeToken:
		return true
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Head:
			p.head = p.element()
			p.mode = inHeadMode
			return true
		}
	case endToken:
		switch t.atom {
		case atom.Head, atom.Body, atom.Html, atom.Br:
		default:
			return true
		}
	}
	p.head = p.implied(atom.Head)
	p.mode = inHeadMode
	return false
}

// inHead is section 13.2.6.4.4.
func (p *parser) inHead() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		space, all := p.cutSpace()
		p.addText(space)
		if all {
			return true
		}
	case commentToken:
		return p.comment(nil)
	case doctypeToken:
		return true
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Base, atom.Basefont, atom.Bgsound, atom.Link, atom.Meta:
			p.void()
			return true
		case atom.Noscript:
			if !p.noScripting {
				return p.rawElement()
			}
			p.element()
			p.mode = inHeadNoscriptMode
			return true
		case atom.Title, atom.Noframes, atom.Style, atom.Script:
			return p.rawElement()
		case atom.Template:
			p.startTemplate()
			return true
		case atom.Head:
			return true
		}
	case endToken:
		switch t.atom {
		case atom.Head:
			p.pop()
			p.mode = afterHeadMode
			return true
		case atom.Body, atom.Html, atom.Br:
		case atom.Template:
			p.endTemplate()
			return true
		default:
			return true
		}
	}
	p.pop()
	p.mode = afterHeadMode
	return false
}

// inHeadNoscript is section 13.2.6.4.5.
func (p *parser) inHeadNoscript() bool {
	switch t := &p.z.tok; t.kind {
	case doctypeToken:
		return true
	case textToken:
		space, all := p.cutSpace()
		p.addText(space)
		if all {
			return true
		}
	case commentToken:
		return p.inHead()
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Basefont, atom.Bgsound, atom.Link, atom.Meta, atom.Noframes, atom.Style:
			return p.inHead()
		case atom.Head, atom.Noscript:
			return true
		}
	case endToken:
		switch t.atom {
		case atom.Noscript:
			p.pop()
			p.mode = inHeadMode
			return true
		case atom.Br:
		default:
			return true
		}
	}
	p.pop()
	p.mode = inHeadMode
	return false
}

// afterHead is section 13.2.6.4.6.
func (p *parser) afterHead() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		space, all := p.cutSpace()
		p.addText(space)
		if all {
			return true
		}
	case commentToken:
		return p.comment(nil)
	case doctypeToken:
		return true
	case startToken:
		switch t.atom {
		case atom.Html:
			return p.inBody()
		case atom.Body:
			p.element()
			p.framesetOK = false
			p.mode = inBodyMode
			return true
		case atom.Frameset:
			p.element()
			p.mode = inFramesetMode
			return true
		case atom.Base, atom.Basefont, atom.Bgsound, atom.Link, atom.Meta, atom.Noframes, atom.Script, atom.Style,
			atom.Template, atom.Title:
			p.push(p.head)
			p.inHead()
			p.removeOpen(p.head)
			return true
		case atom.Head:
			return true
		}
	case endToken:
		switch t.atom {
		case atom.Template:
			return p.inHead()
		case atom.Body, atom.Html, atom.Br:
		default:
			return true
		}
	}
	p.implied(atom.Body)
	p.mode = inBodyMode
	return false
}

// text is the mode inside of elements whose content is text (section 13.2.6.4.8).
func (p *parser) text() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		p.addText(t.data)
		return true
	case endToken:
		p.pop()
		p.mode = p.originalMode
		return true
	}
	p.pop()
	p.mode = p.originalMode
	return false
}

// isBlank reports text of white space only.
func isBlank(s string) bool { return strings.Trim(s, " \t\n\f\r") == "" }
