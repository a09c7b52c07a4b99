package stdlib

import lua "github.com/yuin/gopher-lua"

// Hooks let the one who runs the Lua state stop what a library does inside a single call. The zero
// value never stops anything.
type Hooks struct {
	// Poll is called every few thousand steps of long work, with the Lua thread that does it, on
	// its goroutine. An error ends the work. It may let other Lua threads of the state run
	// meanwhile, for no library function relies on a table between two polls. Nil never stops.
	Poll func(*lua.LState) error
	// Raise raises the error that Poll returned, and does not return. Nil raises its text with
	// LState.RaiseError.
	Raise func(*lua.LState, error)
}

// Check polls, and raises the error where there is one.
func (h Hooks) Check(L *lua.LState) {
	if h.Poll == nil {
		return
	}
	if err := h.Poll(L); err != nil {
		h.Throw(L, err)
	}
}

// Throw raises an error that Poll returned.
func (h Hooks) Throw(L *lua.LState, err error) {
	if h.Raise != nil {
		h.Raise(L, err)
	}
	L.RaiseError("%s", err.Error())
}

// pollEvery is how many small steps Ticker takes between two polls.
const pollEvery = 4096

// Ticker counts small steps of work, such as the items of a table, and polls when enough have gone
// by.
type Ticker struct {
	hooks Hooks
	state *lua.LState
	steps int
}

// Ticker makes one for work done by this Lua thread.
func (h Hooks) Ticker(L *lua.LState) Ticker { return Ticker{hooks: h, state: L} }

// Tick counts one step.
func (t *Ticker) Tick() {
	if t.steps++; t.steps >= pollEvery {
		t.steps = 0
		t.hooks.Check(t.state)
	}
}
