package engine

import (
	"context"
	"time"
)

// Observer is told what becomes of tasks, for statistics and traces. It is set
// once, in Hooks. Its methods are called where it happens, some with locks of the
// engine held: they return at once, and of the engine they call only methods of f
// and on that give what never changes (ID, Name, Pool, Where, Tasks, Submitted,
// Began, Actor.Name, Actor.Thread).
type Observer interface {
	// NextID gives a number that no other task of the program has.
	NextID() uint64

	// Submitted: f was accepted by its pool, and may have begun since. by submitted
	// it; nil is a goroutine that the engine knows nothing about.
	Submitted(f *Future, by *Actor)

	// Entered: on begins now to run f's task or, with callback, one of f's callbacks.
	// It is called on on's goroutine. Tasks that run elsewhere are not told of here
	// but by Begun.
	Entered(f *Future, on *Actor, callback bool, now time.Time)

	// Left ends Entered, which was at since; err is how it failed.
	Left(f *Future, on *Actor, callback bool, since time.Time, err error)

	// Begun: f's task has begun, here or elsewhere. f's lock is held.
	Begun(f *Future)

	// Done: f has its outcome, or those of the tasks that it stands for. f's lock
	// is held.
	Done(f *Future, t Tally)

	// Asked: by takes the outcome of f, as the first.
	Asked(f *Future, by *Actor)
}

// Tally is how many tasks ended in which way. A future is one task, but for the
// chunks of a Map.
type Tally struct {
	Finished  int // they returned
	Failed    int // they raised an error, timed out, or their pool broke
	Cancelled int // before they began, or by Terminate
}

// tally is what has become of f's tasks, with mu held and the outcome set.
func (f *Future) tally(s state) Tally {
	n := f.Tasks()
	if s == stateCancelled {
		return Tally{Cancelled: n}
	}
	if f.failure != nil {
		return Tally{Failed: n}
	}
	t := Tally{Finished: n}
	if outs, ok := f.value.([]Outcome); ok && f.task.Count > 0 {
		for i := range outs {
			if outs[i].Err != nil {
				t.Finished--
				t.Failed++
			}
		}
	}
	return t
}

// Tasks is how many tasks f stands for: 1, but for the chunks of a Map.
func (f *Future) Tasks() int { return max(1, f.task.Count) }

// start is what the engine counts time from.
var start = time.Now()

// moment is a time since start, in nanoseconds; 0 is none. Futures keep times so,
// in a third of what a time.Time takes.
type moment int64

func now() moment { return moment(max(1, time.Since(start))) }

func (m moment) time() time.Time {
	if m == 0 {
		return time.Time{}
	}
	return start.Add(time.Duration(m))
}

// ID is the number of its task, where its Env has an Observer; else what the task
// was given, 0 mostly.
func (f *Future) ID() uint64 { return f.task.ID }

// Began is when its task began; zero where it has not. Safe from any goroutine.
func (f *Future) Began() time.Time { return moment(f.began.Load()).time() }

// Submitted is when it was accepted, where its Env has an Observer; else zero.
func (f *Future) Submitted() time.Time { return f.submitted.time() }

// Observer is the one of the hooks; nil mostly.
func (e *Env) Observer() Observer { return e.hooks.Observer }

// observed gives a future that is accepted its number and its time.
func (e *Env) observed(f *Future) {
	if f.task.ID == 0 {
		f.task.ID = e.hooks.Observer.NextID()
	}
	f.submitted = now()
}

// Asked tells the observer, if there is one, that what runs in ctx takes the
// outcome of f. It is for whoever calls Result on a script's behalf.
func (f *Future) Asked(ctx context.Context) {
	if o := f.base.env.hooks.Observer; o != nil && f.mark(markTaken) {
		o.Asked(f, ActorOf(ctx))
	}
}

// starts notes that f's task begins.
func (f *Future) starts() { f.began.Store(int64(now())) }

// begun tells the observer that f's task has begun.
func (f *Future) begun() {
	if o := f.base.env.hooks.Observer; o != nil {
		o.Begun(f)
	}
}

// enter and leave tell the observer of what a runs; since is when it was entered.
func (a *Actor) enter(f *Future, callback bool) (since time.Time) {
	o := a.env.hooks.Observer
	if o == nil {
		return since
	}
	since = time.Now()
	o.Entered(f, a, callback, since)
	return since
}

func (a *Actor) leave(f *Future, callback bool, since time.Time, err error) {
	if o := a.env.hooks.Observer; o != nil {
		o.Left(f, a, callback, since, err)
	}
}
