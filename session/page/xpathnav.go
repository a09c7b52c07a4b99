package page

import (
	"github.com/antchfx/xpath"
	"golang.org/x/net/html"
)

// navigator shows html.Nodes to antchfx/xpath. Unlike htmlquery's, absolute paths
// begin at the document's root wherever it starts, and doctypes are not seen.
type navigator struct {
	top, node *html.Node
	attr      int  // index of the attribute that it stands on, or -1
	steps     *int // how many more the run may take
}

// maxXPathSteps bounds the steps over the page of one run of an expression, for
// some expressions take time that grows with the square of a list's length:
// antchfx/xpath counts the list for each last() and position() in it anew. This
// many take some ten seconds.
const maxXPathSteps = 250_000_000

// outOfSteps is what a navigator panics with where a run takes too many.
type outOfSteps struct{}

func newNavigator(n *html.Node, steps *int) *navigator {
	return &navigator{top: topOf(n), node: n, attr: -1, steps: steps}
}

// step counts one step.
func (v *navigator) step() {
	if *v.steps--; *v.steps < 0 {
		panic(outOfSteps{})
	}
}

// NodeType is part of xpath.NodeNavigator, as are the other methods here.
func (v *navigator) NodeType() xpath.NodeType {
	if v.attr >= 0 {
		return xpath.AttributeNode
	}
	switch v.node.Type {
	case html.ElementNode:
		return xpath.ElementNode
	case html.TextNode:
		return xpath.TextNode
	case html.CommentNode:
		return xpath.CommentNode
	}
	return xpath.RootNode
}

func (v *navigator) LocalName() string {
	switch {
	case v.attr >= 0:
		return v.node.Attr[v.attr].Key
	case v.node.Type == html.ElementNode:
		return v.node.Data
	}
	return ""
}

func (v *navigator) Prefix() string {
	if v.attr >= 0 {
		return v.node.Attr[v.attr].Namespace
	}
	return ""
}

func (v *navigator) Value() string {
	switch {
	case v.attr >= 0:
		return v.node.Attr[v.attr].Val
	case v.node.Type == html.CommentNode:
		return v.node.Data
	}
	return textOf(v.node)
}

func (v *navigator) Copy() xpath.NodeNavigator {
	v.step()
	c := *v
	return &c
}

func (v *navigator) MoveToRoot() { v.node, v.attr = v.top, -1 }

func (v *navigator) MoveToParent() bool {
	if v.attr >= 0 {
		v.attr = -1
		return true
	}
	return v.move(v.node.Parent)
}

func (v *navigator) MoveToNextAttribute() bool {
	if v.node.Type != html.ElementNode || v.attr+1 >= len(v.node.Attr) {
		return false
	}
	v.attr++
	return true
}

func (v *navigator) MoveToChild() bool {
	if v.attr >= 0 {
		return false
	}
	n := v.node.FirstChild
	for n != nil && n.Type == html.DoctypeNode {
		n = n.NextSibling
	}
	return v.move(n)
}

func (v *navigator) MoveToFirst() bool {
	if v.attr >= 0 || v.node.Parent == nil {
		return false
	}
	first := v.node.Parent.FirstChild
	for first.Type == html.DoctypeNode {
		first = first.NextSibling
	}
	return first != v.node && v.move(first)
}

func (v *navigator) MoveToNext() bool {
	if v.attr >= 0 {
		return false
	}
	n := v.node.NextSibling
	for n != nil && n.Type == html.DoctypeNode {
		n = n.NextSibling
	}
	return v.move(n)
}

func (v *navigator) MoveToPrevious() bool {
	if v.attr >= 0 {
		return false
	}
	n := v.node.PrevSibling
	for n != nil && n.Type == html.DoctypeNode {
		n = n.PrevSibling
	}
	return v.move(n)
}

func (v *navigator) MoveTo(other xpath.NodeNavigator) bool {
	o, ok := other.(*navigator)
	if !ok || o.top != v.top {
		return false
	}
	*v = *o
	return true
}

// move goes to n, unless that is nil.
func (v *navigator) move(n *html.Node) bool {
	v.step()
	if n == nil {
		return false
	}
	v.node = n
	return true
}
