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

// failure is how a future failed, and, until somebody asks, an entry of unreadList.
// It does not refer to the future, which can be collected meanwhile.
type failure = list.Node[Failure]

// unreadList holds the failures that nobody has asked about, oldest first.
// Guarded by Env.mu.
type unreadList struct {
	list.List[Failure]
	more int // further ones, counted only
}

// fail notes that f failed; f.mu is held.
func (f *Future) fail(err error) {
	f.failure = &failure{Value: Failure{f.task.Name, f.base.name, f.task.Where, err}}
	e := f.base.env
	if f.base == &e.bare || f.has(markWaived) {
		return
	}
	f.mark(markUnread)
	e.mu.Lock()
	defer e.mu.Unlock()
	if l := &e.unread; l.Len() < keepUnread {
		l.PushBack(f.failure)
	} else {
		l.more++
	}
}

// asked notes that somebody has seen f's error, with f.mu held.
func (f *Future) asked() {
	if !f.unmark(markUnread) {
		return
	}
	e := f.base.env
	e.mu.Lock()
	defer e.mu.Unlock()
	if !e.unread.Remove(f.failure) {
		e.unread.more--
	}
}

// waive notes that nobody can ask for f's error any more, and that nobody wants to:
// its map has raised another one, or its consumer has left. It is no failure that
// went unnoticed then.
func (f *Future) waive() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.mark(markWaived)
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
