package practice

import (
	"cmp"
	"net/http"
	"slices"
	"strconv"
	"strings"
)

const resultsPerPage = 10

// wishes is what is looked for in the shop.
type wishes struct {
	Words      string
	Categories []string // slugs; none means all
	InStock    bool
	Sort       string // "", "name" or "reviews"
}

// search returns the products of a day that fit: all words in the name or the
// description, in any case.
func (s *shop) search(want wishes, day int) []offer {
	var found []offer
	words := strings.Fields(strings.ToLower(want.Words))
	for _, p := range s.sold(nil, day) {
		text := strings.ToLower(p.Name + " " + p.Brand + " " + strings.Join(p.Description, " "))
		fits := len(want.Categories) == 0 || slices.Contains(want.Categories, p.Department.Slug)
		for _, word := range words {
			fits = fits && strings.Contains(text, word)
		}
		if o := s.offer(p, day); fits && (!want.InStock || o.Stock > 0) {
			found = append(found, o)
		}
	}
	switch want.Sort {
	case "name":
		slices.SortStableFunc(found, func(a, b offer) int { return cmp.Compare(a.Name, b.Name) })
	case "reviews":
		slices.SortStableFunc(found, func(a, b offer) int { return b.Reviews - a.Reviews })
	}
	return found
}

// A searchView is what the template of the search pages is given.
type searchView struct {
	head
	wishes
	Departments []department
	Asked       bool // whether anything was looked for
	Found       int
	Results     []offer
	FormToken   string // of the form with many wishes, else ""
}

// search is a form that is sent by GET, and its results.
func (h *handler) search(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	want := wishes{Words: strings.TrimSpace(query.Get("q")), InStock: query.Get("in_stock") != "", Sort: query.Get("sort")}
	if c := query.Get("category"); c != "" {
		want.Categories = []string{c}
	}
	view := searchView{head: head{Title: "Search the shop"}, wishes: want, Departments: departments, Asked: query.Has("q")}
	if view.Asked {
		found := h.shop.search(want, h.shop.today())
		_, pages := pageOf(found, 1, resultsPerPage)
		n, ok := queryPage(w, r, pages)
		if !ok {
			return
		}
		query.Del("page")
		address := strings.ReplaceAll("/search?"+query.Encode(), "%", "%%")
		view.head = pageHead("Results for “"+want.Words+"”", address+"&page=%d", n, pages)
		view.Found = len(found)
		view.Results, _ = pageOf(found, n, resultsPerPage)
	}
	writePage(w, "search.html", view)
}

// advancedSearch is the form that is sent by POST with the hidden token.
func (h *handler) advancedSearch(w http.ResponseWriter, r *http.Request) {
	h.writeAdvanced(w, r, searchView{head: head{Title: "Search by many wishes"}})
}

func (h *handler) writeAdvanced(w http.ResponseWriter, r *http.Request, view searchView) {
	view.Departments = departments
	view.FormToken = h.visitors.formToken(h.visitors.greet(w, r))
	writePage(w, "search.html", view)
}

func (h *handler) findAdvanced(w http.ResponseWriter, r *http.Request) {
	if !h.formSeen(w, r) {
		return
	}
	form := r.PostForm
	atMost, err := strconv.Atoi(form.Get("at_most"))
	if err != nil || atMost < 1 || atMost > 100 {
		badNumber(w, "the form's at_most", form.Get("at_most"), 1, 100)
		return
	}
	view := searchView{wishes: wishes{Words: form.Get("words"), Categories: form["category"], InStock: form.Get("in_stock") != "", Sort: form.Get("sort")}, Asked: true}
	found := h.shop.search(view.wishes, h.shop.today())
	view.Found, view.Results = len(found), found[:min(atMost, len(found))]
	view.head = head{Title: "Results by many wishes", Page: 1, Pages: 1}
	h.writeAdvanced(w, r, view)
}

// formSeen reads a form and says whether it carries the token of its visitor,
// as one does that was seen first; else it answers with 403.
func (h *handler) formSeen(w http.ResponseWriter, r *http.Request) bool {
	id, known := h.visitors.find(r)
	if !known || r.PostFormValue("csrf_token") != h.visitors.formToken(id) {
		http.Error(w, "csrf_token: wanted what the form has in its hidden field, with the session cookie that came along", http.StatusForbidden)
		return false
	}
	return true
}

// Wants says for the template whether a category is one of those looked for.
func (w wishes) Wants(slug string) bool { return slices.Contains(w.Categories, slug) }
