package page

import (
	"strings"

	"golang.org/x/net/html"
)

// attrOf is the value of n's attribute key, which is in lower case.
func attrOf(n *html.Node, key string) (string, bool) {
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Key == key && a.Namespace == "" {
			return a.Val, true
		}
	}
	if n.Namespace == "" {
		return "", false
	}
	// Foreign elements keep camelCase and prefixes: viewBox, xlink:href.
	for i := range n.Attr {
		a := &n.Attr[i]
		if strings.EqualFold(a.Key, key) || a.Namespace != "" && strings.EqualFold(a.Namespace+":"+a.Key, key) {
			return a.Val, true
		}
	}
	return "", false
}

// copyOf is s in memory of its own: a string that leaves the package must not
// keep the page's text alive.
func copyOf(s string) string { return strings.Clone(s) }

// Attr is the value of the first node's attribute, and whether it has one. The
// name's case does not matter.
func (s *Selection) Attr(name string) (string, bool) {
	if len(s.nodes) == 0 {
		return "", false
	}
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	v, ok := attrOf(s.nodes[0], strings.ToLower(name))
	return copyOf(v), ok
}

// Attribute is one attribute of an element.
type Attribute struct{ Name, Value string }

// Attrs lists the first node's attributes in the order of the page.
func (s *Selection) Attrs() []Attribute {
	if len(s.nodes) == 0 {
		return nil
	}
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	n := s.nodes[0]
	if n.Type != html.ElementNode {
		return nil
	}
	attrs := make([]Attribute, len(n.Attr))
	for i, a := range n.Attr {
		name := a.Key
		if a.Namespace != "" {
			name = a.Namespace + ":" + a.Key
		}
		attrs[i] = Attribute{copyOf(name), copyOf(a.Val)}
	}
	return attrs
}

// AttrAll lists the attribute's values over all nodes that have it.
func (s *Selection) AttrAll(name string) []string {
	name = strings.ToLower(name)
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	values := make([]string, 0, len(s.nodes))
	for _, n := range s.nodes {
		if v, ok := attrOf(n, name); ok {
			values = append(values, copyOf(v))
		}
	}
	return values
}

// HasClass reports whether one of the nodes has the class.
func (s *Selection) HasClass(class string) bool {
	if class = strings.TrimSpace(class); class == "" {
		return false
	}
	s.doc.mu.RLock()
	defer s.doc.mu.RUnlock()
	for _, n := range s.nodes {
		if list, ok := attrOf(n, "class"); ok && hasToken(list, class) {
			return true
		}
	}
	return false
}
