package engine

import "context"

// What becomes of maps whose results nobody will ask for: one that was started is
// closed, one that was not runs everything.

// abandoned reports whether nobody will ask for more results: who asked last, or
// made a map that was never started, a task or callback or outside of any an actor,
// has ended or is leaving. env.mu is held.
func (m *mapping) abandoned(leaving *Actor) bool {
	m.mu.Lock()
	by, in := m.by, m.in
	m.mu.Unlock()
	if in != nil {
		return in.Settled()
	}
	_, there := m.env.actors[by]
	return !there || by == leaving
}

// abandon closes a map that was started. One that was not runs everything: its feeder
// waits for no consumer any more.
func (m *mapping) abandon(ctx context.Context) {
	if m.started.Load() {
		m.close(ctx)
	} else {
		m.goAhead(false)
	}
}

// holds reports whether abandon would change anything.
func (m *mapping) holds() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.started.Load() || m.bounded()
}

// bounded reports, with mu held, whether the feeder must not be further ahead of the
// consumer than Buffer.
func (m *mapping) bounded() bool { return m.opts.Blocking && m.opts.Buffer > 0 && !m.ahead }

// goAhead has the feeder wait for no consumer; dropped says that nobody will ask for
// results.
func (m *mapping) goAhead(dropped bool) {
	m.mu.Lock()
	m.ahead = true
	if dropped {
		m.queue, m.dropped = nil, true
	}
	m.mu.Unlock()
	m.roomy()
}

// roomy has the feeder look whether it may go on.
func (m *mapping) roomy() {
	select {
	case m.room <- struct{}{}:
	default:
	}
}

// drop is called once nobody refers to the iterator any more.
func (m *mapping) drop() {
	if m.started.Load() {
		if !m.idle() {
			m.env.Go(m.close) // callbacks of what it cancels need a place to run
		}
		return
	}
	m.goAhead(true)
	if m.feeder == nil {
		m.forget()
	}
}

// idle reports whether the map has been closed.
func (m *mapping) idle() bool {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.closed
}
