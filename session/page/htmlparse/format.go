package htmlparse

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// maxFormatting bounds the list of active formatting elements: a page could make
// each paragraph reopen all that were ever left open.
const maxFormatting = MaxDepth

// addMarker begins a part of the page that formatting does not leak into.
func (p *parser) addMarker() { p.formatting = append(p.formatting, nil) }

// clearToMarker ends it.
func (p *parser) clearToMarker() {
	for len(p.formatting) > 0 {
		n := p.formatting[len(p.formatting)-1]
		p.formatting = p.formatting[:len(p.formatting)-1]
		if n == nil {
			return
		}
	}
}

// addFormatting notes an element just opened; of four equal ones the earliest is
// forgotten (the "Noah's Ark clause").
func (p *parser) addFormatting(n *html.Node) {
	equal, earliest := 0, -1
	for i := len(p.formatting) - 1; i >= 0 && p.formatting[i] != nil; i-- {
		if sameElement(p.formatting[i], n) {
			equal++
			earliest = i
		}
	}
	if equal >= 3 {
		p.formatting = slices.Delete(p.formatting, earliest, earliest+1)
	}
	if len(p.formatting) >= maxFormatting {
		p.formatting = slices.Delete(p.formatting, 0, 1)
	}
	p.formatting = append(p.formatting, n)
}

func sameElement(a, b *html.Node) bool {
	if a.DataAtom != b.DataAtom || a.Data != b.Data || a.Namespace != b.Namespace || len(a.Attr) != len(b.Attr) {
		return false
	}
	for _, attr := range a.Attr {
		if !slices.Contains(b.Attr, attr) {
			return false
		}
	}
	return true
}

// formattingIndex is n's place in the list, or -1.
func (p *parser) formattingIndex(n *html.Node) int { return slices.Index(p.formatting, n) }

func (p *parser) removeFormatting(n *html.Node) {
	if i := p.formattingIndex(n); i >= 0 {
		p.formatting = slices.Delete(p.formatting, i, i+1)
	}
}

// activeFormatting is the last such element since the last marker, or nil.
func (p *parser) activeFormatting(name atom.Atom) *html.Node {
	for i := len(p.formatting) - 1; i >= 0 && p.formatting[i] != nil; i-- {
		if p.formatting[i].DataAtom == name {
			return p.formatting[i]
		}
	}
	return nil
}

// reconstruct opens again the formatting elements that were closed by nesting.
func (p *parser) reconstruct() {
	i := len(p.formatting) - 1
	if i < 0 || p.formatting[i] == nil || p.openIndex(p.formatting[i]) >= 0 {
		return
	}
	for i > 0 && p.formatting[i-1] != nil && p.openIndex(p.formatting[i-1]) < 0 {
		i--
	}
	for ; i < len(p.formatting) && len(p.open) < MaxDepth; i++ {
		old := p.formatting[i]
		n := p.newElement(old.Data, old.DataAtom, old.Attr)
		p.insert(n)
		p.push(n)
		p.formatting[i] = n
	}
}
