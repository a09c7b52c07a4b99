package cookies

import (
	"fmt"
	"strings"
	"time"
)

// Cookie is one cookie as the jar holds it. It is a copy: changing it changes
// nothing in the jar; [Jar.Set] does. Name, Value and Path are the bytes that
// the server sent, quotes included, and need not be valid UTF-8.
type Cookie struct {
	// Name may be empty: browsers keep "Set-Cookie: token" as a value without a name.
	Name, Value string
	// Domain is the host that set the cookie, or the domain that it is for: lower
	// case, ASCII, with no dot in front. Empty means a cookie that the program set
	// for every host.
	Domain string
	// HostOnly cookies go to Domain itself only, others also to the hosts below it.
	HostOnly bool
	// Path is the prefix of the paths that the cookie goes to; it begins with "/".
	Path string
	// Expires is when the cookie ends; zero for one that lasts as long as the jar.
	Expires time.Time
	// Secure cookies go out over https and wss only.
	Secure bool
	// HTTPOnly is kept for those who look at it and for files; a program sees all its cookies.
	HTTPOnly bool
	// SameSite is kept likewise.
	SameSite SameSite
	// Created is when a cookie of this name, domain and path was first set;
	// LastAccess when it was last set or sent. Both are set by the jar.
	Created, LastAccess time.Time
}

// Persistent says whether the cookie has an end of its own, as opposed to one
// that lasts as long as the jar.
func (c Cookie) Persistent() bool { return !c.Expires.IsZero() }

// SameSite is the value of a cookie's SameSite attribute.
type SameSite uint8

// The values of SameSite. An unknown one in a header counts as unset, as RFC
// 6265bis 5.6.7 says.
const (
	SameSiteUnset SameSite = iota
	SameSiteNone
	SameSiteLax
	SameSiteStrict
)

var sameSiteNames = [...]string{SameSiteUnset: "", SameSiteNone: "None", SameSiteLax: "Lax", SameSiteStrict: "Strict"}

// String returns "None", "Lax" or "Strict", and "" where it is unset.
func (s SameSite) String() string {
	if int(s) < len(sameSiteNames) {
		return sameSiteNames[s]
	}
	return fmt.Sprintf("SameSite(%d)", uint8(s))
}

// ParseSameSite is the reverse of [SameSite.String], in any case. Any other
// word is an [*InvalidError].
func ParseSameSite(word string) (SameSite, error) {
	for s, name := range sameSiteNames {
		if strings.EqualFold(word, name) {
			return SameSite(s), nil
		}
	}
	return SameSiteUnset, &InvalidError{Field: "SameSite", Value: word, Reason: `give "Strict", "Lax" or "None", or leave it out`}
}

// FormatHeader writes cookies as the value of a Cookie header, in the order
// given. A cookie without a name is its value alone (RFC 6265bis 5.8.3).
func FormatHeader(cs []Cookie) string {
	n := 0
	for i := range cs {
		n += pairSize(&cs[i])
	}
	var b strings.Builder
	b.Grow(n)
	for i := range cs {
		writePair(&b, &cs[i])
	}
	return b.String()
}

// pairSize is the most that writePair adds for c.
func pairSize(c *Cookie) int { return len(c.Name) + len(c.Value) + len("=; ") }

func writePair(b *strings.Builder, c *Cookie) {
	if b.Len() > 0 {
		b.WriteString("; ")
	}
	if c.Name != "" {
		b.WriteString(c.Name)
		b.WriteByte('=')
	}
	b.WriteString(c.Value)
}
