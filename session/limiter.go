package session

import (
	"context"
	"sync"
	"time"
)

// limiter cancels an exchange whose time has run out. It has one timer, owned by the
// exchange: stop ends it. Waits are announced by wait and ended by the next wait, rest or stop.
type limiter struct {
	cancel context.CancelCauseFunc

	mu        sync.Mutex
	timer     *time.Timer // nil: nothing is limited
	whole     time.Time   // the call's deadline; zero: none
	phase     time.Time   // when the wait that goes on now has lasted too long; zero: none
	connected bool
	stopped   bool
}

// expired is the cause with which a limiter cancels.
type expired struct {
	connected bool // the connection was there: ReadTimeout, not ConnectTimeout
	whole     bool // the call's deadline, not a phase's limit: no retry can help
}

func (*expired) Error() string { return "the time has run out" }

// wait begins a wait of at most d (0: as long as the call's deadline lets).
func (l *limiter) wait(d time.Duration) {
	l.mu.Lock()
	defer l.mu.Unlock()
	if d == 0 && l.whole.IsZero() {
		l.phase = time.Time{}
		return
	}
	if d == 0 && l.timer != nil && l.phase.IsZero() {
		return // runs for the deadline already
	}
	now := time.Now()
	l.phase = time.Time{}
	if d > 0 {
		l.phase = now.Add(d)
	}
	l.arm(now)
}

// rest suspends the limit of waits, not the call's deadline.
func (l *limiter) rest() {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.phase = time.Time{}
}

func (l *limiter) arm(now time.Time) {
	next := l.next()
	if next.IsZero() || l.stopped {
		return
	}
	if l.timer == nil {
		l.timer = time.AfterFunc(next.Sub(now), l.fire)
	} else {
		l.timer.Reset(next.Sub(now))
	}
}

func (l *limiter) next() time.Time {
	if l.phase.IsZero() || !l.whole.IsZero() && l.whole.Before(l.phase) {
		return l.whole
	}
	return l.phase
}

// fire runs on the timer's goroutine. The timer may have been set for a wait that is over.
func (l *limiter) fire() {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := time.Now()
	next := l.next()
	if l.stopped || next.IsZero() {
		return
	}
	if now.Before(next) {
		l.arm(now)
		return
	}
	l.cancel(&expired{connected: l.connected, whole: next.Equal(l.whole)})
}

// gotConnection says that connecting is over; d limits what comes now.
func (l *limiter) gotConnection(d time.Duration) {
	l.mu.Lock()
	l.connected = true
	l.mu.Unlock()
	l.wait(d)
}

// dropWhole forgets the call's deadline: a stream's headers have come.
func (l *limiter) dropWhole() {
	l.mu.Lock()
	l.whole = time.Time{}
	l.mu.Unlock()
}

// stop ends the timer for good.
func (l *limiter) stop() {
	l.mu.Lock()
	l.stopped = true
	if l.timer != nil {
		l.timer.Stop()
	}
	l.mu.Unlock()
}
