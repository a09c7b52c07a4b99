package page

import (
	"strings"

	"github.com/andybalholm/cascadia"
	"golang.org/x/net/html"
)

// chain is a complex selector: compounds and the combinators between them, the
// subject last.
type chain []link

type link struct {
	combinator byte // to the link before; 0 for the first
	compound   compound
}

// compound tests one element. The names in front ("div#a.b.c") are tested
// directly, which is most of what crawls ask for; the rest is cascadia's.
type compound struct {
	tag     string // lower case; "" is any
	id      string
	classes []string
	rest    cascadia.Sel // nil where the names say it all
}

// compileCompound compiles "li#x.item:first-child".
func compileCompound(source string, p piece) (compound, error) {
	var c compound
	names, rest := cutNames(p.text)
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
	sel, err := cascadia.Parse(rest)
	if err != nil {
		return c, explainCompound(source, p.offset+len(p.text)-len(rest), rest, err)
	}
	c.rest = sel
	return c, nil
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

// match reports whether the compound matches the element n.
func (c *compound) match(n *html.Node) bool {
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
	return c.rest == nil || c.rest.Match(n)
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

// match reports whether the chain matches the element n as its subject.
func (c chain) match(n *html.Node) bool { return c.try(len(c)-1, n) == matched }

func (c chain) try(i int, n *html.Node) verdict {
	if !c[i].compound.match(n) {
		return failedHere
	}
	switch c[i].combinator {
	case 0:
		return matched
	case '>':
		p := parentElement(n)
		if p == nil {
			return failedAll
		}
		v := c.try(i-1, p)
		if v == failedHere {
			return failedLevel
		}
		return v
	case ' ':
		for p := parentElement(n); p != nil; p = parentElement(p) {
			if v := c.try(i-1, p); v == matched || v == failedAll {
				return v
			}
		}
		return failedAll
	case '+':
		p := previousElement(n)
		if p == nil {
			return failedLevel
		}
		return c.try(i-1, p)
	default: // '~'
		for p := previousElement(n); p != nil; p = previousElement(p) {
			if v := c.try(i-1, p); v != failedHere {
				return v
			}
		}
		return failedLevel
	}
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
