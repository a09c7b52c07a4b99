package pattern

// analyse goes through the code from its end and notes, at each instruction that can be come back
// to, before which bytes what follows can succeed at all. "Succeed" includes getting to a fault of
// the pattern, so that faults are reported as without these short cuts.
func (p *Pattern) analyse() {
	follow := *all
	state := suffix{bytes: &follow, atEnd: true, certain: true}
	remember := true
	for k := len(p.code) - 1; k >= 0; k-- {
		in := &p.code[k]
		in.choice = -1
		if in.repeats() {
			p.choose(in, state, remember)
		}
		if in.op == opBack {
			remember = false
		}
		state.prepend(in)
	}
	p.start(state)
}

// suffix is what is known of the code from some instruction on.
type suffix struct {
	bytes   *set // it can succeed before these
	atEnd   bool // and at the end of the subject
	certain bool // it succeeds wherever it is tried
}

func (in *inst) repeats() bool {
	switch in.op {
	case opGreedy, opOptional, opLazy, opRun:
		return true
	}
	return false
}

// choose settles how a repetition backtracks, from what follows it.
func (p *Pattern) choose(in *inst, next suffix, remember bool) {
	in.certain, in.atEnd = next.certain, next.atEnd
	follow := *next.bytes
	in.follow = &follow
	in.followAt = follow.only()
	// Where no byte of the set can come before what follows, only the end of the run can do, for
	// the lazy repetition too.
	if in.op != opOptional && !in.set.intersects(in.follow) || in.op == opGreedy && next.certain {
		in.op = opRun
	}
	if remember {
		in.choice = int32(p.choices)
	}
	p.choices++
}

// prepend turns what is known of the code behind in into what is known from in on.
func (s *suffix) prepend(in *inst) {
	switch in.op {
	case opChar, opBalance:
		s.consume(single(in.c))
	case opString:
		s.consume(single(in.text[0]))
	case opSet:
		s.consume(in.set)
	case opGreedy, opOptional, opLazy, opRun:
		s.bytes.include(in.set)
	case opBack:
		s.consume(all)
		s.atEnd = true
	case opFrontier:
		for c := range s.bytes {
			s.bytes[c] = s.bytes[c] && in.set[c]
		}
		s.atEnd = s.atEnd && in.set[0]
		s.certain = false
	case opEnd:
		*s.bytes = set{}
		s.atEnd, s.certain = true, false
	case opError:
		s.consume(all)
		s.atEnd = true
	}
}

// consume notes an item that wants one of these bytes.
func (s *suffix) consume(bytes *set) {
	*s.bytes = *bytes
	s.atEnd, s.certain = false, false
}

// start notes where an attempt can begin.
func (p *Pattern) start(s suffix) {
	k := 0
	for p.code[k].op == opOpen || p.code[k].op == opPosition {
		k++
	}
	switch in := &p.code[k]; in.op {
	case opChar:
		p.prefix = string([]byte{in.c})
	case opString:
		p.prefix = in.text
	}
	if *s.bytes != *all || !s.atEnd {
		p.first, p.atEnd = s.bytes, s.atEnd
	}
}
