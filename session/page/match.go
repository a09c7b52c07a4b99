package page

import (
	"strings"

	"golang.org/x/net/html"
)

// chain is a complex selector: compounds and the combinators between them, the
// subject last.
type chain []link

type link struct {
	combinator byte // to the link before; 0 for the first
	compound   compound
	// remember says that whether the links before match depends on the page alone,
	// not on where the search began.
	remember bool
}

// compound tests one element. The names in front ("div#a.b.c") are tested
// directly, which is most of what crawls ask for.
type compound struct {
	anchor  bool   // nothing but the node that a leading combinator starts from
	tag     string // lower case; "" is any
	id      string
	classes []string
	rest    []test // nil where the names say it all
}

// compileChain compiles a complex selector; depth is how many parentheses it
// stands in.
func compileChain(source string, pieces []piece, depth int) (chain, error) {
	var c chain
	if pieces[0].combinator != 0 {
		c = append(c, link{compound: compound{anchor: true}})
	}
	remember := len(c) == 0
	for _, p := range pieces {
		next := link{combinator: p.combinator, remember: remember}
		if p.text != "" { // only a bare ::text or ::attr() leaves nothing
			comp, err := compileCompound(source, p, depth)
			if err != nil {
				return nil, err
			}
			next.compound = comp
			for i := range comp.rest {
				remember = remember && !comp.rest[i].scoped
			}
		}
		c = append(c, next)
	}
	return c, nil
}

// compileCompound compiles "li#x.item:first-child".
func compileCompound(source string, p piece, depth int) (compound, error) {
	var c compound
	names, rest := cutNames(strings.TrimPrefix(p.text, "*|")) // of any namespace, as without
	for _, name := range names {
		switch name[0] {
		case '#':
			c.id = name[1:]
		case '.':
			c.classes = append(c.classes, name[1:])
		default:
			c.tag = strings.ToLower(name)
		}
	}
	if rest == "" || rest == "*" && len(names) == 0 {
		return c, nil
	}
	var err error
	c.rest, err = compileTests(source, p.offset+len(p.text)-len(rest), p.offset+len(p.text), depth)
	return c, err
}

// cutNames cuts plain names (no escapes, ASCII) off the front of a compound:
// "div.a#b[c]" is "div", ".a", "#b" and "[c]". A second id is left to cascadia.
func cutNames(s string) (names []string, rest string) {
	i, hasID := 0, false
	for i < len(s) {
		j := i
		if s[j] == '.' || s[j] == '#' && !hasID {
			hasID = hasID || s[j] == '#'
			j++
		} else if i > 0 {
			break
		}
		start := j
		for j < len(s) && (isLetter(s[j]) || s[j] == '_' || j > start && (s[j] == '-' || isDigit(s[j]))) {
			j++
		}
		if j == start {
			break
		}
		if j < len(s) && strings.IndexByte(".#[:", s[j]) < 0 {
			break
		}
		names = append(names, s[i:j])
		i = j
	}
	return names, s[i:]
}

func isLetter(b byte) bool { return 'a' <= b|0x20 && b|0x20 <= 'z' }
func isDigit(b byte) bool  { return '0' <= b && b <= '9' }

// match reports whether the compound matches n.
func (c *compound) match(n *html.Node, r *run) bool {
	if c.anchor {
		return n == r.anchor
	}
	if n.Type != html.ElementNode {
		return false
	}
	if c.tag != "" && n.Data != c.tag && (n.Namespace == "" || !strings.EqualFold(n.Data, c.tag)) {
		return false
	}
	if c.id != "" {
		if id, ok := attrOf(n, "id"); !ok || id != c.id {
			return false
		}
	}
	if len(c.classes) > 0 {
		class, _ := attrOf(n, "class")
		for _, want := range c.classes {
			if !hasToken(class, want) {
				return false
			}
		}
	}
	for i := range c.rest {
		if !c.rest[i].match(n, r) {
			return false
		}
	}
	return true
}

// hasToken reports whether a list separated by white space holds token.
func hasToken(list, token string) bool {
	for at := 0; at+len(token) <= len(list); {
		i := strings.Index(list[at:], token)
		if i < 0 {
			return false
		}
		start, end := at+i, at+i+len(token)
		if (start == 0 || isSpace(list[start-1])) && (end == len(list) || isSpace(list[end])) {
			return true
		}
		at = start + 1
	}
	return false
}

// verdict is how a match went, and, where it failed, from where trying again
// could help. It keeps a match linear in depth where plain backtracking would
// try every combination of ancestors: pages are hostile.
type verdict uint8

const (
	matched verdict = iota
	// failedHere: another element to the left, or above, may do.
	failedHere
	// failedLevel: none to the left of here; a higher ancestor may do.
	failedLevel
	// failedAll: nothing above can do.
	failedAll
)

// match reports whether the chain matches n as its subject.
func (c chain) match(n *html.Node, r *run) bool { return c.try(len(c)-1, n, r) == matched }

func (c chain) try(i int, n *html.Node, r *run) verdict {
	if !c[i].compound.match(n, r) {
		return failedHere
	}
	switch c[i].combinator {
	case 0:
		return matched
	case '>':
		if n.Parent == nil {
			return failedAll
		}
		v := c.try(i-1, n.Parent, r)
		if v == failedHere {
			return failedLevel
		}
		return v
	case ' ':
		for p := n.Parent; p != nil; p = p.Parent {
			if v := c.try(i-1, p, r); v == matched || v == failedAll {
				return v
			}
		}
		return failedAll
	case '+':
		p := previousElement(n)
		if p == nil {
			return failedLevel
		}
		return c.try(i-1, p, r)
	default: // '~'
		return c.tryBefore(i, n, r)
	}
}

// tryBefore tries the link before i on the elements in front of n. What comes out
// of a long walk is remembered, so that a list of n elements is walked n times in
// all and not n times for each.
func (c chain) tryBefore(i int, n *html.Node, r *run) verdict {
	key := beforeKey{&c[i], n.Parent}
	known := before{}
	if c[i].remember {
		known = r.before(key)
	}
	result, steps := failedLevel, 0
	for p := previousElement(n); p != nil; p = previousElement(p) {
		if v := c.try(i-1, p, r); v != failedHere {
			result = v
			break
		}
		if p == known.at {
			result = known.verdict
			break
		}
		steps++
	}
	if c[i].remember && (steps > longWalk || known.at != nil) {
		r.setBefore(key, before{n, result})
	}
	return result
}

// parentElement is n's parent where that is an element, else nil.
func parentElement(n *html.Node) *html.Node {
	if p := n.Parent; p != nil && p.Type == html.ElementNode {
		return p
	}
	return nil
}

// previousElement is the element before n among its siblings, or nil.
func previousElement(n *html.Node) *html.Node {
	for n = n.PrevSibling; n != nil && n.Type != html.ElementNode; n = n.PrevSibling {
	}
	return n
}

// nextElement is the element after n among its siblings, or nil.
func nextElement(n *html.Node) *html.Node {
	for n = n.NextSibling; n != nil && n.Type != html.ElementNode; n = n.NextSibling {
	}
	return n
}
