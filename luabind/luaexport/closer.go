package luaexport

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"luafut/engine/keep/export"
	"luafut/luabind/vm"
)

// library is the exports that are open in a state.
type library struct {
	mu   sync.Mutex
	open map[*export.Export]struct{}
}

const stateKey = "luaexport"

// of gives the library of a state. The lock must be held.
func of(s *vm.State) *library {
	lib, ok := s.Modules[stateKey].(*library)
	if !ok {
		lib = &library{open: map[*export.Export]struct{}{}}
		s.Modules[stateKey] = lib
	}
	return lib
}

func (lib *library) add(e *export.Export) {
	lib.mu.Lock()
	lib.open[e] = struct{}{}
	lib.mu.Unlock()
}

func (lib *library) forget(e *export.Export) {
	lib.mu.Lock()
	delete(lib.open, e)
	lib.mu.Unlock()
}

// patience is how long the end of a state waits for a disk: longer than it takes
// to write what can be held back.
const patience = 10 * time.Second

// Closer gives the function that writes what the exports of a state hold back, and
// closes them, for every kind of exit. What cannot be written is told to log. The
// function may be called from any goroutine, with the Lua lock or without, any
// number of times. Call Closer with the lock held.
func Closer(s *vm.State, log func(text string)) func() {
	lib := of(s)
	return func() {
		lib.mu.Lock()
		list := slices.Collect(maps.Keys(lib.open))
		lib.mu.Unlock()
		ctx, cancel := context.WithTimeout(context.Background(), patience)
		defer cancel()
		for _, e := range list {
			if err := e.Close(ctx); err != nil {
				log("an export is not whole: " + err.Error())
			}
			lib.forget(e)
		}
	}
}
