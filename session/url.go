package session

import (
	"errors"
	"fmt"
	"net/url"
	"strconv"
	"strings"

	"luafut/session/weburl"
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

// parseTarget checks a URL that a script wrote and brings it into the form that goes on the
// wire: as weburl reads it, which is as browsers do, and with what requests encodes beyond
// that. What browsers take for a slip and mend, a host without its slashes, is refused.
func parseTarget(raw string) (*target, error) {
	s := strings.Trim(raw, " \t\r\n\f")
	scheme, rest, found := cutScheme(s)
	if !found {
		return nil, badURL(raw, "no scheme; did you mean %s?", quoteForMessage("https://"+hideUser(strings.TrimLeft(s, "/"))))
	}
	if scheme = strings.ToLower(scheme); !requestable(scheme) {
		return nil, wrongScheme(raw, scheme)
	}
	authority, _ := cutBefore(strings.TrimPrefix(rest, "//"), "/?#")
	if !strings.HasPrefix(rest, "//") || authority == "" {
		return nil, badURL(raw, "no host; a URL begins %q", scheme+"://HOST/")
	}
	if strings.ContainsRune(authority, '\\') { // browsers read it as /, others as a part of the user: no two agree on the host
		return nil, badURL(raw, "%q cannot stand before the path", '\\')
	}
	u, err := weburl.Parse(s)
	if err != nil {
		return nil, notURL(raw, err)
	}
	return newTarget(raw, u)
}

func requestable(scheme string) bool { return scheme == "http" || scheme == "https" }

func wrongScheme(raw, scheme string) error {
	return badURL(raw, "the scheme is %q; only http and https can be requested", scheme)
}

// notURL is the error for a text that weburl refuses.
func notURL(raw string, err error) error {
	var bad *weburl.Error
	if errors.As(err, &bad) {
		return badURL(raw, "%s", bad.Problem)
	}
	return badURL(raw, "%v", err)
}

// newTarget makes a target of a URL that was read from raw.
func newTarget(raw string, u *weburl.URL) (*target, error) {
	if !requestable(u.Scheme) {
		return nil, wrongScheme(raw, u.Scheme)
	}
	if err := checkHostName(raw, u.Host); err != nil {
		return nil, err
	}
	t := &target{url: &url.URL{Scheme: u.Scheme, Host: u.HostPort()}}
	if u.Username != "" || u.Password != "" {
		t.user = url.UserPassword(weburl.Decode(u.Username), weburl.Decode(u.Password))
	}
	path := escape(u.Path, pathByte)
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
	t.url.RawQuery = escape(u.Query, queryByte)
	t.url.ForceQuery = u.HasQuery && u.Query == ""
	if u.Fragment != "" {
		t.fragment = "#" + escape(u.Fragment, queryByte)
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

// checkHostName refuses what no server can have for a name: it would only fail later, and
// less clearly.
func checkHostName(raw, host string) error {
	if strings.HasPrefix(host, "[") {
		return nil
	}
	label := 0
	for i := range len(host) {
		switch c := host[i]; {
		case c == '.':
			if label == 0 {
				return badURL(raw, "the host %s has an empty label", quoteForMessage(host))
			}
			label = 0
			continue
		case c >= 'a' && c <= 'z', c >= '0' && c <= '9', c == '-', c == '_':
		default:
			return badURL(raw, "%q cannot stand in a host name", c)
		}
		if label++; label > 63 {
			return badURL(raw, "a label of the host is longer than 63 bytes")
		}
	}
	if len(host) > 253 {
		return badURL(raw, "the host is longer than 253 bytes")
	}
	return nil
}

// relativeTo resolves ref, as a Location header has it, against t. The user of t stays behind.
func (t *target) relativeTo(ref string) (*target, error) {
	base, err := weburl.Parse(t.String())
	if err != nil {
		return nil, notURL(t.String(), err)
	}
	u, err := base.Join(ref)
	if err != nil {
		return nil, notURL(ref, err)
	}
	return newTarget(ref, u)
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
