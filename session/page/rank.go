package page

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html"
)

// rank is :nth-child(an+b) or one of its kin.
type rank struct {
	a, b   int
	last   bool    // counted from the end
	ofType bool    // among those of the same name
	of     []chain // among those that match one of these; nil is all
}

var nthPattern = regexp.MustCompile(`^([+-]?\d*)n(?:\s*([+-])\s*(\d+))?$`)

// parseNth reads the argument of :nth-child(), as CSS Syntax 3 (section 6) has it.
func parseNth(text string) (a, b int, ok bool) {
	text = strings.ToLower(strings.TrimFunc(text, func(r rune) bool { return r < 0x80 && isSpace(byte(r)) }))
	switch text {
	case "odd":
		return 2, 1, true
	case "even":
		return 2, 0, true
	}
	m := nthPattern.FindStringSubmatch(text)
	if m == nil {
		b, err := strconv.ParseInt(text, 10, 32)
		return 0, int(b), err == nil
	}
	if m[1] == "" || m[1] == "+" || m[1] == "-" {
		m[1] += "1"
	}
	step, err := strconv.ParseInt(m[1], 10, 32)
	start := int64(0)
	if err == nil && m[2] != "" {
		start, err = strconv.ParseInt(m[2]+m[3], 10, 32)
	}
	return int(step), int(start), err == nil
}

// ofAt is where the word "of" stands in the argument of :nth-child(), or -1.
func ofAt(text string) int {
	for i := 1; i+2 < len(text); i++ {
		if strings.EqualFold(text[i:i+2], "of") && isSpace(text[i-1]) && !isLetter(text[i+2]) && !isDigit(text[i+2]) {
			return i
		}
	}
	return -1
}

// match reports whether the element n has one of the wanted positions.
func (k *rank) match(n *html.Node, r *run) bool {
	if n.Parent == nil || !k.counts(n, n, r) {
		return false
	}
	i := k.position(n, r) - k.b
	if k.a == 0 {
		return i == 0
	}
	return i%k.a == 0 && i/k.a >= 0
}

// counts reports whether the element m counts among those that n is one of.
func (k *rank) counts(m, n *html.Node, r *run) bool {
	if k.ofType && m.Data != n.Data {
		return false
	}
	return k.of == nil || matchesAny(k.of, m, r)
}

// position is that of n among the children that count, or any above b where that
// is all that is asked for.
func (k *rank) position(n *html.Node, r *run) int {
	next := previousElement
	if k.last {
		next = nextElement
	}
	count, steps := 1, 0
	for m := next(n); m != nil && (k.a != 0 || count <= k.b); m = next(m) {
		if k.counts(m, n, r) {
			count++
		}
		if steps++; steps == longWalk {
			if all := k.positions(n.Parent, r); all != nil {
				return all[n]
			}
		}
	}
	return count
}

// askedOften is how many elements of a parent are counted one by one before all
// positions are: a single one is not worth it.
const askedOften = 8

// positions are those of all children of parent; nil where walking is cheaper.
func (k *rank) positions(parent *html.Node, r *run) map[*html.Node]int {
	m := r.remember()
	if m.ranks == nil {
		m.ranks = map[rankKey]*positions{}
	}
	key := rankKey{k, parent}
	p := m.ranks[key]
	if p == nil {
		p = &positions{}
		m.ranks[key] = p
	}
	if p.asked++; p.asked <= askedOften || p.of != nil {
		return p.of
	}
	p.of = map[*html.Node]int{}
	first, next := firstChildElement(parent), nextElement
	if k.last {
		next = previousElement
		if first = parent.LastChild; first.Type != html.ElementNode {
			first = previousElement(first)
		}
	}
	counts := map[string]int{} // by name, or of all under ""
	for c := first; c != nil; c = next(c) {
		name := ""
		if k.ofType {
			name = c.Data
		}
		if k.counts(c, c, r) {
			counts[name]++
		}
		p.of[c] = counts[name]
	}
	return p.of
}
