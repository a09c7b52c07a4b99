package practice

import (
	"net/http"
	"strconv"
)

// voteData is what a vote that was counted is told.
type voteData struct {
	LinksID string `json:"linksId"`
	Times   int    `json:"times"` // how often this has been done to the link
}

func (h *handler) vote(w http.ResponseWriter, r *http.Request) {
	h.countVote(w, r, r.URL.Query().Get("linksId"), "vote counted", h.counters.votes)
}

func (h *handler) cancelVote(w http.ResponseWriter, r *http.Request) {
	h.countVote(w, r, r.PostFormValue("linksId"), "vote taken back", h.counters.cancels)
}

// countVote hits the link of that id, or refuses.
func (h *handler) countVote(w http.ResponseWriter, r *http.Request, linksID, done string, hits tallies) {
	loggedIn := false
	if id, known := h.visitors.find(r); known {
		h.visitors.with(id, func(v *visitor) { loggedIn = v.loggedIn })
	}
	if !loggedIn {
		h.refuse(w, http.StatusForbidden, codeNotLoggedIn, "not logged in: POST /login first, and send its cookie along")
		return
	}
	if linksID == "" {
		h.refuse(w, http.StatusBadRequest, codeBadForm, "wanted linksId, the id of a link")
		return
	}
	id, err := strconv.Atoi(linksID)
	i, known := h.hot.index(id)
	if err != nil || !known {
		h.refuse(w, http.StatusNotFound, codeNoSuchLink, "no link has the id "+strconv.Quote(linksID))
		return
	}
	writeResult(w, http.StatusOK, codeGood, done, voteData{linksID, hits.hit(i)})
}
