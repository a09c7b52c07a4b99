package htmlparse

import (
	"strings"

	"golang.org/x/net/html"
)

// unescape replaces character references. In an attribute's value a named one
// without semicolon stays as it is where '=' or a letter or digit follows.
func unescape(s string, attribute bool) string {
	at := strings.IndexByte(s, '&')
	if at < 0 {
		return s
	}
	var b strings.Builder
	b.Grow(len(s))
	for at >= 0 {
		b.WriteString(s[:at])
		s = s[at:]
		end := referenceEnd(s)
		b.WriteString(decode(s[:end], s[end:], attribute))
		s = s[end:]
		at = strings.IndexByte(s, '&')
	}
	b.WriteString(s)
	return b.String()
}

// referenceEnd is the end of what may be a reference at the beginning of s: '&',
// perhaps '#', letters and digits, perhaps ';'.
func referenceEnd(s string) int {
	i := 1
	if i < len(s) && s[i] == '#' {
		i++
	}
	for i < len(s) && (isLetter(s[i]) || '0' <= s[i] && s[i] <= '9') {
		i++
	}
	if i < len(s) && s[i] == ';' {
		i++
	}
	return i
}

// decode is what a reference stands for, or the reference itself.
func decode(ref, after string, attribute bool) string {
	switch ref {
	case "&amp;":
		return "&"
	case "&lt;":
		return "<"
	case "&gt;":
		return ">"
	case "&quot;":
		return `"`
	case "&nbsp;":
		return "\u00a0"
	case "&#39;":
		return "'"
	case "&":
		return ref
	}
	decoded := html.UnescapeString(ref)
	switch {
	case !attribute || ref[1] == '#':
		return decoded
	case strings.HasSuffix(ref, ";"):
		// "&notit;" is "¬it;" in text: a shorter name was found in front.
		if len(decoded) > 1 && strings.HasSuffix(decoded, ";") {
			return ref
		}
		return decoded
	case strings.HasPrefix(after, "=") || decoded != html.UnescapeString(ref+";"):
		return ref
	}
	return decoded
}
