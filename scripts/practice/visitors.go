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

// A visitor is what the site knows about one session.
type visitor struct {
	loggedIn bool // for the votes
	// membersPages is how many pages of the members' part the session may still
	// see; 0 where it has not logged in there, or has seen them all.
	membersPages int
	unsteady     map[int]int // how often each page of /unsteady has failed
}

// visitors knows the session ids that were given out.
type visitors struct {
	seed uint64

	mu    sync.Mutex
	known map[string]*visitor // by session id
	ids   []string            // by the order they were given out, modulo maxVisitors
	given uint64
}

func newVisitors(seed uint64) *visitors {
	return &visitors{seed: seed, known: map[string]*visitor{}, ids: make([]string, maxVisitors)}
}

// welcome gives out a new session id.
func (v *visitors) welcome() string {
	v.mu.Lock()
	defer v.mu.Unlock()
	slot := &v.ids[v.given%maxVisitors]
	delete(v.known, *slot)
	*slot = fmt.Sprintf("%016x%04x", mix(v.seed+v.given), v.given&0xffff)
	v.known[*slot] = &visitor{}
	v.given++
	return *slot
}

// find returns the session id that a request came with, and whether it was given
// out here.
func (v *visitors) find(r *http.Request) (id string, known bool) {
	cookie, err := r.Cookie(CookieName)
	if err != nil {
		return "", false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	_, known = v.known[cookie.Value]
	return cookie.Value, known
}

// with calls fn with what is known of a session, which only fn may look at; it
// returns false where the session is not known, or not any more.
func (v *visitors) with(id string, fn func(*visitor)) bool {
	v.mu.Lock()
	defer v.mu.Unlock()
	known := v.known[id]
	if known == nil {
		return false
	}
	fn(known)
	return true
}

// reset forgets what the visitors to unsteady pages met.
func (v *visitors) reset() {
	v.mu.Lock()
	defer v.mu.Unlock()
	for _, known := range v.known {
		known.unsteady = nil
	}
}

// greet returns the session id of a request; one that has none, or one that is
// not known, gets a new one with the answer.
func (v *visitors) greet(w http.ResponseWriter, r *http.Request) string {
	id, known := v.find(r)
	if !known {
		id = v.welcome()
		setSession(w, id, 0)
	}
	return id
}

// formToken is what the forms of a session carry in a hidden field, so that only
// who has seen the form can send it.
func (v *visitors) formToken(id string) string {
	return fmt.Sprintf("%016x", random(v.seed, "form of "+id, 0).Uint64())
}

// setSession sends the session cookie; maxAge is in seconds, and 0 lasts as
// long as the visitor's session.
func setSession(w http.ResponseWriter, id string, maxAge int) {
	http.SetCookie(w, &http.Cookie{Name: CookieName, Value: id, Path: "/", HttpOnly: true, MaxAge: maxAge})
}
