package luaurl

import (
	"fmt"
	"slices"
	"strings"
)

// Error says that a text is no URL. It is only ever made by this package.
type Error struct {
	URL     string
	Problem string
}

// Error is the text, cut off where it is long, and the problem.
func (e *Error) Error() string {
	shown := e.URL
	if len(shown) > shownURL {
		shown = shown[:shownURL] + "…"
	}
	return fmt.Sprintf("%q: %s", shown, e.Problem)
}

// shownURL is how many bytes of a URL an error shows.
const shownURL = 200

// URL is a URL, or a reference that is relative to one, in its parts. All are percent-encoded as
// they stand in the whole; an empty Scheme is that of a relative reference.
type URL struct {
	Scheme             string // in lower case, without the colon
	Username, Password string
	Host               string // without port; an IPv6 address in brackets
	Port               string // "" also where it is the scheme's own
	Path               string
	Query, Fragment    string // without "?" and "#"

	// What tells an empty part from none.
	HasHost, HasQuery, HasFragment bool
}

// defaultPorts are those of the special schemes, as WHATWG calls those of the web: they have hosts,
// and a backslash is a slash in them. file has no port.
var defaultPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "file": ""}

func isSpecial(scheme string) bool {
	_, special := defaultPorts[scheme]
	return special
}

// opaque reports whether the path is no list of segments, as in "mailto:a@b".
func (u *URL) opaque() bool {
	return u.Scheme != "" && !u.HasHost && !strings.HasPrefix(u.Path, "/")
}

// Parse takes a URL or a relative reference apart. White space around it, and tabs and line breaks
// within, are dropped. The error is an [*Error].
func Parse(raw string) (*URL, error) { return parse(raw, "") }

