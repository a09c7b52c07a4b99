package engine

// Ready reports whether Next would give a result, or end, without waiting and
// without asking the source: an embedder need not let go of its own lock then.
func (it *Mapped) Ready() bool {
	m := it.m
	if !m.asking.TryLock() {
		return true // Next fails
	}
	defer m.asking.Unlock()
	if len(m.outs) > 0 {
		return true
	}
	if m.opts.Buffer > 0 || m.opts.Blocking {
		return false
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.closed || len(m.queue) == 0 || m.queue[0].Settled()
}
