package luabind

import (
	"fmt"
	"slices"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/engine"
	"luafut/luabind/vm"
)

// Dump tells what every task is doing now, with its Lua traceback, what it
// waits for and since when. It may be called from any goroutine; it waits for
// the Lua lock.
func (s *State) Dump() string { return s.describe(s.Host.Env.Snapshot()) }

func (s *State) describe(list []engine.Activity) string {
	th := s.VM.NewThread(s.VM.Main().Base(), "report")
	th.Lock()
	defer th.Close()
	slices.SortFunc(list, func(a, b engine.Activity) int { return strings.Compare(a.Actor, b.Actor) })
	var b strings.Builder
	for _, a := range list {
		b.WriteString("\n" + activityTitle(a) + "\n")
		if L := luaOf(a); L != nil {
			if trace := vm.Traceback(L); trace != "" {
				b.WriteString(trace + "\n")
			}
		}
	}
	return strings.Trim(b.String(), "\n")
}

func activityTitle(a engine.Activity) string {
	title := a.Actor
	if a.Actor == "main" && a.Pool == "" {
		title = "the main script"
	} else if a.Pool != "" {
		title = "worker " + a.Actor
	}
	for _, f := range a.Inside {
		switch where := fmt.Sprint(f.Where()); {
		case f.Name() != "":
			title += ", in task " + f.Name()
		case where != "":
			title += ", in the task submitted at " + where
		}
	}
	if a.Init {
		title += ", in its initializer"
	}
	call := callOf(a)
	switch {
	case a.What != "":
		return fmt.Sprintf("%s waits for %s since %.1f s", title, a.What, time.Since(a.Since).Seconds())
	case call.Name != "":
		return fmt.Sprintf("%s waits in %s since %.1f s", title, call.Name, time.Since(call.Since).Seconds())
	}
	return title + " runs"
}

// callOf is the call that an activity waits in, where it waits for something
// that the engine does not know, such as the answer of a server. The Lua lock
// must be held.
func callOf(a engine.Activity) vm.Waiting {
	if t, ok := a.Thread.(interface{ Waiting() vm.Waiting }); ok {
		return t.Waiting()
	}
	return vm.Waiting{}
}

// luaOf is the Lua thread of an activity, or nil.
func luaOf(a engine.Activity) *lua.LState {
	if r, ok := a.Thread.(interface{ Running() *lua.LState }); ok {
		return r.Running()
	}
	return nil
}
