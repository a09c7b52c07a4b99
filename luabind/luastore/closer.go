package luastore

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"luafut/engine/keep/store"
	"luafut/luabind/vm"
)

// library is the stores that are open in a state.
type library struct {
	mu   sync.Mutex
	open map[*store.DB]struct{}
}

const stateKey = "luastore"

// of gives the library of a state. The lock must be held.
func of(s *vm.State) *library {
	lib, ok := s.Modules[stateKey].(*library)
	if !ok {
		lib = &library{open: map[*store.DB]struct{}{}}
		s.Modules[stateKey] = lib
	}
	return lib
}

func (lib *library) add(db *store.DB) {
	lib.mu.Lock()
	lib.open[db] = struct{}{}
	lib.mu.Unlock()
}

func (lib *library) forget(db *store.DB) {
	lib.mu.Lock()
	delete(lib.open, db)
	lib.mu.Unlock()
}

// patience is how long the end of a state waits for writes that are under way.
const patience = 2 * time.Second

// Closer gives the function that lets the writes of a state's stores finish and
// closes them, for every kind of exit; a transaction that is open is lost. It may be
// called from any goroutine, with the Lua lock or without, any number of times. What
// was acknowledged is in the file before. Call Closer with the lock held.
func Closer(s *vm.State, log func(text string)) func() {
	lib := of(s)
	return func() {
		lib.mu.Lock()
		list := slices.Collect(maps.Keys(lib.open))
		lib.mu.Unlock()
		ctx, cancel := context.WithTimeoutCause(context.Background(), patience, errOpen)
		defer cancel()
		for _, db := range list {
			if err := db.Close(ctx); err != nil {
				log("a store was not closed: " + err.Error())
			}
			lib.forget(db)
		}
	}
}
