package practice

import "sync"

// registerSize is how many entries a register keeps.
const registerSize = 4096

// A register knows the last registerSize ids that it has given out, and something
// of each: the oldest makes room. Any goroutine may use it.
type register[T any] struct {
	id func(n uint64) string // makes the n-th id, from 0

	mu    sync.Mutex
	known map[string]*T
	ids   []string // by the order they were given out, modulo registerSize
	given uint64
}

func newRegister[T any](id func(n uint64) string) *register[T] {
	return &register[T]{id: id, known: map[string]*T{}, ids: make([]string, registerSize)}
}

// give gives out a new id, of which the zero T is known.
func (r *register[T]) give() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	slot := &r.ids[r.given%registerSize]
	delete(r.known, *slot)
	*slot = r.id(r.given)
	r.known[*slot] = new(T)
	r.given++
	return *slot
}

// with calls fn with what is known of an id, which only fn may look at; it
// returns false where the id is not known, or not any more.
func (r *register[T]) with(id string, fn func(*T)) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	known := r.known[id]
	if known == nil {
		return false
	}
	fn(known)
	return true
}

// each calls fn with what is known of every id.
func (r *register[T]) each(fn func(*T)) {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, known := range r.known {
		fn(known)
	}
}
