package page

import (
	"errors"

	"golang.org/x/net/html"

	"luafut/session/page/htmlparse"
)

// maxDepth is how deep a change may make a tree: what walks it recursively, such
// as rendering, stays in a few hundred kilobytes of stack.
const maxDepth = 2048

// Content is what the inserting methods insert: nodes of a selection, or markup.
// A selection's nodes move to the (last) place where they are inserted, and are
// copied to the others; those of another document are always copied.
type Content struct {
	Markup    string
	Selection *Selection // where not nil, Markup is not looked at
}

// SetHTML makes markup all that is in each element. The error is a *LimitError.
func (s *Selection) SetHTML(markup string) error {
	return s.insert(Content{Markup: markup}, func(n *html.Node) *html.Node { return n }, func(target *html.Node, nodes []*html.Node) {
		empty(target)
		appendNodes(target, nil, nodes)
	})
}

// Append puts content at the end inside of each element. The error is a
// *LimitError or ErrCycle.
func (s *Selection) Append(content Content) error {
	return s.insert(content, func(n *html.Node) *html.Node { return n }, func(target *html.Node, nodes []*html.Node) {
		appendNodes(target, nil, nodes)
	})
}

// Prepend puts content at the beginning inside of each element. The error is a
// *LimitError or ErrCycle.
func (s *Selection) Prepend(content Content) error {
	return s.insert(content, func(n *html.Node) *html.Node { return n }, func(target *html.Node, nodes []*html.Node) {
		before := target.FirstChild
		for before != nil && holds(nodes, before) {
			before = before.NextSibling
		}
		appendNodes(target, before, nodes)
	})
}

// ReplaceWith puts content in the place of each node, which leaves the document.
// The error is a *LimitError or ErrCycle.
func (s *Selection) ReplaceWith(content Content) error {
	return s.insert(content, func(n *html.Node) *html.Node { return n.Parent }, func(target *html.Node, nodes []*html.Node) {
		if target.Parent == nil || holds(nodes, target) {
			return
		}
		appendNodes(target.Parent, target, nodes)
		detach(target)
	})
}

// Wrap puts a copy of the content's first element around each node: into its
// innermost first element, as goquery's Wrap. The error is a *LimitError or
// ErrCycle.
func (s *Selection) Wrap(content Content) error {
	if content.Selection != nil {
		markup, ok := content.Selection.OuterHTML()
		if !ok {
			return nil
		}
		content = Content{Markup: markup}
	}
	return s.insert(content, func(n *html.Node) *html.Node { return n.Parent }, func(target *html.Node, nodes []*html.Node) {
		wrapper := firstElement(nodes)
		if wrapper == nil || target.Parent == nil {
			return
		}
		target.Parent.InsertBefore(wrapper, target)
		inner := wrapper
		for c := firstChildElement(inner); c != nil; c = firstChildElement(c) {
			inner = c
		}
		detach(target)
		inner.AppendChild(target)
	})
}

func firstElement(nodes []*html.Node) *html.Node {
	for _, n := range nodes {
		if n.Type == html.ElementNode {
			return n
		}
	}
	return nil
}

func firstChildElement(n *html.Node) *html.Node {
	for n = n.FirstChild; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}

func holds(nodes []*html.Node, n *html.Node) bool {
	for _, m := range nodes {
		if m == n {
			return true
		}
	}
	return false
}

// appendNodes moves nodes into parent, before its child before (nil: at the end).
func appendNodes(parent, before *html.Node, nodes []*html.Node) {
	for _, n := range nodes {
		detach(n)
		parent.InsertBefore(n, before)
	}
}

// ErrPage is what an inserting method returns for a whole document as content.
var ErrPage = errors.New("a whole page cannot be put into an element; take what is in it, find(\"body\"):contents()")

// ErrVoid is what an inserting method returns for an element that can hold
// nothing. Where the content is a selection nothing has been changed then; where it
// is markup, the elements before it have.
var ErrVoid = errors.New("nothing can be put into an element such as <br> or <img>")

