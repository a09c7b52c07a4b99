package practice

import (
	"net/http"
	"strings"
)

// The articles, for those who compare texts.
const (
	articleCount = 60
	copyEvery    = 7 // each so many is an earlier one with some words changed
)

// article makes the text of article n, from 1.
func (h *handler) article(n int) (title string, paragraphs []string) {
	if n > copyEvery && n%copyEvery == 0 {
		r := random(h.options.Seed, "copy", n)
		_, paragraphs = h.article(1 + (n*3)%(n-copyEvery))
		for i, p := range paragraphs {
			words := strings.Fields(p)
			words[r.IntN(len(words)-1)] = pick(r, adjectives)
			paragraphs[i] = strings.Join(words, " ")
		}
		return sentence(r), paragraphs
	}
	r := random(h.options.Seed, "article", n)
	title = sentence(r)
	for range 4 + r.IntN(4) {
		paragraphs = append(paragraphs, paragraph(r, 3+r.IntN(4)))
	}
	return title, paragraphs
}

func (h *handler) articleIndex(w http.ResponseWriter, _ *http.Request) {
	type entry struct {
		N     int
		Title string
	}
	var entries []entry
	for n := 1; n <= articleCount; n++ {
		title, _ := h.article(n)
		entries = append(entries, entry{n, title})
	}
	writePage(w, "articles.html", struct {
		head
		Entries []entry
	}{head{Title: "Articles"}, entries})
}

func (h *handler) articlePage(w http.ResponseWriter, r *http.Request) {
	n, ok := pathNumber(w, r, "n", 1, articleCount)
	if !ok {
		return
	}
	title, paragraphs := h.article(n)
	by := random(h.options.Seed, "by", n)
	writePage(w, "article.html", struct {
		head
		Author, Date string
		Paragraphs   []string
	}{pageHead(title, "/articles/%d", n, articleCount), name(by), firstDay.AddDate(0, 0, -n).Format("2 January 2006"), paragraphs})
}
