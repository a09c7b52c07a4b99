package cookies

import (
	"cmp"
	"slices"
	"sync"
	"sync/atomic"
	"time"
)

// Jar holds cookies. The zero value is an empty jar, ready for use. All methods
// may be called from any goroutine; requests read side by side, and only
// what changes the jar waits. It must not be copied. It starts no goroutine and
// needs no closing.
type Jar struct {
	// Now tells the time; nil is time.Now. Set it before the first use.
	Now func() time.Time

	mu      sync.RWMutex
	domains map[string]*bucket // by Cookie.Domain
	sites   map[string]*site   // by registrable domain
	count   int
	serial  uint64 // counts what was ever put in
}

// bucket is the cookies of one domain, in the order in which they are sent.
type bucket struct {
	site    *site
	entries []*entry
}

// site is the domains that share one allowance.
type site struct {
	buckets map[string]*bucket
	count   int
}

// entry is a cookie in the jar. All of it stays as it is once stored, but for
// used; setting a cookie anew replaces its entry. So a request needs the
// lock only while it picks.
type entry struct {
	Cookie
	order   uint64       // of creation, among cookies of the same Created
	put     uint64       // of the last time that it was set
	expires int64        // Unix nanoseconds; 0 for never
	used    atomic.Int64 // last access, in Unix nanoseconds
}

func (e *entry) expiredAt(now time.Time) bool { return e.expires != 0 && e.expires <= now.UnixNano() }

// snapshot is the cookie as it is shown to others.
func (e *entry) snapshot() Cookie {
	c := e.Cookie
	c.LastAccess = time.Unix(0, e.used.Load())
	return c
}

// compareSent orders by longer paths, then by earlier creation (RFC 6265bis 5.8.3).
func compareSent(a, b *entry) int {
	return cmp.Or(cmp.Compare(len(b.Path), len(a.Path)), compareCreated(a, b))
}

func compareCreated(a, b *entry) int {
	return cmp.Or(a.Created.Compare(b.Created), cmp.Compare(a.order, b.order))
}

func (j *Jar) now() time.Time {
	if j.Now != nil {
		return j.Now()
	}
	return time.Now()
}

// put stores c, in the place of the one that it replaces, whose creation it
// keeps. The caller holds the lock.
func (j *Jar) put(c *Cookie, now time.Time) {
	j.serial++
	e := &entry{Cookie: *c, order: j.serial, put: j.serial}
	e.Created = c.Created.Round(0) // without the monotonic reading, so that it compares as it is saved
	e.used.Store(c.LastAccess.UnixNano())
	if c.Persistent() {
		e.expires = unixNano(c.Expires)
	}
	b := j.bucketFor(c.Domain)
	if i := b.find(c); i >= 0 {
		e.Created, e.order = b.entries[i].Created, b.entries[i].order
		b.entries = slices.Delete(b.entries, i, i+1)
		b.site.count--
		j.count--
	}
	i, _ := slices.BinarySearchFunc(b.entries, e, compareSent)
	b.entries = slices.Insert(b.entries, i, e)
	b.site.count++
	j.count++
	j.evict(b.site, now)
}

// remove drops the cookie of c's name, domain and path, if there is one. The
// caller holds the lock.
func (j *Jar) remove(c *Cookie) {
	if b := j.domains[c.Domain]; b != nil {
		if i := b.find(c); i >= 0 {
			found := b.entries[i]
			j.removeWhere(c.Domain, b, func(e *entry) bool { return e == found })
		}
	}
}

// removeWhere drops what drop says of one bucket, and the bucket where that
// leaves it empty. It returns how many went. The caller holds the lock.
func (j *Jar) removeWhere(domain string, b *bucket, drop func(*entry) bool) int {
	before := len(b.entries)
	b.entries = slices.DeleteFunc(b.entries, drop)
	n := before - len(b.entries)
	j.count -= n
	b.site.count -= n
	if len(b.entries) == 0 {
		delete(j.domains, domain)
		delete(b.site.buckets, domain)
		if len(b.site.buckets) == 0 {
			delete(j.sites, siteOf(domain))
		}
	}
	return n
}

// find returns the index of the cookie that c would replace, or -1.
func (b *bucket) find(c *Cookie) int {
	return slices.IndexFunc(b.entries, func(e *entry) bool {
		return e.Name == c.Name && e.Path == c.Path && e.HostOnly == c.HostOnly
	})
}

func (j *Jar) bucketFor(domain string) *bucket {
	if b := j.domains[domain]; b != nil {
		return b
	}
	if j.domains == nil {
		j.domains = make(map[string]*bucket)
		j.sites = make(map[string]*site)
	}
	key := siteOf(domain)
	s := j.sites[key]
	if s == nil {
		s = &site{buckets: make(map[string]*bucket)}
		j.sites[key] = s
	}
	b := &bucket{site: s}
	s.buckets[domain] = b
	j.domains[domain] = b
	return b
}

// unixNano is t in Unix nanoseconds, or the nearest that fits; never 0.
func unixNano(t time.Time) int64 {
	switch s := t.Unix(); {
	case s > 1<<33: // the year 2242
		return int64(1<<33) * int64(time.Second)
	case s < 0:
		return 1
	}
	return max(t.UnixNano(), 1)
}
