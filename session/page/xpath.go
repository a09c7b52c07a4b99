package page

import (
	"fmt"
	"strings"
	"sync"

	"github.com/antchfx/xpath"
	"golang.org/x/net/html"
)

// XPath is a compiled XPath 1.0 expression. Any number of goroutines may use it
// at once.
type XPath struct {
	source string
	parts  []*xpathPart // their union
	yields xtype
}

// xpathPart is an expression as antchfx/xpath gets it.
type xpathPart struct {
	plain string
	// Its expression keeps state while it runs, so each run has its own.
	exprs sync.Pool
}

var xpaths = newCache[*XPath](512)

// CompileXPath compiles an expression, or returns the one compiled before. The
// error is a *SelectorError. Besides XPath 1.0's functions (id and lang of a string
// as it stands only) there are XPath 2.0's ends-with, lower-case, matches, replace, reverse and
// string-join, and parsel's has-class and re:test.
func CompileXPath(expr string) (*XPath, error) {
	return xpaths.get(expr, func() (*XPath, error) {
		if len(expr) > maxSelector {
			return nil, selectorErrorf(expr, maxSelector, "the expression is too long: %d bytes, the limit is %d", len(expr), maxSelector)
		}
		if at := invalidUTF8(expr); at >= 0 {
			return nil, selectorErrorf(expr, at, "the expression is not valid UTF-8")
		}
		plain, yields, serr := checkXPath(strings.Clone(expr))
		if serr != nil {
			return nil, serr
		}
		x := &XPath{source: strings.Clone(expr), yields: yields}
		for _, text := range plain {
			compiled, err := xpath.Compile(text)
			if err != nil {
				return nil, selectorErrorf(expr, 0, "%s", err)
			}
			part := &xpathPart{plain: text}
			part.exprs.Put(compiled)
			x.parts = append(x.parts, part)
		}
		return x, nil
	})
}

// String is the expression's source.
func (x *XPath) String() string { return x.source }

// XPathKind is what an XPath expression came to.
type XPathKind uint8

// The kinds of a result.
const (
	XPathNodes   XPathKind = iota // Nodes
	XPathStrings                  // Strings: attributes and text nodes
	XPathNumber                   // Number
	XPathString                   // String
	XPathBool                     // Bool
)

// XPathResult is what an XPath expression came to; Kind tells which field holds
// it.
type XPathResult struct {
	Kind    XPathKind
	Nodes   *Selection
	Strings []string
	Number  float64
	String  string
	Bool    bool
}

// xnode is a node of a result: an attribute where attr is not -1.
type xnode struct {
	node *html.Node
	attr int
}

func (n xnode) text() string {
	if n.attr >= 0 {
		return n.node.Attr[n.attr].Val
	}
	return textOf(n.node)
}

// XPath evaluates the expression with each selected node as its context. Paths
// that begin with / start at the document's root. Nodes come in document order,
// each once; a number, string or boolean is that of the first selected node,
// and of an empty page where none is selected. The
// errors are a *SelectorError, for what only shows while evaluating, such as a
// wrong type of argument, and a *LimitError for an expression that would take
// minutes on this page.
func (s *Selection) XPath(x *XPath) (XPathResult, error) {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	var nodes []xnode
	steps := maxXPathSteps
	contexts := s.nodes
	if x.yields == xScalar && len(contexts) == 0 {
		contexts = []*html.Node{{Type: html.DocumentNode}} // where every path finds nothing
	}
	for i, context := range contexts {
		scalar, found, err := x.evaluate(context, &steps)
		if err != nil {
			return XPathResult{}, err
		}
		if scalar != nil && i == 0 {
			return scalarResult(scalar), nil
		}
		nodes = append(nodes, found...)
	}
	strs := x.yields == xStrings
	for _, n := range nodes {
		strs = strs || n.attr >= 0
	}
	if strs {
		result := XPathResult{Kind: XPathStrings, Strings: []string{}}
		for _, n := range unique(nodes) {
			result.Strings = append(result.Strings, copyOf(n.text()))
		}
		return result, nil
	}
	plain := make([]*html.Node, len(nodes))
	for i, n := range nodes {
		plain[i] = n.node
	}
	return XPathResult{Kind: XPathNodes, Nodes: s.with(inOrder(plain))}, nil
}

func scalarResult(v any) XPathResult {
	switch v := v.(type) {
	case float64:
		return XPathResult{Kind: XPathNumber, Number: v}
	case bool:
		return XPathResult{Kind: XPathBool, Bool: v}
	case string:
		return XPathResult{Kind: XPathString, String: copyOf(v)}
	}
	return XPathResult{Kind: XPathString, String: fmt.Sprint(v)}
}

// unique drops repeats, and sorts into document order.
func unique(nodes []xnode) []xnode {
	if len(nodes) < 2 {
		return nodes
	}
	var owners []*html.Node
	byOwner := map[*html.Node][]int{}
	seen := map[xnode]bool{}
	for _, n := range nodes {
		if !seen[n] {
			seen[n] = true
			owners = append(owners, n.node)
			byOwner[n.node] = append(byOwner[n.node], n.attr)
		}
	}
	sorted := make([]xnode, 0, len(seen))
	for _, owner := range inOrder(owners) {
		for _, attr := range byOwner[owner] {
			sorted = append(sorted, xnode{owner, attr})
		}
	}
	return sorted
}

// evaluate runs the expression on one node, in as many steps at most. Exactly one
// of scalar and nodes says what came of it. The caller holds the lock.
func (x *XPath) evaluate(context *html.Node, steps *int) (scalar any, nodes []xnode, err error) {
	defer func() {
		switch p := recover(); p {
		case nil:
		case outOfSteps{}:
			err = &LimitError{What: "steps over the page for the expression " + x.source, Limit: maxXPathSteps}
		default:
			// antchfx/xpath panics for what it finds wrong while it runs. The
			// expression may be in any state now: it is not used again.
			err = selectorErrorf(x.source, 0, "the expression cannot be evaluated: %v", p)
		}
	}()
	for _, part := range x.parts {
		expr, ok := part.exprs.Get().(*xpath.Expr)
		if !ok {
			if expr, err = xpath.Compile(part.plain); err != nil {
				return nil, nil, selectorErrorf(x.source, 0, "%s", err)
			}
		}
		switch v := expr.Evaluate(newNavigator(context, steps)).(type) {
		case *xpath.NodeIterator:
			for v.MoveNext() {
				at := v.Current().(*navigator)
				nodes = append(nodes, xnode{at.node, at.attr})
			}
		default:
			scalar = v
		}
		part.exprs.Put(expr)
	}
	return scalar, nodes, nil
}
