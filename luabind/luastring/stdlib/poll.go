package stdlib

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Poll is to be called every few thousand steps of long work in Go, by the goroutine that runs L
// and holds the Lua lock: it lets other tasks run where this one has had its turn, and returns what
// this one is to be stopped with, or nil. No library function relies on a table between two polls.
func Poll(L *lua.LState) error {
	t := vm.Current(L)
	t.Breathe(L)
	return t.Interrupted()
}

// Check polls, and raises the error where there is one.
func Check(L *lua.LState) {
	if err := Poll(L); err != nil {
		vm.Current(L).Raise(L, err)
	}
}

// pollEvery is how many small steps Ticker takes between two polls.
const pollEvery = 4096

// Ticker counts small steps of work, such as the items of a table, and polls when enough have gone
// by.
type Ticker struct {
	state *lua.LState
	steps int
}

// NewTicker makes one for work done by this Lua thread.
func NewTicker(L *lua.LState) Ticker { return Ticker{state: L} }

// Tick counts one step.
func (t *Ticker) Tick() {
	if t.steps++; t.steps >= pollEvery {
		t.steps = 0
		Check(t.state)
	}
}
