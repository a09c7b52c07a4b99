package page

import (
	"fmt"
	"strings"

	"luafut/session/near"
)

// antchfx/xpath stops reading where an expression could end, so that "//li]"
// passes, and its errors name no place. So each expression is read here first, by
// the grammar of XPath 1.0 (section 3), before it compiles it.

// xtype is what an expression yields, as far as its text tells.
type xtype uint8

const (
	xElements xtype = iota // nodes that a Selection can hold
	xStrings               // attributes or text nodes only
	xScalar                // a number, string or boolean
)

// maxXDepth is the nesting that antchfx/xpath takes.
const maxXDepth = 190

// checkXPath checks an expression and says what it yields. plain is the expression
// as antchfx/xpath understands it: without id() and lang(), and with the context
// node named where functions of it name none, and a union of paths as several
// expressions, for a union takes it the square of the nodes' number.
func checkXPath(s string) (plain []string, yields xtype, err *SelectorError) {
	tokens, err := lexXPath(s)
	if err != nil {
		return nil, 0, err
	}
	p := &xparser{source: s, tokens: tokens}
	yields = p.expr()
	if p.err == nil && p.tok().kind != xEnd {
		p.fail("unexpected %s after the end of the expression", p.found())
	}
	var b strings.Builder
	at := 0
	for _, w := range p.rewrites {
		if w.union && yields == xScalar {
			continue
		}
		b.WriteString(s[at:w.start] + w.text)
		if at = w.end; w.union {
			plain = append(plain, b.String())
			b.Reset()
		}
	}
	return append(plain, b.String()+s[at:]), yields, p.err
}

// xparser reads tokens; the first error sticks and ends all loops.
type xparser struct {
	source string
	tokens []xtoken
	i      int
	depth  int
	err    *SelectorError
	// rewrites are what antchfx/xpath has to be told in other words, from left to
	// right.
	rewrites []xrewrite
}

// xrewrite puts a text in the place of source[start:end]; at the | of an outermost
// union it begins another expression.
type xrewrite struct {
	start, end int
	text       string
	union      bool
}

func (p *xparser) tok() xtoken { return p.tokens[p.i] }

func (p *xparser) is(symbol string) bool {
	return p.err == nil && p.tok().kind == xSymbol && p.tok().text == symbol
}

func (p *xparser) accept(symbols ...string) bool {
	for _, symbol := range symbols {
		if p.is(symbol) {
			p.i++
			return true
		}
	}
	return false
}

// acceptWord takes an operator that is a name, such as "and".
func (p *xparser) acceptWord(words ...string) bool {
	for _, word := range words {
		if p.err == nil && p.tok().kind == xName && p.tok().text == word {
			p.i++
			return true
		}
	}
	return false
}

func (p *xparser) want(symbol, what string) {
	if !p.accept(symbol) {
		p.fail("wanted %q %s, found %s", symbol, what, p.found())
	}
}

func (p *xparser) found() string {
	if p.tok().kind == xEnd {
		return "the end"
	}
	return fmt.Sprintf("%q", p.tok().text)
}

func (p *xparser) fail(format string, args ...any) { p.failAt(p.tok().offset, format, args...) }

func (p *xparser) failAt(offset int, format string, args ...any) {
	if p.err == nil {
		p.err = selectorErrorf(p.source, offset, format, args...)
	}
}

// xlevels are the binary operators, the loosest first.
var xlevels = []struct {
	words   []string
	symbols []string
}{
	{words: []string{"or"}},
	{words: []string{"and"}},
	{symbols: []string{"=", "!="}},
	{symbols: []string{"<", "<=", ">", ">="}},
	{symbols: []string{"+", "-"}},
	{words: []string{"div", "mod"}, symbols: []string{"*"}},
}

func (p *xparser) expr() xtype {
	if p.depth++; p.depth > maxXDepth {
		p.fail("the expression is nested too deeply: the limit is %d", maxXDepth)
	}
	defer func() { p.depth-- }()
	return p.binary(0)
}

func (p *xparser) binary(level int) xtype {
	if p.err != nil {
		return xScalar
	}
	if level == len(xlevels) {
		return p.unary()
	}
	yields := p.binary(level + 1)
	for p.err == nil && (p.acceptWord(xlevels[level].words...) || p.accept(xlevels[level].symbols...)) {
		p.binary(level + 1)
		yields = xScalar
	}
	return yields
}

func (p *xparser) unary() xtype {
	minus := false
	for p.accept("-") {
		minus = true
	}
	yields := p.path()
	for p.is("|") {
		at := p.tok().offset
		p.i++
		if p.depth == 1 {
			p.rewrites = append(p.rewrites, xrewrite{start: at, end: at + 1, union: true})
		}
		other := p.path()
		if yields == xScalar || other == xScalar {
			p.failAt(at, "only paths can be joined with |")
		}
		if other != yields {
			yields = xElements // mixed: decided by what comes out
		}
	}
	if minus {
		return xScalar
	}
	return yields
}

