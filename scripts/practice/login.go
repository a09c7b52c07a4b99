package practice

import (
	"net/http"
	"strings"
)

// What the login accepts.
const (
	Phone    = "8613800138000"
	Password = "practice"
)

// monthSeconds is how long the cookie lasts with oneMonth=1.
const monthSeconds = 30 * 24 * 60 * 60

// login wants the cookie of the front page and what a browser would send from
// there. A wrong password is answered with status 200 and its code, as sites of
// this kind do: a script has to read the answer.
func (h *handler) login(w http.ResponseWriter, r *http.Request) {
	refuse := func(status int, code, message string) {
		h.counters.loginsRefused.Add(1)
		h.refuse(w, status, code, message)
	}
	id, known := h.visitors.find(r)
	origin := "http://" + r.Host
	switch {
	case !known:
		refuse(http.StatusForbidden, codeNoSession, "no session: GET / first, and send its cookie along")
		return
	case r.Header.Get("Origin") != origin:
		refuse(http.StatusForbidden, codeNoBrowser, "header Origin: wanted "+origin)
		return
	case r.Header.Get("Referer") != origin && !strings.HasPrefix(r.Header.Get("Referer"), origin+"/"):
		refuse(http.StatusForbidden, codeNoBrowser, "header Referer: wanted "+origin+"/")
		return
	case !strings.HasPrefix(r.Header.Get("User-Agent"), "Mozilla/"):
		refuse(http.StatusForbidden, codeNoBrowser, "header User-Agent: wanted a browser's, which begins with Mozilla/")
		return
	}
	phone, password := r.PostFormValue("phone"), r.PostFormValue("password")
	switch {
	case phone == "" || password == "":
		refuse(http.StatusBadRequest, codeBadForm, "wanted a form with phone and password")
		return
	case phone != Phone || password != Password:
		refuse(http.StatusOK, codeWrongPassword, "phone or password is wrong")
		return
	}
	maxAge := 0
	if r.PostFormValue("oneMonth") == "1" {
		maxAge = monthSeconds
	}
	setSession(w, id, maxAge)
	h.visitors.with(id, func(v *visitor) { v.loggedIn = true })
	h.counters.logins.Add(1)
	writeResult(w, http.StatusOK, codeGood, "", loginData{CompleteReg: "0", DestJID: "cdu_" + phone})
}

// loginData is what a login that succeeded is told.
type loginData struct {
	CompleteReg string `json:"completeReg"`
	DestJID     string `json:"destJid"`
}
