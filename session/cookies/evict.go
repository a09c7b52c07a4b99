package cookies

import (
	"cmp"
	"slices"
	"time"
)

// How many cookies a jar holds, by registrable domain and in all. Where one is
// passed, the cookies are cut back to the lower number, so that a server that
// sets them without end costs little. In all it is Chromium's number; of a site
// it is more than its 180, since one jar may serve hundreds of tasks, each with
// a cookie of its own, which must not push out the one of their login.
const (
	siteMost, siteLeft   = 1000, 900
	totalMost, totalLeft = 3300, 3000
	// fairShare is how many a site has before its cookies go first.
	fairShare = 50
)

// ranked is a cookie with its priority for removal, the lowest first.
type ranked struct {
	domain   string
	entry    *entry
	priority int
}

// evict brings the jar back within its bounds after a cookie of site s came in.
// The caller holds the lock.
func (j *Jar) evict(s *site, now time.Time) {
	if s.count > siteMost {
		j.shrink(s.buckets, s.count-siteLeft, now)
	}
	if j.count > totalMost {
		j.shrink(j.domains, j.count-totalLeft, now)
	}
}

// shrink removes n cookies of the buckets, and any expired one, in the order of
// RFC 6265bis 5.7: expired, then those of sites with many cookies, first
// those that are not Secure, then all; among equals the longest unused first.
func (j *Jar) shrink(buckets map[string]*bucket, n int, now time.Time) {
	var all []ranked
	for domain, b := range buckets {
		for _, e := range b.entries {
			r := ranked{domain: domain, entry: e, priority: 3}
			switch {
			case e.expiredAt(now):
				r.priority = 0
			case b.site.count > fairShare && !e.Secure:
				r.priority = 1
			case b.site.count > fairShare:
				r.priority = 2
			}
			all = append(all, r)
		}
	}
	slices.SortFunc(all, func(a, b ranked) int {
		return cmp.Or(cmp.Compare(a.priority, b.priority),
			cmp.Compare(a.entry.used.Load(), b.entry.used.Load()),
			cmp.Compare(a.entry.put, b.entry.put))
	})
	gone := make(map[string]map[*entry]bool)
	for i, r := range all {
		if i >= n && r.priority > 0 {
			break
		}
		if gone[r.domain] == nil {
			gone[r.domain] = make(map[*entry]bool)
		}
		gone[r.domain][r.entry] = true
	}
	for domain, entries := range gone {
		j.removeWhere(domain, buckets[domain], func(e *entry) bool { return entries[e] })
	}
}
