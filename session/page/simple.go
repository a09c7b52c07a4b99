package page

import (
	"fmt"
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// test is one part of a compound that is more than a name.
type test struct {
	kind   testKind
	group  []chain      // of testAny, testNone and testHas
	rank   *rank        // of testRank
	other  cascadia.Sel // of testOther
	scoped bool         // what comes out depends on where the search began
}

type testKind uint8

const (
	testOther testKind = iota // what cascadia knows: attributes, :empty, :contains(), …
	testAny                   // :is(), :where()
	testNone                  // :not()
	testHas                   // :has()
	testRank                  // :nth-child() and its kin
	testScope                 // :scope
)

// groupTests are the pseudo-classes whose argument is a group of selectors.
var groupTests = map[string]testKind{"is": testAny, "where": testAny, "not": testNone, "has": testHas}

// otherNames are pseudo-classes that cascadia knows under another name: those of
// BeautifulSoup's selectors, and CSS 4's.
var otherNames = map[string]string{"-soup-contains": ":contains", "-soup-contains-own": ":containsOwn", "any-link": ":link"}

// maxParentheses bounds selectors inside selectors: each :has() inside another
// one multiplies the work.
const maxParentheses = 8

// compileTests compiles what follows the names of a compound, source[start:end].
func compileTests(source string, start, end, depth int) ([]test, error) {
	var tests []test
	kept := start // the beginning of what is left to cascadia
	flush := func(upTo int) error {
		if kept == upTo {
			return nil
		}
		sel, err := cascadia.Parse(source[kept:upTo])
		if err != nil {
			return explainCompound(source, kept, source[kept:upTo], err)
		}
		tests = append(tests, test{kind: testOther, other: sel})
		return nil
	}
	c := &cssScanner{s: source[:end], i: start}
	for c.i < end {
		switch b := source[c.i]; {
		case b == '\\':
			c.escape()
		case b == '[' || b == '(':
			if err := c.bracketed(); err != nil {
				return nil, err
			}
		case b != ':':
			c.i++
		default:
			at := c.i
			name, args, err := c.pseudoClass()
			if err != nil {
				return nil, err
			}
			made, err := compileTest(source, name, args, depth)
			if err != nil {
				return nil, err
			}
			if made == nil {
				continue
			}
			if err := flush(at); err != nil {
				return nil, err
			}
			if c.i < end && strings.IndexByte(".#[:", source[c.i]) < 0 {
				return nil, selectorErrorf(source, c.i, "unexpected %s after :%s", quoteAt(source, c.i), name)
			}
			tests, kept = append(tests, made...), c.i
		}
	}
	return tests, flush(end)
}

// arguments is where what stands in the parentheses of a pseudo-class is; the
// zero value is a pseudo-class without.
type arguments struct{ at, start, end int }

func (a arguments) given() bool { return a.start > 0 }

// pseudoClass reads the name, in lower case, and the arguments of the
// pseudo-class that begins here.
func (c *cssScanner) pseudoClass() (name string, args arguments, err error) {
	c.i++
	if c.i < len(c.s) && c.s[c.i] == ':' {
		c.i++
		return "", args, nil // a pseudo-element: cascadia complains
	}
	start := c.i
	for c.i < len(c.s) && (isLetter(c.s[c.i]) || isDigit(c.s[c.i]) || c.s[c.i] == '-' || c.s[c.i] == '_') {
		c.i++
	}
	name, args.at = strings.ToLower(c.s[start:c.i]), c.i
	if c.i < len(c.s) && c.s[c.i] == '(' {
		args.start = c.i + 1
		if err := c.bracketed(); err != nil {
			return "", args, err
		}
		args.end = c.i - 1
	}
	return name, args, nil
}

// compileTest compiles a pseudo-class; nil is one for cascadia.
func compileTest(source, name string, args arguments, depth int) ([]test, error) {
	if other, ok := otherNames[name]; ok {
		if args.given() {
			other += source[args.start-1 : args.end+1]
		}
		sel, err := cascadia.Parse(other)
		if err != nil {
			return nil, selectorErrorf(source, args.at, ":%s: %s", name, err)
		}
		return []test{{kind: testOther, other: sel}}, nil
	}
	kind, isGroup := groupTests[name]
	_, isRank := rankTests[name]
	if name != "scope" && !isGroup && !isRank {
		return nil, nil
	}
	switch wantsArgs := isGroup || strings.HasPrefix(name, "nth-"); {
	case wantsArgs && !args.given():
		return nil, selectorErrorf(source, args.at, "wanted \"(\" after :%s", name)
	case !wantsArgs && args.given():
		return nil, selectorErrorf(source, args.at, ":%s takes no argument", name)
	case isGroup && depth == maxParentheses:
		return nil, selectorErrorf(source, args.at, "selectors are nested more than %d deep", maxParentheses)
	case isGroup:
		group, scoped, err := compileGroup(source, args.start, args.end, kind == testHas, depth+1)
		return []test{{kind: kind, group: group, scoped: scoped}}, err
	case isRank:
		return compileRanks(source, name, args, depth)
	}
	return []test{{kind: testScope, scoped: true}}, nil
}

// compileGroup compiles the group of selectors source[start:end]. Relative ones
// (of :has) always begin with a combinator, the descendant's if none is there.
func compileGroup(source string, start, end int, relative bool, depth int) (group []chain, scoped bool, err error) {
	members, serr := splitSelector(source, start, end, relative)
	if serr != nil {
		return nil, false, serr
	}
	for _, pieces := range members {
		if relative && pieces[0].combinator == 0 {
			pieces[0].combinator = ' '
		}
		c, err := compileChain(source, pieces, depth)
		if err != nil {
			return nil, false, err
		}
		for i := range c {
			for j := range c[i].compound.rest {
				scoped = scoped || c[i].compound.rest[j].scoped
			}
		}
		group = append(group, c)
	}
	return group, scoped, nil
}

// match reports whether the element n passes.
func (t *test) match(n *html.Node, r *run) bool {
	switch t.kind {
	case testAny:
		return matchesAny(t.group, n, r)
	case testNone:
		return !matchesAny(t.group, n, r)
	case testHas:
		r.remember()
		inner := run{scope: r.scope, anchor: n, memo: r.memo}
		for _, c := range t.group {
			if c.matchesBelow(n, &inner) {
				return true
			}
		}
		return false
	case testRank:
		return t.rank.match(n, r)
	case testScope:
		if r.scope == nil || r.scope.Type == html.DocumentNode {
			return n.Parent != nil && n.Parent.Type == html.DocumentNode
		}
		return n == r.scope
	}
	return t.other.Match(n)
}

func matchesAny(group []chain, n *html.Node, r *run) bool {
	for _, c := range group {
		if c.match(n, r) {
			return true
		}
	}
	return false
}

// matchesBelow reports whether something below the anchor n, or beside it where
// the chain begins so, is the chain's subject.
func (c chain) matchesBelow(n *html.Node, r *run) bool {
	end, lead := n, c[1].combinator
	if lead == '+' || lead == '~' {
		end = n.Parent
	}
	if len(c) == 2 && lead != ' ' { // the subject can only be a child or a sibling
		m := nextElement(n)
		if lead == '>' {
			m = firstChildElement(n)
		}
		for ; m != nil; m = nextElement(m) {
			if c[1].compound.match(m, r) {
				return true
			}
			if lead == '+' {
				return false
			}
		}
		return false
	}
	for m := following(n, end); m != nil; m = following(m, end) {
		if c.match(m, r) {
			return true
		}
	}
	return false
}

// rankTests are :nth-child() and what it is the general form of.
var rankTests = map[string][]rank{
	"nth-child": {{}}, "nth-last-child": {{last: true}}, "nth-of-type": {{ofType: true}}, "nth-last-of-type": {{ofType: true, last: true}},
	"first-child": {{b: 1}}, "last-child": {{b: 1, last: true}}, "only-child": {{b: 1}, {b: 1, last: true}},
	"first-of-type": {{b: 1, ofType: true}}, "last-of-type": {{b: 1, ofType: true, last: true}},
	"only-of-type": {{b: 1, ofType: true}, {b: 1, ofType: true, last: true}},
}

// compileRanks compiles one of rankTests.
func compileRanks(source, name string, args arguments, depth int) ([]test, error) {
	var tests []test
	for _, k := range rankTests[name] {
		made := test{kind: testRank, rank: &k}
		if args.given() {
			text, of := source[args.start:args.end], -1
			if !k.ofType {
				of = ofAt(text)
			}
			if of >= 0 {
				if depth == maxParentheses {
					return nil, selectorErrorf(source, args.start, "selectors are nested more than %d deep", maxParentheses)
				}
				var err error
				if k.of, made.scoped, err = compileGroup(source, args.start+of+len("of"), args.end, false, depth+1); err != nil {
					return nil, err
				}
				text = text[:of]
			}
			var ok bool
			if k.a, k.b, ok = parseNth(text); !ok {
				return nil, selectorErrorf(source, args.start, ":%s() wants odd, even, a number, or a step and a start such as 2n+1, not %s", name, quoted(text))
			}
		}
		tests = append(tests, made)
	}
	return tests, nil
}

// quoted is a text for a message.
func quoted(s string) string { return fmt.Sprintf("%q", strings.TrimSpace(s)) }
