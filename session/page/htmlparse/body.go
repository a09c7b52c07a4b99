package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// inBody is section 13.2.6.4.7, with the rules for <select> of 2025.
func (p *parser) inBody() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		p.bodyText(t.data)
	case commentToken:
		p.comment(nil)
	case startToken:
		return p.bodyStart(t)
	case endToken:
		return p.bodyEnd(t)
	case eofToken:
		if len(p.templates) > 0 {
			return p.inTemplate()
		}
		p.stop()
	}
	return true
}

func (p *parser) bodyText(text string) {
	if p.z.hasNUL {
		text = strings.ReplaceAll(text, "\x00", "")
	}
	if text == "" {
		return
	}
	p.reconstruct()
	p.addText(text)
	if p.framesetOK && !isBlank(text) {
		p.framesetOK = false
	}
}

func (p *parser) bodyStart(t *token) bool {
	switch t.atom {
	case atom.Html:
		if !p.hasTemplate() {
			p.mergeAttrs(p.open[0])
		}
	case atom.Base, atom.Basefont, atom.Bgsound, atom.Link, atom.Meta, atom.Noframes, atom.Script, atom.Style,
		atom.Template, atom.Title:
		return p.inHead()
	case atom.Body:
		if len(p.open) > 1 && isHTML(p.open[1], atom.Body) && !p.hasTemplate() {
			p.framesetOK = false
			p.mergeAttrs(p.open[1])
		}
	case atom.Frameset:
		if p.framesetOK && len(p.open) > 1 && isHTML(p.open[1], atom.Body) {
			body := p.open[1]
			if body.Parent != nil {
				body.Parent.RemoveChild(body)
			}
			p.cut(1)
			p.element()
			p.mode = inFramesetMode
		}
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Center, atom.Details, atom.Dialog, atom.Dir, atom.Div,
		atom.Dl, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Header, atom.Hgroup, atom.Main, atom.Menu,
		atom.Nav, atom.Ol, atom.P, atom.Search, atom.Section, atom.Summary, atom.Ul:
		p.closeP()
		p.element()
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.closeP()
		if p.is(atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6) {
			p.pop()
		}
		p.element()
	case atom.Pre, atom.Listing:
		p.closeP()
		p.element()
		p.skipNewline = true
		p.framesetOK = false
	case atom.Form:
		inTemplate := p.hasTemplate()
		if p.form != nil && !inTemplate {
			return true
		}
		p.closeP()
		if n := p.element(); !inTemplate {
			p.form = n
		}
	case atom.Li:
		p.startItem(atom.Li)
	case atom.Dd, atom.Dt:
		p.startItem(atom.Dd, atom.Dt)
	case atom.Plaintext:
		p.closeP()
		p.element()
		p.z.raw = "plaintext"
	case atom.Button:
		if p.has(anyScope, atom.Button) {
			p.implyEnds(0)
			p.closeTo(anyScope, atom.Button)
		}
		p.inline()
		p.framesetOK = false
	case atom.A:
		if old := p.activeFormatting(atom.A); old != nil {
			p.adopt("a", atom.A)
			p.removeFormatting(old)
			p.removeOpen(old)
		}
		p.startFormatting()
	case atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.S, atom.Small, atom.Strike, atom.Strong, atom.Tt, atom.U:
		p.startFormatting()
	case atom.Nobr:
		p.reconstruct()
		if p.has(anyScope, atom.Nobr) {
			p.adopt("nobr", atom.Nobr)
		}
		p.startFormatting()
	case atom.Applet, atom.Marquee, atom.Object:
		if n := p.inline(); p.top() == n {
			p.addMarker()
		}
		p.framesetOK = false
	case atom.Table:
		if !p.quirks {
			p.closeP()
		}
		p.framesetOK = false
		if n := p.element(); p.top() == n {
			p.mode = inTableMode
		}
	default:
		return p.bodyStartMore(t)
	}
	return true
}

