package htmlparse

import (
	"strings"

	"golang.org/x/net/html/atom"
)

// inTable is section 13.2.6.4.9.
func (p *parser) inTable() bool {
	switch t := &p.z.tok; t.kind {
	case textToken:
		if p.is(atom.Table, atom.Tbody, atom.Template, atom.Tfoot, atom.Thead, atom.Tr) {
			p.tableText = p.tableText[:0]
			p.originalMode, p.mode = p.mode, inTableTextMode
			return false
		}
	case commentToken:
		return p.comment(nil)
	case doctypeToken:
		return true
	case startToken:
		switch t.atom {
		case atom.Caption:
			p.clearTo(atom.Table)
			p.addMarker()
			p.pushed()
			p.mode = inCaptionMode
			return true
		case atom.Colgroup:
			p.clearTo(atom.Table)
			p.pushed()
			p.mode = inColumnGroupMode
			return true
		case atom.Col:
			p.clearTo(atom.Table)
			p.implied(atom.Colgroup)
			p.mode = inColumnGroupMode
			return false
		case atom.Tbody, atom.Tfoot, atom.Thead:
			p.clearTo(atom.Table)
			p.pushed()
			p.mode = inTableBodyMode
			return true
		case atom.Td, atom.Th, atom.Tr:
			p.clearTo(atom.Table)
			p.implied(atom.Tbody)
			p.mode = inTableBodyMode
			return false
		case atom.Table:
			if p.closeTo(tableScope, atom.Table) {
				p.resetMode()
				return false
			}
			return true
		case atom.Style, atom.Script, atom.Template:
			return p.inHead()
		case atom.Input:
			if kind, _ := t.attr("type"); strings.EqualFold(kind, "hidden") {
				p.void()
				return true
			}
		case atom.Form:
			if p.form == nil && !p.hasTemplate() {
				p.form = p.element()
				if p.top() == p.form {
					p.pop()
				}
			}
			return true
		}
	case endToken:
		switch t.atom {
		case atom.Table:
			if p.closeTo(tableScope, atom.Table) {
				p.resetMode()
			}
			return true
		case atom.Body, atom.Caption, atom.Col, atom.Colgroup, atom.Html, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr:
			return true
		case atom.Template:
			return p.inHead()
		}
	case eofToken:
		return p.inBody()
	}
	p.foster = true
	consumed := p.inBody()
	if !consumed {
		// The token was changed (as </br> is): it is still misplaced here.
		consumed = p.inBody()
	}
	p.foster = false
	return consumed
}

// pushed inserts an element for the token and opens it however deep it is: the
// modes of tables need their elements in the stack. Tables themselves are what
// the depth limit holds back.
func (p *parser) pushed() {
	t := &p.z.tok
	n := p.newElement(t.data, t.atom, t.attrs)
	p.insert(n)
	p.push(n)
}

// inTableText is section 13.2.6.4.10.
func (p *parser) inTableText() bool {
	if t := &p.z.tok; t.kind == textToken {
		text := t.data
		if p.z.hasNUL {
			text = strings.ReplaceAll(text, "\x00", "")
		}
		p.tableText = append(p.tableText, text)
		return true
	}
	text := strings.Join(p.tableText, "")
	if isBlank(text) {
		p.addText(text)
	} else {
		p.foster = true
		p.bodyText(text)
		p.foster = false
	}
	p.mode = p.originalMode
	return false
}

// inCaption is section 13.2.6.4.11.
func (p *parser) inCaption() bool {
	t := &p.z.tok
	switch {
	case t.kind == endToken && t.atom == atom.Caption:
		p.endCaption()
		return true
	case t.kind == startToken && isTablePart(t.atom) || t.kind == endToken && t.atom == atom.Table:
		return !p.endCaption()
	case t.kind == endToken && (isTablePart(t.atom) || t.atom == atom.Body || t.atom == atom.Html):
		return true
	}
	return p.inBody()
}

// endCaption closes the caption; false where none is open.
func (p *parser) endCaption() bool {
	if !p.closeTo(tableScope, atom.Caption) {
		return false
	}
	p.clearToMarker()
	p.mode = inTableMode
	return true
}

// isTablePart reports the elements that only a table can hold.
func isTablePart(a atom.Atom) bool {
	switch a {
	case atom.Caption, atom.Col, atom.Colgroup, atom.Tbody, atom.Td, atom.Tfoot, atom.Th, atom.Thead, atom.Tr:
		return true
	}
	return false
}

