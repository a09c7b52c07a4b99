package engine

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

// failure is an entry of unreadList. It does not refer to the future, which can
// be collected meanwhile.
type failure struct {
	Failure
	kept       bool
	prev, next *failure
}

// unreadList holds the failures that nobody has asked about, oldest first.
// Guarded by Env.mu.
type unreadList struct {
	head, tail *failure
	n          int // entries in the list
	more       int // further ones, counted only
}

// remember notes that f failed; f.mu is held.
func (e *Env) remember(f *Future, err error) *failure {
	if f.base == &e.bare {
		return nil
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	l := &e.unread
	if l.n >= keepUnread {
		l.more++
		return &failure{}
	}
	u := &failure{Failure: Failure{f.task.Name, f.base.name, f.task.Where, err}, kept: true, prev: l.tail}
	if l.tail == nil {
		l.head = u
	} else {
		l.tail.next = u
	}
	l.tail = u
	l.n++
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
	l := &e.unread
	if !u.kept {
		l.more--
		return
	}
	if u.prev == nil {
		l.head = u.next
	} else {
		u.prev.next = u.next
	}
	if u.next == nil {
		l.tail = u.prev
	} else {
		u.next.prev = u.prev
	}
	u.prev, u.next = nil, nil
	l.n--
}

// Unread lists the failed tasks whose error nobody asked for, in the order in
// which they failed. Beyond a thousand they are only counted: more is how many.
func (e *Env) Unread() (failures []Failure, more int) {
	e.mu.Lock()
	defer e.mu.Unlock()
	for u := e.unread.head; u != nil; u = u.next {
		failures = append(failures, u.Failure)
	}
	return failures, e.unread.more
}
