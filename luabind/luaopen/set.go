// Package luaopen keeps what a Lua state has open, files and such, so that its end
// closes what the script did not. It is no module.
package luaopen

import (
	"context"
	"maps"
	"slices"
	"sync"
	"time"

	"luafut/luabind/vm"
)

// Forever is a patience without end: for what ends soon when it is told to.
const Forever time.Duration = -1

// Set is what one module has open in a state. The zero value is empty. Its methods
// may be called from any goroutine, with the Lua lock or without.
type Set[T comparable] struct {
	mu   sync.Mutex
	open map[T]struct{}
}

// Of is the set of a state that a module keeps under a key of its own. The lock must
// be held.
func Of[T comparable](s *vm.State, key string) *Set[T] {
	set, ok := s.Modules[key].(*Set[T])
	if !ok {
		set = &Set[T]{}
		s.Modules[key] = set
	}
	return set
}

// Add notes that v was opened.
func (s *Set[T]) Add(v T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.open == nil {
		s.open = map[T]struct{}{}
	}
	s.open[v] = struct{}{}
}

// Forget notes that v is closed, or nobody's any more.
func (s *Set[T]) Forget(v T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.open, v)
}

// Close closes by end what is open, in no order. The context of all of them ends
// after patience, with cause where that is not nil; after Forever it does not. It may
// be called any number of times; end is called without the set's lock.
func (s *Set[T]) Close(patience time.Duration, cause error, end func(ctx context.Context, v T)) {
	s.mu.Lock()
	list := slices.Collect(maps.Keys(s.open))
	s.mu.Unlock()
	ctx := context.Background()
	if patience != Forever {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, patience, cause)
		defer cancel()
	}
	for _, v := range list {
		end(ctx, v)
		s.Forget(v)
	}
}
