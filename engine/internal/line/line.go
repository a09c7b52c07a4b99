// Package line is where goroutines wait for their turn: first come, first
// called, and anyone can leave at any time.
package line

// Line is a line of waiting goroutines. The zero value is empty. It has no lock:
// its owner's guards it.
type Line struct{ head, tail *Place }

// Place is one goroutine's place. It is called once at most.
type Place struct {
	Item any // what it was called with

	wake       chan struct{}
	in         *Line
	prev, next *Place
}

// Join adds a place at the end.
func (l *Line) Join() *Place {
	p := &Place{wake: make(chan struct{}), in: l, prev: l.tail}
	if l.tail == nil {
		l.head = p
	} else {
		l.tail.next = p
	}
	l.tail = p
	return p
}

// Empty reports whether nobody waits.
func (l *Line) Empty() bool { return l.head == nil }

// Call takes the first place out and wakes its goroutine with item. It returns
// false where nobody waits.
func (l *Line) Call(item any) bool {
	p := l.head
	if p == nil {
		return false
	}
	l.Leave(p)
	p.Item = item
	close(p.wake)
	return true
}

// CallAll calls everybody with item.
func (l *Line) CallAll(item any) {
	for l.Call(item) {
	}
}

// Leave takes a place out of the line. It returns false where it has been called.
func (l *Line) Leave(p *Place) bool {
	if p.in != l {
		return false
	}
	if p.prev == nil {
		l.head = p.next
	} else {
		p.prev.next = p.next
	}
	if p.next == nil {
		l.tail = p.prev
	} else {
		p.next.prev = p.prev
	}
	p.in, p.prev, p.next = nil, nil, nil
	return true
}

// Wake is closed once the place is called.
func (p *Place) Wake() <-chan struct{} { return p.wake }

// Ready reports, to any goroutine, whether the place has been called.
func (p *Place) Ready() bool {
	select {
	case <-p.wake:
		return true
	default:
		return false
	}
}
