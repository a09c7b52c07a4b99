package queue

import (
	"context"
	"slices"
)

// chunkSize bounds what one insertion moves.
const chunkSize = 1024

// sorted keeps its items in order, in chunks of bounded size. A put finds its
// rank by comparing with the queue unlocked, while other puts and gets go on:
// each such search has a cursor, which is kept true by every change. So no
// comparison ever holds anyone up, and none is made in vain.
type sorted struct {
	chunks  [][]any
	n       int
	cursors []*cursor
}

// cursor is one search. What lies before lo and before below is known to be
// given no later than the new item, or than the one it is compared with; what
// lies from hi and from above on is known not to be given before it.
type cursor struct{ lo, hi, below, above int }

func (s *sorted) len() int { return s.n }

func (s *sorted) at(rank int) any {
	for _, c := range s.chunks {
		if rank < len(c) {
			return c[rank]
		}
		rank -= len(c)
	}
	panic("queue: rank out of range")
}

func (s *sorted) add(rank int, item any) {
	for _, c := range s.cursors {
		c.inserted(rank)
	}
	s.n++
	if len(s.chunks) == 0 {
		s.chunks = append(s.chunks, nil)
	}
	i := 0
	for ; rank > len(s.chunks[i]); i++ {
		rank -= len(s.chunks[i])
	}
	s.chunks[i] = slices.Insert(s.chunks[i], rank, item)
	if c := s.chunks[i]; len(c) > chunkSize {
		half := slices.Clone(c[len(c)/2:])
		clear(c[len(c)/2:])
		s.chunks[i] = c[:len(c)/2]
		s.chunks = slices.Insert(s.chunks, i+1, half)
	}
}

func (s *sorted) untake(item any) { s.add(0, item) }

func (s *sorted) take() any {
	for _, c := range s.cursors {
		c.removedFirst()
	}
	s.n--
	first := s.chunks[0]
	item := first[0]
	first[0] = nil
	if s.chunks[0] = first[1:]; len(first) == 1 {
		s.chunks = slices.Delete(s.chunks, 0, 1)
	}
	return item
}

func (c *cursor) inserted(rank int) {
	for _, end := range []*int{&c.lo, &c.below} {
		if rank < *end {
			*end++
		}
	}
	for _, begin := range []*int{&c.hi, &c.above} {
		if rank <= *begin {
			*begin++
		}
	}
}

func (c *cursor) removedFirst() {
	for _, bound := range []*int{&c.lo, &c.below, &c.hi, &c.above} {
		*bound = max(*bound-1, 0)
	}
}

// rank finds where item belongs, with mu held before and after, and let go of
// during comparisons. The item must be added before mu is let go of again.
func (q *Queue) rank(ctx context.Context, item any) (int, error) {
	s := q.sorted
	c := &cursor{hi: s.n}
	s.cursors = append(s.cursors, c)
	defer func() {
		s.cursors = slices.DeleteFunc(s.cursors, func(other *cursor) bool { return other == c })
	}()
	for c.lo < c.hi {
		middle := c.lo + (c.hi-c.lo)/2
		other := s.at(middle)
		c.below, c.above = middle+1, middle
		before, err := q.compare(ctx, item, other)
		if err != nil {
			return 0, err
		}
		if before {
			c.hi = min(c.hi, c.above)
		} else {
			c.lo = max(c.lo, c.below)
		}
	}
	return c.lo, nil
}

// compare calls less with mu let go of, also where less panics.
func (q *Queue) compare(ctx context.Context, a, b any) (bool, error) {
	q.mu.Unlock()
	defer q.mu.Lock()
	return q.less(ctx, a, b)
}
