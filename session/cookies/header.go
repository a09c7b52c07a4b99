package cookies

import (
	"net/url"
	"slices"
	"strings"
	"time"
)

// Header returns the value of the Cookie header for a request for u, or "" for
// none. Cookies with longer paths come first, then those that were created
// earlier (RFC 6265bis 5.8.3). It counts as an access to each of them.
func (j *Jar) Header(u *url.URL) string { return j.header(u, true) }

// HeaderAfterRedirect is Header without the cookies that have no domain, those
// that the program set for every host. It is for a hop that a server's
// redirect took to another host or port: the program named the first host, not
// that one.
func (j *Jar) HeaderAfterRedirect(u *url.URL) string { return j.header(u, false) }

// Matching returns what Header would send, in its order, without counting as an access.
func (j *Jar) Matching(u *url.URL) []Cookie {
	req, ok := requestOf(u)
	if !ok {
		return nil
	}
	var few [manyCookies]*entry
	now := j.now()
	var found []Cookie
	for _, e := range j.pick(few[:0], &req, true, now) {
		found = append(found, e.snapshot())
	}
	return found
}

// manyCookies is how many a request can have before picking them allocates.
const manyCookies = 64

func (j *Jar) header(u *url.URL, anyHost bool) string {
	req, ok := requestOf(u)
	if !ok {
		return ""
	}
	var few [manyCookies]*entry
	now := j.now()
	picked := j.pick(few[:0], &req, anyHost, now)
	if len(picked) == 0 {
		return ""
	}
	size, access := 0, now.UnixNano()
	for _, e := range picked {
		size += pairSize(&e.Cookie)
		e.used.Store(access)
	}
	var b strings.Builder
	b.Grow(size)
	for _, e := range picked {
		writePair(&b, &e.Cookie)
	}
	return b.String()
}

// pick appends to list the cookies for a request, in the order in which they are sent.
func (j *Jar) pick(list []*entry, req *request, anyHost bool, now time.Time) []*entry {
	j.mu.RLock()
	defer j.mu.RUnlock()
	if j.count == 0 {
		return list
	}
	buckets := 0 // how many had something: one is in order by itself
	from := func(domain string) {
		b := j.domains[domain]
		if b == nil {
			return
		}
		before := len(list)
		exact := domain == req.host || domain == ""
		for _, e := range b.entries {
			if (exact || !e.HostOnly) && (req.secure || !e.Secure) && pathCovers(e.Path, req.path) && !e.expiredAt(now) {
				list = append(list, e)
			}
		}
		if len(list) > before {
			buckets++
		}
	}
	from(req.host)
	if !req.isIP {
		for rest := req.host; ; {
			_, parent, found := strings.Cut(rest, ".")
			if !found {
				break
			}
			from(parent)
			rest = parent
		}
	}
	if anyHost {
		from("")
	}
	if buckets > 1 {
		slices.SortFunc(list, compareSent)
	}
	return list
}