// bodyStartMore is the rest of bodyStart: elements without content, with text
// content, of forms, ruby, and foreign ones.
func (p *parser) bodyStartMore(t *token) bool {
	switch t.atom {
	case atom.Area, atom.Br, atom.Embed, atom.Img, atom.Keygen, atom.Wbr:
		p.reconstruct()
		p.void()
		p.framesetOK = false
	case atom.Input:
		if p.context != nil && isHTML(p.context, atom.Select) {
			return true
		}
		p.closeTo(anyScope, atom.Select)
		p.reconstruct()
		p.void()
		if kind, _ := t.attr("type"); !strings.EqualFold(kind, "hidden") {
			p.framesetOK = false
		}
	case atom.Param, atom.Source, atom.Track:
		p.void()
	case atom.Hr:
		p.closeP()
		if p.has(anyScope, atom.Select) {
			p.implyEnds(0)
		}
		p.void()
		p.framesetOK = false
	case atom.Image:
		t.data, t.atom = "img", atom.Img
		return false
	case atom.Textarea:
		p.framesetOK = false
		p.skipNewline = true
		return p.rawElement()
	case atom.Xmp:
		p.closeP()
		p.reconstruct()
		p.framesetOK = false
		return p.rawElement()
	case atom.Iframe:
		p.framesetOK = false
		return p.rawElement()
	case atom.Noembed:
		return p.rawElement()
	case atom.Noscript:
		if !p.noScripting {
			return p.rawElement()
		}
		p.inline()
	case atom.Select:
		if p.context != nil && isHTML(p.context, atom.Select) || p.closeTo(anyScope, atom.Select) {
			return true
		}
		p.inline()
		p.framesetOK = false
	case atom.Option, atom.Optgroup:
		switch {
		case p.has(anyScope, atom.Select):
			except := atom.Atom(0)
			if t.atom == atom.Option {
				except = atom.Optgroup
			}
			p.implyEnds(except)
		case p.is(atom.Option):
			p.pop()
		}
		p.inline()
	case atom.Rb, atom.Rtc:
		if p.has(anyScope, atom.Ruby) {
			p.implyEnds(0)
		}
		p.element()
	case atom.Rp, atom.Rt:
		if p.has(anyScope, atom.Ruby) {
			p.implyEnds(atom.Rtc)
		}
		p.element()
	case atom.Math, atom.Svg:
		p.reconstruct()
		p.foreignElement(t.data)
	case atom.Caption, atom.Col, atom.Colgroup, atom.Frame, atom.Head, atom.Tbody, atom.Td, atom.Tfoot, atom.Th,
		atom.Thead, atom.Tr:
	default:
		p.inline()
	}
	return true
}

// inline opens an element among text.
func (p *parser) inline() *html.Node {
	p.reconstruct()
	return p.element()
}

// startFormatting opens a formatting element.
func (p *parser) startFormatting() {
	if n := p.inline(); p.top() == n {
		p.addFormatting(n)
	}
}

// startItem opens a list item, and closes the one before.
func (p *parser) startItem(names ...atom.Atom) {
	p.framesetOK = false
	for i := len(p.open) - 1; i >= 0; i-- {
		n := p.open[i]
		if isHTML(n, names...) {
			p.implyEnds(n.DataAtom)
			p.cut(i)
			break
		}
		if isSpecial(n) && !isHTML(n, atom.Address, atom.Div, atom.P) {
			break
		}
	}
	p.closeP()
	p.element()
}

// isSpecial reports the standard's "special" elements.
func isSpecial(n *html.Node) bool {
	switch n.Namespace {
	case "math":
		return isMathText(n) || n.Data == "annotation-xml"
	case "svg":
		return n.Data == "foreignObject" || n.Data == "desc" || n.Data == "title"
	}
	switch n.DataAtom {
	case atom.Address, atom.Applet, atom.Area, atom.Article, atom.Aside, atom.Base, atom.Basefont, atom.Bgsound,
		atom.Blockquote, atom.Body, atom.Br, atom.Button, atom.Caption, atom.Center, atom.Col, atom.Colgroup, atom.Dd,
		atom.Details, atom.Dir, atom.Div, atom.Dl, atom.Dt, atom.Embed, atom.Fieldset, atom.Figcaption, atom.Figure,
		atom.Footer, atom.Form, atom.Frame, atom.Frameset, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6, atom.Head,
		atom.Header, atom.Hgroup, atom.Hr, atom.Html, atom.Iframe, atom.Img, atom.Input, atom.Keygen, atom.Li, atom.Link,
		atom.Listing, atom.Main, atom.Marquee, atom.Menu, atom.Meta, atom.Nav, atom.Noembed, atom.Noframes, atom.Noscript,
		atom.Object, atom.Ol, atom.P, atom.Param, atom.Plaintext, atom.Pre, atom.Script, atom.Search, atom.Section,
		atom.Select, atom.Source, atom.Style, atom.Summary, atom.Table, atom.Tbody, atom.Td, atom.Template, atom.Textarea,
		atom.Tfoot, atom.Th, atom.Thead, atom.Title, atom.Tr, atom.Track, atom.Ul, atom.Wbr, atom.Xmp:
		return true
	}
	return false
}
