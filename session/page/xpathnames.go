package page

import (
	"fmt"
	"slices"
	"strings"
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

// xfunctions are XPath 1.0's, and those of XPath 2.0 that antchfx/xpath adds.
var xfunctions = map[string]xfunction{
	"last": {0, 0, false, false}, "position": {0, 0, false, false}, "count": {1, 1, true, false}, "local-name": {0, 1, false, true},
	"namespace-uri": {0, 1, false, true}, "name": {0, 1, false, true}, "string": {0, 1, false, true}, "concat": {2, manyArgs, false, false},
	"starts-with": {2, 2, false, false}, "contains": {2, 2, false, false}, "substring-before": {2, 2, false, false},
	"substring-after": {2, 2, false, false}, "substring": {2, 3, false, false}, "string-length": {0, 1, false, true},
	"normalize-space": {0, 1, false, true}, "translate": {3, 3, false, false}, "boolean": {1, 1, false, false}, "not": {1, 1, false, false},
	"true": {0, 0, false, false}, "false": {0, 0, false, false}, "number": {0, 1, false, true}, "sum": {1, 1, false, false},
	"floor": {1, 1, false, false}, "ceiling": {1, 1, false, false}, "round": {1, 1, false, false},
	"ends-with": {2, 2, false, false}, "lower-case": {1, 1, false, false}, "matches": {2, 2, false, false}, "replace": {3, 3, false, false},
	"id": {1, 1, false, false}, "lang": {1, 1, false, false}, "reverse": {1, 1, true, false}, "string-join": {2, 2, true, false},
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

// ofLiteral reads a call of id() or lang(), which antchfx/xpath does not have, and
// says it in other words. That can be done for a string as it stands only.
func (p *xparser) ofLiteral(name xtoken) xtype {
	p.i += 2
	literal := p.tok()
	if literal.kind != xLiteral {
		p.fail("%s() takes a string such as %s(\"x\") here, found %s", name.text, name.text, p.found())
		return xScalar
	}
	p.i++
	end := p.tok().offset
	p.want(")", "that closes "+name.text+"(")
	quote, value := literal.text[:1], literal.text[1:len(literal.text)-1]
	w, yields := xrewrite{start: name.offset, end: end + 1}, xElements
	if name.text == "id" {
		w.text = p.withIDs(quote, strings.Fields(value))
	} else {
		// As XPath 1.0 (section 4.3): the language, or one below it, in any case.
		const upper, lower = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ'", "'abcdefghijklmnopqrstuvwxyz'"
		w.text = "starts-with(concat(translate(ancestor-or-self::*[@lang][1]/@lang," + upper + "," + lower + "),'-')," +
			quote + strings.ToLower(value) + "-" + quote + ")"
		yields = xScalar
	}
	p.rewrites = append(p.rewrites, w)
	return yields
}

// withIDs is a path to the elements with one of the ids.
func (p *xparser) withIDs(quote string, ids []string) string {
	if len(ids) == 0 {
		return "(//*[false()])"
	}
	tests := make([]string, len(ids))
	for i, id := range ids {
		tests[i] = "@id=" + quote + id + quote
	}
	return "(//*[" + strings.Join(tests, " or ") + "])"
}
