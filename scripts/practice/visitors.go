package practice

import (
	"fmt"
	"net/http"
)

// CookieName is the name of the session cookie, which the front page sets.
const CookieName = "gpsid"

// A visitor is what the site knows about one session.
type visitor struct {
	loggedIn bool // for the votes
	// membersPages is how many pages of the members' part the session may still
	// see; 0 where it has not logged in there, or has seen them all.
	membersPages int
	unsteady     map[int]int // how often each page of /unsteady has failed
}

// visitors knows the sessions that were given out.
type visitors struct {
	*register[visitor]
	seed uint64
}

func newVisitors(seed uint64) *visitors {
	return &visitors{newRegister[visitor](func(n uint64) string { return fmt.Sprintf("%016x%04x", mix(seed+n), n&0xffff) }), seed}
}

// find returns the session id that a request came with, and whether it was given
// out here.
func (v *visitors) find(r *http.Request) (id string, known bool) {
	cookie, err := r.Cookie(CookieName)
	if err != nil {
		return "", false
	}
	return cookie.Value, v.with(cookie.Value, func(*visitor) {})
}

// greet returns the session id of a request; one that has none, or one that is
// not known, gets a new one with the answer.
func (v *visitors) greet(w http.ResponseWriter, r *http.Request) string {
	id, known := v.find(r)
	if !known {
		id = v.give()
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
