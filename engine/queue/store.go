package queue

// store keeps items in the order in which they are given. take and untake are
// not called on, and put nothing before, more than there is.
type store interface {
	len() int
	add(rank int, item any) // rank is for sorted only
	take() any
	untake(item any) // back to where take takes from
}

// fifo is a ring.
type fifo struct {
	ring  []any
	first int
	n     int
}

func (f *fifo) len() int { return f.n }

func (f *fifo) add(_ int, item any) {
	f.grow()
	f.ring[(f.first+f.n)%len(f.ring)] = item
	f.n++
}

func (f *fifo) untake(item any) {
	f.grow()
	f.first = (f.first + len(f.ring) - 1) % len(f.ring)
	f.ring[f.first] = item
	f.n++
}

func (f *fifo) take() any {
	item := f.ring[f.first]
	f.ring[f.first] = nil
	f.first = (f.first + 1) % len(f.ring)
	if f.n--; f.n == 0 {
		f.ring, f.first = nil, 0 // an empty queue keeps nothing of its largest size
	}
	return item
}

func (f *fifo) grow() {
	if f.n < len(f.ring) {
		return
	}
	ring := make([]any, max(8, 2*f.n))
	copy(ring[copy(ring, f.ring[f.first:]):], f.ring[:f.first])
	f.ring, f.first = ring, 0
}

type lifo struct{ stack []any }

func (l *lifo) len() int            { return len(l.stack) }
func (l *lifo) add(_ int, item any) { l.stack = append(l.stack, item) }
func (l *lifo) untake(item any)     { l.add(0, item) }

func (l *lifo) take() any {
	last := len(l.stack) - 1
	item := l.stack[last]
	l.stack[last] = nil
	if l.stack = l.stack[:last]; last == 0 {
		l.stack = nil
	}
	return item
}
