package session

import (
	"strings"

	"golang.org/x/net/http/httpguts"
)

// offer is one way to authenticate, of those that a server names in WWW-Authenticate
// (RFC 9110, section 11.6.1).
type offer struct {
	scheme string            // in lower case
	params map[string]string // by names in lower case; of several of a name the first
}

// parseOffers reads one field. What is no scheme and no parameter is passed over, up to the
// next comma; a token68, which only schemes have that are not spoken here, is such.
func parseOffers(s string) []offer {
	var list []offer
	for {
		s = strings.TrimLeft(s, " \t,")
		if s == "" {
			return list
		}
		name, rest := cutToken(s)
		value, isParam := strings.CutPrefix(strings.TrimLeft(rest, " \t"), "=")
		switch {
		case name == "" || isParam && len(list) == 0:
			s = afterComma(s)
		case isParam:
			text, behind, ok := authValue(strings.TrimLeft(value, " \t"))
			if !ok {
				s = afterComma(s)
				break
			}
			params, name := list[len(list)-1].params, strings.ToLower(name)
			if _, given := params[name]; !given {
				params[name] = text
			}
			s = behind
		default:
			list = append(list, offer{strings.ToLower(name), map[string]string{}})
			s = rest
		}
	}
}

// cutToken takes a token off the front of s; "" where none is there.
func cutToken(s string) (token, rest string) {
	i := 0
	for i < len(s) && httpguts.IsTokenRune(rune(s[i])) {
		i++
	}
	return s[:i], s[i:]
}

// afterComma is what of s, which is not empty, comes after its first comma.
func afterComma(s string) string {
	_, rest, _ := strings.Cut(s, ",")
	return rest
}

// authValue takes a token or a quoted string off s.
func authValue(s string) (value, rest string, ok bool) {
	if strings.HasPrefix(s, `"`) {
		value, rest = cutQuoted(s)
		return value, rest, true
	}
	value, rest = cutToken(s)
	return value, rest, value != ""
}

// cutQuoted takes a quoted string, whose opening quote s begins with, off s; one that is not
// closed goes to the end.
func cutQuoted(s string) (value, rest string) {
	var b strings.Builder
	i := 1
	for ; i < len(s) && s[i] != '"'; i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String(), s[min(i+1, len(s)):]
}
