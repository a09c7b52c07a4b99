package practice

import (
	"fmt"
	"net/http"
	"strings"
	"time"
)

func (h *handler) robots(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	write(w, fmt.Appendf(nil, `User-agent: *
Disallow: /private/
Disallow: /members/
Disallow: /articles/13$
Allow: /private/open
Crawl-delay: 0.05

User-agent: rude
Disallow: /

Sitemap: http://%[1]s/sitemap.xml
Sitemap: http://%[1]s/sitemaps/index.xml
`, r.Host))
}

// An entry is one address of a sitemap; modified may be the zero time.
type entry struct {
	address  string
	modified time.Time
}

// writeSitemap answers with a list of pages, or of sitemaps, by the protocol of
// sitemaps.org; as a gzip file where packed is set.
func writeSitemap(w http.ResponseWriter, r *http.Request, list, element string, packed bool, entries []entry) {
	var b strings.Builder
	fmt.Fprintf(&b, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n", list)
	for _, e := range entries {
		fmt.Fprintf(&b, "<%s><loc>http://%s%s</loc>", element, r.Host, e.address)
		if !e.modified.IsZero() {
			fmt.Fprintf(&b, "<lastmod>%s</lastmod>", e.modified.Format(time.RFC3339))
		}
		fmt.Fprintf(&b, "</%s>\n", element)
	}
	fmt.Fprintf(&b, "</%s>\n", list)
	if packed { // the file itself is packed, not the answer: no Content-Encoding
		w.Header().Set("Content-Type", "application/gzip")
		write(w, gzipped([]byte(b.String())))
		return
	}
	w.Header().Set("Content-Type", "application/xml; charset=utf-8")
	write(w, []byte(b.String()))
}

func (h *handler) sitemap(w http.ResponseWriter, r *http.Request) {
	var entries []entry
	for n := range h.hot.pages {
		entries = append(entries, entry{address: fmt.Sprintf("%s%d", h.hot.path, n+1)})
	}
	writeSitemap(w, r, "urlset", "url", false, entries)
}

func (h *handler) sitemapIndex(w http.ResponseWriter, r *http.Request) {
	writeSitemap(w, r, "sitemapindex", "sitemap", false, []entry{
		{"/sitemaps/shop.xml.gz", firstDay.AddDate(0, 0, h.shop.today())}, {"/sitemaps/articles.xml", firstDay},
	})
}

func (h *handler) shopSitemap(w http.ResponseWriter, r *http.Request) {
	day := h.shop.today()
	var entries []entry
	for _, p := range h.shop.sold(nil, day) {
		entries = append(entries, entry{"/shop/product/" + p.SKU, h.shop.changed(p, day)})
	}
	writeSitemap(w, r, "urlset", "url", true, entries)
}

func (h *handler) articleSitemap(w http.ResponseWriter, r *http.Request) {
	var entries []entry
	for n := 1; n <= articleCount; n++ {
		entries = append(entries, entry{fmt.Sprintf("/articles/%d", n), firstDay.AddDate(0, 0, -n)})
	}
	writeSitemap(w, r, "urlset", "url", false, entries)
}
