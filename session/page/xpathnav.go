package page

import (
	"github.com/antchfx/xpath"
	"golang.org/x/net/html"
)

// navigator shows html.Nodes to antchfx/xpath. Unlike htmlquery's, absolute paths
// begin at the document's root wherever it starts, and doctypes are not seen.
type navigator struct {
	top, node *html.Node
	attr      int // index of the attribute that it stands on, or -1
}

func newNavigator(n *html.Node) *navigator {
	return &navigator{top: topOf(n), node: n, attr: -1}
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
	moved := false
	for v.MoveToPrevious() {
		moved = true
	}
	return moved
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
	if n == nil {
		return false
	}
	v.node = n
	return true
}
