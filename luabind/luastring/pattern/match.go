package pattern

import "strings"

// PollSteps is how many steps a Matcher takes from one call of its poll function to the next: some
// ten to a hundred microseconds.
const PollSteps = 4096

// stretch is how many bytes of a run or of a subject are looked at for one step, and between two
// looks at the step counter.
const stretch = 1024

// Matcher looks for the matches of one pattern in one subject. Its zero value is ready for Reset,
// and it can be Reset any number of times, which keeps its memory. One goroutine at a time.
type Matcher struct {
	pattern *Pattern
	subject string
	poll    func() error

	start, end int
	captures   [MaxCaptures]struct{ start, end int }
	stack      []frame
	memo       memo

	steps int // left until the next poll
	spent int // polls since Reset
	err   error
}

// frame is a repetition that can be come back to.
type frame struct {
	pc int
	at int // where what follows was tried last
	lo int // where the run begins
	hi int // what follows is tried before hi, or at it where the run ends there
}

// Reset begins a new subject. The poll function is called once in PollSteps steps, counted on from
// what the Matcher was used for before; an error from it ends the search with that error. It may be
// nil.
func (m *Matcher) Reset(p *Pattern, subject string, poll func() error) {
	m.pattern, m.subject, m.poll = p, subject, poll
	m.spent, m.err = 0, nil
	if cap(m.stack) < p.choices {
		m.stack = make([]frame, p.choices)
	}
	m.memo.reset(p.choices, len(subject))
}

// Release forgets subject, pattern and poll function, so that they can be collected.
func (m *Matcher) Release() {
	m.pattern, m.subject, m.poll = nil, "", nil
	m.memo.bits = nil
}

// Find looks for the first match that begins at init or behind it, only at init where the pattern
// is anchored. Bytes are counted from 0; init is from 0 to the subject's length. The error is an
// *Error for a fault in the pattern, or what the poll function returned.
func (m *Matcher) Find(init int) (found bool, err error) {
	p := m.pattern
	for at := init; ; at++ {
		if !p.anchored {
			if at = m.candidate(at); at < 0 {
				return false, m.err
			}
		}
		if !m.tick(1) {
			return false, m.err
		}
		end, ok := m.run(at)
		if m.err != nil {
			return false, m.err
		}
		if ok {
			m.start, m.end = at, end
			return true, nil
		}
		if p.anchored || at >= len(m.subject) {
			return false, nil
		}
	}
}

// candidate is the next place from at on where an attempt can succeed, or -1.
func (m *Matcher) candidate(at int) int {
	p := m.pattern
	if p.prefix != "" {
		i := strings.Index(m.subject[at:], p.prefix)
		if i < 0 {
			return -1
		}
		return at + i
	}
	if p.first == nil {
		return at
	}
	for at < len(m.subject) {
		part := m.subject[at:min(len(m.subject), at+stretch)]
		for i := range len(part) {
			if p.first[part[i]] {
				return at + i
			}
		}
		at += len(part)
		if !m.tick(1) {
			return -1
		}
	}
	if p.atEnd {
		return at
	}
	return -1
}

// tick counts steps, and polls when they are due; false where the search must end.
func (m *Matcher) tick(n int) bool {
	m.steps -= n
	return m.steps >= 0 || m.pause()
}

// pause polls, and begins to remember single failures where the search has taken more steps than
// its subject explains.
func (m *Matcher) pause() bool {
	m.steps = PollSteps
	if m.err != nil {
		m.steps = 0
		return false
	}
	m.spent++
	if m.spent*PollSteps > 4*len(m.subject) {
		m.memo.remember()
	}
	if m.poll != nil {
		m.err = m.poll()
	}
	if m.err != nil {
		m.steps = 0
	}
	return m.err == nil
}

// Start is where the match found last begins.
func (m *Matcher) Start() int { return m.start }

// End is the place behind the match found last; it is Start where the match is empty.
func (m *Matcher) End() int { return m.end }

// Captures is how many captures the pattern has.
func (m *Matcher) Captures() int { return m.pattern.ncapture }

// Capture is where capture n, counted from 0, of the match found last begins and ends. Position is
// true for the capture "()", which stands for the place start itself.
func (m *Matcher) Capture(n int) (start, end int, position bool) {
	c := m.captures[n]
	return c.start, c.end, m.pattern.captures[n] == capturePosition
}