func (p *xparser) path() xtype {
	yields, isPath := p.primary()
	if !isPath {
		for p.is("[") {
			p.predicate()
		}
		if !p.accept("/", "//") {
			return yields
		}
		return p.relative()
	}
	if p.accept("/") {
		if !p.beginsStep() {
			return xElements
		}
		return p.relative()
	}
	p.accept("//")
	return p.relative()
}

// primary reads a variable, group, literal, number or call; isPath means that a
// location path begins here instead.
func (p *xparser) primary() (yields xtype, isPath bool) {
	t := p.tok()
	switch {
	case p.err != nil:
		return xScalar, false
	case t.kind == xLiteral || t.kind == xNumber:
		p.i++
		return xScalar, false
	case p.is("$"):
		p.fail("there are no variables to refer to; put the value into the expression")
		return xScalar, false
	case p.accept("("):
		yields = p.expr()
		p.want(")", fmt.Sprintf("that closes the \"(\" of column %d", t.offset+1))
		return yields, false
	case t.kind == xName && p.next("(") && !isNodeType(t.text):
		return p.call(), false
	}
	return 0, true
}

// next reports whether symbol follows the token here.
func (p *xparser) next(symbol string) bool {
	return p.tok().kind != xEnd && p.tokens[p.i+1].kind == xSymbol && p.tokens[p.i+1].text == symbol
}

func isNodeType(name string) bool {
	return name == "node" || name == "text" || name == "comment" || name == "processing-instruction"
}

func (p *xparser) beginsStep() bool {
	t := p.tok()
	return t.kind == xName || p.is(".") || p.is("..") || p.is("@") || p.is("*")
}

func (p *xparser) relative() xtype {
	yields := p.step()
	for p.accept("/", "//") {
		yields = p.step()
	}
	return yields
}

func (p *xparser) step() xtype {
	if p.accept(".", "..") {
		for p.is("[") {
			p.predicate()
		}
		return xElements
	}
	yields := xElements
	if p.accept("@") {
		yields = xStrings
	} else if t := p.tok(); t.kind == xName && p.next("::") {
		if !xaxes[t.text] {
			p.fail("unknown axis %q%s", t.text, didYouMean(t.text, xaxisNames))
		}
		if t.text == "attribute" {
			yields = xStrings
		}
		p.i += 2
	}
	switch t := p.tok(); {
	case p.err != nil:
	case p.accept("*"):
	case t.kind == xName && p.next("("):
		if !isNodeType(t.text) {
			p.fail("wanted an element name or a node test such as text(), found the function %s()", t.text)
		}
		if t.text == "text" {
			yields = xStrings
		}
		p.i += 2
		if t.text == "processing-instruction" && p.tok().kind == xLiteral {
			p.i++
		}
		p.want(")", "after "+t.text+"(")
	case t.kind == xName:
		p.i++
	default:
		p.fail("wanted an element name, @attribute, * or a function, found %s", p.found())
	}
	for p.is("[") {
		p.predicate()
	}
	return yields
}

func (p *xparser) predicate() {
	opened := p.tok().offset
	p.want("[", "")
	p.expr()
	p.want("]", fmt.Sprintf("that closes the \"[\" of column %d", opened+1))
}

func (p *xparser) call() xtype {
	name := p.tok()
	f, known := xfunctions[name.text]
	if !known {
		p.fail("unknown function %s()%s", name.text, didYouMean(name.text, xfunctionNames))
	}
	if _, ok := byLiterals[name.text]; ok {
		return p.ofLiterals(name, f)
	}
	if name.text == "re:test" {
		p.rewrites = append(p.rewrites, xrewrite{start: name.offset, end: name.offset + len(name.text), text: "matches"})
	}
	p.i += 2
	count := 0
	yields := xScalar
	for !p.is(")") && p.err == nil {
		if count > 0 {
			p.want(",", "or \")\" in the call of "+name.text+"()")
		}
		arg := p.expr()
		if count == 0 && name.text == "reverse" {
			yields = arg
		}
		if count == 0 && f.nodes && arg == xScalar {
			p.failAt(name.offset, "%s() wants nodes, such as %s(//li)", name.text, name.text)
		}
		count++
	}
	if count == 0 && f.here {
		p.rewrites = append(p.rewrites, xrewrite{start: p.tok().offset, end: p.tok().offset, text: "."}) // the context node
	}
	p.want(")", "that closes "+name.text+"(")
	if p.err == nil && (count < f.min || count > f.max) {
		p.failAt(name.offset, "%s() takes %s, not %d", name.text, f.takes(), count)
	}
	return yields
}

func didYouMean(given string, names []string) string {
	if like := near.Name(given, names); like != "" {
		return fmt.Sprintf("; did you mean %s?", strings.TrimSpace(like))
	}
	return ""
}
