package pattern

// span is a stretch of places in the subject, from lo up to but not with hi.
type span struct{ lo, hi int }

// memo holds at which places a repetition has failed already, for one subject. Whether the code
// from some instruction on succeeds at a place depends on nothing else, but for back-references
// (the instructions before the last of which have no index here). So a failure holds for every
// later attempt, from wherever it comes.
//
// One span for each repetition is enough nearly always: the failures of a repetition fill a run of
// its set from the end. Once a search has taken more steps than its subject explains, every single
// failure is kept in bits, which makes any pattern polynomial.
type memo struct {
	spans []span
	bits  []uint64
	width int // places a repetition: the subject's length + 1
}

// maxMemoBits bounds the memory for single failures: 64 MB. A search that would need more goes
// without, and can still be stopped.
const maxMemoBits = 64 << 20 * 8

// reset forgets everything, for a pattern with so many repetitions.
func (m *memo) reset(choices, length int) {
	if cap(m.spans) < choices {
		m.spans = make([]span, choices)
	}
	m.spans = m.spans[:choices]
	clear(m.spans)
	m.bits = nil
	m.width = length + 1
}

// remember begins to keep single failures.
func (m *memo) remember() {
	if m.bits != nil || len(m.spans) == 0 || m.width > maxMemoBits/len(m.spans) {
		return
	}
	m.bits = make([]uint64, (m.width*len(m.spans)+63)/64)
	for choice, s := range m.spans {
		m.mark(choice, s.lo, s.hi)
	}
}

// mark sets the bits of one repetition's places.
func (m *memo) mark(choice, lo, hi int) {
	base := choice * m.width
	for bit := base + lo; bit < base+hi; bit++ {
		m.bits[bit/64] |= 1 << (bit % 64)
	}
}

// failed tells whether the repetition has failed at a place.
func (m *memo) failed(choice int32, place int) bool {
	if s := &m.spans[choice]; s.lo <= place && place < s.hi {
		return true
	}
	if m.bits == nil {
		return false
	}
	bit := int(choice)*m.width + place
	return m.bits[bit/64]&(1<<(bit%64)) != 0
}

// fail notes that the repetition has failed at the places from lo up to but not with hi.
func (m *memo) fail(choice int32, lo, hi int) {
	s := &m.spans[choice]
	if lo <= s.hi && s.lo <= hi && s.hi > s.lo {
		s.lo, s.hi = min(s.lo, lo), max(s.hi, hi)
	} else {
		*s = span{lo, hi}
	}
	if m.bits != nil {
		m.mark(int(choice), lo, hi)
	}
}

// limit is how far a run from place has to be looked at: up to the end of the subject, or to where
// the repetition is known to fail.
func (m *memo) limit(choice int32, place, end int) int {
	if s := &m.spans[choice]; s.hi > s.lo && s.lo > place {
		return min(s.lo, end)
	}
	return end
}
