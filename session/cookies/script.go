package cookies

import (
	"fmt"
	"slices"
	"strings"
	"time"
)

// All returns every cookie that has not expired, in the order in which they were created.
func (j *Jar) All() []Cookie {
	entries := j.matching(func(*entry) bool { return true })
	slices.SortFunc(entries, compareCreated)
	all := make([]Cookie, len(entries))
	for i, e := range entries {
		all[i] = e.snapshot()
	}
	return all
}

// Len returns how many cookies there are that have not expired.
func (j *Jar) Len() int { return len(j.matching(func(*entry) bool { return true })) }

// Get returns the cookie of this name. An empty domain or path means any;
// a domain is compared as a whole, not for what it covers. Where several match,
// it is the one that was set last.
func (j *Jar) Get(name, domain, path string) (Cookie, bool) {
	found := j.matching(selector(name, domain, path))
	if len(found) == 0 {
		return Cookie{}, false
	}
	return slices.MaxFunc(found, func(a, b *entry) int {
		if a.put < b.put {
			return -1
		}
		return 1
	}).snapshot(), true
}

// Delete removes the cookies that Get chooses from, and returns how many those were.
func (j *Jar) Delete(name, domain, path string) int {
	choose := selector(name, domain, path)
	now := j.now()
	n := 0
	j.mu.Lock()
	defer j.mu.Unlock()
	for domain, b := range j.domains {
		n += j.removeWhere(domain, b, func(e *entry) bool { return choose(e) && !e.expiredAt(now) })
	}
	return n
}

// Clear removes every cookie.
func (j *Jar) Clear() {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.domains, j.sites, j.count = nil, nil, 0
}

// Set puts a cookie of the program's own into the jar, in the place of one with
// the same name, domain, path and HostOnly. An empty Path is "/". An empty
// Domain sends it to every host; one with a dot in front is the same without.
// Addresses and names without a dot, such as localhost, are always
// HostOnly. Expires in the past removes the cookie. Created and LastAccess are
// not looked at. What a server could not set either is an [*InvalidError]; a program
// may however set Secure cookies and any Expires.
func (j *Jar) Set(c Cookie) error {
	if c.Name == "" && strings.Contains(c.Value, "=") {
		return &InvalidError{"Value", shorten(c.Value), `without a name it must hold no "=", or servers read a name into it`}
	}
	if err := normalize(&c); err != nil {
		return err
	}
	now := j.now()
	c.Created, c.LastAccess = now, now
	j.mu.Lock()
	defer j.mu.Unlock()
	j.store(&c, now)
	return nil
}

// store puts in a checked cookie, or removes it where it has ended. The caller
// holds the lock.
func (j *Jar) store(c *Cookie, now time.Time) {
	if c.Persistent() && !c.Expires.After(now) {
		j.remove(c)
		return
	}
	j.put(c, now)
}

// lastYear is the last one that a date in JSON can have.
const lastYear = 9999

// normalize checks a cookie that is not from a header, and brings its domain and
// path to the form that the jar keeps. What the jar took from a header passes.
func normalize(c *Cookie) *InvalidError {
	for _, part := range [...]struct{ field, value, forbidden string }{
		{"Name", c.Name, ";="}, {"Value", c.Value, ";"}, {"Path", c.Path, ""}, // a URL's path may hold ";"
	} {
		if indexControl(part.value) >= 0 || strings.ContainsAny(part.value, part.forbidden) {
			return &InvalidError{part.field, shorten(part.value),
				fmt.Sprintf("it must hold no control characters and none of %q; encode it first", part.forbidden)}
		}
	}
	if reason := checkPair(c.Name, c.Value); reason != "" {
		return &InvalidError{"Name", shorten(c.Name), reason}
	}
	if c.SameSite > SameSiteStrict {
		return &InvalidError{"SameSite", c.SameSite.String(), "use one of the constants"}
	}
	if c.Path == "" {
		c.Path = "/"
	}
	if c.Path[0] != '/' {
		return &InvalidError{"Path", shorten(c.Path), `it must begin with "/"`}
	}
	if len(c.Path) > maxPath {
		return &InvalidError{"Path", shorten(c.Path), fmt.Sprintf("it takes more than %d bytes", maxPath)}
	}
	if c.Expires.Year() > lastYear {
		c.Expires = time.Date(lastYear, time.December, 31, 23, 59, 59, 0, time.UTC)
	}
	if c.Domain != "" {
		if err := c.normalizeDomain(); err != nil {
			return err
		}
	}
	if reason := checkPrefix(c.Name, c.Value, c.Secure, c.HostOnly, c.Path == "/"); reason != "" {
		return &InvalidError{"Name", shorten(c.Name), reason}
	}
	return nil
}

func (c *Cookie) normalizeDomain() *InvalidError {
	invalid := func(reason string) *InvalidError { return &InvalidError{"Domain", shorten(c.Domain), reason} }
	host, isIP, ok := canonicalHost(strings.TrimPrefix(c.Domain, "."))
	if !ok {
		return invalid("give a host name or an address, with no scheme, port or path")
	}
	suffix, registry := isPublicSuffix(host)
	switch {
	case isIP || suffix && !registry:
		c.HostOnly = true
	case suffix && !c.HostOnly:
		return invalid("it is a public suffix, below which are sites of others; give the domain of the site")
	}
	c.Domain = host
	return nil
}

// selector chooses cookies by name and, where they are not empty, domain and path.
func selector(name, domain, path string) func(*entry) bool {
	if host, _, ok := canonicalHost(strings.TrimPrefix(domain, ".")); ok {
		domain = host
	}
	return func(e *entry) bool {
		return e.Name == name && (domain == "" || e.Domain == domain) && (path == "" || e.Path == path)
	}
}

// matching returns the entries that have not expired and that choose wants.
func (j *Jar) matching(choose func(*entry) bool) []*entry {
	now := j.now()
	j.mu.RLock()
	defer j.mu.RUnlock()
	var found []*entry
	for _, b := range j.domains {
		for _, e := range b.entries {
			if choose(e) && !e.expiredAt(now) {
				found = append(found, e)
			}
		}
	}
	return found
}
