package weburl

import (
	"fmt"
	"strings"
)

// defaultPorts are those of the special schemes, as the standard calls those of the web: they have
// hosts, and a backslash is a slash in them. file has no port.
var defaultPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21", "file": ""}

func isSpecial(scheme string) bool {
	_, special := defaultPorts[scheme]
	return special
}

// Parse takes a URL or a relative reference apart. White space around it, and tabs and line breaks
// within, are dropped. The error is an [*Error]. Safe from any goroutine.
func Parse(raw string) (*URL, error) { return parse(raw, nil) }

// Join resolves a reference, as a link has it, against the URL of its page. The error is an
// [*Error]. Safe from any goroutine.
func Join(base, reference string) (*URL, error) {
	b, err := Parse(base)
	if err != nil {
		return nil, err
	}
	if b.Scheme == "" {
		return nil, &Error{URL: base, Problem: "a base must be a whole URL, with its scheme"}
	}
	return b.Join(reference)
}

// Join resolves a reference against u, which must have a scheme and stays as it is. The error is an
// [*Error].
func (u *URL) Join(reference string) (*URL, error) { return parse(reference, u) }

// parse reads raw against base; without one, a relative reference stays one.
func parse(raw string, base *URL) (*URL, error) {
	s := strings.TrimFunc(raw, func(r rune) bool { return r <= ' ' })
	if strings.ContainsAny(s, "\t\r\n") {
		s = strings.NewReplacer("\t", "", "\r", "", "\n", "").Replace(s)
	}
	u := &URL{}
	u.Scheme, s = cutScheme(s)
	s, u.Fragment, u.HasFragment = strings.Cut(s, "#")
	u.Fragment = escape(u.Fragment, fragmentSet)
	var err error
	switch {
	case u.Scheme != "":
		err = u.readAbsolute(s, base)
	case base != nil:
		u.Scheme = base.Scheme
		err = u.readRelative(s, base)
	default:
		err = u.readReference(s)
	}
	if err != nil {
		return nil, &Error{URL: raw, Problem: err.Error()}
	}
	return u, nil
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

// startsWithSlash reports whether s begins with what is a slash in a URL of u's scheme.
func (u *URL) startsWithSlash(s string) bool {
	return s != "" && (s[0] == '/' || s[0] == '\\' && isSpecial(u.Scheme))
}

// readAbsolute reads what stands behind a scheme. "http:x" is relative to a base of the same scheme.
func (u *URL) readAbsolute(s string, base *URL) error {
	sameAsBase := base != nil && base.Scheme == u.Scheme
	switch {
	case u.Scheme == "file" && sameAsBase:
		return u.readFile(s, base)
	case u.Scheme == "file":
		return u.readFile(s, nil)
	case isSpecial(u.Scheme) && sameAsBase && !strings.HasPrefix(s, "//"):
		return u.readRelative(s, base)
	case isSpecial(u.Scheme) || strings.HasPrefix(s, "//"):
		return u.readAuthority(s)
	case strings.HasPrefix(s, "/"):
		u.setPathAndQuery("", s[1:])
	default:
		path := u.cutQuery(s)
		u.Path = escape(path, controlSet)
	}
	return nil
}

// readRelative reads a reference without a scheme, or with that of its base.
func (u *URL) readRelative(s string, base *URL) error {
	switch {
	case base.opaque():
		if s != "" || !u.HasFragment {
			return fmt.Errorf("nothing is relative to a URL of the scheme %q without slashes", base.Scheme)
		}
	case u.Scheme == "file":
		return u.readFile(s, base)
	case u.startsWithSlash(s) && u.startsWithSlash(s[1:]):
		return u.readAuthority(s)
	}
	u.Username, u.Password, u.Host, u.Port, u.HasHost = base.Username, base.Password, base.Host, base.Port, base.HasHost
	if u.startsWithSlash(s) {
		u.setPathAndQuery("", s[1:])
		return nil
	}
	u.follow(s, base, u.shorten(base.Path))
	return nil
}

// follow reads a reference that does not begin with a slash: what it does not say is the base's. Its
// path goes into the folder dir.
func (u *URL) follow(s string, base *URL, dir string) {
	switch {
	case s == "":
		u.Path, u.Query, u.HasQuery = base.Path, base.Query, base.HasQuery
	case s[0] == '?':
		u.cutQuery(s)
		u.Path = base.Path
	default:
		u.setPathAndQuery(dir, s)
	}
}

// readReference reads a reference that stays relative: its scheme, and with it what the standard
// would make of its backslashes and dots, is not known.
func (u *URL) readReference(s string) error {
	if strings.HasPrefix(s, "//") {
		return u.readAuthority(s)
	}
	path := u.cutQuery(s)
	u.Path = escape(path, pathSet)
	return nil
}

// readAuthority reads "//user:password@host:port/path?query". Of a special scheme the number of
// slashes does not matter.
func (u *URL) readAuthority(s string) error {
	ends := "/?"
	if isSpecial(u.Scheme) {
		ends = `/\?`
		s = strings.TrimLeft(s, `/\`)
	} else {
		s = s[len("//"):]
	}
	rest := ""
	if i := strings.IndexAny(s, ends); i >= 0 {
		s, rest = s[:i], s[i:]
	}
	if err := u.setAuthority(s); err != nil {
		return err
	}
	u.setRootedPath(rest)
	return nil
}

// setRootedPath reads the path and the query behind a host.
func (u *URL) setRootedPath(s string) {
	switch {
	case u.startsWithSlash(s):
		u.setPathAndQuery("", s[1:])
	case isSpecial(u.Scheme):
		u.setPathAndQuery("", s)
	default:
		u.cutQuery(s) // the path is empty
	}
}

// cutQuery sets the query and gives what stands before it.
func (u *URL) cutQuery(s string) (before string) {
	before, query, has := strings.Cut(s, "?")
	set := querySet
	if isSpecial(u.Scheme) {
		set = specialQuerySet
	}
	u.Query, u.HasQuery = escape(query, set), has
	return before
}
