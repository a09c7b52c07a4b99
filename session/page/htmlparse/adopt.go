package htmlparse

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// adopt closes a formatting element: the "adoption agency algorithm" of section
// 13.2.6.4.7, which gives misnested content to copies of the element.
func (p *parser) adopt(name string, a atom.Atom) {
	if top := p.top(); top.Data == name && top.Namespace == "" && p.formattingIndex(top) < 0 {
		p.pop()
		return
	}
	for range 8 {
		element := p.activeFormatting(a)
		if element == nil {
			p.closeAny(name)
			return
		}
		at := p.openIndex(element)
		if at < 0 {
			p.removeFormatting(element)
			return
		}
		if !p.inScope(element) {
			return
		}
		block := p.furthestBlock(at)
		if block < 0 {
			p.cut(at)
			p.removeFormatting(element)
			return
		}
		p.adoptBlock(element, at, block)
	}
}

// inScope reports whether this very element is in scope.
func (p *parser) inScope(element *html.Node) bool {
	for i := len(p.open) - 1; i >= 0; i-- {
		if p.open[i] == element {
			return true
		}
		if anyScope.stops(p.open[i]) {
			return false
		}
	}
	return false
}

// furthestBlock is the place of the first special element above at, or -1.
func (p *parser) furthestBlock(at int) int {
	for i := at + 1; i < len(p.open); i++ {
		if isSpecial(p.open[i]) {
			return i
		}
	}
	return -1
}

// adoptBlock moves the block at place blockAt out of element, which is at at.
func (p *parser) adoptBlock(element *html.Node, at, blockAt int) {
	block := p.open[blockAt]
	ancestor := p.open[at-1]
	bookmark := p.formattingIndex(element)
	last := block
	nodeAt := blockAt
	for inner := 1; ; inner++ {
		nodeAt--
		node := p.open[nodeAt]
		if node == element {
			break
		}
		i := p.formattingIndex(node)
		if inner > 3 && i >= 0 {
			p.formatting = slices.Delete(p.formatting, i, i+1)
			if i < bookmark {
				bookmark--
			}
			i = -1
		}
		if i < 0 {
			p.removeOpen(node)
			continue
		}
		copied := p.newElement(node.Data, node.DataAtom, node.Attr)
		p.formatting[i], p.open[nodeAt] = copied, copied
		if last == block {
			bookmark = i + 1
		}
		p.move(last, copied, nil)
		last = copied
	}
	foster := p.foster
	p.foster = true
	parent, before := p.place(ancestor)
	p.foster = foster
	p.move(last, parent, before)

	copied := p.newElement(element.Data, element.DataAtom, element.Attr)
	for block.FirstChild != nil {
		p.move(block.FirstChild, copied, nil)
	}
	appendChild(block, copied)

	if i := p.formattingIndex(element); i >= 0 {
		p.formatting = slices.Delete(p.formatting, i, i+1)
		if i < bookmark {
			bookmark--
		}
	}
	p.formatting = slices.Insert(p.formatting, bookmark, copied)
	p.removeOpen(element)
	p.open = slices.Insert(p.open, p.openIndex(block)+1, copied)
	if copied.DataAtom == atom.P {
		p.openP++
	}
}

// move puts n into parent, before before (nil: at the end).
func (p *parser) move(n, parent, before *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
	if before == nil {
		appendChild(parent, n)
	} else {
		parent.InsertBefore(n, before)
	}
}

// closeAny is "any other end tag": it closes the topmost element of that name
// unless a special element is in the way.
func (p *parser) closeAny(name string) {
	for i := len(p.open) - 1; i >= 0; i-- {
		n := p.open[i]
		if n.Namespace == "" && n.Data == name {
			p.implyEnds(n.DataAtom)
			p.cut(min(i, len(p.open)))
			return
		}
		if isSpecial(n) {
			return
		}
	}
}
