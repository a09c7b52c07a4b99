package engine

import "luafut/engine/internal/list"

// keepUnread bounds how many failures are kept in full: each holds its error,
// and with it what the error refers to.
const keepUnread = 1000

// Failure is a task that failed.
type Failure struct {
	Task  string // its name
	Pool  string
	Where any // where it was submitted
	Err   error
}

// failure is an entry of unreadList, or, in no list, one that is counted only. It
// does not refer to the future, which can be collected meanwhile.
type failure = list.Node[Failure]

// unreadList holds the failures that nobody has asked about, oldest first.
// Guarded by Env.mu.
type unreadList struct {
	list.List[Failure]
	more int // further ones, counted only
}

// remember notes that f failed; f.mu is held.
func (e *Env) remember(f *Future, err error) *failure {
	if f.base == &e.bare || f.waived {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	l := &e.unread
	if l.Len() >= keepUnread {
		l.more++
		return &failure{}
	}
	u := &failure{Value: Failure{f.task.Name, f.base.name, f.task.Where, err}}
	l.PushBack(u)
	return u
}

// asked notes that somebody has seen f's error, with f.mu held.
func (f *Future) asked() {
	u := f.failure
	if u == nil {
		return
	}
	f.failure = nil
	e := f.base.env
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.unread.Remove(u) {
		e.unread.more--
	}
}

// waive notes that nobody can ask for f's error any more, and that nobody wants to:
// its map has raised another one, or its consumer has left. It is no failure that
// went unnoticed then.
func (f *Future) waive() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.waived = true
	f.asked()
}

// Unread lists the failed tasks whose error nobody asked for, in the order in
// which they failed. Beyond a thousand they are only counted: more is how many.
func (e *Env) Unread() (failures []Failure, more int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for u := e.unread.First(); u != nil; u = u.Next() {
		failures = append(failures, u.Value)
	}
	return failures, e.unread.more
}
