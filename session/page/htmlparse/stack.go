package htmlparse

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// top is the current node.
func (p *parser) top() *html.Node { return p.open[len(p.open)-1] }

// adjusted is the adjusted current node: in a fragment, the context stands in for
// the root.
func (p *parser) adjusted() *html.Node {
	if p.context != nil && len(p.open) == 1 {
		return p.context
	}
	return p.top()
}

func isHTML(n *html.Node, names ...atom.Atom) bool {
	return n.Type == html.ElementNode && n.Namespace == "" && slices.Contains(names, n.DataAtom)
}

// is reports whether the current node is one of these.
func (p *parser) is(names ...atom.Atom) bool { return isHTML(p.top(), names...) }

func (p *parser) push(n *html.Node) {
	p.open = append(p.open, n)
	if n.DataAtom == atom.P {
		p.openP++
	}
}

func (p *parser) pop() *html.Node {
	n := p.top()
	p.cut(len(p.open) - 1)
	return n
}

// cut pops until the stack is so long.
func (p *parser) cut(length int) {
	if p.openP > 0 {
		for _, n := range p.open[length:] {
			if n.DataAtom == atom.P {
				p.openP--
			}
		}
	}
	p.open = p.open[:length]
	p.beyond = p.beyond[:0]
}

// removeOpen takes n out of the stack, wherever it is.
func (p *parser) removeOpen(n *html.Node) {
	if i := p.openIndex(n); i >= 0 {
		if n.DataAtom == atom.P {
			p.openP--
		}
		p.open = slices.Delete(p.open, i, i+1)
	}
}

// openIndex is n's place in the stack, or -1.
func (p *parser) openIndex(n *html.Node) int {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i] == n {
			return i
		}
	}
	return -1
}

// hasTemplate reports whether a <template> is anywhere in the stack.
func (p *parser) hasTemplate() bool {
	return len(p.templates) > 0 && slices.ContainsFunc(p.open, func(n *html.Node) bool { return isHTML(n, atom.Template) })
}

// scope says which elements hide those below them in the stack.
type scope uint8

const (
	anyScope scope = iota
	listScope
	buttonScope
	tableScope
)

// stops reports whether n ends the scope.
func (s scope) stops(n *html.Node) bool {
	if s == tableScope {
		return n.Namespace == "" && (n.DataAtom == atom.Html || n.DataAtom == atom.Table || n.DataAtom == atom.Template)
	}
	switch n.Namespace {
	case "":
		switch n.DataAtom {
		case atom.Applet, atom.Caption, atom.Html, atom.Table, atom.Td, atom.Th, atom.Marquee, atom.Object, atom.Template, atom.Select:
			return true
		case atom.Ol, atom.Ul:
			return s == listScope
		case atom.Button:
			return s == buttonScope
		}
	case "math":
		return isMathText(n) || n.Data == "annotation-xml"
	case "svg":
		return n.Data == "foreignObject" || n.Data == "desc" || n.Data == "title"
	}
	return false
}

// find is the place of the topmost of the named elements in scope, or -1.
func (p *parser) find(s scope, names ...atom.Atom) int {
	if p.openP == 0 && len(names) == 1 && names[0] == atom.P {
		return -1
	}
	for i := len(p.open) - 1; i >= 0; i-- {
		n := p.open[i]
		if n.Namespace == "" && slices.Contains(names, n.DataAtom) {
			return i
		}
		if s.stops(n) {
			return -1
		}
	}
	return -1
}

// has reports whether one of the named elements is in scope.
func (p *parser) has(s scope, names ...atom.Atom) bool { return p.find(s, names...) >= 0 }

// closeTo pops up to and with the topmost of the named elements, if in scope.
func (p *parser) closeTo(s scope, names ...atom.Atom) bool {
	i := p.find(s, names...)
	if i >= 0 {
		p.cut(i)
	}
	return i >= 0
}

// closeP closes a <p> in button scope.
func (p *parser) closeP() {
	if i := p.find(buttonScope, atom.P); i >= 0 {
		p.cut(i)
	}
}

// implyEnds closes elements whose end tags may be left out, except those of the
// name.
func (p *parser) implyEnds(except atom.Atom) {
	i := len(p.open)
	for ; i > 0; i-- {
		n := p.open[i-1]
		if n.Namespace != "" || n.DataAtom == except {
			break
		}
		switch n.DataAtom {
		case atom.Dd, atom.Dt, atom.Li, atom.Optgroup, atom.Option, atom.P, atom.Rb, atom.Rp, atom.Rt, atom.Rtc:
			continue
		}
		break
	}
	p.cut(i)
}

// clearTo pops until the current node is one of these, <html> or <template>.
func (p *parser) clearTo(names ...atom.Atom) {
	i := len(p.open)
	for i > 1 && !isHTML(p.open[i-1], atom.Html, atom.Template) && !isHTML(p.open[i-1], names...) {
		i--
	}
	p.cut(i)
}

// resetMode finds the mode that fits the stack (section 13.2.4.1).
func (p *parser) resetMode() {
	for i := len(p.open) - 1; i >= 0; i-- {
		n := p.open[i]
		last := i == 0
		if last && p.context != nil {
			n = p.context
		}
		if n.Namespace != "" {
			if last {
				p.mode = inBodyMode
				return
			}
			continue
		}
		switch n.DataAtom {
		case atom.Td, atom.Th:
			if last {
				p.mode = inBodyMode
				return
			}
			p.mode = inCellMode
		case atom.Tr:
			p.mode = inRowMode
		case atom.Tbody, atom.Thead, atom.Tfoot:
			p.mode = inTableBodyMode
		case atom.Caption:
			p.mode = inCaptionMode
		case atom.Colgroup:
			p.mode = inColumnGroupMode
		case atom.Table:
			p.mode = inTableMode
		case atom.Template:
			p.mode = p.templates[len(p.templates)-1]
		case atom.Head:
			if last {
				p.mode = inBodyMode
				return
			}
			p.mode = inHeadMode
		case atom.Body:
			p.mode = inBodyMode
		case atom.Frameset:
			p.mode = inFramesetMode
		case atom.Html:
			p.mode = afterHeadMode
			if p.head == nil {
				p.mode = beforeHeadMode
			}
		default:
			if !last {
				continue
			}
			p.mode = inBodyMode
		}
		return
	}
}
