package htmlparse

import (
	"golang.org/x/net/html/atom"
)

// Templates' contents are children of the <template>, as in x/net/html.

// startTemplate is <template> (section 13.2.6.4.4).
func (p *parser) startTemplate() {
	n := p.element()
	if p.top() != n {
		return
	}
	p.addMarker()
	p.framesetOK = false
	p.mode = inTemplateMode
	p.templates = append(p.templates, inTemplateMode)
}

// endTemplate is </template>.
func (p *parser) endTemplate() {
	for i := len(p.open) - 1; i >= 0; i-- {
		if isHTML(p.open[i], atom.Template) {
			p.cut(i)
			p.clearToMarker()
			p.templates = p.templates[:len(p.templates)-1]
			p.resetMode()
			return
		}
	}
}

// inTemplate is section 13.2.6.4.17.
func (p *parser) inTemplate() bool {
	t := &p.z.tok
	switch t.kind {
	case textToken, commentToken, doctypeToken:
		return p.inBody()
	case startToken:
		switch t.atom {
		case atom.Base, atom.Basefont, atom.Bgsound, atom.Link, atom.Meta, atom.Noframes, atom.Script, atom.Style,
			atom.Template, atom.Title:
			return p.inHead()
		case atom.Caption, atom.Colgroup, atom.Tbody, atom.Tfoot, atom.Thead:
			return p.switchTemplate(inTableMode)
		case atom.Col:
			return p.switchTemplate(inColumnGroupMode)
		case atom.Tr:
			return p.switchTemplate(inTableBodyMode)
		case atom.Td, atom.Th:
			return p.switchTemplate(inRowMode)
		}
		return p.switchTemplate(inBodyMode)
	case endToken:
		if t.atom == atom.Template {
			return p.inHead()
		}
		return true
	}
	if !p.hasTemplate() {
		return p.stop()
	}
	p.endTemplate()
	return false
}

// switchTemplate makes m the mode of the template, for this token too.
func (p *parser) switchTemplate(m mode) bool {
	p.templates[len(p.templates)-1] = m
	p.mode = m
	return false
}
