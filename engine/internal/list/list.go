// Package list is the doubly linked list of the engine: items carry their own
// links, so that putting one in allocates nothing, and one that is in can be taken
// out from anywhere.
package list

// List is a list of nodes. The zero value is empty. It has no lock: its owner's
// guards it and its nodes.
type List[T any] struct {
	first, last *Node[T]
	n           int
}

// Node is one item's links. The zero value is in no list; it can be in one at a
// time, and in another one afterwards.
type Node[T any] struct {
	// Value is the item's; the list does not look at it.
	Value T

	in         *List[T]
	prev, next *Node[T]
}

// PushBack adds a node, which is in no list, at the end.
func (l *List[T]) PushBack(n *Node[T]) {
	n.in, n.prev = l, l.last
	if l.last == nil {
		l.first = n
	} else {
		l.last.next = n
	}
	l.last = n
	l.n++
}

// PushFront adds a node, which is in no list, before all others.
func (l *List[T]) PushFront(n *Node[T]) {
	n.in, n.next = l, l.first
	if l.first == nil {
		l.last = n
	} else {
		l.first.prev = n
	}
	l.first = n
	l.n++
}

// Remove takes a node out. It returns false where l does not hold it.
func (l *List[T]) Remove(n *Node[T]) bool {
	if n.in != l {
		return false
	}
	if n.prev == nil {
		l.first = n.next
	} else {
		n.prev.next = n.next
	}
	if n.next == nil {
		l.last = n.prev
	} else {
		n.next.prev = n.prev
	}
	n.in, n.prev, n.next = nil, nil, nil
	l.n--
	return true
}

// First is the first node, or nil.
func (l *List[T]) First() *Node[T] { return l.first }

// Len is how many nodes there are.
func (l *List[T]) Len() int { return l.n }

// Next is the node behind n, or nil.
func (n *Node[T]) Next() *Node[T] { return n.next }
