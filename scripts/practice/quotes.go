package practice

import (
	"net/http"
	"slices"
	"strings"
)

const (
	quoteAuthors  = 18
	quoteCount    = 95
	quotesPerPage = 10
)

// An author is one of those that are quoted.
type author struct {
	Slug, Name, Born, Place, About string
}

// A quote is what an author said.
type quote struct {
	Text   string
	Author author
	Tags   []string
}

func (h *handler) quoteAuthor(i int) author {
	r := random(h.options.Seed, "author", i)
	who := firstNames[i%len(firstNames)] + " " + strings.ReplaceAll(lastNames[(i*5+i/len(firstNames))%len(lastNames)], "-", " ")
	born := firstDay.AddDate(-40-r.IntN(300), -r.IntN(12), -r.IntN(28))
	return author{
		Slug: slug(who), Name: who, Born: born.Format("January 2, 2006"), Place: pick(r, places), About: paragraph(r, 3+r.IntN(3)),
	}
}

func (h *handler) quote(i int) quote {
	r := random(h.options.Seed, "quote", i)
	q := quote{Text: saying(r), Author: h.quoteAuthor(r.IntN(quoteAuthors))}
	for range 1 + r.IntN(3) {
		if tag := pick(r, nouns); !slices.Contains(q.Tags, tag) {
			q.Tags = append(q.Tags, tag)
		}
	}
	return q
}

// allQuotes returns the quotes with a tag, or all where tag is "".
func (h *handler) allQuotes(tag string) []quote {
	var quotes []quote
	for i := range quoteCount {
		if q := h.quote(i); tag == "" || slices.Contains(q.Tags, tag) {
			quotes = append(quotes, q)
		}
	}
	return quotes
}

func (h *handler) quotes(w http.ResponseWriter, r *http.Request) {
	h.writeQuotes(w, r, "Quotes", "/quotes/?page=%d", h.allQuotes(""))
}

func (h *handler) taggedQuotes(w http.ResponseWriter, r *http.Request) {
	tag := r.PathValue("tag")
	quotes := h.allQuotes(tag)
	if len(quotes) == 0 {
		notFound(w, r)
		return
	}
	h.writeQuotes(w, r, "Quotes about the "+tag, "/quotes/tag/"+tag+"?page=%d", quotes)
}

func (h *handler) writeQuotes(w http.ResponseWriter, r *http.Request, title, format string, quotes []quote) {
	_, pages := pageOf(quotes, 1, quotesPerPage)
	n, ok := queryPage(w, r, pages)
	if !ok {
		return
	}
	part, _ := pageOf(quotes, n, quotesPerPage)
	writePage(w, "quotes.html", struct {
		head
		Quotes []quote
	}{pageHead(title, format, n, pages), part})
}

func (h *handler) author(w http.ResponseWriter, r *http.Request) {
	for i := range quoteAuthors {
		if a := h.quoteAuthor(i); a.Slug == r.PathValue("slug") {
			writePage(w, "author.html", struct {
				head
				author
			}{head{Title: a.Name}, a})
			return
		}
	}
	notFound(w, r)
}
