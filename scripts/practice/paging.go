package practice

import (
	"fmt"
	"net/http"
	"time"
)

// The items that the ways of paging lead through.
const (
	pagingPages   = 9
	pagingPerPage = 5
	scrollStep    = 8 // items that a page which scrolls on loads at once
)

type pagingView struct {
	head
	Items []item
	All   []int  // the numbers of the pages, where there are numbers
	More  string // where the page's script would fetch more, if it scrolls
}

// pagesByNumber is the page of the query's number, which links to all others.
func (h *handler) pagesByNumber(w http.ResponseWriter, r *http.Request) {
	n, ok := queryPage(w, r, pagingPages)
	if !ok {
		return
	}
	view := pagingView{head: pageHead("Pages by number", "/pages/number?page=%d", n, pagingPages), Items: h.paging.page(n)}
	for i := range pagingPages {
		view.All = append(view.All, i+1)
	}
	writePage(w, "paging.html", view)
}

// pageKey is the address of a page that only the page before it tells.
func (h *handler) pageKey(n int) string {
	if n == 1 {
		return "start"
	}
	return fmt.Sprintf("%012x", mix(h.options.Seed<<16+uint64(n))>>16)
}

func (h *handler) pagesByNext(w http.ResponseWriter, r *http.Request) {
	for n := 1; n <= pagingPages; n++ {
		if h.pageKey(n) != r.PathValue("key") {
			continue
		}
		view := pagingView{head: head{Title: "Pages by their next links", Page: n, Pages: pagingPages}, Items: h.paging.page(n)}
		if n < pagingPages {
			view.Next = "/pages/next/" + h.pageKey(n+1)
		}
		writePage(w, "paging.html", view)
		return
	}
	notFound(w, r)
}

// pagesByScrolling is a page with its first items; the rest is for scripts.
func (h *handler) pagesByScrolling(w http.ResponseWriter, _ *http.Request) {
	items, next := h.scroll(0)
	writePage(w, "paging.html", pagingView{
		head: head{Title: "A page that scrolls on", Page: 1, Pages: 1}, Items: items, More: fmt.Sprintf("/pages/scroll/more?after=%d", next),
	})
}

// scroll returns the items from one on, and which comes after them, 0 where none does.
func (h *handler) scroll(from int) (items []item, next int) {
	c := h.paging
	end := min(from+scrollStep, c.links())
	for i := from; i < end; i++ {
		items = append(items, c.item(i))
	}
	if end < c.links() {
		next = end
	}
	return items, next
}

func (h *handler) scrollOn(w http.ResponseWriter, r *http.Request) {
	after, ok := number(w, r, "after", 0, 0, pagingPages*pagingPerPage)
	if !ok {
		return
	}
	items, next := h.scroll(int(after))
	answer := struct {
		Items []item `json:"items"`
		After *int   `json:"after"` // null where that was all
	}{Items: items}
	if next > 0 {
		answer.After = &next
	}
	writeJSON(w, http.StatusOK, answer)
}

// calendar is a month, and leads to the next and the one before for ever, as the
// calendars of many sites do.
func (h *handler) calendar(w http.ResponseWriter, r *http.Request) {
	year, ok := pathNumber(w, r, "year", 1, 9999)
	if !ok {
		return
	}
	month, ok := pathNumber(w, r, "month", 1, 12)
	if !ok {
		return
	}
	first := time.Date(year, time.Month(month), 1, 0, 0, 0, 0, time.UTC)
	address := func(t time.Time) string {
		return fmt.Sprintf("/calendar/%d/%d", min(max(t.Year(), 1), 9999), int(t.Month()))
	}
	var days []string
	for d := first; d.Month() == first.Month(); d = d.AddDate(0, 0, 1) {
		days = append(days, d.Format("Mon 2"))
	}
	writePage(w, "calendar.html", struct {
		head
		Days []string
	}{head{Title: first.Format("January 2006"), Prev: address(first.AddDate(0, -1, 0)), Next: address(first.AddDate(0, 1, 0))}, days})
}
