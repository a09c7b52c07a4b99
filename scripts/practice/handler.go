package practice

import (
	"context"
	"net/http"
	"time"
)

// maxBody bounds every request body that the site reads.
const maxBody = 16 << 20

// A handler is the site without its listener. All of it may be used from any
// goroutine.
type handler struct {
	options  Options // complete
	mux      *http.ServeMux
	hot      *shelf    // the listing pages, whose links take votes
	wide     *shelf    // the pages of /wide/N
	paging   catalogue // the items of /pages
	shop     *shop
	visitors *visitors
	tokens   *register[window]
	counters *counters
	flaky    *flaky
}

// New returns the site's pages as a handler for a server of the caller's. It
// starts nothing and needs no closing. It panics with an *OptionError where an
// option is out of its range; Start returns that instead.
func New(o Options) http.Handler {
	h, err := newHandler(o)
	if err != nil {
		panic(err)
	}
	return h
}

func newHandler(o Options) (*handler, error) {
	o, err := o.complete()
	if err != nil {
		return nil, err
	}
	hot := catalogue{seed: o.Seed, firstID: 41_000_000, pages: o.Pages, perPage: o.ItemsPerPage}
	wide := catalogue{seed: o.Seed, firstID: 71_000_000, pages: o.WidePages, perPage: o.ItemsPerPage}
	h := &handler{
		options:  o,
		mux:      http.NewServeMux(),
		hot:      newShelf(hot, "Hot links", "/all/hot/recent/"),
		wide:     newShelf(wide, "Wide listing", "/wide/"),
		paging:   catalogue{seed: o.Seed, firstID: 91_000_000, pages: pagingPages, perPage: pagingPerPage},
		shop:     newShop(o.Seed),
		visitors: newVisitors(o.Seed),
		tokens:   newTokens(o.Seed),
		counters: newCounters(o.Pages, hot.links()),
		flaky:    newFlaky(),
	}
	for _, section := range h.sections() {
		for _, route := range section.Routes {
			h.mux.HandleFunc(route.Pattern, route.answer)
		}
	}
	return h, nil
}

// ServeHTTP counts the request, holds it back for the latency, and answers it.
// Asking the counters is neither counted nor held back, so that asking does not
// change the answer.
func (h *handler) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if path := r.URL.Path; path != countersPath && path != resetPath {
		defer h.counters.enter(r.Method)()
		pause(r.Context(), h.options.Latency)
	}
	r.Body = http.MaxBytesReader(w, r.Body, maxBody)
	h.mux.ServeHTTP(w, r)
}

// pause waits for d. Where the visitor goes away or the site is closed
// meanwhile, it gives the request up without an answer.
func pause(ctx context.Context, d time.Duration) {
	if d <= 0 {
		return
	}
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-timer.C:
	case <-ctx.Done():
		panic(http.ErrAbortHandler)
	}
}
