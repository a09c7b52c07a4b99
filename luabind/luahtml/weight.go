package luahtml

import (
	"luafut/luabind/bind"
	"luafut/session/page"
)

// Work on a page gives the Lua lock away where it takes more than some 50 µs:
// other tasks run meanwhile. Less than that keeps it, for getting it back costs
// milliseconds where another task computes. What work costs is told by the
// elements that it walks over.
const (
	// light is how many elements a selector walks over in 50 µs.
	light = 3000
	// heavy is how many an extract, an XPath or a conversion does.
	heavy = 250
	// parseUnlocked is how many bytes of markup are parsed in 50 µs or more.
	parseUnlocked = 8 << 10
)

// document is what the selections of one page share. The Lua lock guards it.
type document struct {
	page *page.Document
	// version counts the changes; elements is how many there were at counted.
	version, counted int
	elements         int
}

// changed is called by each row that changes the page.
func (d *document) changed() { d.version++ }

// larger reports whether s and what is below it hold more than limit elements,
// limit being light at most. Counting ends there.
func (s *selection) larger(limit int) bool {
	d := s.doc
	if d.counted != d.version {
		d.elements, d.counted = countElements(d.page.Selection), d.version
	}
	if d.elements <= limit {
		return false
	}
	if s.counted != d.version {
		s.elements, s.counted = countElements(s.Selection), d.version
	}
	return s.elements > limit
}

// countElements counts the elements below s, up to one more than light.
func countElements(s *page.Selection) int {
	found, _ := s.FindAll(&page.Query{Limit: light + 1}) // without Accept it cannot fail
	return found.Len()
}

// compute runs fn, work of session/page on s, without the Lua lock where s has
// more than limit elements.
func compute[T any](c *bind.Call, s *selection, limit int, fn func() T) T {
	if s.larger(limit) {
		return unlocked(c, fn)
	}
	return fn()
}

func unlocked[T any](c *bind.Call, fn func() T) (result T) {
	c.Unlocked(func() { result = fn() })
	return result
}

// outcome is a result and an error, as one value of compute.
type outcome[T any] struct {
	value T
	err   error
}

func outcomeOf[T any](value T, err error) outcome[T] { return outcome[T]{value, err} }
