package htmlparse

import (
	"slices"

	"golang.org/x/net/html/atom"
)

// bodyEnd is the end tags of section 13.2.6.4.7.
func (p *parser) bodyEnd(t *token) bool {
	if len(p.beyond) > 0 && p.closesBeyond(t.data) {
		if t.atom == atom.Form {
			p.form = nil
		}
		return true
	}
	switch t.atom {
	case atom.Template:
		return p.inHead()
	case atom.Body, atom.Html:
		if p.has(anyScope, atom.Body) {
			p.mode = afterBodyMode
			return t.atom == atom.Body
		}
	case atom.Address, atom.Article, atom.Aside, atom.Blockquote, atom.Button, atom.Center, atom.Details, atom.Dialog, atom.Dir,
		atom.Div, atom.Dl, atom.Fieldset, atom.Figcaption, atom.Figure, atom.Footer, atom.Header, atom.Hgroup, atom.Listing,
		atom.Main, atom.Menu, atom.Nav, atom.Ol, atom.Pre, atom.Search, atom.Section, atom.Select, atom.Summary, atom.Ul:
		p.closeTo(anyScope, t.atom)
	case atom.Form:
		p.endForm()
	case atom.P:
		if !p.has(buttonScope, atom.P) {
			n := p.newElement("p", atom.P, nil)
			p.insert(n)
			return true
		}
		p.closeP()
	case atom.Li:
		p.closeTo(listScope, atom.Li)
	case atom.Dd, atom.Dt:
		p.closeTo(anyScope, t.atom)
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.closeTo(anyScope, atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6)
	case atom.A, atom.B, atom.Big, atom.Code, atom.Em, atom.Font, atom.I, atom.Nobr, atom.S, atom.Small, atom.Strike,
		atom.Strong, atom.Tt, atom.U:
		p.adopt(t.data, t.atom)
	case atom.Applet, atom.Marquee, atom.Object:
		if p.closeTo(anyScope, t.atom) {
			p.clearToMarker()
		}
	case atom.Br:
		t.kind, t.attrs = startToken, t.attrs[:0]
		return false
	default:
		p.closeAny(t.data)
	}
	return true
}

// endForm is </form>. Outside of templates only the form that the parser
// remembers is closed, even from below other elements.
func (p *parser) endForm() {
	if p.hasTemplate() {
		p.closeTo(anyScope, atom.Form)
		return
	}
	form := p.form
	p.form = nil
	if form == nil || !p.inScope(form) {
		return
	}
	p.implyEnds(0)
	if i := p.openIndex(form); i >= 0 {
		p.open = slices.Delete(p.open, i, i+1)
	}
}
