package cookies

import (
	"net/netip"
	"net/url"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// request is what of a URL decides about cookies.
type request struct {
	host   string // canonical
	isIP   bool
	path   string // as it goes over the wire; begins with "/"
	secure bool
}

// requestOf reads a URL; it reports false for one that can have no cookies.
func requestOf(u *url.URL) (r request, ok bool) {
	r.host, r.isIP, ok = canonicalHost(u.Hostname())
	if !ok {
		return r, false
	}
	r.path = u.EscapedPath()
	if !strings.HasPrefix(r.path, "/") {
		r.path = "/"
	}
	r.secure = u.Scheme == "https" || u.Scheme == "wss"
	return r, true
}

// maxHost is the longest host, in bytes: a name in DNS has at most 253, and an
// address may have a zone.
const maxHost = 255

// canonicalHost brings a host name or address without its port to the one form
// that is compared (RFC 6265bis 5.1.2): lower case, punycode, no dot at the end.
func canonicalHost(host string) (canonical string, isIP, ok bool) {
	emptyLabel := strings.HasPrefix(host, ".") || strings.Contains(host, "..")
	host = strings.TrimSuffix(host, ".")
	if host == "" || emptyLabel || len(host) > maxHost || !utf8.ValidString(host) {
		return "", false, false
	}
	plain := true
	for i := range len(host) {
		c := host[i]
		switch {
		case c >= 'a' && c <= 'z', isDigit(c), c == '.', c == '-', c == '_':
		case c >= 'A' && c <= 'Z', c >= 0x80, c == ':':
			plain = false
		case c > 0x20 && c < 0x7F && !strings.ContainsRune(`"#%,/;<>?@[\]^|`+"`", rune(c)):
			// RFC 3986 allows more in a host than DNS does; it is compared as it stands.
		case c == '%' && strings.Contains(host[:i], ":"): // the zone of an IPv6 address
			plain = false
		default:
			return "", false, false
		}
	}
	if !plain {
		if strings.Contains(host, ":") {
			addr, err := netip.ParseAddr(host)
			return addr.String(), true, err == nil
		}
		ascii, err := idna.Lookup.ToASCII(host)
		if err != nil {
			// Names that DNS serves and IDNA refuses, such as A_b: plain ASCII may stay as it is.
			if ascii = strings.ToLower(host); indexNonASCII(ascii) >= 0 {
				return "", false, false
			}
		}
		// IDNA knows other full stops, and makes names longer.
		return canonicalHost(ascii)
	}
	return host, isAddress(host), true
}

func indexNonASCII(s string) int {
	return strings.IndexFunc(s, func(r rune) bool { return r >= 0x80 })
}

// covers says whether a cookie for domain may go to host (RFC 6265bis 5.1.3).
func covers(domain, host string, hostIsIP bool) bool {
	if host == domain {
		return true
	}
	n := len(host) - len(domain)
	return n > 1 && !hostIsIP && host[n-1] == '.' && host[n:] == domain
}

// isPublicSuffix says whether unrelated owners register names below domain.
// The default rule of the list makes every name without a dot one.
func isPublicSuffix(domain string) (yes, registry bool) {
	suffix, icann := publicsuffix.PublicSuffix(domain)
	return suffix == domain, icann
}

// siteOf is the registrable domain: what shares one allowance of cookies. For a
// public suffix or an address it is the host itself.
func siteOf(host string) string {
	if site, err := publicsuffix.EffectiveTLDPlusOne(host); err == nil && !isAddress(host) {
		return site
	}
	return host
}

// isAddress says whether a canonical host is an IP address.
func isAddress(host string) bool {
	if host == "" || !isDigit(host[len(host)-1]) && !strings.Contains(host, ":") {
		return false
	}
	_, err := netip.ParseAddr(host)
	return err == nil
}

// defaultPath is the directory of a request's path (RFC 6265bis 5.1.4).
func defaultPath(path string) string {
	if i := strings.LastIndexByte(path, '/'); i > 0 {
		return path[:i]
	}
	return "/"
}

// pathCovers says whether a cookie for path prefix goes to a request for path
// (RFC 6265bis 5.1.4).
func pathCovers(prefix, path string) bool {
	return strings.HasPrefix(path, prefix) &&
		(len(path) == len(prefix) || strings.HasSuffix(prefix, "/") || path[len(prefix)] == '/')
}