// insert runs put for each selected node with nodes for it. holder is the element
// that will hold them: it is the context of the markup.
func (s *Selection) insert(content Content, holder func(*html.Node) *html.Node, put func(target *html.Node, nodes []*html.Node)) error {
	foreign := content.Selection != nil && content.Selection.doc != s.doc
	var copies []*html.Node // of the selection, as it was before anything was changed
	if foreign {
		other := content.Selection.doc
		other.mu.RLock()
		copies = cloneAll(content.Selection.nodes)
		other.mu.RUnlock()
	}
	s.doc.mu.Lock()
	defer s.doc.mu.Unlock()
	s.doc.changed()
	targets := make([]*html.Node, 0, len(s.nodes))
	for _, n := range s.nodes {
		if h := holder(n); h != nil && h.Type == html.ElementNode {
			targets = append(targets, n)
		}
	}
	if content.Selection != nil && !foreign && len(targets) > 1 {
		copies = cloneAll(content.Selection.nodes)
	}
	for i, target := range targets { // copies fit where they are not too deep; what moves must not hold the place
		nodes := copies
		if i == len(targets)-1 && content.Selection != nil && !foreign {
			nodes = content.Selection.nodes
		}
		if err := fits(holder(target), nodes); err != nil {
			return err
		}
	}
	if err := fewEnough(len(targets), copies); err != nil {
		return err
	}
	for i, target := range targets {
		in := holder(target)
		if in == nil {
			continue // an earlier turn moved it away
		}
		var nodes []*html.Node
		switch last := i == len(targets)-1; {
		case content.Selection == nil:
			parsed, err := parseFragment(content.Markup, in)
			if err != nil {
				return err
			}
			if i == 0 {
				if err := fewEnough(len(targets), parsed); err != nil {
					return err
				}
			}
			nodes = parsed
		case !last:
			nodes = cloneAll(copies)
		case foreign:
			nodes = copies
		default:
			nodes = content.Selection.nodes
		}
		if err := fits(in, nodes); err != nil {
			return err
		}
		put(target, nodes)
	}
	return nil
}

func cloneAll(nodes []*html.Node) []*html.Node {
	copies := make([]*html.Node, len(nodes))
	for i, n := range nodes {
		copies[i] = clone(n)
	}
	return copies
}

// fits checks that nodes can go into the element in.
func fits(in *html.Node, nodes []*html.Node) error {
	if len(nodes) > 0 && isVoid(in) {
		return ErrVoid
	}
	depth := 0
	for p := in; p != nil; p = p.Parent {
		depth++
	}
	for _, n := range nodes {
		if n.Type == html.DocumentNode {
			return ErrPage
		}
		if isAncestor(n, in) {
			return ErrCycle
		}
		if depth+height(n) > maxDepth {
			return &LimitError{What: "elements inside one another", Limit: maxDepth}
		}
	}
	return nil
}

// fewEnough checks that what is put into so many places is no more than a page may have:
// a loop that puts into all that it has put before grows by powers.
func fewEnough(places int, nodes []*html.Node) error {
	n := 0
	for _, top := range nodes {
		for range top.Descendants() {
			n++
		}
		n++
	}
	if n*places > htmlparse.MaxNodes {
		return &LimitError{What: "nodes put into a page at once", Limit: htmlparse.MaxNodes, Got: n * places}
	}
	return nil
}

// height is how many levels n and what is below it make.
func height(top *html.Node) int {
	level, highest := 1, 1
	for n := top; ; {
		switch {
		case n.FirstChild != nil:
			n = n.FirstChild
			level++
			highest = max(highest, level)
		default:
			for n != top && n.NextSibling == nil {
				n = n.Parent
				level--
			}
			if n == top {
				return highest
			}
			n = n.NextSibling
		}
	}
}
