package vm

import (
	"sync"
	"sync/atomic"
	"time"
)

// Slice is how long a task that computes may keep the Lua lock while others
// wait for it, as Python's switch interval.
const Slice = 5 * time.Millisecond

// overdue is how long a task that was made to give the lock away waits at
// most behind those that come back from a wait.
const overdue = 8 * Slice

// started is what the clock of the lock counts from.
var started = time.Now()

func clock() int64 { return int64(time.Since(started)) }

// lock is the Lua lock: one goroutine at a time runs in a Lua state. It is
// handed over directly, first come first served, but for one rule: those that
// come back from a wait go before those that were computing, so that a task
// that only answers now and then is not held up by a busy one for a slice each.
type lock struct {
	mu      sync.Mutex
	held    bool
	woken   fifo // came back from a wait
	preempt fifo // gave the lock away at the end of a slice
	waiting atomic.Int32
	since   atomic.Int64 // when the holder got it
}

// acquire blocks until t holds the lock, and reports whether it had to wait;
// preempted says that t gave it away at the end of a slice.
func (l *lock) acquire(t *Thread, preempted bool) (waited bool) {
	l.mu.Lock()
	if !l.held {
		l.held = true
		l.since.Store(clock())
		l.mu.Unlock()
		return false
	}
	if preempted {
		t.queued = clock()
		l.preempt.push(t)
	} else {
		l.woken.push(t)
	}
	l.waiting.Add(1)
	l.mu.Unlock()
	<-t.grant
	return true
}

// release hands the lock to the next in line, or leaves it free.
func (l *lock) release() {
	l.mu.Lock()
	var next *Thread
	now := int64(0)
	if p := l.preempt.peek(); p != nil {
		now = clock()
		if l.woken.peek() == nil || now-p.queued > int64(overdue) {
			next = l.preempt.pop()
		}
	}
	if next == nil {
		next = l.woken.pop()
	}
	if next == nil {
		l.held = false
		l.mu.Unlock()
		return
	}
	if now == 0 {
		now = clock()
	}
	l.since.Store(now)
	l.waiting.Add(-1)
	l.mu.Unlock()
	next.grant <- struct{}{}
}

// due reports whether the holder has had its slice and somebody waits.
func (l *lock) due() bool {
	return l.waiting.Load() > 0 && clock()-l.since.Load() >= int64(Slice)
}

// fifo is a queue of threads, linked through them, so that waiting allocates
// nothing: a thread waits in one queue at most.
type fifo struct{ head, tail *Thread }

func (q *fifo) push(t *Thread) {
	if q.tail == nil {
		q.head = t
	} else {
		q.tail.next = t
	}
	q.tail = t
}

func (q *fifo) peek() *Thread { return q.head }

func (q *fifo) pop() *Thread {
	t := q.head
	if t == nil {
		return nil
	}
	q.head = t.next
	if q.head == nil {
		q.tail = nil
	}
	t.next = nil
	return t
}
