package page

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html"
)

// maxSelector bounds the bytes of a selector or an XPath expression.
const maxSelector = 16 << 10

// Selector is a compiled CSS selector. It never changes, and any number of
// goroutines may use it at once.
//
// The language is CSS 3 as cascadia has it, jQuery's :contains(), :has() and
// :matches() included. Like parsel, it knows two endings that select strings
// instead of elements: a::text is every text node directly inside an <a>,
// a::attr(href) its attribute.
type Selector struct {
	source string
	group  []complexSelector
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

var (
	selectors = newCache[*Selector](2048)
	queries   = newCache[*Selector](2048)
)

// Compile compiles a selector of elements, or returns the one compiled before:
// it costs a map look-up then. The error is a *SelectorError, also for a
// selector that ends in ::text or ::attr(), which select strings.
func Compile(css string) (*Selector, error) {
	return selectors.get(css, func() (*Selector, error) {
		s, err := CompileQuery(css)
		if err != nil {
			return nil, err
		}
		if s.SelectsStrings() {
			return nil, selectorErrorf(css, strings.LastIndex(css, "::"),
				"::text and ::attr() select strings; a selector of elements was wanted here")
		}
		return s, nil
	})
}

// CompileQuery is Compile for the places where a selector may end in ::text or
// ::attr(name); SelectsStrings tells.
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
	pieces, serr := splitSelector(css)
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
	for i, p := range pieces {
		var link link
		if p.text != "" { // only a bare ::text or ::attr() leaves nothing
			comp, err := compileCompound(source, p)
			if err != nil {
				return c, err
			}
			link.compound = comp
		}
		if i > 0 {
			link.combinator = p.combinator
		}
		c.chain = append(c.chain, link)
	}
	return c, nil
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

// match reports whether the selector matches n, wherever n sits.
func (s *Selector) match(n *html.Node) bool {
	if n.Type != html.ElementNode {
		return false
	}
	for i := range s.group {
		if s.group[i].chain.match(n) {
			return true
		}
	}
	return false
}

// first is the first match below top, or nil.
func (s *Selector) first(top *html.Node) *html.Node {
	for n := following(top, top); n != nil; n = following(n, top) {
		if n.Type == html.ElementNode && s.match(n) {
			return n
		}
	}
	return nil
}

// each calls yield with every match below top, in document order, until it
// returns false.
func (s *Selector) each(top *html.Node, yield func(*html.Node) bool) {
	for n := following(top, top); n != nil; n = following(n, top) {
		if n.Type == html.ElementNode && s.match(n) && !yield(n) {
			return
		}
	}
}

// appendAll appends every match below top to found, in document order.
func (s *Selector) appendAll(found []*html.Node, top *html.Node) []*html.Node {
	for n := following(top, top); n != nil; n = following(n, top) {
		if n.Type == html.ElementNode && s.match(n) {
			found = append(found, n)
		}
	}
	return found
}

// strings calls yield with each string that a ::text or ::attr() selector takes
// from top and what is below it, in document order, and with the attribute's name
// ("" for text), until yield returns false. As in parsel, top itself counts.
func (s *Selector) strings(top *html.Node, yield func(value, attr string) bool) {
	for n := top; n != nil; n = following(n, top) {
		switch n.Type {
		case html.TextNode:
			if n != top && s.takesText(n.Parent) && !yield(n.Data, "") {
				return
			}
		case html.ElementNode:
			for i := range s.group {
				if v, ok := s.takesAttr(i, n); ok && !yield(v, s.group[i].attr) {
					return
				}
			}
		}
	}
}

// takesText reports whether the text directly inside n is asked for.
func (s *Selector) takesText(n *html.Node) bool {
	for i := range s.group {
		if c := &s.group[i]; c.output == outputText && n.Type == html.ElementNode && c.chain.match(n) {
			return true
		}
	}
	return false
}

// takesAttr is the attribute of n that member i of the group asks for, unless a
// member before has taken it.
func (s *Selector) takesAttr(i int, n *html.Node) (string, bool) {
	c := &s.group[i]
	if c.output != outputAttr {
		return "", false
	}
	v, ok := attrOf(n, c.attr)
	if !ok || !c.chain.match(n) {
		return "", false
	}
	for j := range s.group[:i] {
		if b := &s.group[j]; b.output == outputAttr && b.attr == c.attr && b.chain.match(n) {
			return "", false
		}
	}
	return v, true
}

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
