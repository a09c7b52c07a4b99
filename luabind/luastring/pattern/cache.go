package pattern

// Cache keeps compiled patterns, so that one used again and again is compiled once. It holds at
// most two generations of cacheSize patterns: when the younger is full, the elder is dropped, and
// what is asked for of the elder moves to the younger. Its zero value is ready. One goroutine at a
// time.
type Cache struct {
	young, old map[string]*Pattern
}

const (
	cacheSize = 256
	// cacheLongest is the longest pattern kept, in bytes: it bounds what a Cache can hold.
	cacheLongest = 1024
)

// Get is the compiled pattern for a source, with the errors of Compile.
func (c *Cache) Get(source string) (*Pattern, error) {
	if p, ok := c.young[source]; ok {
		return p, nil
	}
	p, ok := c.old[source]
	if !ok {
		var err error
		if p, err = Compile(source); err != nil || len(source) > cacheLongest {
			return p, err
		}
	}
	if len(c.young) >= cacheSize || c.young == nil {
		c.young, c.old = make(map[string]*Pattern), c.young
	}
	c.young[source] = p
	return p, nil
}
