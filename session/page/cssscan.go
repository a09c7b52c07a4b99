package page

import "strings"

// A selector is cut into its compounds ("li.item", ":not(a b)") here, by
// nesting, quotes and escapes alone; what a compound means is decided later.

// piece is one compound and the combinator before it.
type piece struct {
	combinator byte // 0 for the first, else ' ', '>', '+' or '~'
	text       string
	offset     int // of text in the whole selector
}

// cssScanner walks over a selector.
type cssScanner struct {
	s     string
	start int // where what is to be read begins
	i     int
}

// combinators are those that are no white space.
const combinators = ">+~"

// splitSelector cuts a group of selectors, which stands in source from start to
// end, at its commas and combinators. Where they are relative, a member may begin
// with a combinator.
func splitSelector(source string, start, end int, relative bool) ([][]piece, *SelectorError) {
	c := &cssScanner{s: source[:end], start: start, i: start}
	var group [][]piece
	for {
		complexSel, err := c.complexSelector(relative)
		if err != nil {
			err.Selector = source
			return nil, err
		}
		group = append(group, complexSel)
		if c.i >= len(c.s) {
			return group, nil
		}
		c.i++ // the comma
	}
}

// complexSelector reads up to a comma or the end.
func (c *cssScanner) complexSelector(relative bool) ([]piece, *SelectorError) {
	var pieces []piece
	var combinator byte
	c.space()
	if relative && c.i < len(c.s) && strings.IndexByte(combinators, c.s[c.i]) >= 0 {
		combinator = c.s[c.i]
		c.i++
		c.space()
	}
	for {
		start := c.i
		if err := c.compound(); err != nil {
			return nil, err
		}
		if c.i == start {
			return nil, c.wantedCompound(combinator)
		}
		pieces = append(pieces, piece{combinator, c.s[start:c.i], start})
		spaced := c.space()
		switch {
		case c.i >= len(c.s) || c.s[c.i] == ',':
			return pieces, nil
		case strings.IndexByte(combinators, c.s[c.i]) >= 0:
			combinator = c.s[c.i]
			c.i++
			c.space()
		case spaced:
			combinator = ' '
		default:
			return nil, c.errorf("unexpected %s", quoteAt(c.s, c.i))
		}
	}
}

// wantedCompound explains why no compound begins here.
func (c *cssScanner) wantedCompound(combinator byte) *SelectorError {
	after := ""
	if combinator != 0 && combinator != ' ' {
		after = " after " + string(rune(combinator))
	}
	if c.i >= len(c.s) {
		if strings.TrimSpace(c.s[c.start:]) == "" {
			return c.errorf("the selector is empty; wanted one such as \"div.item > a\"")
		}
		return c.errorf("the selector ends%s where an element, .class, #id, [attribute] or :pseudo-class was wanted", after)
	}
	return c.errorf("wanted an element, .class, #id, [attribute] or :pseudo-class%s, found %s", after, quoteAt(c.s, c.i))
}

// compound moves to the end of a compound: a combinator, a comma, space or the
// end, outside brackets and quotes.
func (c *cssScanner) compound() *SelectorError {
	for c.i < len(c.s) {
		switch b := c.s[c.i]; b {
		case ' ', '\t', '\n', '\r', '\f', ',', '>', '+', '~':
			return nil
		case '/':
			if strings.HasPrefix(c.s[c.i:], "/*") {
				return nil
			}
			c.i++
		case '\\':
			c.escape()
		case '[', '(':
			if err := c.bracketed(); err != nil {
				return err
			}
		case ']', ')', '"', '\'':
			return c.errorf("unexpected %s", quoteAt(c.s, c.i))
		default:
			c.i++
		}
	}
	return nil
}

// bracketed moves past the bracket that closes the one here. In a regular
// expression, :matches(…) or [a#=…], quotes and backslashes mean nothing, and
// only brackets count, as in cascadia.
func (c *cssScanner) bracketed() *SelectorError {
	opened := c.i
	var open []byte
	regex := false
	for c.i < len(c.s) {
		b := c.s[c.i]
		if !regex && (b == '(' && beginsRegex(c.s[:c.i]) || b == '=' && c.s[c.i-1] == '#') {
			regex = true
		}
		switch b {
		case '\\':
			if !regex {
				c.i++
			}
		case '"', '\'':
			if regex {
				break
			}
			if !c.quoted(b) {
				return c.errorf("the string that begins with %c is not closed", b)
			}
			continue
		case '[', '(':
			open = append(open, b)
		case ']', ')':
			want := byte(']')
			if open[len(open)-1] == '(' {
				want = ')'
			}
			if b != want {
				return c.errorf("wanted %q here, found %q", want, b)
			}
			if open = open[:len(open)-1]; len(open) == 0 {
				c.i++
				return nil
			}
		}
		c.i++
	}
	c.i = len(c.s)
	want := ']'
	if open[len(open)-1] == '(' {
		want = ')'
	}
	return c.errorf("%q that closes the %q of column %d is missing", want, c.s[opened], opened+1)
}

// escape moves past a backslash and what it escapes: one character, or up to six
// hexadecimal digits and one white space.
func (c *cssScanner) escape() {
	c.i++
	start := c.i
	for c.i < len(c.s) && c.i < start+6 && isHex(c.s[c.i]) {
		c.i++
	}
	if c.i == start || c.i < len(c.s) && isSpace(c.s[c.i]) {
		c.i = min(c.i+1, len(c.s))
	}
}

// beginsRegex reports whether what stands before a parenthesis makes its content
// a regular expression.
func beginsRegex(before string) bool {
	name := strings.ToLower(before[strings.LastIndexByte(before, ':')+1:])
	return name == "matches" || name == "matchesown"
}

// quoted moves past the string that begins here; false at an open end.
func (c *cssScanner) quoted(quote byte) bool {
	for c.i++; c.i < len(c.s); c.i++ {
		switch c.s[c.i] {
		case '\\':
			c.i++
		case quote:
			c.i++
			return true
		}
	}
	c.i = len(c.s)
	return false
}

// space moves past white space and comments and tells whether there was any.
func (c *cssScanner) space() bool {
	start := c.i
	for c.i < len(c.s) {
		switch {
		case isSpace(c.s[c.i]):
			c.i++
		case strings.HasPrefix(c.s[c.i:], "/*"):
			end := strings.Index(c.s[c.i+2:], "*/")
			if end < 0 {
				return c.i > start
			}
			c.i += end + 4
		default:
			return c.i > start
		}
	}
	return c.i > start
}

// errorf is a fault at the scanner's place.
func (c *cssScanner) errorf(format string, args ...any) *SelectorError {
	return selectorErrorf(c.s, c.i, format, args...)
}

// isSpace reports white space as HTML and CSS define it.
func isSpace(b byte) bool {
	return b == ' ' || b == '\t' || b == '\n' || b == '\r' || b == '\f'
}

func isHex(b byte) bool {
	return isDigit(b) || 'a' <= b|0x20 && b|0x20 <= 'f'
}
