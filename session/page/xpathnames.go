package page

import (
	"fmt"
	"slices"
)

// xfunction is how many arguments a function takes.
type xfunction struct {
	min, max int
	nodes    bool // the first argument is a node-set
	here     bool // without argument it is of the context node
}

// takes says so in words.
func (f xfunction) takes() string {
	switch {
	case f.max == 0:
		return "no argument"
	case f.min == 1 && f.max == 1:
		return "one argument"
	case f.min == f.max:
		return fmt.Sprintf("%d arguments", f.min)
	case f.max == manyArgs:
		return fmt.Sprintf("at least %d arguments", f.min)
	}
	return fmt.Sprintf("%d to %d arguments", f.min, f.max)
}

const manyArgs = 1000

// xfunctions are XPath 1.0's that antchfx/xpath has, and those of XPath 2.0 that
// it adds. id() and lang() are missing.
var xfunctions = map[string]xfunction{
	"last": {0, 0, false, false}, "position": {0, 0, false, false}, "count": {1, 1, true, false}, "local-name": {0, 1, false, true},
	"namespace-uri": {0, 1, false, true}, "name": {0, 1, false, true}, "string": {0, 1, false, true}, "concat": {2, manyArgs, false, false},
	"starts-with": {2, 2, false, false}, "contains": {2, 2, false, false}, "substring-before": {2, 2, false, false},
	"substring-after": {2, 2, false, false}, "substring": {2, 3, false, false}, "string-length": {0, 1, false, true},
	"normalize-space": {0, 1, false, true}, "translate": {3, 3, false, false}, "boolean": {1, 1, false, false}, "not": {1, 1, false, false},
	"true": {0, 0, false, false}, "false": {0, 0, false, false}, "number": {0, 1, false, true}, "sum": {1, 1, false, false},
	"floor": {1, 1, false, false}, "ceiling": {1, 1, false, false}, "round": {1, 1, false, false},
	"ends-with": {2, 2, false, false}, "lower-case": {1, 1, false, false}, "matches": {2, 2, false, false}, "replace": {3, 3, false, false},
	"reverse": {1, 1, true, false}, "string-join": {2, 2, true, false},
}

var xaxes = map[string]bool{
	"ancestor": true, "ancestor-or-self": true, "attribute": true, "child": true, "descendant": true,
	"descendant-or-self": true, "following": true, "following-sibling": true, "parent": true, "preceding": true,
	"preceding-sibling": true, "self": true,
}

var (
	xfunctionNames = sortedKeys(xfunctions)
	xaxisNames     = sortedKeys(xaxes)
)

// sortedKeys makes hints the same in every run.
func sortedKeys[V any](m map[string]V) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
