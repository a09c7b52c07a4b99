package luastore

import (
	"context"
	"time"

	"luafut/engine/keep/store"
	"luafut/luabind/luaopen"
	"luafut/luabind/vm"
)

// of gives the stores that are open in a state. The lock must be held.
func of(s *vm.State) *luaopen.Set[*store.DB] {
	return luaopen.Of[*store.DB](s, "luastore")
}

// patience is how long the end of a state waits for writes that are under way.
const patience = 2 * time.Second

// Closer gives the function that lets the writes of a state's stores finish and
// closes them, for every kind of exit; a transaction that is open is lost. It may be
// called from any goroutine, with the Lua lock or without, any number of times. What
// was acknowledged is in the file before. Call Closer with the lock held.
func Closer(s *vm.State, log func(text string)) func() {
	set := of(s)
	return func() {
		set.Close(patience, errOpen, func(ctx context.Context, db *store.DB) {
			if err := db.Close(ctx); err != nil {
				log("a store was not closed: " + err.Error())
			}
		})
	}
}
