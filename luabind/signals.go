package luabind

import (
	"context"
	"fmt"
)

// Signal is what SIGINT and SIGTERM do. The first one stops the main script and
// cancels what has not begun; the second stops what runs; the third ends the
// program at once with the exit code. Each logs a line that says what is
// pending. What waits, after the first, for what the script would have done, such as
// the items of a queue, is stopped as by the second. It may be called from any
// goroutine.
func (s *State) Signal(cause error, code int) {
	s.logMu.Lock()
	s.steps++
	step := s.steps
	if step == 1 {
		s.code = code
	}
	s.logMu.Unlock()
	running, waiting := s.Pending()
	switch step {
	case 1:
		text := cause.Error()
		if waiting > 0 {
			text += fmt.Sprintf("; %s not begun, cancelled", tasks(waiting))
		}
		if running > 0 {
			text += fmt.Sprintf("; waiting for the %s under way (once more stops %s, a third time ends at once)", tasks(running), them(running))
		}
		s.VM.Main().Interrupt(cause)
		s.Host.Env.Go(func(ctx context.Context) {
			for _, p := range s.Host.Env.Pools() {
				_ = p.Shutdown(ctx, false, true) // without waiting it cannot fail
			}
		})
		s.Log(text)
	case 2:
		s.VM.Main().Interrupt(cause)
		s.terminate()
		s.Log(fmt.Sprintf("stopping %s; once more ends at once", tasks(running)))
	default:
		s.Log(fmt.Sprintf("ended at once, %s under way", tasks(running)))
		s.exit(code)
	}
}

// terminate stops what runs.
func (s *State) terminate() {
	s.Host.Env.Go(func(ctx context.Context) {
		for _, a := range s.Host.Env.Snapshot() {
			for _, f := range a.Inside {
				f.Terminate(ctx)
			}
		}
		for _, p := range s.Host.Env.Pools() {
			for _, f := range p.Underway() {
				f.Terminate(ctx)
			}
		}
	})
}

// Pending counts the tasks that run, and those that have not begun. It may be
// called from any goroutine.
func (s *State) Pending() (running, waiting int) {
	seen := map[any]bool{}
	for _, a := range s.Host.Env.Snapshot() {
		for _, f := range a.Inside {
			seen[f] = true
		}
	}
	for _, p := range s.Host.Env.Pools() {
		for _, f := range p.Underway() {
			seen[f] = true
		}
		p.Lock()
		waiting += p.Pending()
		p.Unlock()
	}
	return len(seen), waiting
}

func tasks(n int) string {
	if n == 1 {
		return "1 task"
	}
	return fmt.Sprintf("%d tasks", n)
}

func them(n int) string {
	if n == 1 {
		return "it"
	}
	return "them"
}
