package weburl

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

// opaque reports whether the path is no list of segments, as in "mailto:a@b".
func (u *URL) opaque() bool {
	return u.Scheme != "" && !u.HasHost && !strings.HasPrefix(u.Path, "/")
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

// Origin is what tells sites apart for browsers: the scheme, the host and the port; "" for a URL that
// has none, which is of any scheme but those of the web. That of a blob is its creator's.
func (u *URL) Origin() string {
	switch {
	case u.Scheme == "blob":
		if of, err := Parse(u.Path); err == nil && (of.Scheme == "http" || of.Scheme == "https") {
			return of.Origin()
		}
		return ""
	case !isSpecial(u.Scheme) || u.Scheme == "file":
		return ""
	}
	return u.Scheme + "://" + u.HostPort()
}

// Normalize brings a URL into the form that equal ones share, beyond what Parse does: percent-encoding
// is written in one way, and a query or a fragment that is empty goes.
func (u *URL) Normalize() {
	for _, part := range []*string{&u.Username, &u.Password, &u.Path, &u.Query, &u.Fragment} {
		*part = normalEscapes(*part)
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
