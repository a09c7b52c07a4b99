package observe

import (
	"errors"
	"fmt"
	"time"

	"luafut/engine"
	"luafut/luabind/vm"
)

// The categories of events.
const (
	catTask     = "task"     // a task on its worker, from its begin to its end
	catCallback = "callback" // a done-callback
	catQueue    = "queue"    // a task from submit to its begin
	catLua      = "lua"      // Lua code that runs
	catLock     = "lock"     // waiting for the Lua lock
	catWait     = "wait"     // a call that waits
	catWork     = "work"     // work in Go, beside other tasks
	catCall     = "call"     // a call that computed long, the lock held
	catHTTP     = "http"     // an exchange and its phases
	catFlow     = "flow"     // the way from submit to the run to the result
)

// spent draws what a thread did.
func (t *trace) spent(th *vm.Thread, what vm.Doing, name string, from, to time.Time) {
	category := ""
	switch what {
	case vm.Running:
		category, name = catLua, "Lua"
	case vm.Contending:
		category, name = catLock, "waiting for the Lua lock"
	case vm.Blocked:
		category = catWait
	case vm.Working:
		category = catWork
	case vm.Calling:
		category = catCall
	}
	if name == "" {
		name = category
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.hold(slice{track: t.track(th), category: category, name: name, from: from, to: to})
}

// flow draws a point on the way of a task: 's' where it was submitted, 't' where
// it runs, 'f' where its outcome is taken.
func (t *trace) flow(phase byte, task uint64, track uint64, at time.Time) {
	e := &t.out
	e.header(phase, catFlow, "task", t.rows[track], t.at(at))
	e.id(task)
	e.text("bp", "e") // it belongs to what goes on then
	e.close()
}

// point is flow for what runs on th.
func (t *trace) point(phase byte, task uint64, th *vm.Thread, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	t.flow(phase, task, t.track(th), at)
}

// queued draws the time from submit to the begin, or to when it was cancelled.
func (t *trace) queued(f *engine.Future, to time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	name := "queued in " + f.Pool()
	e := &t.out
	e.header('b', catQueue, name, t.rows[0], t.at(f.Submitted()))
	e.id(f.ID())
	e.args()
	e.text("task", nameOf(f))
	e.close()
	e.close()
	e.header('e', catQueue, name, t.rows[0], t.at(to))
	e.id(f.ID())
	e.args()
	t.end(e)
}

// open begins a slice that close ends: of what may last long, and of what others
// begin in the same moment in. Viewers nest slices of one moment in the order in
// which they are written.
func (t *trace) open(category, name string, th *vm.Thread, task uint64, at time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	track := t.track(th)
	t.out.header('B', category, name, t.rows[track], t.at(at))
	t.out.close()
	if category == catTask {
		t.flow('t', task, track, at)
	}
}

// close ends the slice that was opened last on th.
func (t *trace) close(category, name string, th *vm.Thread, at time.Time, args func(e *event)) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.settle()
	e := &t.out
	e.header('E', category, name, t.rows[t.track(th)], t.at(at))
	e.args()
	args(e)
	t.end(e)
}

// entered begins a task, or a callback of one, on the worker that runs it.
func (t *trace) entered(f *engine.Future, th *vm.Thread, callback bool, at time.Time) {
	category, name := kindOfSlice(f, callback)
	t.open(category, name, th, f.ID(), at)
}

// left ends it.
func (t *trace) left(f *engine.Future, th *vm.Thread, callback bool, from, to time.Time, err error) {
	category, name := kindOfSlice(f, callback)
	t.close(category, name, th, to, func(e *event) {
		e.number("task", int64(f.ID()))
		if !callback {
			e.text("pool", f.Pool())
			e.micros("queued_us", from.Sub(f.Submitted()))
		}
		e.outcome(err)
	})
}

func kindOfSlice(f *engine.Future, callback bool) (category, name string) {
	if callback {
		return catCallback, "callback of " + nameOf(f)
	}
	return catTask, nameOf(f)
}

func (e *event) outcome(err error) {
	if errors.Is(err, engine.ErrCancelled) { // terminated
		e.text("outcome", "cancelled")
	} else if err != nil {
		e.text("outcome", "failed")
		e.text("error", err.Error())
	}
}

// whole draws what a thread did from the begin of the trace: the main script.
func (t *trace) whole(th *vm.Thread, name string, from, to time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.hold(slice{track: t.track(th), category: catTask, name: name, from: from, to: to})
}

// nameOf is what a person calls f's task.
func nameOf(f *engine.Future) string {
	if named, ok := f.Where().(interface{ TaskName() string }); ok {
		if name := named.TaskName(); name != "" {
			return name
		}
	}
	return fmt.Sprintf("task %d", f.ID()&(1<<32-1))
}
