package luabind

import (
	"fmt"
	"slices"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/luafutures"
	"luafut/luabind/vm"
)

// Dump tells what every task is doing now, with its Lua traceback, what it
// waits for and since when; of tasks in worker processes, that they run. It may
// be called from any goroutine; it waits for the Lua lock.
func (s *State) Dump() string {
	text := s.describe(s.Host.Env.Snapshot())
	var away []string
	for _, p := range pools(s.Host) {
		for _, f := range p.Underway() {
			doing := "waits in"
			if f.Running() {
				doing = "runs in a process of"
			}
			away = append(away, fmt.Sprintf("%s %s %s", taskTitle(f), doing, p.Name()))
		}
	}
	slices.Sort(away)
	return strings.Trim(text+"\n\n"+strings.Join(away, "\n"), "\n")
}

// Report logs what every task is doing now, after a word why, and has the worker
// processes of its pools log what theirs do, which comes when it comes. It may be
// called from any goroutine; it waits for the Lua lock.
func (s *State) Report(why string) {
	s.Log(why + "\n" + s.Dump())
	for _, p := range pools(s.Host) {
		p.Report()
	}
}

// pools are those of a state and of the interpreters that run tasks for it.
func pools(h *luafutures.Host) []*engine.Base {
	list := h.Env.Pools()
	for _, a := range h.Env.Snapshot() {
		if t, ok := a.Thread.(luaThread); ok && luafutures.HostOf(t.State()) != h {
			list = append(list, pools(luafutures.HostOf(t.State()))...)
		}
	}
	return list
}

// describe has a paragraph for each of what the actors of a state do, and for
// what goes on in the interpreters among them.
func (s *State) describe(list []engine.Activity) string {
	for i := range list {
		if list[i].Actor == "main" && list[i].Pool == "" {
			list[i].Actor = s.mainTitle()
		}
	}
	return strings.Join(paragraphs(s.VM, "", list), "\n\n")
}

// mainTitle is what the main thread is called in reports: in a worker's state it
// runs the worker's tasks.
func (s *State) mainTitle() string {
	if w := s.opts.Worker.Name; w != "" {
		return "worker " + w
	}
	return "the main script"
}

// paragraphs describes the activities of one state, which belong to a worker
// where of is not "".
func paragraphs(state *vm.State, of string, list []engine.Activity) (texts []string) {
	slices.SortFunc(list, func(a, b engine.Activity) int { return strings.Compare(a.Actor, b.Actor) })
	for _, a := range list {
		t, _ := a.Thread.(luaThread)
		if t == nil || t.State() == state {
			texts = append(texts, of+paragraph(a, t))
			continue
		}
		// An interpreter: what it does itself, its own state knows.
		var own []engine.Activity
		for _, in := range luafutures.HostOf(t.State()).Env.Snapshot() {
			if in.Thread == engine.Thread(t.State().Main()) {
				a.What, a.Since = in.What, in.Since
			} else {
				own = append(own, in)
			}
		}
		texts = append(texts, of+paragraph(a, t))
		texts = append(texts, paragraphs(t.State(), of+"in "+a.Actor+": ", own)...)
	}
	return texts
}

// luaThread is a thread of the engine's that runs Lua.
type luaThread interface {
	State() *vm.State
	Running() *lua.LState
	Waiting() vm.Waiting
}

// paragraph is what one actor does and the traceback of its thread, which is
// looked at with the lock of its state. t may be nil.
func paragraph(a engine.Activity, t luaThread) string {
	if t == nil {
		return activity(a, vm.Waiting{})
	}
	th := t.State().NewThread(t.State().Main().Base(), "report")
	th.Lock()
	defer th.Close()
	text := activity(a, t.Waiting())
	if trace := vm.Traceback(t.Running()); trace != "" {
		text += "\n" + trace
	}
	return text
}

// activity is one line. call is the call that it waits in, where it waits for
// something that the engine does not know, such as the answer of a server.
func activity(a engine.Activity, call vm.Waiting) string {
	title := a.Actor
	if a.Pool != "" {
		title = "worker " + a.Actor
	}
	for _, f := range a.Inside {
		if task := taskTitle(f); task != "" {
			title += ", in " + task
		}
	}
	if a.Init {
		title += ", in its initializer"
	}
	switch {
	case a.What != "":
		return fmt.Sprintf("%s waits for %s since %.1f s", title, a.What, time.Since(a.Since).Seconds())
	case call.Name != "":
		return fmt.Sprintf("%s waits in %s since %.1f s", title, call.Name, time.Since(call.Since).Seconds())
	}
	return title + " runs"
}

// taskTitle is what a task is called, "" where nothing is known of it.
func taskTitle(f *engine.Future) string {
	switch where := fmt.Sprint(f.Where()); {
	case f.Name() != "":
		return "task " + f.Name()
	case where != "":
		return "the task submitted at " + where
	}
	return ""
}
