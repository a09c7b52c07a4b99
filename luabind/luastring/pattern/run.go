package pattern

import "strings"

// run attempts a match at one place. It keeps a frame for each repetition that it has passed, and
// comes back to the last of them where the code fails. The caller looks at m.err first.
func (m *Matcher) run(at int) (end int, ok bool) {
	code, subject := m.pattern.code, m.subject
	stack, depth := m.stack[:cap(m.stack)], 0
	pc := 0
	for {
		in := &code[pc]
		switch in.op {
		case opChar:
			if at < len(subject) && subject[at] == in.c {
				at++
				pc++
				continue
			}
		case opSet:
			if at < len(subject) && in.set[subject[at]] {
				at++
				pc++
				continue
			}
		case opString:
			if strings.HasPrefix(subject[at:], in.text) {
				at += len(in.text)
				pc++
				continue
			}
		case opRun:
			if in.certain {
				at = m.runEnd(in.set, at, len(subject))
				pc++
				continue
			}
			if in.choice < 0 || !m.memo.failed(in.choice, at) {
				stack[depth] = frame{pc: pc, lo: at}
				at = m.runEnd(in.set, at, len(subject))
				stack[depth].at = at
				depth++
				pc++
				continue
			}
		case opGreedy, opOptional, opLazy:
			if in.choice < 0 || !m.memo.failed(in.choice, at) {
				m.enter(&stack[depth], in, pc, at)
				depth++
			}
		case opOpen:
			m.captures[in.n].start = at
			pc++
			continue
		case opClose:
			m.captures[in.n].end = at
			pc++
			continue
		case opPosition:
			m.captures[in.n].start = at
			pc++
			continue
		case opBack:
			if next, ok := m.again(in, at); ok {
				at = next
				pc++
				continue
			}
		case opBalance:
			if next, ok := m.balance(in, at); ok {
				at = next
				pc++
				continue
			}
		case opFrontier:
			if !in.set[m.byteAt(at-1)] && in.set[m.byteAt(at)] {
				pc++
				continue
			}
		case opEnd:
			if at == len(subject) {
				pc++
				continue
			}
		case opError:
			m.err = in.err
			return 0, false
		case opMatch:
			return at, true
		}
		// Failed, or a repetition has been entered: go on with the next try of the last one.
		for {
			if depth == 0 || !m.tick(1) {
				return 0, false
			}
			f := &stack[depth-1]
			if m.next(f, &code[f.pc]) {
				at, pc = f.at, f.pc+1
				break
			}
			depth--
		}
	}
}

// enter sets up the frame of a repetition, so that next gives its first try.
func (m *Matcher) enter(f *frame, in *inst, pc, at int) {
	*f = frame{pc: pc, lo: at}
	end := len(m.subject)
	switch in.op {
	case opOptional:
		f.hi = m.runEnd(in.set, at, min(at+1, end))
		f.at = f.hi + 1
	case opGreedy:
		limit := end
		if in.choice >= 0 {
			limit = m.memo.limit(in.choice, at, end)
		}
		f.hi = m.runEnd(in.set, at, limit)
		if limit < end && f.hi == limit {
			f.hi-- // it has failed at limit already
		}
		f.at = f.hi + 1
	case opLazy:
		f.at, f.hi = at-1, end
		if in.choice >= 0 {
			f.hi = m.memo.limit(in.choice, at, end)
		}
	}
}

// next moves a repetition to its next try; false where there is none left, which is remembered.
func (m *Matcher) next(f *frame, in *inst) bool {
	switch in.op {
	case opGreedy, opOptional:
		if m.fewer(f, in) {
			return true
		}
		if in.op == opOptional {
			f.hi = f.lo // failing here says nothing of the place behind
		}
	case opLazy:
		if m.more(f, in) {
			return true
		}
	case opRun:
		f.hi = f.at
	}
	if in.choice >= 0 && m.err == nil {
		m.memo.fail(in.choice, f.lo, f.hi+1)
	}
	return false
}

// fewer gives back bytes of a run until what follows can succeed.
func (m *Matcher) fewer(f *frame, in *inst) bool {
	at := f.at - 1
	if at == len(m.subject) && at >= f.lo {
		if in.atEnd {
			f.at = at
			return true
		}
		at--
	}
	for at >= f.lo {
		floor := max(f.lo, at-stretch)
		for at >= floor && !in.follow[m.subject[at]] {
			at--
		}
		if at >= floor {
			f.at = at
			return true
		}
		if !m.tick(1) {
			return false
		}
	}
	return false
}

// more takes bytes of the set until what follows can succeed. It stops where the run ends, or at a
// place where it is known to fail, and leaves the last place tried in f.hi.
func (m *Matcher) more(f *frame, in *inst) bool {
	at, subject := f.at, m.subject
	if in.set == all && in.followAt >= 0 && !in.atEnd {
		if i := strings.IndexByte(subject[at+1:f.hi], byte(in.followAt)); i >= 0 {
			f.at = at + 1 + i
			return true
		}
		if f.hi < len(subject) {
			f.hi--
		}
		return false
	}
	for {
		if at >= f.lo && (at >= len(subject) || !in.set[subject[at]]) {
			f.hi = at
			return false
		}
		at++
		if at >= f.hi && f.hi < len(subject) {
			f.hi = at - 1
			return false
		}
		if at == len(subject) {
			f.at = at
			if !in.atEnd {
				continue
			}
			return true
		}
		if in.follow[subject[at]] {
			f.at = at
			return true
		}
		if at%stretch == 0 && !m.tick(1) {
			return false
		}
	}
}

// runEnd is the place behind the bytes of set that come at a place, limit at most.
func (m *Matcher) runEnd(s *set, at, limit int) int {
	for at < limit {
		part := m.subject[at:min(limit, at+stretch)]
		for i := range len(part) {
			if !s[part[i]] {
				return at + i
			}
		}
		at += len(part)
		if !m.tick(1) {
			return at
		}
	}
	return at
}

// again matches the text of a capture once more. A position has no text, and never matches.
func (m *Matcher) again(in *inst, at int) (next int, ok bool) {
	if m.pattern.captures[in.n] == capturePosition {
		return 0, false
	}
	c := m.captures[in.n]
	text := m.subject[c.start:c.end]
	if !strings.HasPrefix(m.subject[at:], text) || !m.tick(len(text)/stretch) {
		return 0, false
	}
	return at + len(text), true
}

// balance matches from the opening byte to the closing one that balances it.
func (m *Matcher) balance(in *inst, at int) (next int, ok bool) {
	if m.byteAt(at) != in.c || at == len(m.subject) {
		return 0, false
	}
	open := 1
	for at++; at < len(m.subject); at++ {
		switch m.subject[at] {
		case in.d:
			if open--; open == 0 {
				return at + 1, true
			}
		case in.c:
			open++
		}
		if at%stretch == 0 && !m.tick(1) {
			break
		}
	}
	return 0, false
}

// byteAt is the byte at a place, zero before the subject and behind it, as the frontier sees it.
func (m *Matcher) byteAt(at int) byte {
	if at < 0 || at >= len(m.subject) {
		return 0
	}
	return m.subject[at]
}
