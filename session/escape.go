package session

import "strings"

// Classes of bytes that a URL may hold as they are (RFC 3986, appendix A).
const (
	unreservedByte = 1 << iota // ALPHA DIGIT - . _ ~
	pathByte                   // unreserved, sub-delims : @ /
	queryByte                  // the same and ?
)

var byteClass = func() (table [256]uint8) {
	set := func(chars string, class uint8) {
		for i := range len(chars) {
			table[chars[i]] |= class
		}
	}
	for c := range 256 {
		if c|0x20 >= 'a' && c|0x20 <= 'z' && c < 0x80 || c >= '0' && c <= '9' {
			table[c] = unreservedByte | pathByte | queryByte
		}
	}
	set("-._~", unreservedByte|pathByte|queryByte)
	set("!$&'()*+,;=:@/", pathByte|queryByte)
	set("?", queryByte)
	return table
}()

const upperHex = "0123456789ABCDEF"

// escape percent-encodes every byte of s outside class. Whole escapes that s holds already
// stay, except those of unreserved characters, which are the same URL without; a stray % is encoded.
func escape(s string, class uint8) string {
	i := 0
	for i < len(s) && byteClass[s[i]]&class != 0 {
		i++
	}
	if i == len(s) {
		return s
	}
	var b strings.Builder
	b.Grow(len(s) + 24)
	b.WriteString(s[:i])
	for ; i < len(s); i++ {
		c := s[i]
		if byteClass[c]&class != 0 {
			b.WriteByte(c)
			continue
		}
		if c == '%' && i+2 < len(s) && isHex(s[i+1]) && isHex(s[i+2]) {
			if decoded := unhex(s[i+1])<<4 | unhex(s[i+2]); byteClass[decoded]&unreservedByte != 0 {
				b.WriteByte(decoded)
			} else {
				b.WriteString(s[i : i+3])
			}
			i += 2
			continue
		}
		b.WriteByte('%')
		b.WriteByte(upperHex[c>>4])
		b.WriteByte(upperHex[c&15])
	}
	return b.String()
}

func isHex(c byte) bool {
	return c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'f'
}

func unhex(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c | 0x20 - 'a' + 10
}

// encodeForm writes fields as application/x-www-form-urlencoded, in their order; as Python's
// urlencode does, it leaves only letters, digits and _ . - ~ bare and writes a space as "+".
func encodeForm(fields Fields) string {
	var b strings.Builder
	for i, f := range fields {
		if i > 0 {
			b.WriteByte('&')
		}
		formEscape(&b, f.Name)
		b.WriteByte('=')
		formEscape(&b, f.Value)
	}
	return b.String()
}

func formEscape(b *strings.Builder, s string) {
	for i := range len(s) {
		switch c := s[i]; {
		case byteClass[c]&unreservedByte != 0:
			b.WriteByte(c)
		case c == ' ':
			b.WriteByte('+')
		default:
			b.WriteByte('%')
			b.WriteByte(upperHex[c>>4])
			b.WriteByte(upperHex[c&15])
		}
	}
}

// addQuery appends params and a ready query to the query of t.
func (t *target) addQuery(params Fields, query string) {
	q := t.url.RawQuery
	for _, more := range []string{encodeForm(params), escape(strings.TrimLeft(query, "?&"), queryByte)} {
		if more == "" {
			continue
		}
		if q != "" && !strings.HasSuffix(q, "&") {
			q += "&"
		}
		q += more
	}
	t.url.RawQuery = q
}
