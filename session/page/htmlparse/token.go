package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// tokenKind is what a token is.
type tokenKind uint8

const (
	eofToken tokenKind = iota
	textToken
	startToken
	endToken
	commentToken
	doctypeToken
)

// token is the tokenizer's current token. attrs is overwritten by the next one.
type token struct {
	kind        tokenKind
	selfClosing bool
	atom        atom.Atom // of a tag with a known name
	data        string    // text, a tag's name, a comment
	attrs       []html.Attribute
	doctype     doctype
}

// attr is the value of the tag's attribute.
func (t *token) attr(key string) (string, bool) {
	for i := range t.attrs {
		if t.attrs[i].Key == key {
			return t.attrs[i].Val, true
		}
	}
	return "", false
}

// tokenizer cuts a document, without CR, into tokens.
type tokenizer struct {
	s      string
	pos    int
	tok    token
	hasNUL bool
	// raw is the element whose end tag ends the text that follows; "" for markup.
	raw string
	// endless: raw is the context of a fragment, so no end tag in it counts.
	endless bool
	// cdata allows CDATA sections: the current node is foreign.
	cdata bool
	// names guards against repeated attributes of a tag with many.
	names map[string]struct{}
	// last is the name that the end tag most likely has.
	last     string
	lastAtom atom.Atom
}

// next reads the next token into z.tok.
func (z *tokenizer) next() {
	t := &z.tok
	if z.raw != "" && z.readRaw() {
		return
	}
	if z.pos >= len(z.s) {
		t.kind = eofToken
		return
	}
	if z.s[z.pos] == '<' && z.readMarkup() {
		return
	}
	z.readText()
}

// readText reads up to the next markup. A '<' that begins none is text.
func (z *tokenizer) readText() {
	start, i := z.pos, z.pos
	if i < len(z.s) && z.s[i] == '<' {
		i++
	}
	for {
		j := strings.IndexByte(z.s[i:], '<')
		if j < 0 {
			i = len(z.s)
			break
		}
		i += j
		if z.beginsMarkup(i) {
			break
		}
		i++
	}
	z.pos = i
	z.tok.kind = textToken
	z.tok.data = unescape(z.s[start:i], false)
}

// beginsMarkup reports whether the '<' at i begins a tag or comment.
func (z *tokenizer) beginsMarkup(i int) bool {
	if i+1 >= len(z.s) {
		return false
	}
	switch c := z.s[i+1]; {
	case isLetter(c), c == '!', c == '?':
		return true
	case c == '/':
		return i+2 < len(z.s)
	}
	return false
}

// readMarkup reads the markup that begins with the '<' here; false where it is
// text after all. It may find nothing but the end of the text.
func (z *tokenizer) readMarkup() bool {
	if !z.beginsMarkup(z.pos) {
		return false
	}
	switch c := z.s[z.pos+1]; {
	case isLetter(c):
		z.readTag(z.pos+1, startToken)
	case c == '/' && isLetter(z.s[z.pos+2]):
		z.readTag(z.pos+2, endToken)
	case c == '/' && z.s[z.pos+2] == '>':
		z.pos += 3 // "</>" is nothing
		return z.pos < len(z.s) && z.s[z.pos] == '<' && z.readMarkup()
	case c == '/':
		z.readBogusComment(z.pos + 2)
	case c == '?':
		z.readBogusComment(z.pos + 1)
	default:
		z.readDeclaration()
	}
	return true
}

// readTag reads a tag whose name begins at i. One that the document's end cuts
// off is dropped.
func (z *tokenizer) readTag(i int, kind tokenKind) {
	t := &z.tok
	start := i
	for i < len(z.s) && !endsTagName[z.s[i]] {
		i++
	}
	if i >= len(z.s) {
		z.pos, t.kind = len(z.s), eofToken
		return
	}
	name := z.s[start:i]
	if kind == endToken && name == z.last {
		t.data, t.atom = z.last, z.lastAtom
	} else {
		t.data, t.atom = z.name(name)
	}
	t.attrs, t.selfClosing = t.attrs[:0], false
	if z.s[i] == '>' {
		z.pos = i + 1
	} else if !z.readAttrs(i) {
		t.kind = eofToken
		return
	}
	t.kind = kind
}

