package page

import "sync"

// cache keeps compiled things by their source, bounded, for any number of
// goroutines. Two generations stand in for a full least-recently-used order:
// when the young one is full it becomes the old one, and what nobody asked for
// since then is dropped with the next.
type cache[V any] struct {
	mu         sync.RWMutex
	young, old map[string]V
	limit      int // entries of one generation
}

// newCache makes a cache of at most 2*limit entries.
func newCache[V any](limit int) *cache[V] {
	return &cache[V]{young: map[string]V{}, limit: limit}
}

// get returns what is kept under key, or what build makes. An error is not kept.
// Two goroutines that miss at once both make; the results are equal.
func (c *cache[V]) get(key string, build func() (V, error)) (V, error) {
	c.mu.RLock()
	v, ok := c.young[key]
	c.mu.RUnlock()
	if ok {
		return v, nil
	}
	c.mu.RLock()
	v, ok = c.old[key]
	c.mu.RUnlock()
	if !ok {
		made, err := build()
		if err != nil {
			return made, err
		}
		v = made
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if len(c.young) >= c.limit {
		c.old, c.young = c.young, map[string]V{}
	}
	c.young[key] = v
	return v, nil
}
