// Package robots reads robots.txt files by RFC 9309, with the Crawl-delay that many have
// beside it. It fetches nothing, and its values are never changed: they are safe from any
// goroutine.
//
//	f := robots.Parse(text)
//	rules := f.For("luafut")
//	rules.Allowed("/private/x")
package robots

import (
	"strconv"
	"strings"
	"time"
)

// MaxSize is how much of a file is read, in bytes; what follows is not looked at (RFC 9309,
// 2.5, asks for at least this).
const MaxSize = 500 << 10

// File is a robots.txt. The zero value allows everything.
type File struct{ groups []group }

// group is a list of agents and what holds for them.
type group struct {
	agents []string // in lower case
	rules  []rule
	delay  time.Duration
}

type rule struct {
	allow   bool
	pattern string // escaped as match wants it
}

// Parse reads a file. There is nothing that it cannot read: lines it does not know are skipped.
func Parse(text string) *File {
	if len(text) > MaxSize {
		text = text[:MaxSize]
	}
	f := new(File)
	var now *group
	open := false // user-agent lines still belong to now
	for line := range strings.FieldsFuncSeq(strings.TrimPrefix(text, "\ufeff"), func(r rune) bool { return r == '\n' || r == '\r' }) {
		line, _, _ = strings.Cut(line, "#")
		key, value, found := strings.Cut(line, ":")
		if !found {
			continue
		}
		value = strings.TrimSpace(value)
		switch strings.ToLower(strings.TrimSpace(key)) {
		case "user-agent":
			if !open {
				f.groups = append(f.groups, group{})
				now, open = &f.groups[len(f.groups)-1], true
			}
			now.agents = append(now.agents, strings.ToLower(value))
		case "allow", "disallow":
			if open = false; now != nil && value != "" {
				now.rules = append(now.rules, rule{allow: strings.EqualFold(strings.TrimSpace(key), "allow"), pattern: normal(value)})
			}
		case "crawl-delay":
			if seconds, err := strconv.ParseFloat(value, 64); err == nil && now != nil && seconds > 0 && seconds < 1e6 {
				now.delay = time.Duration(seconds * float64(time.Second))
			}
		}
	}
	return f
}

// Rules are what a file says to one agent. The zero value allows everything.
type Rules struct {
	rules []rule
	delay time.Duration
}

// For gathers the rules for an agent, named by its product token such as "luafut": those of
// all groups that name it in any case, else those of the groups for "*".
func (f *File) For(agent string) Rules {
	agent = strings.ToLower(agent)
	r, found := f.gather(agent)
	if !found {
		r, _ = f.gather("*")
	}
	return r
}

func (f *File) gather(agent string) (r Rules, found bool) {
	for _, g := range f.groups {
		for _, a := range g.agents {
			if a != "*" {
				a = token(a)
			}
			if a == agent && a != "" {
				found = true
				r.rules = append(r.rules, g.rules...)
				r.delay = max(r.delay, g.delay)
				break
			}
		}
	}
	return r, found
}

// token is the product token that s begins with: "luafut/1.0" is about "luafut".
func token(s string) string {
	i := strings.IndexFunc(s, func(r rune) bool {
		return !(r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' || r == '-' || r == '_')
	})
	if i < 0 {
		return s
	}
	return s[:i]
}

// Token is the product token of a User-Agent header: "luafut/1.0 (x)" is "luafut".
func Token(userAgent string) string { return token(strings.TrimSpace(userAgent)) }

// Delay is the Crawl-delay, 0 where there is none.
func (r Rules) Delay() time.Duration { return r.delay }

// Allowed reports whether a path, with its query, may be fetched: the longest rule that
// matches says so, and allows where two are equally long. /robots.txt itself always is.
func (r Rules) Allowed(path string) bool {
	if path == "/robots.txt" {
		return true
	}
	path = normal(path)
	allowed, longest := true, -1
	for _, rule := range r.rules {
		n := len(rule.pattern)
		if (n > longest || n == longest && rule.allow) && match(rule.pattern, path) {
			allowed, longest = rule.allow, n
		}
	}
	return allowed
}

// match matches the whole pattern at the beginning of path; * is any run of bytes, and $ at
// the end is path's end. The time is the product of the lengths at worst.
func match(pattern, path string) bool {
	pattern, end := strings.CutSuffix(pattern, "$")
	pieces := strings.Split(pattern, "*")
	if !strings.HasPrefix(path, pieces[0]) {
		return false
	}
	path = path[len(pieces[0]):]
	if len(pieces) == 1 {
		return !end || path == ""
	}
	last := pieces[len(pieces)-1]
	for _, piece := range pieces[1 : len(pieces)-1] {
		i := strings.Index(path, piece)
		if i < 0 {
			return false
		}
		path = path[i+len(piece):]
	}
	if end {
		return strings.HasSuffix(path, last)
	}
	return strings.Contains(path, last)
}

// normal writes a path in one form, so that /ö and /%C3%B6, /%61 and /a are the same.
func normal(s string) string {
	const hex = "0123456789ABCDEF"
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '%' && i+2 < len(s) {
			if n, err := strconv.ParseUint(s[i+1:i+3], 16, 8); err == nil {
				i += 2
				if d := byte(n); d|0x20 >= 'a' && d|0x20 <= 'z' || d >= '0' && d <= '9' || strings.IndexByte("-._~", d) >= 0 {
					b.WriteByte(d)
				} else {
					b.Write([]byte{'%', hex[d>>4], hex[d&15]})
				}
				continue
			}
		}
		if c >= 0x80 || c <= ' ' {
			b.Write([]byte{'%', hex[c>>4], hex[c&15]})
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}
