package cookies

import (
	"strings"
	"time"
)

// The bounds of RFC 6265bis 5.6, in bytes.
const (
	maxPair      = 4096 // name and value together
	maxAttribute = 1024 // the value of one attribute
)

// maxPath bounds the path that a cookie without a Path attribute takes from its
// URL, in bytes. Servers commonly refuse URLs as long as that.
const maxPath = 8192

// maxAge is the longest that a server can make a cookie last (RFC 6265bis 5.5).
const maxAge = 400 * 24 * time.Hour

// received is a Set-Cookie header, parsed and not yet checked against the URL
// that it came from.
type received struct {
	name, value string
	domain      string // of the last Domain attribute that has a value, with no dot in front; in lower case
	path        string // of the last Path attribute; "" for the default
	expires     time.Time
	expired     bool // it asks to delete the cookie
	secure      bool
	httpOnly    bool
	sameSite    SameSite
}

// parseSetCookie reads one Set-Cookie header (RFC 6265bis 5.6) as of now. Where
// the header has to be ignored, reason says why, and is empty otherwise.
func parseSetCookie(line string, now time.Time) (r received, reason string) {
	if i := indexControl(line); i >= 0 {
		return r, "it holds a control character"
	}
	pair, attributes, _ := strings.Cut(line, ";")
	name, value, found := strings.Cut(pair, "=")
	if !found {
		name, value = "", pair
	}
	r.name, r.value = trimBlanks(name), trimBlanks(value)
	if reason := checkPair(r.name, r.value); reason != "" {
		return r, reason
	}
	var expires time.Time
	var age int64
	var hasAge bool
	for attributes != "" {
		var attribute string
		attribute, attributes, _ = strings.Cut(attributes, ";")
		key, value, _ := strings.Cut(attribute, "=")
		key, value = trimBlanks(key), trimBlanks(value)
		if len(value) > maxAttribute {
			continue
		}
		switch {
		case strings.EqualFold(key, "Expires"):
			if t, ok := parseDate(value); ok {
				expires = t
			}
		case strings.EqualFold(key, "Max-Age"):
			if n, ok := parseMaxAge(value); ok {
				age, hasAge = n, true
			}
		case strings.EqualFold(key, "Domain"):
			if value != "" {
				r.domain = strings.ToLower(strings.TrimPrefix(value, "."))
			}
		case strings.EqualFold(key, "Path"):
			r.path = value
			if !strings.HasPrefix(value, "/") {
				r.path = ""
			}
		case strings.EqualFold(key, "Secure"):
			r.secure = true
		case strings.EqualFold(key, "HttpOnly"):
			r.httpOnly = true
		case strings.EqualFold(key, "SameSite"):
			// A value that nobody knows counts as none given (5.6.7).
			if s, err := ParseSameSite(value); err == nil {
				r.sameSite = s
			} else {
				r.sameSite = SameSiteUnset
			}
		}
	}
	latest := now.Add(maxAge)
	switch { // Max-Age beats Expires, wherever it stands
	case hasAge && age <= 0:
		r.expired = true
	case hasAge && age >= int64(maxAge/time.Second):
		r.expires = latest
	case hasAge:
		r.expires = now.Add(time.Duration(age) * time.Second)
	case expires.IsZero():
	case !expires.After(now):
		r.expired = true
	case expires.After(latest):
		r.expires = latest
	default:
		r.expires = expires
	}
	return r, ""
}

// checkPair is what a name and a value must keep to, wherever they come from.
func checkPair(name, value string) (reason string) {
	switch {
	case name == "" && value == "":
		return "it has neither a name nor a value"
	case len(name)+len(value) > maxPair:
		return "its name and value take more than 4096 bytes"
	}
	return ""
}

// checkPrefix holds a cookie to what its name promises (RFC 6265bis 5.7, steps
// 20 to 22). Servers compare names in any case, so the prefixes count in any.
func checkPrefix(name, value string, secure, hostOnly, rootPath bool) (reason string) {
	switch {
	case hasPrefixFold(name, "__Secure-") && !secure:
		return "a name with __Secure- needs the Secure attribute"
	case hasPrefixFold(name, "__Host-") && !(secure && hostOnly && rootPath):
		return "a name with __Host- needs Secure, Path=/ and no Domain"
	case name == "" && (hasPrefixFold(value, "__Secure-") || hasPrefixFold(value, "__Host-")):
		return "a cookie without a name must not look like one with a prefix"
	}
	return ""
}

func hasPrefixFold(s, prefix string) bool {
	return len(s) >= len(prefix) && strings.EqualFold(s[:len(prefix)], prefix)
}

// indexControl finds the first control character; a tab is none (5.6, step 1).
func indexControl(s string) int {
	for i := range len(s) {
		if c := s[i]; c < 0x20 && c != '\t' || c == 0x7F {
			return i
		}
	}
	return -1
}

func trimBlanks(s string) string { return strings.Trim(s, " \t") }
