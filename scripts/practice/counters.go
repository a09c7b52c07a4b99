package practice

import (
	"net/http"
	"sync/atomic"
)

// Counters is what has been asked of a site since it began, or since POST
// /counters/reset. Its JSON is the answer of GET /counters.
type Counters struct {
	// Requests is how many requests came in, those to the counters left out.
	Requests int `json:"requests"`
	// HighestInFlight is how many of them were being answered at once, at most;
	// HighestPostsInFlight counts the POSTs alone, which tells whether votes
	// went out side by side or one after the other.
	HighestInFlight      int `json:"highest_in_flight"`
	HighestPostsInFlight int `json:"highest_posts_in_flight"`
	// Logins is how many logins succeeded, LoginsRefused how many did not.
	Logins        int `json:"logins"`
	LoginsRefused int `json:"logins_refused"`
	// Refused is how many logins, votes and cancelled votes were refused.
	Refused int `json:"refused"`
	// Links is how many links the listing pages hold, fetched or not.
	Links int `json:"links"`
	// Pages tells of the listing pages, PageHits of each: its first number is
	// how often page 1 was fetched.
	Pages    Tally `json:"pages"`
	PageHits []int `json:"page_hits"`
	// Votes and Cancels tell of the votes that were not refused, by link.
	Votes   Tally `json:"votes"`
	Cancels Tally `json:"cancels"`
}

// A Tally is how often things of a kind were asked for. Where both numbers are
// equal, each was asked for once at most.
type Tally struct {
	Distinct int `json:"distinct"` // how many different ones
	Total    int `json:"total"`    // how many times in all
}

// counters is what Counters is read from; any goroutine may use it.
type counters struct {
	requests, logins, loginsRefused, refused atomic.Int64
	all, posts                               gauge
	pages, votes, cancels                    tallies
}

func newCounters(pages, links int) *counters {
	return &counters{
		pages:   make(tallies, pages),
		votes:   make(tallies, links),
		cancels: make(tallies, links),
	}
}

// enter counts a request that begins; what it returns is called when it ends.
func (c *counters) enter(method string) (leave func()) {
	c.requests.Add(1)
	c.all.up()
	if method != http.MethodPost {
		return c.all.down
	}
	c.posts.up()
	return func() {
		c.posts.down()
		c.all.down()
	}
}

func (c *counters) snapshot() Counters {
	s := Counters{
		Requests:             int(c.requests.Load()),
		HighestInFlight:      int(c.all.highest.Load()),
		HighestPostsInFlight: int(c.posts.highest.Load()),
		Logins:               int(c.logins.Load()),
		LoginsRefused:        int(c.loginsRefused.Load()),
		Refused:              int(c.refused.Load()),
		Links:                len(c.votes),
		Pages:                c.pages.sum(),
		Votes:                c.votes.sum(),
		Cancels:              c.cancels.sum(),
		PageHits:             make([]int, len(c.pages)),
	}
	for i := range c.pages {
		s.PageHits[i] = int(c.pages[i].Load())
	}
	return s
}

// reset sets everything to nothing; requests in flight stay so.
func (c *counters) reset() {
	for _, n := range []*atomic.Int64{&c.requests, &c.logins, &c.loginsRefused, &c.refused, &c.all.highest, &c.posts.highest} {
		n.Store(0)
	}
	for _, t := range []tallies{c.pages, c.votes, c.cancels} {
		for i := range t {
			t[i].Store(0)
		}
	}
}

// A gauge is how many there are now, and how many there were at most.
type gauge struct{ now, highest atomic.Int64 }

func (g *gauge) up() {
	now := g.now.Add(1)
	for {
		highest := g.highest.Load()
		if now <= highest || g.highest.CompareAndSwap(highest, now) {
			return
		}
	}
}

func (g *gauge) down() { g.now.Add(-1) }

// tallies counts hits, one number for each thing of a kind.
type tallies []atomic.Uint32

func (t tallies) hit(i int) int { return int(t[i].Add(1)) }

func (t tallies) sum() (sum Tally) {
	for i := range t {
		if n := int(t[i].Load()); n > 0 {
			sum.Distinct++
			sum.Total += n
		}
	}
	return sum
}

func (h *handler) showCounters(w http.ResponseWriter, _ *http.Request) {
	writeJSON(w, http.StatusOK, h.counters.snapshot())
}

func (h *handler) resetCounters(w http.ResponseWriter, _ *http.Request) {
	h.counters.reset()
	h.flaky.reset()
	h.visitors.each(func(v *visitor) { v.unsteady = nil })
	h.tokens.each(func(w *window) { *w = window{} })
	h.shop.day.Store(0)
	w.WriteHeader(http.StatusNoContent)
}
