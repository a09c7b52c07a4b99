package luaexport

import (
	"context"
	"time"

	"luafut/engine/keep/export"
	"luafut/luabind/luaopen"
	"luafut/luabind/vm"
)

// of gives the exports that are open in a state. The lock must be held.
func of(s *vm.State) *luaopen.Set[*export.Export] {
	return luaopen.Of[*export.Export](s, "luaexport")
}

// patience is how long the end of a state waits for a disk: longer than it takes
// to write what can be held back.
const patience = 10 * time.Second

// Closer gives the function that writes what the exports of a state hold back, and
// closes them, for every kind of exit. What cannot be written is told to log. The
// function may be called from any goroutine, with the Lua lock or without, any
// number of times. Call Closer with the lock held.
func Closer(s *vm.State, log func(text string)) func() {
	set := of(s)
	return func() {
		set.Close(patience, nil, func(ctx context.Context, e *export.Export) {
			if err := e.Close(ctx); err != nil {
				log("an export is not whole: " + err.Error())
			}
		})
	}
}
