package engine

import (
	"context"
	"sync/atomic"
	"time"
)

// waiting is what an actor waits for now.
type waiting struct {
	what  Waitable
	ctx   context.Context
	since time.Time
	timed bool // it ends by itself: it counts as going on
}

// Activity is what one actor is doing.
type Activity struct {
	On     *Actor    // whose it is
	Actor  string    // the worker's or helper's name
	Pool   string    // whose worker it is, or ""
	Inside []*Future // the futures whose task or callback it runs, outermost first
	Init   bool      // it runs an initializer
	Thread Thread    // what runs it, or nil
	What   string    // what it waits for; "" when it runs
	Since  time.Time // since when it waits
	Timed  bool      // the wait ends by itself
}

// going counts in its lower half what goes on, and in its upper half how often
// something began to, so that a look at all waiters can tell whether anything
// moved meanwhile.
type going struct{ atomic.Uint64 }

const beginning = 1 << 32

func (g *going) begin()         { g.Add(beginning + 1) }
func (g *going) end() uint64    { return g.Add(^uint64(0)) }
func nothing(count uint64) bool { return uint32(count) == 0 }

// Enter notes that something goes on which may let a waiter go on: an actor that
// works, an operation in flight that will end by itself. Leave ends it.
func (e *Env) Enter() { e.active.begin() }

// Leave takes an Enter back. The caller holds no lock.
func (e *Env) Leave() {
	if count := e.active.end(); nothing(count) {
		e.stalled(count)
	}
}

// Open notes that something outside of the script, such as a request to a server of
// its, may let a waiter go on at any time: no stall is told until Shut. It does not
// count as going on: slots are lent as where there is a stall.
func (e *Env) Open() { e.outside.Add(1) }

// Shut takes an Open back. The caller holds no lock.
func (e *Env) Shut() {
	e.Enter()
	e.outside.Add(-1)
	e.Leave() // which looks whether there is a stall now
}

// Block notes that the actor waits for w from now on, which ends early with ctx;
// timed means that the wait ends by itself. It fails with a *DeadlockError, and
// the actor then does not wait, where w waits for futures and that closes a
// circle. Otherwise Unblock must follow, by the same goroutine. The actor's slot
// is lent while it waits for futures. The caller holds no lock. On a nil actor
// it does nothing. Prefer Park.
func (a *Actor) Block(ctx context.Context, w Waitable, timed bool) error {
	if a == nil || a.passing {
		return nil
	}
	rec := &waiting{what: w, ctx: ctx, since: time.Now(), timed: timed || a.bounded()}
	if fw, ok := w.(futureWait); ok {
		if err := a.join(rec, fw); err != nil {
			return err
		}
		a.lend()
	} else {
		a.setWait(rec)
	}
	if !rec.timed {
		a.env.Leave()
	}
	return nil
}

// Unblock ends what Block began.
func (a *Actor) Unblock() {
	if a == nil || a.passing {
		return
	}
	if !a.wait.timed {
		a.env.Enter() // before the wait is taken out: see stalled
	}
	a.mu.Lock()
	a.wait = nil
	lent := a.lent
	a.lent = false
	a.mu.Unlock()
	if lent {
		a.slot.Reclaim()
	}
}

// StopWait interrupts what the actor runs, where it still is in the wait that began
// at since (see Activity), and else does nothing: a cause that is late must not meet
// what runs next. It may be called from any goroutine.
func (a *Actor) StopWait(since time.Time, cause error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.wait != nil && a.wait.since.Equal(since) && a.thread != nil {
		a.thread.Interrupt(cause)
	}
}

func (a *Actor) setWait(rec *waiting) {
	a.mu.Lock()
	a.wait = rec
	a.mu.Unlock()
}

// lend lends the slot of a worker that waits for futures. An initializer has
// none to lend: its worker cannot take tasks yet.
func (a *Actor) lend() {
	if a.slot == nil || a.inits > 0 {
		return
	}
	a.mu.Lock()
	a.lent = true
	a.mu.Unlock()
	a.slot.Lend()
}

// stalled is called when nothing goes on any more, with the count that said so.
// A waiter may have been woken and not have noticed: then it is ready, or told to
// stop, and there is no stall. Otherwise nothing but a signal from outside can
// end the waits, for whatever could would be counted; so the places of waiting
// tasks are given to tasks that have not begun. Where nothing comes from outside
// (see Open), maps whose consumer has ended are closed, that read a queue for
// nobody, and where there is none, the stall is told.
func (e *Env) stalled(count uint64) {
	if e.hooks.Stall == nil {
		return
	}
	told := false
	e.mu.Lock()
	if stuck := func() bool { return e.anyStuck() && e.active.Load() == count }; stuck() {
		e.lendStuck()
		told = stuck() && e.outside.Load() == 0
	}
	if !told {
		e.mu.Unlock()
		return
	}
	report := e.activities(true)
	e.mu.Unlock()
	if maps := e.abandonedMaps(nil); len(maps) > 0 {
		e.Go(func(ctx context.Context) {
			for _, m := range maps {
				m.abandon(ctx)
			}
		})
		return
	}
	e.hooks.Stall(report)
}

// anyStuck reports whether somebody waits and nobody who does is about to go on.
func (e *Env) anyStuck() bool {
	stuck := false
	for a := range e.actors {
		a.mu.Lock()
		rec := a.wait
		a.mu.Unlock()
		if rec == nil {
			continue
		}
		if rec.what.Ready() || rec.ctx.Err() != nil {
			return false
		}
		stuck = true
	}
	return stuck
}

// lendStuck lends slots that other kinds of waits do not lend, where tasks are
// pending.
func (e *Env) lendStuck() {
	for a := range e.actors {
		if a.slot == nil || !a.slot.Wanted() {
			continue
		}
		a.mu.Lock()
		if a.wait != nil && !a.lent && a.inits == 0 {
			a.lent = true
			a.slot.Lend()
		}
		a.mu.Unlock()
	}
}

// Snapshot tells what every actor is doing now. Actors that do nothing (idle
// workers) are left out.
func (e *Env) Snapshot() []Activity {
	e.mu.Lock()
	defer e.mu.Unlock()
	return e.activities(false)
}

func (e *Env) activities(waitingOnly bool) []Activity {
	var list []Activity
	for a := range e.actors {
		if act, ok := a.activity(); ok && (act.What != "" || !waitingOnly) {
			list = append(list, act)
		}
	}
	return list
}

func (a *Actor) activity() (Activity, bool) {
	a.mu.Lock()
	act := Activity{On: a, Actor: a.name, Pool: a.Pool(), Thread: a.thread}
	for i := range a.frames {
		if a.frames[i].kind == frameInit {
			act.Init = true
		} else {
			act.Inside = append(act.Inside, a.frames[i].future)
		}
	}
	rec := a.wait
	a.mu.Unlock()
	if rec != nil {
		act.What, act.Since, act.Timed = rec.what.String(), rec.since, rec.timed
	}
	return act, act.Init || len(act.Inside) > 0 || rec != nil || a.base == nil
}
