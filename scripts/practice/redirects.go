package practice

import (
	"fmt"
	"net/http"
	"strconv"
)

// maxRedirects is the longest chain of /redirect/N.
const maxRedirects = 100

// redirect leads from /redirect/N to /redirect/N-1 and so on, and answers at 0.
// With loop=1 it goes back to the query's own start.
func (h *handler) redirect(w http.ResponseWriter, r *http.Request) {
	n, ok := pathNumber(w, r, "n", 0, maxRedirects)
	if !ok {
		return
	}
	query := r.URL.Query()
	next := n - 1
	if n == 0 {
		if query.Get("loop") != "1" {
			h.writeSimple(w, "Arrived", "The end of the redirects.")
			return
		}
		from, ok := number(w, r, "from", 0, 0, maxRedirects)
		if !ok {
			return
		}
		next = int(from)
	} else if query.Get("loop") == "1" && query.Get("from") == "" {
		query.Set("from", strconv.Itoa(n))
	}
	// The relative form is a path of one segment, to be joined with /redirect/.
	location := strconv.Itoa(next)
	if query.Get("absolute") == "1" {
		location = fmt.Sprintf("http://%s/redirect/%d", r.Host, next)
	}
	if len(query) > 0 {
		location += "?" + query.Encode()
	}
	sendTo(w, location, http.StatusFound)
}

func (h *handler) redirectTo(w http.ResponseWriter, r *http.Request) {
	status, ok := number(w, r, "status", http.StatusFound, 300, 399)
	if !ok {
		return
	}
	to := r.URL.Query().Get("url")
	if to == "" {
		http.Error(w, "the query's url: wanted where to redirect to, got nothing", http.StatusBadRequest)
		return
	}
	sendTo(w, to, int(status))
}

// sendTo redirects to exactly that location: http.Redirect would make it
// absolute, and a visitor has to cope with what comes.
func sendTo(w http.ResponseWriter, location string, status int) {
	w.Header().Set("Location", location)
	w.WriteHeader(status)
}
