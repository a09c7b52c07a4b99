package session

import (
	"fmt"
	"net/netip"
	"net/url"
	"strconv"
	"strings"

	"golang.org/x/net/idna"
)

// target is a checked URL in the two forms that a request needs.
type target struct {
	url      *url.URL      // as net/http wants it: no user, no fragment
	user     *url.Userinfo // of the authority, nil without
	fragment string        // escaped, with its '#'; "" without
}

func defaultPort(scheme string) string {
	if scheme == "https" {
		return "443"
	}
	return "80"
}

// port is the port of t, also where the URL has none.
func (t *target) port() string {
	if p := t.url.Port(); p != "" {
		return p
	}
	return defaultPort(t.url.Scheme)
}

// origin names the server: its scheme, host and port.
func (t *target) origin() string { return t.url.Scheme + "://" + t.url.Host }

// String is the URL as it is shown: without the user, with the fragment.
func (t *target) String() string {
	s := t.url.Scheme + "://" + t.url.Host + t.url.EscapedPath()
	if t.url.RawQuery != "" || t.url.ForceQuery {
		s += "?" + t.url.RawQuery
	}
	return s + t.fragment
}

func badURL(raw, format string, args ...any) error {
	return &Error{Kind: InvalidURL, Message: fmt.Sprintf("%s: %s", quoteForMessage(hideUser(raw)), fmt.Sprintf(format, args...))}
}

// hideUser takes what may be a password out of a URL that is to be shown.
func hideUser(raw string) string {
	start := 0
	if i := strings.Index(raw, "//"); i >= 0 {
		start = i + 2
	}
	authority, _ := cutBefore(raw[start:], "/?#")
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		return raw[:start] + "…" + raw[start+i:]
	}
	return raw
}

// quoteForMessage shows a piece of input, shortened.
func quoteForMessage(s string) string {
	if len(s) > 200 {
		s = s[:200] + "…"
	}
	return strconv.Quote(s)
}

// parseTarget checks a URL that a script or a server wrote and brings it into the form
// that goes on the wire: what no URL may hold is percent-encoded as UTF-8, host names are
// in ASCII, dot segments are resolved (requests and browsers do the same).
func parseTarget(raw string) (*target, error) {
	s := strings.Trim(raw, " \t\r\n\f")
	scheme, rest, found := cutScheme(s)
	if !found {
		return nil, badURL(raw, "no scheme; did you mean %s?", quoteForMessage("https://"+hideUser(strings.TrimLeft(s, "/"))))
	}
	scheme = strings.ToLower(scheme)
	if scheme != "http" && scheme != "https" {
		return nil, badURL(raw, "the scheme is %q; only http and https can be requested", scheme)
	}
	if !strings.HasPrefix(rest, "//") {
		return nil, badURL(raw, "no host; a URL begins %q", scheme+"://HOST/")
	}
	rest = rest[2:]
	authority, rest := cutBefore(rest, "/?#")
	path, rest := cutBefore(rest, "?#")
	query, fragment := cutBefore(rest, "#")

	if strings.ContainsRune(authority, '\\') { // browsers read it as /, others as a part of the user: no two agree on the host
		return nil, badURL(raw, "%q cannot stand before the path", '\\')
	}
	t := &target{url: &url.URL{Scheme: scheme}}
	if i := strings.LastIndexByte(authority, '@'); i >= 0 {
		t.user = parseUser(authority[:i])
		authority = authority[i+1:]
	}
	host, port, err := parseHost(raw, authority)
	if err != nil {
		return nil, err
	}
	t.url.Host = host
	if port != "" && port != defaultPort(scheme) {
		t.url.Host = authority // which is the same, in lower case and with the port as a number
		if whole := host + ":" + port; authority != whole {
			t.url.Host = whole
		}
	}

	path = escape(path, pathByte)
	if strings.Contains(path, "/.") {
		path = removeDots(path)
	}
	if path == "" {
		path = "/"
	}
	t.url.Path = path
	if strings.ContainsRune(path, '%') {
		unescaped, err := url.PathUnescape(path)
		if err != nil { // escape leaves only whole escapes
			return nil, badURL(raw, "bad path: %v", err)
		}
		t.url.Path = unescaped
	}
	if strings.ContainsAny(path, "%!'()*") { // which net/url would write otherwise
		t.url.RawPath = path
	}
	if query != "" {
		t.url.RawQuery = escape(query[1:], queryByte)
		t.url.ForceQuery = query == "?"
	}
	if len(fragment) > 1 {
		t.fragment = "#" + escape(fragment[1:], queryByte)
	}
	return t, nil
}

// cutScheme splits "scheme:rest". A colon that belongs to a port ("localhost:80/x") is none.
func cutScheme(s string) (scheme, rest string, found bool) {
	i := strings.IndexAny(s, ":/?#")
	if i < 1 || s[i] != ':' {
		return "", s, false
	}
	for j := range i {
		c := s[j] | 0x20
		if (c < 'a' || c > 'z') && (j == 0 || !(s[j] >= '0' && s[j] <= '9' || s[j] == '+' || s[j] == '-' || s[j] == '.')) {
			return "", s, false
		}
	}
	if after := s[i+1:]; !strings.HasPrefix(after, "//") && after != "" && after[0] >= '0' && after[0] <= '9' {
		return "", s, false
	}
	return s[:i], s[i+1:], true
}

