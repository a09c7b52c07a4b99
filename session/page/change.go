package page

import (
	"fmt"
	"strings"

	"golang.org/x/net/html"
)

// The changing methods change the document for everybody. Each is done as a
// whole under the document's lock. They return nothing where nothing can go
// wrong; on an empty selection they do nothing.

// change runs f under the lock, for writing.
func (s *Selection) change(f func()) {
	s.doc.mu.Lock()
	defer s.doc.mu.Unlock()
	s.doc.changed()
	f()
}

// elements calls f with each selected element, under the lock.
func (s *Selection) elements(f func(n *html.Node)) {
	s.change(func() {
		for _, n := range s.nodes {
			if n.Type == html.ElementNode {
				f(n)
			}
		}
	})
}

// detach takes n out of its tree.
func detach(n *html.Node) {
	if n.Parent != nil {
		n.Parent.RemoveChild(n)
	}
}

// Remove takes the nodes out of the document. The selection still holds them.
func (s *Selection) Remove() {
	s.change(func() {
		for _, n := range s.nodes {
			detach(n)
		}
	})
}

// SetAttr gives each element the attribute. The error is a *NameError.
func (s *Selection) SetAttr(name, value string) error {
	if name == "" || strings.ContainsAny(name, " \t\r\n\f\"'<>/=\x00") {
		return &NameError{What: "attribute", Name: name}
	}
	name = strings.ToLower(name)
	s.elements(func(n *html.Node) { setAttr(n, name, value) })
	return nil
}

// NameError is a name that HTML does not allow.
type NameError struct{ What, Name string }

// Error says what was wanted.
func (e *NameError) Error() string {
	return fmt.Sprintf("%q cannot be the name of an %s: it must not be empty or hold spaces, quotes, <, >, / or =", e.Name, e.What)
}

func setAttr(n *html.Node, name, value string) {
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Namespace == "" && strings.EqualFold(a.Key, name) {
			a.Val = value
			return
		}
	}
	// The slice may lie beside others in one block of memory: grow into a new one.
	n.Attr = append(n.Attr[:len(n.Attr):len(n.Attr)], html.Attribute{Key: name, Val: value})
}

func removeAttr(n *html.Node, name string) {
	for i := range n.Attr {
		if a := &n.Attr[i]; a.Namespace == "" && strings.EqualFold(a.Key, name) {
			n.Attr = append(n.Attr[:i:i], n.Attr[i+1:]...)
			return
		}
	}
}

// RemoveAttr takes the attribute off each element.
func (s *Selection) RemoveAttr(name string) {
	s.elements(func(n *html.Node) { removeAttr(n, name) })
}

// AddClass gives each element the classes, which are separated by white space.
func (s *Selection) AddClass(classes string) {
	s.elements(func(n *html.Node) {
		list, _ := attrOf(n, "class")
		list = strings.Join(strings.Fields(list), " ")
		for _, class := range strings.Fields(classes) {
			if hasToken(list, class) {
				continue
			}
			if list != "" {
				list += " "
			}
			list += class
		}
		if list != "" {
			setAttr(n, "class", list)
		}
	})
}

// RemoveClass takes the classes, separated by white space, off each element; ""
// takes all of them. An element without any is left without the attribute.
func (s *Selection) RemoveClass(classes string) {
	drop := strings.Join(strings.Fields(classes), " ")
	s.elements(func(n *html.Node) {
		list, ok := attrOf(n, "class")
		if !ok {
			return
		}
		var kept []string
		for _, class := range strings.Fields(list) {
			if drop != "" && !hasToken(drop, class) {
				kept = append(kept, class)
			}
		}
		if len(kept) == 0 {
			removeAttr(n, "class")
		} else {
			setAttr(n, "class", strings.Join(kept, " "))
		}
	})
}

// SetText makes text all that is in each element. Markup in it is text too.
func (s *Selection) SetText(text string) {
	s.elements(func(n *html.Node) {
		if isVoid(n) {
			return
		}
		empty(n)
		if text != "" {
			n.AppendChild(&html.Node{Type: html.TextNode, Data: text})
		}
	})
}

// empty takes all children out of n.
func empty(n *html.Node) {
	for n.FirstChild != nil {
		n.RemoveChild(n.FirstChild)
	}
}

// Unwrap takes the parent away from around each node: its children stand in its
// place, as goquery's Unwrap. A <body> and <html> stay.
func (s *Selection) Unwrap() {
	s.change(func() {
		for _, n := range s.nodes {
			p := parentElement(n)
			if p == nil || p.Parent == nil || p.Data == "body" || p.Data == "html" {
				continue
			}
			for p.FirstChild != nil {
				c := p.FirstChild
				p.RemoveChild(c)
				p.Parent.InsertBefore(c, p)
			}
			detach(p)
		}
	})
}
