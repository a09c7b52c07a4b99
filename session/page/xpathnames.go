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
	case f.min == 1 && f.max == manyArgs:
		return "one argument or more"
	case f.max == manyArgs:
		return fmt.Sprintf("at least %d arguments", f.min)
	}
	return fmt.Sprintf("%d to %d arguments", f.min, f.max)
}

const manyArgs = 1000

// xfunctions are XPath 1.0's, those of XPath 2.0 that antchfx/xpath adds, and
// parsel's has-class() and re:test().
var xfunctions = map[string]xfunction{
	"last": {0, 0, false, false}, "position": {0, 0, false, false}, "count": {1, 1, true, false}, "local-name": {0, 1, false, true},
	"namespace-uri": {0, 1, false, true}, "name": {0, 1, false, true}, "string": {0, 1, false, true}, "concat": {2, manyArgs, false, false},
	"starts-with": {2, 2, false, false}, "contains": {2, 2, false, false}, "substring-before": {2, 2, false, false},
	"substring-after": {2, 2, false, false}, "substring": {2, 3, false, false}, "string-length": {0, 1, false, true},
	"normalize-space": {0, 1, false, true}, "translate": {3, 3, false, false}, "boolean": {1, 1, false, false}, "not": {1, 1, false, false},
	"true": {0, 0, false, false}, "false": {0, 0, false, false}, "number": {0, 1, false, true}, "sum": {1, 1, false, false},
	"floor": {1, 1, false, false}, "ceiling": {1, 1, false, false}, "round": {1, 1, false, false},
	"ends-with": {2, 2, false, false}, "lower-case": {1, 1, false, false}, "matches": {2, 2, false, false}, "replace": {3, 3, false, false},
	"has-class": {1, manyArgs, false, false}, "re:test": {2, 2, false, false}, "id": {1, 1, false, false}, "lang": {1, 1, false, false}, "reverse": {1, 1, true, false}, "string-join": {2, 2, true, false},
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

// byLiterals are the functions that antchfx/xpath does not have: each can be said in
// other words where its arguments are strings as they stand.
var byLiterals = map[string]struct {
	yields  xtype
	inWords func(literals []string) string
}{
	"id":        {xElements, withIDs},
	"lang":      {xScalar, inLanguage},
	"has-class": {xScalar, hasClasses},
}

// ofLiterals reads a call of one of byLiterals.
func (p *xparser) ofLiterals(name xtoken, f xfunction) xtype {
	p.i += 2
	var literals []string
	for !p.is(")") && p.err == nil {
		if len(literals) > 0 {
			p.want(",", "or \")\" in the call of "+name.text+"()")
		}
		if p.err == nil && p.tok().kind != xLiteral {
			p.fail("%s() takes a string such as %s(\"x\") here, found %s", name.text, name.text, p.found())
		}
		literals = append(literals, p.tok().text)
		if p.err == nil {
			p.i++
		}
	}
	end := p.tok().offset
	p.want(")", "that closes "+name.text+"(")
	if p.err == nil && (len(literals) < f.min || len(literals) > f.max) {
		p.failAt(name.offset, "%s() takes %s, not %d", name.text, f.takes(), len(literals))
	}
	if p.err != nil {
		return xScalar
	}
	in := byLiterals[name.text]
	p.rewrites = append(p.rewrites, xrewrite{start: name.offset, end: end + 1, text: in.inWords(literals)})
	return in.yields
}

// withIDs is a path to the elements with one of the ids, which the literal lists.
func withIDs(literals []string) string {
	quote, list := cutQuotes(literals[0])
	tests := []string{"false()"}
	for _, id := range strings.Fields(list) {
		tests = append(tests, "@id="+quote+id+quote)
	}
	return "(//*[" + strings.Join(tests, " or ") + "])"
}

// inLanguage tests for a language or one below it, in any case (XPath 1.0, 4.3).
func inLanguage(literals []string) string {
	const upper, lower = "'ABCDEFGHIJKLMNOPQRSTUVWXYZ'", "'abcdefghijklmnopqrstuvwxyz'"
	quote, language := cutQuotes(literals[0])
	return "starts-with(concat(translate(ancestor-or-self::*[@lang][1]/@lang," + upper + "," + lower + "),'-')," +
		quote + strings.ToLower(language) + "-" + quote + ")"
}

// hasClasses tests for all of the classes, as parsel's has-class().
func hasClasses(literals []string) string {
	var tests []string
	for _, literal := range literals {
		quote, class := cutQuotes(literal)
		tests = append(tests, "contains(concat(' ',normalize-space(@class),' '),"+quote+" "+class+" "+quote+")")
	}
	return "(" + strings.Join(tests, " and ") + ")"
}

// cutQuotes takes the quotes off a literal.
func cutQuotes(literal string) (quote, text string) { return literal[:1], literal[1 : len(literal)-1] }