// cutBefore splits s before the first of chars.
func cutBefore(s, chars string) (before, from string) {
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func parseUser(s string) *url.Userinfo {
	unescape := func(s string) string {
		if u, err := url.PathUnescape(s); err == nil {
			return u
		}
		return s
	}
	name, password, _ := strings.Cut(s, ":")
	return url.UserPassword(unescape(name), unescape(password))
}

func parseHost(raw, authority string) (host, port string, err error) {
	host = authority
	if strings.HasPrefix(authority, "[") {
		i := strings.IndexByte(authority, ']')
		if i < 0 {
			return "", "", badURL(raw, "the IPv6 address has no closing ]")
		}
		port = authority[i+1:]
		if port != "" && port[0] != ':' {
			return "", "", badURL(raw, "%q after the IPv6 address", port)
		}
		addr, err := netip.ParseAddr(authority[1:i])
		if err != nil || !addr.Is6() || addr.Zone() != "" {
			return "", "", badURL(raw, "%q is no IPv6 address", authority[1:i])
		}
		host = "[" + addr.String() + "]"
	} else {
		if i := strings.LastIndexByte(authority, ':'); i >= 0 {
			host, port = authority[:i], authority[i:]
		}
		if host, err = checkHostName(raw, host); err != nil {
			return "", "", err
		}
	}
	if len(port) < 2 {
		return host, "", nil
	}
	n, err := strconv.ParseUint(port[1:], 10, 16)
	if err != nil || port[1] == '+' {
		return "", "", badURL(raw, "%q is no port (1 to 65535)", port[1:])
	}
	return host, strconv.FormatUint(n, 10), nil
}

func checkHostName(raw, host string) (string, error) {
	if host == "" {
		return "", badURL(raw, "no host")
	}
	ascii := true
	lower := true
	for i := range len(host) {
		ascii = ascii && host[i] < 0x80
		lower = lower && (host[i] < 'A' || host[i] > 'Z')
	}
	if !ascii {
		// The profile of browsers' look-ups (UTS 46, non-transitional): ß stays ß.
		name, err := idna.Lookup.ToASCII(host)
		if err != nil {
			return "", badURL(raw, "the host %s cannot be a domain name: %v", quoteForMessage(host), err)
		}
		host = name
	} else if !lower {
		host = strings.ToLower(host)
	}
	label := 0
	for i := range len(host) {
		switch c := host[i]; {
		case c == '.':
			if label == 0 {
				return "", badURL(raw, "the host %s has an empty label", quoteForMessage(host))
			}
			label = 0
			continue
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return "", badURL(raw, "%q cannot stand in a host name", c)
		}
		if label++; label > 63 {
			return "", badURL(raw, "a label of the host is longer than 63 bytes")
		}
	}
	if len(host) > 253 {
		return "", badURL(raw, "the host is longer than 253 bytes")
	}
	return host, nil
}

// removeDots resolves "." and ".." segments (RFC 3986, 5.2.4).
func removeDots(path string) string {
	var out []string
	segments := strings.Split(path, "/")
	for i, s := range segments {
		switch s {
		case ".", "..":
			if s == ".." && len(out) > 1 {
				out = out[:len(out)-1]
			}
			if i == len(segments)-1 {
				out = append(out, "")
			}
		default:
			out = append(out, s)
		}
	}
	return strings.Join(out, "/")
}

// relativeTo resolves ref, as a Location header has it, against t.
func (t *target) relativeTo(ref string) (*target, error) {
	ref = strings.Trim(ref, " \t\r\n\f")
	scheme, rest, found := cutScheme(ref)
	if found && !(strings.EqualFold(scheme, t.url.Scheme) && !strings.HasPrefix(rest, "/")) {
		return parseTarget(ref)
	}
	if found { // "http:path": a relative reference, as RFC 3986 lets old ones be read
		ref = rest
	}
	base := t.url.Scheme + "://" + t.url.Host
	path := t.url.EscapedPath()
	switch {
	case strings.HasPrefix(ref, "//"):
		return parseTarget(t.url.Scheme + ":" + ref)
	case strings.HasPrefix(ref, "/"):
		return parseTarget(base + ref)
	case strings.HasPrefix(ref, "?"):
		return parseTarget(base + path + ref)
	case ref == "" || strings.HasPrefix(ref, "#"):
		if t.url.RawQuery != "" {
			path += "?" + t.url.RawQuery
		}
		return parseTarget(base + path + ref)
	}
	return parseTarget(base + path[:strings.LastIndexByte(path, '/')+1] + ref)
}

// withBase puts a session's base URL before a URL that has no scheme.
func withBase(base, raw string) string {
	if base == "" {
		return raw
	}
	s := strings.Trim(raw, " \t\r\n\f")
	if _, _, found := cutScheme(s); found {
		return raw
	}
	if strings.HasPrefix(s, "//") {
		scheme, _, _ := cutScheme(base)
		return scheme + ":" + s
	}
	base, _ = cutBefore(base, "?#")
	if s == "" || s[0] == '?' || s[0] == '#' {
		return base + s
	}
	return strings.TrimRight(base, "/") + "/" + strings.TrimLeft(s, "/")
}
