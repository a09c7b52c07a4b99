package weburl

import "strings"

// Pair is a field of a query, its name and value decoded.
type Pair struct{ Name, Value string }

// formSet is what a form's fields encode (WHATWG's application/x-www-form-urlencoded); a space
// becomes a plus sign.
var formSet = func() *charset {
	set := *componentSet
	set['*'], set['~'], set[' '] = false, true, false
	return &set
}()

// EncodeQuery writes pairs as a form's query, in their order.
func EncodeQuery(pairs []Pair) string {
	var b strings.Builder
	field := func(s string) { b.WriteString(strings.ReplaceAll(escape(s, formSet), " ", "+")) }
	for i, p := range pairs {
		if i > 0 {
			b.WriteByte('&')
		}
		field(p.Name)
		b.WriteByte('=')
		field(p.Value)
	}
	return b.String()
}

// ParseQuery reads a query, with or without its "?". Every text is one: what is wrongly encoded
// stays as it is, a field without "=" has an empty value.
func ParseQuery(query string) []Pair {
	var pairs []Pair
	plain := func(s string) string { return Decode(strings.ReplaceAll(s, "+", " ")) }
	for field := range strings.SplitSeq(strings.TrimPrefix(query, "?"), "&") {
		if field != "" {
			name, value, _ := strings.Cut(field, "=")
			pairs = append(pairs, Pair{plain(name), plain(value)})
		}
	}
	return pairs
}
