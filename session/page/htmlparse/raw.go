package htmlparse

import "strings"

// readRaw reads the text inside of the element z.raw, up to its end tag; false
// where there is none before the end tag.
func (z *tokenizer) readRaw() bool {
	start := z.pos
	end := len(z.s)
	switch {
	case z.endless || z.raw == "plaintext":
	case z.raw == "script":
		end = z.scriptEnd(start)
	default:
		end = z.endTag(start, z.raw)
	}
	raw := z.raw
	z.raw = ""
	z.pos = end
	if end == start {
		return false
	}
	z.tok.kind = textToken
	z.tok.data = z.s[start:end]
	if raw == "title" || raw == "textarea" {
		z.tok.data = unescape(z.tok.data, false)
	}
	z.tok.data = z.noNUL(z.tok.data)
	return true
}

// endTag is where the end tag "</name" begins at or after i, or the text's end.
func (z *tokenizer) endTag(i int, name string) int {
	for {
		j := strings.Index(z.s[i:], "</")
		if j < 0 {
			return len(z.s)
		}
		i += j
		if z.isTag(i+2, name) {
			return i
		}
		i += 2
	}
}

// isTag reports whether a tag's name stands at i and ends there.
func (z *tokenizer) isTag(i int, name string) bool {
	end := i + len(name)
	return end < len(z.s) && endsTagName[z.s[end]] && strings.EqualFold(z.s[i:end], name)
}

// scriptEnd is where the end tag of a script begins. Inside of "<!--" a nested
// <script> hides end tags until its own, as the standard's script data escaped
// states have it.
func (z *tokenizer) scriptEnd(i int) int {
	const (
		plain = iota
		escaped
		doubly
	)
	state := plain
	for i < len(z.s) {
		j := strings.IndexAny(z.s[i:], "<-")
		if j < 0 {
			break
		}
		i += j
		rest := z.s[i:]
		switch {
		case rest[0] == '-':
			if state != plain && strings.HasPrefix(rest, "-->") {
				state = plain
				i += 3
				continue
			}
			i++
		case state == plain && strings.HasPrefix(rest, "<!--"):
			// The two dashes may be those of "-->" already.
			state = escaped
			i += 2
		case strings.HasPrefix(rest, "</") && z.isTag(i+2, "script"):
			if state != doubly {
				return i
			}
			state = escaped
			i += 2
		case state == escaped && z.isTag(i+1, "script"):
			state = doubly
			i++
		default:
			i++
		}
	}
	return len(z.s)
}