// name is the name as the tree has it: in lower case, shared where it is known.
func (z *tokenizer) name(s string) (string, atom.Atom) {
	s = lower(s)
	if a := atom.Lookup([]byte(s)); a != 0 {
		return a.String(), a
	}
	return z.noNUL(s), 0
}

// readDeclaration reads what begins with "<!".
func (z *tokenizer) readDeclaration() {
	rest := z.s[z.pos+2:]
	switch {
	case strings.HasPrefix(rest, "--"):
		z.readComment(z.pos + 4)
	case len(rest) >= 7 && strings.EqualFold(rest[:7], "doctype"):
		z.readDoctype(z.pos + 9)
	case z.cdata && strings.HasPrefix(rest, "[CDATA["):
		z.readCDATA(z.pos + 9)
	default:
		z.readBogusComment(z.pos + 2)
	}
}

// readComment reads a comment whose content begins at start.
func (z *tokenizer) readComment(start int) {
	t := &z.tok
	t.kind = commentToken
	rest := z.s[start:]
	switch {
	case strings.HasPrefix(rest, ">"):
		t.data, z.pos = "", start+1
		return
	case strings.HasPrefix(rest, "->"):
		t.data, z.pos = "", start+2
		return
	}
	for i := 0; ; {
		j := strings.Index(rest[i:], "--")
		if j < 0 {
			z.pos = len(z.s)
			t.data = z.noNUL(strings.TrimSuffix(rest, "-"))
			return
		}
		i += j
		switch after := rest[i+2:]; {
		case strings.HasPrefix(after, ">"):
			t.data, z.pos = z.noNUL(rest[:i]), start+i+3
			return
		case strings.HasPrefix(after, "!>"):
			t.data, z.pos = z.noNUL(rest[:i]), start+i+4
			return
		case after == "" || after == "!":
			t.data, z.pos = z.noNUL(rest[:i]), len(z.s)
			return
		}
		i++
	}
}

// readBogusComment reads to the next '>' what is shown as a comment.
func (z *tokenizer) readBogusComment(start int) {
	t := &z.tok
	t.kind = commentToken
	end := strings.IndexByte(z.s[start:], '>')
	if end < 0 {
		t.data, z.pos = z.noNUL(z.s[start:]), len(z.s)
		return
	}
	t.data, z.pos = z.noNUL(z.s[start:start+end]), start+end+1
}

// readCDATA reads the text of a CDATA section.
func (z *tokenizer) readCDATA(start int) {
	t := &z.tok
	t.kind = textToken
	end := strings.Index(z.s[start:], "]]>")
	if end < 0 {
		t.data, z.pos = z.s[start:], len(z.s)
	} else {
		t.data, z.pos = z.s[start:start+end], start+end+3
	}
	if t.data == "" {
		z.next()
	}
}

// noNUL is s with U+FFFD for each NUL.
func (z *tokenizer) noNUL(s string) string {
	if !z.hasNUL {
		return s
	}
	return strings.ReplaceAll(s, "\x00", "\uFFFD")
}

// lower is s with ASCII letters in lower case; s itself where it is so.
func lower(s string) string {
	for i := range len(s) {
		if c := s[i]; 'A' <= c && c <= 'Z' {
			b := []byte(s)
			for ; i < len(b); i++ {
				if c := b[i]; 'A' <= c && c <= 'Z' {
					b[i] = c | 0x20
				}
			}
			return string(b)
		}
	}
	return s
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
func isSpace(c byte) bool  { return c == ' ' || c == '\n' || c == '\t' || c == '\f' || c == '\r' }

// endsTagName marks the bytes that end a tag's name.
var endsTagName = [256]bool{' ': true, '\n': true, '\t': true, '\f': true, '\r': true, '/': true, '>': true}
