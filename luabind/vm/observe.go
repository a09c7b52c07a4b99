package vm

import "time"

// Doing is what a thread does for a while.
type Doing uint8

// What threads do.
const (
	// Running is running Lua, the lock held.
	Running Doing = iota
	// Contending is waiting for the Lua lock.
	Contending
	// Blocked is waiting in a call, the lock given away.
	Blocked
	// Working is computing in Go, the lock given away.
	Working
	// Calling is computing in Go, the lock held: within Running.
	Calling
)

// Observer is told how threads spend their time. Its methods are called on the
// thread's goroutine, with the Lua lock held or not, and return at once.
type Observer interface {
	// Spent: t did this from one time to another. name is the Lua function that
	// it did it in, "" for none or unknown. What is told of a thread does not
	// overlap, but for Calling, and comes in the order in which it ended.
	Spent(t *Thread, what Doing, name string, from, to time.Time)

	// Ended: t is not used any more.
	Ended(t *Thread)
}

// worthwhile is how long a call that keeps the lock takes for it to be told of.
const worthwhile = 20 * time.Microsecond

// Observe has o told of all threads of s; call it before any of them runs.
func (s *State) Observe(o Observer) {
	s.observer = o
	s.main.observer = o
}

// Cut tells the observer what t has done until now, so that what comes is told of
// separately: between two tasks, which may keep the lock. For t's goroutine.
func (t *Thread) Cut(now time.Time) {
	if t.observer != nil && t.held {
		t.ran(now)
	}
}

// ran tells of the time since the lock was taken, or of the last Cut.
func (t *Thread) ran(now time.Time) {
	t.observer.Spent(t, Running, "", t.since, now)
	t.since = now
}

// take takes the lock.
func (t *Thread) take(preempted bool) {
	if t.observer == nil {
		t.state.lock.acquire(t, preempted)
		return
	}
	asked := t.asked
	t.asked = time.Time{}
	if asked.IsZero() {
		asked = present()
	}
	waited := t.state.lock.acquire(t, preempted)
	t.since = asked
	if waited {
		t.since = present()
		t.observer.Spent(t, Contending, "", asked, t.since)
	}
}

// present is the time of now, by the monotonic clock alone: it is read several times a
// call that waits.
func present() time.Time { return started.Add(time.Since(started)) }

// give gives the lock away; t.since is when.
func (t *Thread) give() {
	if t.observer != nil {
		t.ran(present())
	}
	t.state.lock.release()
}

// away is when something begins that spent ends; zero where nobody observes.
func (t *Thread) away() (since time.Time) {
	if t.observer != nil {
		since = present()
	}
	return since
}

// spent tells what t has done with the lock given away; t asks for it next.
func (t *Thread) spent(what Doing, name string, since time.Time) {
	if t.observer != nil {
		t.asked = present()
		t.observer.Spent(t, what, name, since, t.asked)
	}
}

// BeginCall is for whoever calls Go functions for Lua: what it gives is for
// EndCall. It costs nothing where nobody observes.
func (t *Thread) BeginCall() time.Time { return t.away() }

// EndCall tells of a call that took long with the lock held all the time.
func (t *Thread) EndCall(name string, since time.Time) {
	if t.observer == nil || !t.held || t.since.After(since) {
		return
	}
	if now := present(); now.Sub(since) >= worthwhile {
		t.observer.Spent(t, Calling, name, since, now)
	}
}
