package page

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// Pattern is what a name, an attribute's value or a text must be, after
// BeautifulSoup's filters. The zero value accepts anything, also what is not
// there.
type Pattern struct {
	// Any of these it must equal (a list of names).
	Equal []string
	// Or it must match one of these.
	Match []*regexp.Regexp
	// Present asks only that it is there (BeautifulSoup's True).
	Present bool
	// Absent asks that it is not (BeautifulSoup's None and False).
	Absent bool
}

// free reports the zero Pattern.
func (p *Pattern) free() bool {
	return len(p.Equal) == 0 && len(p.Match) == 0 && !p.Present && !p.Absent
}

// accepts reports whether one of the values, of which ok says whether there are
// any, is as wanted.
func (p *Pattern) accepts(ok bool, values ...string) bool {
	switch {
	case p.free():
		return true
	case !ok:
		return p.Absent
	case p.Present:
		return true
	}
	for _, v := range values {
		if slices.Contains(p.Equal, v) || slices.ContainsFunc(p.Match, func(re *regexp.Regexp) bool { return re.MatchString(v) }) {
			return true
		}
	}
	return false
}

// AttrPattern is an attribute and what its value must be.
type AttrPattern struct {
	Name  string
	Value Pattern
}

// Query is what FindAll looks for; all of it must hold. The zero value is every
// element.
type Query struct {
	Selectors []*Selector // the element matches one of them (or Name accepts it)
	Name      Pattern     // of the tag, in lower case; with Selectors, an alternative to them
	Attrs     []AttrPattern
	// Text is what the element's only text must be (BeautifulSoup's string=).
	// Where nothing else is asked for, text nodes are selected instead of elements.
	Text Pattern
	// ChildrenOnly looks no deeper than the children (recursive = False).
	ChildrenOnly bool
	// Limit ends the search after so many; 0 is no limit.
	Limit int
	// Accept, where not nil, has the last word on each. It runs without the
	// document's lock, on what held when the search began. Its error ends the
	// search and is FindAll's.
	Accept func(*Selection) (bool, error)
}

// FindAll selects descendants after BeautifulSoup's find_all. Attributes with
// several values (class, rel, …) are accepted by any one of them, or as a whole.
// The error is Accept's.
func (s *Selection) FindAll(q *Query) (*Selection, error) {
	limit := q.Limit
	if q.Accept != nil {
		limit = 0
	}
	found := s.candidates(q, limit)
	if q.Accept == nil {
		return s.with(found), nil
	}
	var accepted []*html.Node
	for _, n := range found {
		ok, err := q.Accept(s.one(n))
		if err != nil {
			return nil, err
		}
		if ok {
			if accepted = append(accepted, n); len(accepted) == q.Limit {
				break
			}
		}
	}
	return s.with(accepted), nil
}

// candidates is all that q wants, Accept aside.
func (s *Selection) candidates(q *Query, limit int) []*html.Node {
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	kind := html.ElementNode
	if !q.Text.free() && len(q.Selectors) == 0 && q.Name.free() && len(q.Attrs) == 0 {
		kind = html.TextNode
	}
	var found []*html.Node
	var r run
	consider := func(n *html.Node) bool {
		if n.Type == kind && q.wants(n, &r) {
			found = append(found, n)
		}
		return limit == 0 || len(found) < limit
	}
	for _, top := range s.outermostUnless(q.ChildrenOnly) {
		if q.ChildrenOnly {
			for n := top.FirstChild; n != nil; n = n.NextSibling {
				if !consider(n) {
					return found
				}
			}
			continue
		}
		for n := following(top, top); n != nil; n = following(n, top) {
			if !consider(n) {
				return found
			}
		}
	}
	return found
}

// outermostUnless is where a search begins: children of nested nodes are not met
// twice, descendants would be.
func (s *Selection) outermostUnless(childrenOnly bool) []*html.Node {
	if childrenOnly {
		return s.nodes
	}
	return s.outermost()
}

func (q *Query) wants(n *html.Node, r *run) bool {
	if n.Type == html.TextNode {
		return q.Text.accepts(true, n.Data)
	}
	if len(q.Selectors) > 0 || !q.Name.free() {
		named := !q.Name.free() && q.Name.accepts(true, n.Data)
		if !named && !slices.ContainsFunc(q.Selectors, func(sel *Selector) bool { return sel.match(n, r) }) {
			return false
		}
	}
	for i := range q.Attrs {
		a := &q.Attrs[i]
		name := strings.ToLower(a.Name)
		v, ok := attrOf(n, name)
		values := []string{v}
		if ok && multiValued[name] {
			values = append(strings.Fields(v), v)
		}
		if !a.Value.accepts(ok, values...) {
			return false
		}
	}
	if q.Text.free() {
		return true
	}
	text, ok := onlyText(n)
	return q.Text.accepts(ok, text)
}

// multiValued are the attributes that hold a list, as BeautifulSoup has them.
var multiValued = map[string]bool{
	"class": true, "accesskey": true, "dropzone": true, "rel": true, "rev": true, "headers": true,
	"accept-charset": true, "sizes": true, "sandbox": true, "for": true,
}

// onlyText is BeautifulSoup's .string: the text of an element that holds nothing
// else, directly or in its only child.
func onlyText(n *html.Node) (string, bool) {
	for n.FirstChild != nil && n.FirstChild == n.LastChild {
		n = n.FirstChild
		if n.Type == html.TextNode {
			return n.Data, true
		}
	}
	return "", false
}

// IsName reports whether find_all's argument is an element's name rather than a
// selector: letters, digits, hyphens and underscores.
func IsName(s string) bool {
	if s == "" || !isLetter(s[0]) {
		return false
	}
	for i := range len(s) {
		if !isLetter(s[i]) && !isDigit(s[i]) && s[i] != '-' && s[i] != '_' {
			return false
		}
	}
	return true
}