// parse is Parse for a reference that is relative to a URL of a scheme; "" for none.
func parse(raw, baseScheme string) (*URL, error) {
	s := strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(s, "\t\r\n") {
		s = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(s)
	}
	u := &URL{}
	u.Scheme, s = cutScheme(s)
	s, u.Fragment, u.HasFragment = strings.Cut(s, "#")
	s, u.Query, u.HasQuery = strings.Cut(s, "?")
	scheme := u.Scheme
	if scheme == "" {
		scheme = baseScheme
	}
	special := isSpecial(scheme)
	if special {
		s = strings.ReplaceAll(s, `\`, "/")
	}
	if special && u.Scheme != "" && scheme != "file" && !(scheme == baseScheme && !strings.HasPrefix(s, "//")) {
		s = "//" + strings.TrimLeft(s, "/") // browsers take any number of slashes
	}
	if rest, ok := strings.CutPrefix(s, "//"); ok {
		authority := rest
		s = ""
		if i := strings.IndexByte(rest, '/'); i >= 0 {
			authority, s = rest[:i], rest[i:]
		}
		if err := u.setAuthority(authority, scheme); err != nil {
			return nil, &Error{URL: raw, Problem: err.Error()}
		}
	}
	query := querySet
	if special {
		query = specialQuerySet
	}
	u.Query, u.Fragment = escape(u.Query, query), escape(u.Fragment, fragmentSet)
	u.Path = escape(s, pathSet)
	if u.Scheme != "" && !special && !u.HasHost && !strings.HasPrefix(s, "/") {
		u.Path = escape(s, controlSet)
	} else if u.Scheme != "" && scheme != baseScheme || u.HasHost {
		u.resolvePath(special)
	}
	return u, nil
}

// resolvePath brings an absolute URL's path into its form.
func (u *URL) resolvePath(special bool) {
	u.Path = removeDots(u.Path)
	if special && u.Path == "" {
		u.Path = "/"
	}
}

// cutScheme splits "scheme:rest"; "" where there is no scheme.
func cutScheme(s string) (scheme, rest string) {
	for i := range len(s) {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(s[:i]), s[i+1:]
		default:
			return "", s
		}
	}
	return "", s
}

// removeDots resolves the segments "." and "..", also where they are encoded.
func removeDots(path string) string {
	if !strings.Contains(path, ".") && !strings.Contains(path, "%2") {
		return path
	}
	segments := strings.Split(path, "/")
	var out []string
	for i, segment := range segments {
		last := i == len(segments)-1
		switch strings.ReplaceAll(strings.ToLower(segment), "%2e", ".") {
		case ".":
		case "..":
			if len(out) > 1 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, segment)
			continue
		}
		if last {
			out = append(out, "")
		}
	}
	return strings.Join(out, "/")
}

// Join resolves a reference, as a link has it, against the URL of its page (RFC 3986, 5.2). The
// error is an [*Error].
func Join(base, reference string) (*URL, error) {
	b, err := Parse(base)
	if err != nil {
		return nil, err
	}
	if b.Scheme == "" {
		return nil, &Error{URL: base, Problem: "a base must be a whole URL, with its scheme"}
	}
	u, err := parse(reference, b.Scheme)
	if err != nil {
		return nil, err
	}
	special := isSpecial(b.Scheme)
	if u.Scheme != "" && !(special && u.Scheme == b.Scheme && !u.HasHost) {
		return u, nil
	}
	empty := u.Path == "" && !u.HasHost
	if b.opaque() && !(empty && !u.HasQuery && u.HasFragment) {
		return nil, &Error{URL: reference, Problem: fmt.Sprintf("nothing is relative to a URL of the scheme %q without slashes", b.Scheme)}
	}
	u.Scheme = b.Scheme
	if u.HasHost {
		return u, nil
	}
	u.Username, u.Password, u.Host, u.Port, u.HasHost = b.Username, b.Password, b.Host, b.Port, b.HasHost
	if empty {
		u.Path = b.Path
		if !u.HasQuery {
			u.Query, u.HasQuery = b.Query, b.HasQuery
		}
		return u, nil
	}
	if !strings.HasPrefix(u.Path, "/") {
		u.Path = b.Path[:strings.LastIndexByte(b.Path, '/')+1] + u.Path
		if !strings.HasPrefix(u.Path, "/") {
			u.Path = "/" + u.Path
		}
	}
	u.resolvePath(special)
	return u, nil
}

// String is the URL as text.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme + ":")
	}
	if u.HasHost {
		b.WriteString("//")
		if u.Username != "" || u.Password != "" {
			b.WriteString(u.Username)
			if u.Password != "" {
				b.WriteString(":" + u.Password)
			}
			b.WriteString("@")
		}
		b.WriteString(u.HostPort())
	} else if u.Scheme != "" && strings.HasPrefix(u.Path, "//") {
		b.WriteString("/.") // or the path would be read as a host
	}
	b.WriteString(u.Path)
	if u.HasQuery {
		b.WriteString("?" + u.Query)
	}
	if u.HasFragment {
		b.WriteString("#" + u.Fragment)
	}
	return b.String()
}

// HostPort is the host, and the port where it is not the scheme's own.
func (u *URL) HostPort() string {
	if u.Port == "" {
		return u.Host
	}
	return u.Host + ":" + u.Port
}

// Normalize brings a URL into the form that equal ones share, beyond what Parse does: percent-encoding
// is written in one way, and a query or a fragment that is empty goes.
func (u *URL) Normalize() {
	for _, part := range []*string{&u.Username, &u.Password, &u.Path, &u.Query, &u.Fragment} {
		*part = normalEscapes(*part)
	}
	if u.Scheme != "" && !u.opaque() {
		u.resolvePath(isSpecial(u.Scheme)) // an encoded dot may have come to light
	}
	u.HasQuery, u.HasFragment = u.Query != "", u.Fragment != ""
}

// SortQuery orders the fields of the query by name; those of one name stay in their order.
func (u *URL) SortQuery() {
	fields := strings.Split(u.Query, "&")
	slices.SortStableFunc(fields, func(a, b string) int {
		a, _, _ = strings.Cut(a, "=")
		b, _, _ = strings.Cut(b, "=")
		return strings.Compare(a, b)
	})
	u.Query = strings.Join(fields, "&")
}
