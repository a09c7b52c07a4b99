package practice

import (
	"fmt"
	"net/http"
	"path"
	"strconv"
)

// maxTitles is how many pages there are at /titles/N.
const maxTitles = 100

// A simpleView is what the template of a small page is given.
type simpleView struct {
	Title      string
	Paragraphs []string
}

func (h *handler) writeSimple(w http.ResponseWriter, title string, paragraphs ...string) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, renderPage("simple.html", simpleView{title, paragraphs}))
}

// title shows a page whose length depends on its number.
func (h *handler) title(w http.ResponseWriter, r *http.Request) {
	n, ok := pathNumber(w, r, "n", 1, maxTitles)
	if !ok {
		return
	}
	var paragraphs []string
	for i := range 1 + mix(uint64(n))%20 {
		paragraphs = append(paragraphs, h.wide.item(n*20+int(i)).Summary)
	}
	h.writeSimple(w, h.wide.item(n).Title, paragraphs...)
}

func (h *handler) formerTitle(w http.ResponseWriter, r *http.Request) {
	n, ok := pathNumber(w, r, "n", 1, maxTitles)
	if !ok {
		return
	}
	sendTo(w, fmt.Sprintf("/titles/%d", n), http.StatusMovedPermanently)
}

// link shows the page of one link, of any run of pages.
func (h *handler) link(w http.ResponseWriter, r *http.Request) {
	id, err := strconv.Atoi(r.PathValue("id"))
	if err != nil {
		notFound(w, r)
		return
	}
	for _, c := range []catalogue{h.hot.catalogue, h.wide.catalogue, h.paging} {
		if i, known := c.index(id); known {
			it := c.item(i)
			h.writeSimple(w, it.Title, it.Summary, fmt.Sprintf("%d points by %s, from %s", it.Points, it.Author, it.Source))
			return
		}
	}
	notFound(w, r)
}

func (h *handler) private(w http.ResponseWriter, _ *http.Request) {
	h.writeSimple(w, "Private", "A polite crawler does not come here.")
}

// static makes up the files that the pages name: enough for a browser, and for
// a crawler that fetches pictures.
func (h *handler) static(w http.ResponseWriter, r *http.Request) {
	name := r.PathValue("name")
	switch path.Ext(name) {
	case ".css":
		w.Header().Set("Content-Type", "text/css; charset=utf-8")
		write(w, []byte("body { font: 14px sans-serif; margin: 2em auto; max-width: 60em }\n.item { border-bottom: 1px solid #ddd; padding: 1em 0 }\n"))
	case ".js":
		w.Header().Set("Content-Type", "text/javascript; charset=utf-8")
		write(w, []byte("// The pages do without scripts.\n"))
	case ".svg":
		hue := 0
		for _, c := range name {
			hue = (hue*31 + int(c)) % 360
		}
		w.Header().Set("Content-Type", "image/svg+xml")
		write(w, fmt.Appendf(nil, "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"48\" height=\"48\"><rect width=\"48\" height=\"48\" fill=\"hsl(%d,50%%,60%%)\"/></svg>\n", hue))
	default:
		notFound(w, r)
	}
}
