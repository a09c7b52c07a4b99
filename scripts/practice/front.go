package practice

import "net/http"

func (h *handler) front(w http.ResponseWriter, r *http.Request) {
	h.visitors.greet(w, r)
	writePage(w, "front.html", h.sections())
}
