// Package line is where goroutines wait for their turn: first come, first
// called, and anyone can leave at any time.
package line

import "luafut/engine/internal/list"

// Line is a line of waiting goroutines. The zero value is empty. It has no lock:
// its owner's guards it.
type Line struct{ places list.List[*Place] }

// Place is one goroutine's place. It is called once at most.
type Place struct {
	Item any // what it was called with

	wake chan struct{}
	node list.Node[*Place]
}

// Join adds a place at the end.
func (l *Line) Join() *Place {
	p := &Place{wake: make(chan struct{})}
	p.node.Value = p
	l.places.PushBack(&p.node)
	return p
}

// Empty reports whether nobody waits.
func (l *Line) Empty() bool { return l.places.Len() == 0 }

// Call takes the first place out and wakes its goroutine with item. It returns
// false where nobody waits.
func (l *Line) Call(item any) bool {
	first := l.places.First()
	if first == nil {
		return false
	}
	p := first.Value
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
func (l *Line) Leave(p *Place) bool { return l.places.Remove(&p.node) }

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
