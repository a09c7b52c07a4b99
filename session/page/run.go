package page

import (
	"golang.org/x/net/html"
)

// run is one use of a selector, on one goroutine: where it began, and what is
// worth remembering until it ends. The zero value is ready.
type run struct {
	scope  *html.Node // what :scope is; nil is the root element
	anchor *html.Node // what a leading combinator starts from
	*memo
}

// below is a run that looks for something below top.
func below(top *html.Node) run { return run{scope: top, anchor: top} }

// longWalk is how many siblings are walked over before it pays to remember what
// came out: looking that up costs as much.
const longWalk = 64

// memo keeps what was found out about long lists of siblings, so that selectors
// take time in proportion to the page also where it has a million of them.
type memo struct {
	before map[beforeKey]before
	ranks  map[rankKey]*positions
}

// beforeKey is a link that begins with ~, and a parent.
type beforeKey struct {
	link   *link
	parent *html.Node
}

// before is what came of trying a link on all that stands before at.
type before struct {
	at      *html.Node
	verdict verdict
}

// rankKey is an :nth-child() or one of its kin, and a parent.
type rankKey struct {
	rank   *rank
	parent *html.Node
}

// positions are those of the children of one parent.
type positions struct {
	asked int
	of    map[*html.Node]int // nil until it pays
}

func (r *run) before(key beforeKey) before {
	if r.memo == nil {
		return before{}
	}
	return r.memo.before[key]
}

func (r *run) setBefore(key beforeKey, b before) {
	r.remember()
	if r.memo.before == nil {
		r.memo.before = map[beforeKey]before{}
	}
	r.memo.before[key] = b
}

// remember makes sure that there is a memo.
func (r *run) remember() *memo {
	if r.memo == nil {
		r.memo = &memo{}
	}
	return r.memo
}

// match reports whether the selector matches n, wherever n sits.
func (s *Selector) match(n *html.Node, r *run) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for i := range s.group {
		if s.group[i].chain.match(n, r) {
			return true
		}
	}
	return false
}

// end is where a search below top ends: the tree that following stays in.
func (s *Selector) end(top *html.Node) *html.Node {
	if s.sideways {
		return top.Parent
	}
	return top
}

// first is the first match below top, or nil.
func (s *Selector) first(top *html.Node) *html.Node {
	r, end := below(top), s.end(top)
	for n := following(top, end); n != nil; n = following(n, end) {
		if s.match(n, &r) {
			return n
		}
	}
	return nil
}

// each calls yield with every match below top, in document order, until it
// returns false.
func (s *Selector) each(top *html.Node, yield func(*html.Node) bool) {
	r, end := below(top), s.end(top)
	for n := following(top, end); n != nil; n = following(n, end) {
		if s.match(n, &r) && !yield(n) {
			return
		}
	}
}

// findAll is every match below tops, in document order, each once. No two of tops
// may lie in one another, unless the selector is relative.
func (s *Selector) findAll(tops []*html.Node) []*html.Node {
	var found []*html.Node
	var r run
	for _, top := range tops {
		r.scope, r.anchor = top, top
		end := s.end(top)
		for n := following(top, end); n != nil; n = following(n, end) {
			if s.match(n, &r) {
				found = append(found, n)
			}
		}
	}
	if s.relative && len(tops) > 1 {
		return inOrder(found)
	}
	return found
}

// strings calls yield with each string that a ::text or ::attr() selector takes
// from top and what is below it, in document order, and with the attribute's name
// ("" for text), until yield returns false. As in parsel, top itself counts.
func (s *Selector) strings(top *html.Node, yield func(value, attr string) bool) {
	r, end := below(top), s.end(top)
	for n := top; n != nil; n = following(n, end) {
		switch n.Type {
		case html.TextNode:
			if n != top && s.takesText(n.Parent, &r) && !yield(n.Data, "") {
				return
			}
		case html.ElementNode:
			for i := range s.group {
				if v, ok := s.takesAttr(i, n, &r); ok && !yield(v, s.group[i].attr) {
					return
				}
			}
		}
	}
}

// takesText reports whether the text directly inside n is asked for.
func (s *Selector) takesText(n *html.Node, r *run) bool {
	for i := range s.group {
		if c := &s.group[i]; c.output == outputText && c.chain.match(n, r) && n.Type == html.ElementNode {
			return true
		}
	}
	return false
}

// takesAttr is the attribute of n that member i of the group asks for, unless a
// member before has taken it.
func (s *Selector) takesAttr(i int, n *html.Node, r *run) (string, bool) {
	c := &s.group[i]
	if c.output != outputAttr {
		return "", false
	}
	v, ok := attrOf(n, c.attr)
	if !ok || !c.chain.match(n, r) {
		return "", false
	}
	for j := range s.group[:i] {
		if b := &s.group[j]; b.output == outputAttr && b.attr == c.attr && b.chain.match(n, r) {
			return "", false
		}
	}
	return v, true
}
