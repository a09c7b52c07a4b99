package page

import (
	"iter"

	"golang.org/x/net/html"
)

// following is the node after n in document order within the tree below top, or
// nil after the last. It needs no stack, so depth costs nothing.
func following(n, top *html.Node) *html.Node {
	if n.FirstChild != nil {
		return n.FirstChild
	}
	return followingSkip(n, top)
}

// followingSkip is following without going into n.
func followingSkip(n, top *html.Node) *html.Node {
	for n != top {
		if n.NextSibling != nil {
			return n.NextSibling
		}
		if n = n.Parent; n == nil {
			return nil
		}
	}
	return nil
}

// descendants yields every node below top in document order, top not included.
func descendants(top *html.Node) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := following(top, top); n != nil; n = following(n, top) {
			if !yield(n) {
				return
			}
		}
	}
}

// isAncestor reports whether a is n or above n.
func isAncestor(a, n *html.Node) bool {
	for ; n != nil; n = n.Parent {
		if n == a {
			return true
		}
	}
	return false
}

// topOf is the root of the tree that n is in: the document's root, or the top of
// a part that was taken out of it.
func topOf(n *html.Node) *html.Node {
	for n.Parent != nil {
		n = n.Parent
	}
	return n
}

// inOrder sorts nodes into document order and drops repeats; those of other trees
// come tree by tree. It walks only what lies between them: below the lowest node
// that holds all of them.
func inOrder(nodes []*html.Node) []*html.Node {
	if len(nodes) < 2 {
		return nodes
	}
	wanted := make(map[*html.Node]bool, len(nodes))
	var trees []*html.Node               // their roots, as they come
	holds := map[*html.Node]*html.Node{} // of each tree, what holds all of its nodes
	for _, n := range nodes {
		wanted[n] = true
		root := topOf(n)
		holder, seen := holds[root]
		if !seen {
			trees = append(trees, root)
			holder = n
		}
		for !isAncestor(holder, n) {
			holder = holder.Parent
		}
		holds[root] = holder
	}
	sorted := make([]*html.Node, 0, len(wanted))
	for _, root := range trees {
		top := holds[root]
		for n := top; n != nil && len(sorted) < len(wanted); n = following(n, top) {
			if wanted[n] {
				sorted = append(sorted, n)
			}
		}
	}
	return sorted
}

// clone copies n and everything below it; the copy has no parent.
func clone(n *html.Node) *html.Node {
	shallow := func(n *html.Node) *html.Node {
		c := &html.Node{Type: n.Type, DataAtom: n.DataAtom, Data: n.Data, Namespace: n.Namespace}
		if len(n.Attr) > 0 {
			c.Attr = append([]html.Attribute(nil), n.Attr...)
		}
		return c
	}
	top := shallow(n)
	from, to := n, top
	for {
		switch {
		case from.FirstChild != nil:
			from = from.FirstChild
			child := shallow(from)
			to.AppendChild(child)
			to = child
		default:
			for from != n && from.NextSibling == nil {
				from, to = from.Parent, to.Parent
			}
			if from == n {
				return top
			}
			from = from.NextSibling
			sibling := shallow(from)
			to.Parent.AppendChild(sibling)
			to = sibling
		}
	}
}
