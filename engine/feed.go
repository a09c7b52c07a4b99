package engine

import (
	"context"
	"sync"
)

// startFeeding begins to read a source that waits. The pool does not end before
// the feeder does.
func (m *mapping) startFeeding() error {
	m.base.Lock()
	err := m.base.refusal(false)
	if err == nil {
		m.base.feeders.Add(1)
	}
	m.base.Unlock()
	if err != nil {
		return err
	}
	m.env.Go(func(ctx context.Context) {
		ctx, cancel := context.WithCancelCause(ctx)
		defer cancel(nil)
		m.feeder.stops(cancel)
		m.feed(ctx)
	})
	return nil
}

// stopper cancels a context that may not have been made yet. It does so before
// stop returns: who waits with that context must not look stuck meanwhile.
type stopper struct {
	mu      sync.Mutex
	stopped bool
	cause   error
	cancel  context.CancelCauseFunc
}

func (s *stopper) stop(cause error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stopped {
		s.stopped, s.cause = true, cause
	}
	if s.cancel != nil {
		s.cancel(s.cause)
	}
}

func (s *stopper) stops(cancel context.CancelCauseFunc) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.cancel = cancel
	if s.stopped {
		cancel(s.cause)
	}
}

// feed submits tasks as workers come free, until the source ends or fails, the
// pool refuses, or the map is closed.
func (m *mapping) feed(ctx context.Context) {
	defer m.doneFeeding()
	for !m.ended() {
		err := m.base.awaitFree(ctx)
		if err == nil {
			err = m.awaitRoom(ctx)
		}
		if err == nil {
			err = context.Cause(ctx) // stopped without having waited
		}
		if err != nil {
			m.fail(err)
			return
		}
		m.submitNext(ctx)
	}
}

// awaitRoom waits until the consumer is less than Buffer tasks behind.
func (m *mapping) awaitRoom(ctx context.Context) error {
	for m.full() {
		if _, err := Park(ctx, (*roomWait)(m), m.room, -1); err != nil {
			return err
		}
	}
	return nil
}

func (m *mapping) full() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.bounded() && len(m.queue) >= m.opts.Buffer && !m.closed
}

func (m *mapping) fail(err error) {
	m.mu.Lock()
	m.end, m.err = true, err
	m.mu.Unlock()
	m.added()
}

func (m *mapping) doneFeeding() {
	m.feeder.stop(nil)
	b := m.base
	b.Lock()
	b.feeders.Add(-1)
	b.opts.Wake()
	b.signal()
	b.Unlock()
	b.retire()
	m.mu.Lock()
	dropped := m.dropped
	m.mu.Unlock()
	if dropped {
		m.forget()
	}
}

// feedWait is a consumer's wait for its feeder.
type feedWait mapping

func (w *feedWait) Ready() bool {
	m := (*mapping)(w)
	m.mu.Lock()
	defer m.mu.Unlock()
	return len(m.queue) > 0 || m.end || m.closed
}

func (w *feedWait) String() string { return "the next item of the queue that a map reads" }

// roomWait is a feeder's wait for its consumer.
type roomWait mapping

func (w *roomWait) Ready() bool    { return !(*mapping)(w).full() }
func (w *roomWait) String() string { return "the consumer of a map to take results" }
