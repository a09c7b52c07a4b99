package practice

import (
	"fmt"
	"net/http"
	"sync"
)

// CookieName is the name of the session cookie, which the front page sets.
const CookieName = "gpsid"

// maxVisitors is how many sessions are kept; the oldest makes room.
const maxVisitors = 4096

// visitors knows the session ids that were given out, and which are logged in.
type visitors struct {
	seed uint64

	mu       sync.RWMutex
	loggedIn map[string]bool // by session id
	ids      []string        // by the order they were given out, modulo maxVisitors
	given    uint64
}

func newVisitors(seed uint64) *visitors {
	return &visitors{seed: seed, loggedIn: map[string]bool{}, ids: make([]string, maxVisitors)}
}

// welcome gives out a new session id.
func (v *visitors) welcome() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	slot := &v.ids[v.given%maxVisitors]
	delete(v.loggedIn, *slot)
	*slot = fmt.Sprintf("%016x%04x", mix(v.seed+v.given), v.given&0xffff)
	v.loggedIn[*slot] = false
	v.given++
	return *slot
}

// find returns the session id that a request came with, whether it was given
// out here, and whether it is logged in.
func (v *visitors) find(r *http.Request) (id string, known, loggedIn bool) {
	cookie, err := r.Cookie(CookieName)
	if err != nil {
		return "", false, false
	}
	v.mu.RLock()
	defer v.mu.RUnlock()
	loggedIn, known = v.loggedIn[cookie.Value]
	return cookie.Value, known, loggedIn
}

// logIn marks a session as logged in, where it is still known.
func (v *visitors) logIn(id string) {
	v.mu.Lock()
	defer v.mu.Unlock()
	if _, known := v.loggedIn[id]; known {
		v.loggedIn[id] = true
	}
}

// setSession sends the session cookie; maxAge is in seconds, and 0 lasts as
// long as the visitor's session.
func setSession(w http.ResponseWriter, id string, maxAge int) {
	http.SetCookie(w, &http.Cookie{Name: CookieName, Value: id, Path: "/", HttpOnly: true, MaxAge: maxAge})
}

// A frontView is what the template of the front page is given.
type frontView struct {
	Routes []routeView
}

type routeView struct{ Pattern, Doc string }

func (h *handler) front(w http.ResponseWriter, r *http.Request) {
	if _, known, _ := h.visitors.find(r); !known {
		setSession(w, h.visitors.welcome(), 0)
	}
	var view frontView
	for _, route := range h.routes() {
		view.Routes = append(view.Routes, routeView{route.pattern, route.doc})
	}
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, renderPage("front.html", view))
}
