package bind

import (
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Quote is a text as Lua reads it, in quotes: letters as they are, what cannot be
// seen as \ddd. Of one of more than most bytes it is the beginning, and how long the
// whole is.
func Quote(text string, most int) string {
	more := ""
	if len(text) > most {
		more = fmt.Sprintf(" … (%d bytes)", len(text))
		for most > 0 && !utf8.RuneStart(text[most]) {
			most--
		}
		text = text[:most]
	}
	var b strings.Builder
	b.WriteByte('"')
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		one, rest := text[:size], text[size:]
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case r == '"' || r == '\\':
			b.WriteString(`\` + one)
		case r == utf8.RuneError && size == 1, !unicode.IsPrint(r):
			for i := range size {
				digit := i+1 == size && rest != "" && rest[0] >= '0' && rest[0] <= '9'
				if digit { // it would be read as one of this escape's
					fmt.Fprintf(&b, `\%03d`, one[i])
				} else {
					fmt.Fprintf(&b, `\%d`, one[i])
				}
			}
		default:
			b.WriteString(one)
		}
		text = rest
	}
	b.WriteByte('"')
	return b.String() + more
}

var name = regexp.MustCompile(`^[A-Za-z_][A-Za-z0-9_]*$`)

// IsName reports whether a text can be a name in Lua; it may be a word of the
// language.
func IsName(text string) bool { return name.MatchString(text) }
