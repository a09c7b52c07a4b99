package weburl

import "strings"

// charset says which bytes of a part of a URL are percent-encoded. Bytes beyond ASCII and control
// characters always are.
type charset [256]bool

func charsetOf(base *charset, more string) *charset {
	set := &charset{}
	if base != nil {
		*set = *base
	}
	for c := range set {
		set[c] = set[c] || c < ' ' || c > '~'
	}
	for i := range len(more) {
		set[more[i]] = true
	}
	return set
}

// The sets of WHATWG's URL standard (1.3).
var (
	controlSet      = charsetOf(nil, "")
	fragmentSet     = charsetOf(controlSet, " \"<>`")
	querySet        = charsetOf(controlSet, " \"#<>")
	specialQuerySet = charsetOf(querySet, "'")
	pathSet         = charsetOf(querySet, "?^`{}")
	userSet         = charsetOf(pathSet, "/:;=@[\\]|")
)

const hexDigits = "0123456789ABCDEF"

// escape percent-encodes the bytes of set. What is encoded already stays so.
func escape(s string, set *charset) string {
	n := 0
	for i := range len(s) {
		if set[s[i]] {
			n++
		}
	}
	if n == 0 {
		return s
	}
	out := make([]byte, 0, len(s)+2*n)
	for i := range len(s) {
		if c := s[i]; set[c] {
			out = append(out, '%', hexDigits[c>>4], hexDigits[c&0xF])
		} else {
			out = append(out, c)
		}
	}
	return string(out)
}

// isUnreserved reports whether c means the same encoded or not (RFC 3986, 2.3).
func isUnreserved(c byte) bool {
	return 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || c == '-' || c == '.' || c == '_' || c == '~'
}

var componentSet = func() *charset {
	set := &charset{}
	for c := range set {
		set[c] = !isUnreserved(byte(c))
	}
	return set
}()

// Encode percent-encodes all of s but letters, digits and "-._~": it can stand in any part of a URL.
func Encode(s string) string { return escape(s, componentSet) }

// Decode undoes percent-encoding. A percent sign without two hexadecimal digits stays as it is.
func Decode(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c, ok := encodedByte(s[i:])
		if ok {
			i += 2
		} else {
			c = s[i]
		}
		out = append(out, c)
	}
	return string(out)
}

// encodedByte is the byte that s, where it begins with "%XX", begins with.
func encodedByte(s string) (byte, bool) {
	if len(s) < 3 || s[0] != '%' {
		return 0, false
	}
	high, low := unhex(s[1]), unhex(s[2])
	return high<<4 | low, high < 16 && low < 16
}

func unhex(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10
	}
	return 0xFF
}

// normalEscapes writes percent-encoding in one way (RFC 3986, 6.2.2): digits in upper case, and none
// where it means nothing.
func normalEscapes(s string) string {
	if !strings.Contains(s, "%") {
		return s
	}
	out := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		c, ok := encodedByte(s[i:])
		switch {
		case !ok:
			out = append(out, s[i])
			continue
		case isUnreserved(c):
			out = append(out, c)
		default:
			out = append(out, '%', hexDigits[c>>4], hexDigits[c&0xF])
		}
		i += 2
	}
	return string(out)
}
