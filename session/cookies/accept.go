package cookies

import (
	"fmt"
	"net/url"
	"strings"
)

// SetFromResponse takes the Set-Cookie headers of a response to a request for u,
// in their order. It returns one error for each that was not taken, and nil
// where all were; a browser ignores those, and so may the caller.
func (j *Jar) SetFromResponse(u *url.URL, setCookie []string) []*RejectedError {
	if len(setCookie) == 0 {
		return nil
	}
	var rejected []*RejectedError
	reject := func(line, reason string) {
		rejected = append(rejected, &RejectedError{Header: shorten(line), Reason: reason})
	}
	req, ok := requestOf(u)
	if !ok {
		for _, line := range setCookie {
			reject(line, fmt.Sprintf("its URL has no host that could have cookies: %q", shorten(u.Host)))
		}
		return rejected
	}
	now := j.now()
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, line := range setCookie {
		r, reason := parseSetCookie(line, now)
		var c Cookie
		if reason == "" {
			c, reason = accept(&r, &req)
		}
		if reason == "" && !req.secure && j.hidesSecure(&c) {
			reason = "it would hide a Secure cookie, and came over plain http"
		}
		switch {
		case reason != "":
			reject(line, reason)
		case r.expired:
			j.remove(&c)
		default:
			c.Created, c.LastAccess = now, now
			j.put(&c, now)
		}
	}
	return rejected
}

// accept makes a cookie of what a request's response set, where the request may
// set it (RFC 6265bis 5.7, except for what needs the store).
func accept(r *received, req *request) (c Cookie, reason string) {
	c = Cookie{
		Name: r.name, Value: r.value, Domain: req.host, HostOnly: true, Path: r.path,
		Expires: r.expires, Secure: r.secure, HTTPOnly: r.httpOnly, SameSite: r.sameSite,
	}
	if r.domain != "" {
		if reason := c.widen(r.domain, req); reason != "" {
			return c, reason
		}
	}
	if c.Path == "" {
		c.Path = defaultPath(req.path)
	}
	if len(c.Path) > maxPath {
		return c, fmt.Sprintf("it has no path, and that of its URL takes more than %d bytes", maxPath)
	}
	if c.Secure && !req.secure {
		return c, "it is Secure, and came over plain http"
	}
	if c.SameSite == SameSiteNone && !c.Secure {
		return c, "SameSite=None needs the Secure attribute"
	}
	return c, checkPrefix(c.Name, c.Value, c.Secure, c.HostOnly, r.path == "/")
}

// widen gives a cookie the domain that its Domain attribute names.
func (c *Cookie) widen(domain string, req *request) (reason string) {
	if indexNonASCII(domain) >= 0 {
		return fmt.Sprintf("Domain=%s is not ASCII; servers write such names in punycode", shorten(domain))
	}
	if strings.HasPrefix(domain, "[") && strings.HasSuffix(domain, "]") {
		domain = domain[1 : len(domain)-1] // an IPv6 address as in a URL
	}
	if domain == req.host {
		suffix, _ := isPublicSuffix(domain)
		c.HostOnly = suffix || req.isIP // nothing is below an address; what is below a suffix belongs to others
		return ""
	}
	if suffix, _ := isPublicSuffix(domain); suffix {
		return fmt.Sprintf("Domain=%s is a public suffix, below which the sites of others are", shorten(domain))
	}
	if !covers(domain, req.host, req.isIP) {
		return fmt.Sprintf("Domain=%s does not cover the host %s", shorten(domain), shorten(req.host))
	}
	c.Domain, c.HostOnly = domain, false
	return ""
}

// hidesSecure says whether c, which is not from a secure origin, has the name of
// a Secure cookie that it could be sent in front of (RFC 6265bis 5.7, step 17).
func (j *Jar) hidesSecure(c *Cookie) bool {
	site := j.sites[siteOf(c.Domain)]
	if site == nil {
		return false
	}
	now := j.now()
	for domain, b := range site.buckets {
		if !covers(domain, c.Domain, false) && !covers(c.Domain, domain, false) {
			continue
		}
		for _, e := range b.entries {
			if e.Secure && e.Name == c.Name && pathCovers(e.Path, c.Path) && !e.expiredAt(now) {
				return true
			}
		}
	}
	return false
}
