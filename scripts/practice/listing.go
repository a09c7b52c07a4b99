package practice

import (
	"bytes"
	"compress/gzip"
	"embed"
	"html/template"
	"net/http"
	"slices"
	"strconv"
	"strings"
	"sync"
)

//go:embed pages
var pageFiles embed.FS

// templates is parsed when the first page is asked for: a program that holds the
// site without starting it pays nothing.
var templates = sync.OnceValue(func() *template.Template {
	return template.Must(template.New("").Funcs(template.FuncMap{
		"add": func(a, b int) int { return a + b },
	}).ParseFS(pageFiles, "pages/*.html"))
})

// A shelf is a run of listing pages. A page is rendered when it is first asked
// for and kept compressed, so that a site under measurement spends its time on
// the network; a visitor who takes no gzip gets the page rendered anew.
type shelf struct {
	catalogue
	title  string
	path   string // the address of a page, without its number
	packed []packedPage
}

type packedPage struct {
	once sync.Once
	gzip []byte
}

func newShelf(c catalogue, title, path string) *shelf {
	return &shelf{catalogue: c, title: title, path: path, packed: make([]packedPage, c.pages)}
}

// A listingView is what the template of a listing page is given.
type listingView struct {
	Title       string
	Path        string
	Page, Pages int
	Near        []int // the pages to link to
	Items       []item
	Best        []item // for the sidebar: those with the most points
}

// render makes page n, 1 to s.pages.
func (s *shelf) render(n int) []byte {
	items := s.page(n)
	view := listingView{Title: s.title, Path: s.path, Page: n, Pages: s.pages, Items: items}
	view.Best = slices.SortedStableFunc(slices.Values(items), func(a, b item) int { return b.Points - a.Points })
	view.Best = view.Best[:min(len(items), 10)]
	for near := max(1, n-5); near <= min(s.pages, n+5); near++ {
		view.Near = append(view.Near, near)
	}
	return renderPage("listing.html", view)
}

// compressed returns page n as gzip.
func (s *shelf) compressed(n int) []byte {
	slot := &s.packed[n-1]
	slot.once.Do(func() {
		var b bytes.Buffer
		// Neither can fail: the level is a good one, and a Buffer takes all.
		z, _ := gzip.NewWriterLevel(&b, gzip.BestSpeed)
		_, _ = z.Write(s.render(n))
		_ = z.Close()
		slot.gzip = b.Bytes()
	})
	return slot.gzip
}

// asked returns the number of the page that the path names, or answers with 404
// where there is none.
func (s *shelf) asked(w http.ResponseWriter, r *http.Request) (n int, ok bool) {
	n, err := strconv.Atoi(r.PathValue("page"))
	if err != nil || n < 1 || n > s.pages {
		notFound(w, r)
		return 0, false
	}
	return n, true
}

// serve answers with page n.
func (s *shelf) serve(w http.ResponseWriter, r *http.Request, n int) {
	header := w.Header()
	header.Set("Content-Type", "text/html; charset=utf-8")
	header.Set("Vary", "Accept-Encoding")
	if acceptsGzip(r.Header.Get("Accept-Encoding")) {
		header.Set("Content-Encoding", "gzip")
		write(w, s.compressed(n))
	} else {
		write(w, s.render(n))
	}
}

// acceptsGzip says whether an Accept-Encoding header allows gzip (RFC 9110,
// section 12.5.3): by its name or by *, and not with a weight of 0.
func acceptsGzip(header string) bool {
	star := false
	for part := range strings.SplitSeq(header, ",") {
		name, parameter, _ := strings.Cut(part, ";")
		_, q, weighted := strings.Cut(parameter, "=")
		weight, err := strconv.ParseFloat(strings.TrimSpace(q), 64)
		allowed := !weighted || err == nil && weight > 0
		switch strings.ToLower(strings.TrimSpace(name)) {
		case "gzip", "x-gzip":
			return allowed
		case "*":
			star = allowed
		}
	}
	return star
}

func (h *handler) listing(w http.ResponseWriter, r *http.Request) {
	if n, ok := h.hot.asked(w, r); ok {
		h.counters.pages.hit(n - 1) // before the answer, whose reader may ask the counters next
		h.hot.serve(w, r, n)
	}
}

func (h *handler) wideListing(w http.ResponseWriter, r *http.Request) {
	if n, ok := h.wide.asked(w, r); ok {
		h.wide.serve(w, r, n)
	}
}

// renderPage executes a template of the site's own on data of the site's own,
// which fails only where the two do not fit: a fault of this package.
func renderPage(name string, data any) []byte {
	var b bytes.Buffer
	if err := templates().ExecuteTemplate(&b, name, data); err != nil {
		panic(err)
	}
	return b.Bytes()
}
