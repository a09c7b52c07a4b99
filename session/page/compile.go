package page

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// maxSelector bounds the bytes of a selector or an XPath expression.
const maxSelector = 16 << 10

// Selector is a compiled CSS selector. It never changes, and any number of
// goroutines may use it at once.
//
// The language is CSS 3 as cascadia has it, jQuery's :contains() and :matches()
// included, with :is(), :where(), :has(), :not() of any selector, "of" in
// :nth-child() and :scope as CSS 4 has them. A selector may begin with a
// combinator where it is looked for below something: "> a" are the children. Like
// parsel, it knows two endings that select strings instead of elements: a::text is
// every text node directly inside an <a>, a::attr(href) its attribute.
type Selector struct {
	source string
	group  []complexSelector
	// relative: a member begins with a combinator, and sideways, with + or ~.
	relative, sideways bool
}

// complexSelector is one member of a group, with what it takes from its matches.
type complexSelector struct {
	chain  chain
	output output
	attr   string // for outputAttr
}

// output is what a selector takes from the elements it matches.
type output uint8

const (
	outputElements output = iota
	outputText
	outputAttr
)

var queries = newCache[*Selector](2048)

// Compile compiles a selector of elements, or returns the one compiled before:
// it costs a map look-up then. The error is a *SelectorError, also for a selector
// that ends in ::text or ::attr(), which select strings, and for one that begins
// with a combinator.
func Compile(css string) (*Selector, error) {
	s, err := CompileBelow(css)
	if err == nil && s.relative {
		return nil, selectorErrorf(css, strings.IndexAny(css, combinators),
			"a selector begins with a combinator only where it is looked for below something, as by find and has; wanted an element before it")
	}
	return s, err
}

// CompileBelow is Compile for the places where a selector is looked for below a
// node, so that it may begin with a combinator.
func CompileBelow(css string) (*Selector, error) {
	s, err := CompileQuery(css)
	if err == nil && s.SelectsStrings() {
		return nil, selectorErrorf(css, strings.LastIndex(css, "::"),
			"::text and ::attr() select strings; a selector of elements was wanted here")
	}
	return s, err
}

// CompileQuery is CompileBelow for the places where a selector may also end in
// ::text or ::attr(name); SelectsStrings tells.
func CompileQuery(css string) (*Selector, error) {
	return queries.get(css, func() (*Selector, error) { return compileSelector(css) })
}

func compileSelector(css string) (*Selector, error) {
	if len(css) > maxSelector {
		return nil, selectorErrorf(css, maxSelector, "the selector is too long: %d bytes, the limit is %d", len(css), maxSelector)
	}
	if at := invalidUTF8(css); at >= 0 {
		return nil, selectorErrorf(css, at, "the selector is not valid UTF-8")
	}
	pieces, serr := splitSelector(css, 0, len(css), true)
	if serr != nil {
		return nil, serr
	}
	s := &Selector{source: strings.Clone(css)}
	for _, p := range pieces {
		c, err := compileComplex(s.source, p)
		if err != nil {
			return nil, err
		}
		s.group = append(s.group, c)
		s.relative = s.relative || p[0].combinator != 0
		s.sideways = s.sideways || p[0].combinator == '+' || p[0].combinator == '~'
	}
	for i := range s.group {
		if (s.group[i].output == outputElements) != (s.group[0].output == outputElements) {
			return nil, selectorErrorf(css, pieces[i][0].offset,
				"a group selects either elements or strings (::text, ::attr()), not both")
		}
	}
	return s, nil
}

// compileComplex compiles one member of a group.
func compileComplex(source string, pieces []piece) (complexSelector, error) {
	var c complexSelector
	last := &pieces[len(pieces)-1]
	body, out, attr, err := cutPseudoElement(source, *last)
	if err != nil {
		return c, err
	}
	last.text, c.output, c.attr = body, out, attr
	c.chain, err = compileChain(source, pieces, 0)
	return c, err
}

// cutPseudoElement takes ::text or ::attr(name) off the end of a compound.
func cutPseudoElement(source string, p piece) (body string, out output, attr string, err error) {
	at := pseudoElementAt(p.text)
	if at < 0 {
		return p.text, outputElements, "", nil
	}
	name, args, hasArgs := strings.Cut(p.text[at+2:], "(")
	switch strings.ToLower(name) {
	case "text":
		if hasArgs {
			return "", 0, "", selectorErrorf(source, p.offset+at+2+len(name), "::text takes no argument")
		}
		return p.text[:at], outputText, "", nil
	case "attr":
		attr = strings.ToLower(strings.Trim(strings.TrimSpace(strings.TrimSuffix(args, ")")), `"'`))
		if !hasArgs || !strings.HasSuffix(args, ")") || attr == "" || strings.ContainsAny(attr, " \t\n\"'()[]<>=,") {
			return "", 0, "", selectorErrorf(source, p.offset+at+2+len(name),
				"::attr wants the attribute's name, as in ::attr(href)")
		}
		return p.text[:at], outputAttr, attr, nil
	}
	return "", 0, "", selectorErrorf(source, p.offset+at,
		"unknown pseudo-element ::%s; there are ::text and ::attr(name)", name)
}

// pseudoElementAt is where "::" stands outside brackets in a compound, or -1.
func pseudoElementAt(compound string) int {
	depth := 0
	for i := 0; i < len(compound)-1; i++ {
		switch compound[i] {
		case '\\':
			i++
		case '(', '[':
			depth++
		case ')', ']':
			depth--
		case ':':
			if depth == 0 && compound[i+1] == ':' {
				return i
			}
		}
	}
	return -1
}

// SelectsStrings reports whether the selector ends in ::text or ::attr().
func (s *Selector) SelectsStrings() bool { return s.group[0].output != outputElements }

// String is the selector's source.
func (s *Selector) String() string { return s.source }

// selectorErrorf makes a SelectorError at a byte of source.
func selectorErrorf(source string, offset int, format string, args ...any) *SelectorError {
	return &SelectorError{Selector: source, Offset: offset, Message: fmt.Sprintf(format, args...)}
}

// quoteAt is the character at a byte of s, quoted for a message.
func quoteAt(s string, at int) string {
	r, _ := utf8.DecodeRuneInString(s[at:])
	return fmt.Sprintf("%q", r)
}

// invalidUTF8 is the offset of the first byte that is not UTF-8, or -1.
func invalidUTF8(s string) int {
	if utf8.ValidString(s) {
		return -1
	}
	for i, r := range s {
		if r == utf8.RuneError {
			if _, size := utf8.DecodeRuneInString(s[i:]); size == 1 {
				return i
			}
		}
	}
	return -1
}
