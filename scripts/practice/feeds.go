package practice

import (
	"fmt"
	"html"
	"net/http"
	"strings"
	"time"
)

// The feeds hold the articles, the newest first: RSS every one, Atom every
// second, so that who reads both meets some twice.
const feedItems = 24

type feedEntry struct {
	N                      int
	Title, Author, Summary string
	Published              time.Time
}

func (h *handler) feed(step int) []feedEntry {
	var entries []feedEntry
	for n := 1; len(entries) < feedItems/step; n += step {
		title, paragraphs := h.article(n)
		entries = append(entries, feedEntry{
			n, title, name(random(h.options.Seed, "by", n)), paragraphs[0], firstDay.AddDate(0, 0, -n).Add(time.Duration(n*37%600) * time.Minute),
		})
	}
	return entries
}

// rss is RSS 2.0, with the names of Dublin Core and content that feeds of that
// kind have.
func (h *handler) rss(w http.ResponseWriter, r *http.Request) {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:content="http://purl.org/rss/1.0/modules/content/">
<channel><title>The practice articles</title><link>http://%[1]s/articles/</link><description>Everything in it is made up.</description>
`, r.Host)
	for _, e := range h.feed(1) {
		fmt.Fprintf(&b, "<item><title>%s</title><link>http://%s/articles/%d</link><guid isPermaLink=\"false\">practice-article-%d</guid>"+
			"<pubDate>%s</pubDate><dc:creator>%s</dc:creator><description><![CDATA[<p>%s</p>]]></description></item>\n",
			html.EscapeString(e.Title), r.Host, e.N, e.N, e.Published.Format(time.RFC1123Z), html.EscapeString(e.Author), html.EscapeString(e.Summary))
	}
	b.WriteString("</channel></rss>\n")
	writeConditional(w, r, "application/rss+xml; charset=utf-8", []byte(b.String()), firstDay)
}

// atom is an Atom feed (RFC 4287).
func (h *handler) atom(w http.ResponseWriter, r *http.Request) {
	var b strings.Builder
	fmt.Fprintf(&b, `<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>The practice articles, every second</title><id>http://%[1]s/feeds/articles.atom</id>
<link rel="self" href="http://%[1]s/feeds/articles.atom"/><updated>%[2]s</updated>
`, r.Host, firstDay.Format(time.RFC3339))
	for _, e := range h.feed(2) {
		fmt.Fprintf(&b, "<entry><title type=\"text\">%s</title><link rel=\"alternate\" href=\"http://%s/articles/%d\"/><id>practice-article-%d</id>"+
			"<updated>%s</updated><author><name>%s</name></author><summary type=\"html\">%s</summary></entry>\n",
			html.EscapeString(e.Title), r.Host, e.N, e.N, e.Published.Format(time.RFC3339), html.EscapeString(e.Author), html.EscapeString("<p>"+html.EscapeString(e.Summary)+"</p>"))
	}
	b.WriteString("</feed>\n")
	writeConditional(w, r, "application/atom+xml; charset=utf-8", []byte(b.String()), firstDay)
}