// inColumnGroup is section 13.2.6.4.12.
func (p *parser) inColumnGroup() bool {
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
		case atom.Col:
			p.void()
			return true
		case atom.Template:
			return p.inHead()
		}
	case endToken:
		switch t.atom {
		case atom.Colgroup:
			if p.is(atom.Colgroup) {
				p.pop()
				p.mode = inTableMode
			}
			return true
		case atom.Col:
			return true
		case atom.Template:
			return p.inHead()
		}
	case eofToken:
		return p.inBody()
	}
	if !p.is(atom.Colgroup) {
		return true
	}
	p.pop()
	p.mode = inTableMode
	return false
}

// inTableBody is section 13.2.6.4.13.
func (p *parser) inTableBody() bool {
	t := &p.z.tok
	switch t.kind {
	case startToken:
		switch t.atom {
		case atom.Tr:
			p.clearTo(atom.Tbody, atom.Tfoot, atom.Thead)
			p.pushed()
			p.mode = inRowMode
			return true
		case atom.Td, atom.Th:
			p.clearTo(atom.Tbody, atom.Tfoot, atom.Thead)
			p.implied(atom.Tr)
			p.mode = inRowMode
			return false
		case atom.Caption, atom.Col, atom.Colgroup, atom.Tbody, atom.Tfoot, atom.Thead:
			return !p.endTableBody(atom.Tbody, atom.Tfoot, atom.Thead)
		}
	case endToken:
		switch t.atom {
		case atom.Tbody, atom.Tfoot, atom.Thead:
			p.endTableBody(t.atom)
			return true
		case atom.Table:
			return !p.endTableBody(atom.Tbody, atom.Tfoot, atom.Thead)
		case atom.Body, atom.Caption, atom.Col, atom.Colgroup, atom.Html, atom.Td, atom.Th, atom.Tr:
			return true
		}
	}
	return p.inTable()
}

// endTableBody closes the group of rows; false where none of those is open.
func (p *parser) endTableBody(names ...atom.Atom) bool {
	if !p.has(tableScope, names...) {
		return false
	}
	p.clearTo(atom.Tbody, atom.Tfoot, atom.Thead)
	p.pop()
	p.mode = inTableMode
	return true
}

// inRow is section 13.2.6.4.14.
func (p *parser) inRow() bool {
	t := &p.z.tok
	switch t.kind {
	case startToken:
		switch t.atom {
		case atom.Td, atom.Th:
			p.clearTo(atom.Tr)
			p.pushed()
			p.mode = inCellMode
			p.addMarker()
			return true
		case atom.Caption, atom.Col, atom.Colgroup, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr:
			return !p.endRow()
		}
	case endToken:
		switch t.atom {
		case atom.Tr:
			p.endRow()
			return true
		case atom.Table:
			return !p.endRow()
		case atom.Tbody, atom.Tfoot, atom.Thead:
			return !p.has(tableScope, t.atom) || !p.endRow()
		case atom.Body, atom.Caption, atom.Col, atom.Colgroup, atom.Html, atom.Td, atom.Th:
			return true
		}
	}
	return p.inTable()
}

// endRow closes the row; false where none is open.
func (p *parser) endRow() bool {
	if !p.has(tableScope, atom.Tr) {
		return false
	}
	p.clearTo(atom.Tr)
	p.pop()
	p.mode = inTableBodyMode
	return true
}

// inCell is section 13.2.6.4.15.
func (p *parser) inCell() bool {
	t := &p.z.tok
	switch t.kind {
	case startToken:
		if isTablePart(t.atom) {
			return !p.endCell(atom.Td, atom.Th)
		}
	case endToken:
		switch t.atom {
		case atom.Td, atom.Th:
			p.endCell(t.atom)
			return true
		case atom.Body, atom.Caption, atom.Col, atom.Colgroup, atom.Html:
			return true
		case atom.Table, atom.Tbody, atom.Tfoot, atom.Thead, atom.Tr:
			return !p.has(tableScope, t.atom) || !p.endCell(atom.Td, atom.Th)
		}
	}
	return p.inBody()
}

// endCell closes the cell; false where none of those is open.
func (p *parser) endCell(names ...atom.Atom) bool {
	if !p.closeTo(tableScope, names...) {
		return false
	}
	p.clearToMarker()
	p.mode = inRowMode
	return true
}
