package page

import (
	"golang.org/x/net/html"
)

// Each of these takes a selector that the result must match, or nil. They list a
// node once, however many of the selected nodes lead to it.

// Children selects the child elements.
func (s *Selection) Children(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && !add(c) {
				return
			}
		}
	})
}

// Contents selects all child nodes, text and comments included.
func (s *Selection) Contents() *Selection {
	return s.collect(nil, func(n *html.Node, add func(*html.Node) bool) {
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			add(c)
		}
	})
}

// Parent selects the parent elements.
func (s *Selection) Parent(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		if p := parentElement(n); p != nil {
			add(p)
		}
	})
}

// Parents selects all ancestor elements, the nearest first.
func (s *Selection) Parents(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		for p := parentElement(n); p != nil; p = parentElement(p) {
			if !add(p) {
				return // and so are the ones above
			}
		}
	})
}

// Closest selects, for each node, the nearest of itself and its ancestors that
// matches sel.
func (s *Selection) Closest(sel *Selector) *Selection {
	var r run
	return s.collect(nil, func(n *html.Node, add func(*html.Node) bool) {
		if n.Type != html.ElementNode {
			n = parentElement(n)
		}
		for ; n != nil; n = parentElement(n) {
			if sel.match(n, &r) {
				add(n)
				return
			}
		}
	})
}

// Next selects the element right after each node.
func (s *Selection) Next(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		if n = nextElement(n); n != nil {
			add(n)
		}
	})
}

// Prev selects the element right before each node.
func (s *Selection) Prev(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		if n = previousElement(n); n != nil {
			add(n)
		}
	})
}

// NextAll selects all sibling elements after each node.
func (s *Selection) NextAll(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		for n = nextElement(n); n != nil; n = nextElement(n) {
			if !add(n) {
				return // the rest has been met from there
			}
		}
	})
}

// PrevAll selects all sibling elements before each node, the nearest first.
func (s *Selection) PrevAll(sel *Selector) *Selection {
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		for n = previousElement(n); n != nil; n = previousElement(n) {
			if !add(n) {
				return
			}
		}
	})
}

// Siblings selects all elements that share a parent with a node, the node itself
// left out.
func (s *Selection) Siblings(sel *Selector) *Selection {
	perParent := map[*html.Node]int{} // how many selected nodes a parent has
	s.doc.mu.RLock()
	for _, n := range s.nodes {
		if n.Parent != nil {
			perParent[n.Parent]++
		}
	}
	s.doc.mu.RUnlock()
	done := map[*html.Node]bool{}
	return s.collect(sel, func(n *html.Node, add func(*html.Node) bool) {
		p := n.Parent
		if p == nil || done[p] {
			return
		}
		// With two of them selected, each is a sibling of the other.
		done[p] = perParent[p] > 1
		for c := p.FirstChild; c != nil; c = c.NextSibling {
			if c.Type == html.ElementNode && (c != n || done[p]) {
				add(c)
			}
		}
	})
}

// collect calls step for each node and selects what it adds, in that order, each
// node once, where sel (if any) matches it. add tells whether the node was new.
func (s *Selection) collect(sel *Selector, step func(n *html.Node, add func(*html.Node) bool)) *Selection {
	var found []*html.Node
	var r *run // only where it is needed: it lies on the heap
	if sel != nil {
		r = &run{}
	}
	seen := make(map[*html.Node]bool, len(s.nodes))
	add := func(n *html.Node) bool {
		if len(s.nodes) > 1 {
			if seen[n] {
				return false
			}
			seen[n] = true
		}
		if sel == nil || sel.match(n, r) {
			found = append(found, n)
		}
		return true
	}
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	for _, n := range s.nodes {
		step(n, add)
	}
	return s.with(found)
}
