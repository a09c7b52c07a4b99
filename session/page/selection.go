package page

import (
	"golang.org/x/net/html"
)

// Selection is a list of nodes of one document, as goquery's: mostly elements,
// also text and comments after Contents. It never changes, though the nodes may
// be changed through it; methods that select return another. Any number of
// goroutines may use it at once. An empty one is as good as any: its methods
// find nothing and change nothing. Document and the methods of other selections
// make selections; the zero value is not one.
type Selection struct {
	doc   *Document
	nodes []*html.Node
}

// with makes a selection of the same document.
func (s *Selection) with(nodes []*html.Node) *Selection {
	return &Selection{doc: s.doc, nodes: nodes}
}

// one is a selection of n, or the empty one where n is nil.
func (s *Selection) one(n *html.Node) *Selection {
	if n == nil {
		return s.with(nil)
	}
	return s.with([]*html.Node{n})
}

// Len is how many nodes are selected.
func (s *Selection) Len() int { return len(s.nodes) }

// Equal reports whether both hold the same nodes in the same order.
func (s *Selection) Equal(other *Selection) bool {
	if other == nil || s.doc != other.doc || len(s.nodes) != len(other.nodes) {
		return false
	}
	for i, n := range s.nodes {
		if n != other.nodes[i] {
			return false
		}
	}
	return true
}

// Name is the tag name of the first node in lower case, "#text", "#comment" or
// "#document" for what is no element, and "" for an empty selection, as
// goquery's NodeName.
func (s *Selection) Name() string {
	if len(s.nodes) == 0 {
		return ""
	}
	switch n := s.nodes[0]; n.Type {
	case html.ElementNode:
		if n.DataAtom != 0 {
			return n.Data // shared by all pages
		}
		return copyOf(n.Data)
	case html.TextNode:
		return "#text"
	case html.CommentNode:
		return "#comment"
	case html.DoctypeNode:
		return "#doctype"
	default:
		return "#document"
	}
}

// Find selects the descendants that match sel, each once; with one that begins
// with + or ~, also what follows beside the nodes.
func (s *Selection) Find(sel *Selector) *Selection {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	return s.with(s.findLocked(sel))
}

func (s *Selection) findLocked(sel *Selector) []*html.Node { return sel.findAll(s.searched(sel)) }

// searched is where a selector is looked for: a relative one below each node, for
// nodes inside one another do not find the same.
func (s *Selection) searched(sel *Selector) []*html.Node {
	if sel.relative {
		return s.nodes
	}
	return s.outermost()
}

// outermost is the selected nodes without those inside another one of them, and
// without repeats, so that walking below each meets no node twice.
func (s *Selection) outermost() []*html.Node {
	if len(s.nodes) < 2 {
		return s.nodes
	}
	selected := make(map[*html.Node]bool, len(s.nodes))
	for _, n := range s.nodes {
		selected[n] = true
	}
	outer := make([]*html.Node, 0, len(s.nodes))
nodes:
	for _, n := range s.nodes {
		if !selected[n] {
			continue
		}
		for p := n.Parent; p != nil; p = p.Parent {
			if _, ok := selected[p]; ok {
				continue nodes
			}
		}
		outer = append(outer, n)
		selected[n] = false
	}
	return outer
}

// FindFirst selects the first descendant that matches sel.
func (s *Selection) FindFirst(sel *Selector) *Selection {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	return s.one(s.firstLocked(sel))
}

func (s *Selection) firstLocked(sel *Selector) *html.Node {
	for _, top := range s.nodes {
		if n := sel.first(top); n != nil {
			return n
		}
	}
	return nil
}

// FindStrings lists what a selector with ::text or ::attr() takes from the
// selected nodes and their descendants, in document order. For a selector of
// elements it is empty; see Selector.SelectsStrings.
func (s *Selection) FindStrings(sel *Selector) []string {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	found := []string{}
	for _, top := range s.searched(sel) {
		sel.strings(top, func(v, _ string) bool {
			found = append(found, copyOf(v))
			return true
		})
	}
	return found
}

// Filter keeps the nodes that match sel.
func (s *Selection) Filter(sel *Selector) *Selection {
	var r run
	return s.keep(func(n *html.Node) bool { return sel.match(n, &r) })
}

// Not drops the nodes that match sel.
func (s *Selection) Not(sel *Selector) *Selection {
	var r run
	return s.keep(func(n *html.Node) bool { return !sel.match(n, &r) })
}

// NotIn drops the nodes that other holds.
func (s *Selection) NotIn(other *Selection) *Selection {
	drop := other.set()
	return s.keep(func(n *html.Node) bool { return !drop[n] })
}

// FilterIn keeps the nodes that other holds too.
func (s *Selection) FilterIn(other *Selection) *Selection {
	hold := other.set()
	return s.keep(func(n *html.Node) bool { return hold[n] })
}

// Has keeps the nodes that have a descendant which matches sel.
func (s *Selection) Has(sel *Selector) *Selection {
	return s.keep(func(n *html.Node) bool { return sel.first(n) != nil })
}

// HasNodes keeps the nodes that have a descendant which other holds.
func (s *Selection) HasNodes(other *Selection) *Selection {
	s.doc.mu.RLock()
	above := map[*html.Node]bool{}
	for _, o := range other.nodes {
		for p := o.Parent; p != nil && !above[p]; p = p.Parent {
			above[p] = true
		}
	}
	s.doc.mu.RUnlock()
	return s.keep(func(n *html.Node) bool { return above[n] })
}

// keep selects the nodes for which wanted holds. wanted is code of this package:
// it runs under the lock.
func (s *Selection) keep(wanted func(*html.Node) bool) *Selection {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var kept []*html.Node
	for _, n := range s.nodes {
		if wanted(n) {
			kept = append(kept, n)
		}
	}
	return s.with(kept)
}

// set is the nodes as a set.
func (s *Selection) set() map[*html.Node]bool {
	set := make(map[*html.Node]bool, len(s.nodes))
	for _, n := range s.nodes {
		set[n] = true
	}
	return set
}

// Add selects, besides what is selected, what matches sel anywhere in the
// document, as goquery's Add.
func (s *Selection) Add(sel *Selector) *Selection {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	return s.with(appendNew(s.nodes, sel.findAll([]*html.Node{s.doc.root})))
}

// AddSelection selects the nodes of both, each once, in that order. The error is
// ErrOtherDocument.
func (s *Selection) AddSelection(other *Selection) (*Selection, error) {
	if other.doc != s.doc {
		return nil, ErrOtherDocument
	}
	return s.with(appendNew(s.nodes, other.nodes)), nil
}

// appendNew is nodes with those of more that it does not hold yet.
func appendNew(nodes, more []*html.Node) []*html.Node {
	all := make([]*html.Node, 0, len(nodes)+len(more))
	seen := make(map[*html.Node]bool, len(nodes)+len(more))
	for _, list := range [][]*html.Node{nodes, more} {
		for _, n := range list {
			if !seen[n] {
				seen[n] = true
				all = append(all, n)
			}
		}
	}
	return all
}
