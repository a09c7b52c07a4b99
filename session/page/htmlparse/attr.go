package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
)

// manyAttrs is from how many attributes on repeats are found by a map: a tag may
// have a million.
const manyAttrs = 16

// readAttrs reads attributes from i to the end of the tag, and moves behind it;
// false where the document ends before.
func (z *tokenizer) readAttrs(i int) bool {
	s := z.s
	for {
		for i < len(s) && (isSpace(s[i]) || s[i] == '/') {
			if s[i] == '/' && i+1 < len(s) && s[i+1] == '>' {
				z.tok.selfClosing = true
				z.pos = i + 2
				return true
			}
			i++
		}
		if i >= len(s) {
			z.pos = len(s)
			return false
		}
		if s[i] == '>' {
			z.pos = i + 1
			return true
		}
		start := i
		i++ // also a '=' here is part of the name
		for i < len(s) && !endsAttrName[s[i]] {
			i++
		}
		key := s[start:i]
		for i < len(s) && isSpace(s[i]) {
			i++
		}
		var value string
		if i < len(s) && s[i] == '=' {
			var ok bool
			if value, i, ok = z.attrValue(i + 1); !ok {
				z.pos = len(s)
				return false
			}
		}
		z.addAttr(key, value)
	}
}

// attrValue reads a value behind '=' at i, and where it ends.
func (z *tokenizer) attrValue(i int) (value string, end int, ok bool) {
	s := z.s
	for i < len(s) && isSpace(s[i]) {
		i++
	}
	if i >= len(s) {
		return "", i, false
	}
	switch quote := s[i]; quote {
	case '>':
		return "", i, true
	case '"', '\'':
		length := strings.IndexByte(s[i+1:], quote)
		if length < 0 {
			return "", len(s), false
		}
		return z.noNUL(unescape(s[i+1:i+1+length], true)), i + length + 2, true
	}
	start := i
	for i < len(s) && !isSpace(s[i]) && s[i] != '>' {
		i++
	}
	return z.noNUL(unescape(s[start:i], true)), i, true
}

// addAttr adds an attribute, unless the tag has one of that name.
func (z *tokenizer) addAttr(key, value string) {
	t := &z.tok
	key, _ = z.name(key)
	switch {
	case len(t.attrs) < manyAttrs:
		for i := range t.attrs {
			if t.attrs[i].Key == key {
				return
			}
		}
	default:
		if len(t.attrs) == manyAttrs {
			z.names = make(map[string]struct{}, 2*manyAttrs)
			for i := range t.attrs {
				z.names[t.attrs[i].Key] = struct{}{}
			}
		}
		if _, repeated := z.names[key]; repeated {
			return
		}
		z.names[key] = struct{}{}
	}
	t.attrs = append(t.attrs, html.Attribute{Key: key, Val: value})
}

// endsAttrName marks the bytes that end an attribute's name.
var endsAttrName = [256]bool{' ': true, '\n': true, '\t': true, '\f': true, '\r': true, '/': true, '>': true, '=': true}
