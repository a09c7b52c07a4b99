package practice

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
)

// The handbook is a small site within the site: parts of chapters of sections,
// with relative links between them, and some that lead nowhere.
const (
	handbookParts    = 4
	handbookChapters = 4
	handbookSections = 3
)

// A handbookLink is a link of a chapter; Why says what is wrong with a broken
// one, and is "" for the others.
type handbookLink struct{ Href, Text, Why string }

// brokenLinks are the handbook's links that lead nowhere, by the number of the
// chapter that has them.
var brokenLinks = map[int][]handbookLink{
	2:  {{"../1/nothing", "a chapter that was never written", "404"}},
	4:  {{"/status/410", "what was here before", "410"}, {"/status/500", "the workshop", "500"}},
	7:  {{"../1/2#section-9", "a section that is gone", "no such anchor"}},
	9:  {{"/redirect/2?loop=1", "the way round", "a loop of redirects"}},
	12: {{"http://127.0.0.1:1/", "a neighbour who has moved", "no connection"}, {"#nowhere", "above", "no such anchor"}},
	14: {{"/malformed/short", "half a page", "cut off"}},
}

// A handbookSection is a part of a chapter.
type handbookSection struct {
	Title string
	Text  string
	Steps []string
	Code  string
	Rows  [][2]string
	Links []handbookLink
}

// A handbookView is what the templates of the handbook are given.
type handbookView struct {
	head
	Part     int
	Chapters []handbookLink // of the index
	Sections []handbookSection
}

// chapterTitle is the title of a chapter of a part, both from 1.
func (h *handler) chapterTitle(part, chapter int) string {
	r := random(h.options.Seed, "chapter", part*100+chapter)
	return fmt.Sprintf("Of the %s %s", pick(r, adjectives), pick(r, nouns))
}

func (h *handler) handbook(w http.ResponseWriter, _ *http.Request) {
	view := handbookView{head: head{Title: "The handbook"}}
	for part := range handbookParts {
		view.Chapters = append(view.Chapters, handbookLink{Href: fmt.Sprintf("%d/", part+1), Text: fmt.Sprintf("Part %d", part+1)})
	}
	writePage(w, "handbook.html", view)
}

func (h *handler) handbookPart(w http.ResponseWriter, r *http.Request) {
	part, ok := pathNumber(w, r, "part", 1, handbookParts)
	if !ok {
		return
	}
	view := handbookView{head: head{Title: fmt.Sprintf("Part %d of the handbook", part)}, Part: part}
	for chapter := 1; chapter <= handbookChapters; chapter++ {
		view.Chapters = append(view.Chapters, handbookLink{Href: fmt.Sprint(chapter), Text: h.chapterTitle(part, chapter)})
	}
	writePage(w, "handbook.html", view)
}

func (h *handler) chapter(w http.ResponseWriter, r *http.Request) {
	part, partErr := strconv.Atoi(r.PathValue("part"))
	chapter, err := strconv.Atoi(r.PathValue("chapter"))
	if partErr != nil || err != nil || part < 1 || part > handbookParts || chapter < 1 || chapter > handbookChapters {
		notFound(w, r)
		return
	}
	n := (part-1)*handbookChapters + chapter
	view := handbookView{head: head{Title: h.chapterTitle(part, chapter), Page: n, Pages: handbookParts * handbookChapters}, Part: part}
	if n > 1 {
		view.Prev = chapterHref(n - 1)
	}
	if n < view.Pages {
		view.Next = chapterHref(n + 1)
	}
	source := random(h.options.Seed, "sections", n)
	for i := range handbookSections {
		s := handbookSection{Title: capital(pick(source, adverbs)) + " " + pick(source, adjectives), Text: paragraph(source, 3)}
		switch i {
		case 0:
			s.Steps = []string{plain(source), plain(source), plain(source)}
		case 1:
			s.Code = fmt.Sprintf("local %s = %d\nif %s < 5 & 3 then print(%q) end", pick(source, nouns), source.IntN(100), pick(source, nouns), pick(source, colours))
		default:
			for _, colour := range colours[:3] {
				s.Rows = append(s.Rows, [2]string{colour, pick(source, materials)})
			}
		}
		other := 1 + source.IntN(view.Pages)
		s.Links = []handbookLink{{Href: fmt.Sprintf("%s#section-%d", chapterHref(other), 1+source.IntN(handbookSections)), Text: pick(source, nouns)}}
		view.Sections = append(view.Sections, s)
	}
	last := &view.Sections[handbookSections-1]
	last.Links = append(last.Links, handbookLink{Href: "#section-1", Text: "the beginning"})
	if n%handbookChapters == 3 {
		last.Links = append(last.Links, handbookLink{Href: fmt.Sprintf("/title/%d", n), Text: "an old address"})
	}
	last.Links = slices.Concat(last.Links, brokenLinks[n])
	writePage(w, "chapter.html", view)
}

// chapterHref is the address of the n-th chapter of all as chapters write it.
func chapterHref(n int) string {
	return fmt.Sprintf("../%d/%d", 1+(n-1)/handbookChapters, 1+(n-1)%handbookChapters)
}
