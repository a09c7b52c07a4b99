package pattern_test

import "strings"

// oracle matches a pattern straight from its text, in the plainest way: what Matcher must agree
// with. It panics with oracleFault for a fault in the pattern, and with oracleSteps when it has
// taken too many steps.
type oracle struct {
	subject, pattern string
	level            int
	captures         [32]struct{ at, size int }
	steps            int
}

type (
	oracleFault string
	oracleSteps struct{}
)

const (
	unfinished = -1
	position   = -2
)

// find returns where the first match begins and ends, and its captures: text, or a place.
func (o *oracle) find(init int) (start, end int, captures []any, ok bool) {
	pattern, anchored := strings.CutPrefix(o.pattern, "^")
	o.pattern = pattern
	for at := init; at <= len(o.subject); at++ {
		o.level = 0
		if end := o.match(at, 0); end >= 0 {
			for _, c := range o.captures[:o.level] {
				switch c.size {
				case unfinished:
					panic(oracleFault("unfinished capture"))
				case position:
					captures = append(captures, c.at)
				default:
					captures = append(captures, o.subject[c.at:c.at+c.size])
				}
			}
			return at, end, captures, true
		}
		if anchored {
			break
		}
	}
	return 0, 0, nil, false
}

func (o *oracle) peek(p int) byte {
	if p < len(o.pattern) {
		return o.pattern[p]
	}
	return 0
}

func (o *oracle) match(s, p int) int {
	if o.steps--; o.steps < 0 {
		panic(oracleSteps{})
	}
	if p >= len(o.pattern) {
		return s
	}
	switch c := o.pattern[p]; {
	case c == '(' && o.peek(p+1) == ')':
		return o.open(s, p+2, position)
	case c == '(':
		return o.open(s, p+1, unfinished)
	case c == ')':
		return o.close(s, p+1)
	case c == '$' && p+1 == len(o.pattern):
		if s == len(o.subject) {
			return s
		}
		return -1
	case c == '%' && o.peek(p+1) == 'b':
		if p+4 > len(o.pattern) {
			panic(oracleFault("unbalanced pattern"))
		}
		if s = o.balance(s, o.pattern[p+2], o.pattern[p+3]); s < 0 {
			return -1
		}
		return o.match(s, p+4)
	case c == '%' && o.peek(p+1) == 'f':
		if o.peek(p+2) != '[' {
			panic(oracleFault("missing '[' after '%f' in pattern"))
		}
		ep := o.classEnd(p + 2)
		before, here := byte(0), byte(0)
		if s > 0 {
			before = o.subject[s-1]
		}
		if s < len(o.subject) {
			here = o.subject[s]
		}
		if o.inBracket(before, p+2, ep-1) || !o.inBracket(here, p+2, ep-1) {
			return -1
		}
		return o.match(s, ep)
	case c == '%' && '0' <= o.peek(p+1) && o.peek(p+1) <= '9':
		n := int(o.pattern[p+1]) - '1'
		if n < 0 || n >= o.level || o.captures[n].size == unfinished {
			panic(oracleFault("invalid capture index"))
		}
		if o.captures[n].size == position {
			return -1
		}
		text := o.subject[o.captures[n].at : o.captures[n].at+o.captures[n].size]
		if !strings.HasPrefix(o.subject[s:], text) {
			return -1
		}
		return o.match(s+len(text), p+2)
	}
	return o.item(s, p)
}

func (o *oracle) item(s, p int) int {
	ep := o.classEnd(p)
	matches := func(s int) bool { return s < len(o.subject) && o.inClass(o.subject[s], p, ep) }
	switch o.peek(ep) {
	case '?':
		if matches(s) {
			if end := o.match(s+1, ep+1); end >= 0 {
				return end
			}
		}
		return o.match(s, ep+1)
	case '*', '+':
		least := s
		if o.peek(ep) == '+' {
			least++
		}
		last := s
		for matches(last) {
			last++
		}
		for ; last >= least; last-- {
			if end := o.match(last, ep+1); end >= 0 {
				return end
			}
		}
		return -1
	case '-':
		for {
			if end := o.match(s, ep+1); end >= 0 {
				return end
			}
			if !matches(s) {
				return -1
			}
			s++
		}
	}
	if !matches(s) {
		return -1
	}
	return o.match(s+1, ep)
}

func (o *oracle) open(s, p, size int) int {
	if o.level == 32 {
		panic(oracleFault("too many captures"))
	}
	o.captures[o.level].at, o.captures[o.level].size = s, size
	o.level++
	end := o.match(s, p)
	if end < 0 {
		o.level--
	}
	return end
}

func (o *oracle) close(s, p int) int {
	for n := o.level - 1; n >= 0; n-- {
		if o.captures[n].size == unfinished {
			o.captures[n].size = s - o.captures[n].at
			end := o.match(s, p)
			if end < 0 {
				o.captures[n].size = unfinished
			}
			return end
		}
	}
	panic(oracleFault("invalid pattern capture"))
}

func (o *oracle) balance(s int, from, to byte) int {
	if s >= len(o.subject) || o.subject[s] != from {
		return -1
	}
	depth := 1
	for s++; s < len(o.subject); s++ {
		if o.subject[s] == to {
			if depth--; depth == 0 {
				return s + 1
			}
		} else if o.subject[s] == from {
			depth++
		}
	}
	return -1
}

func (o *oracle) classEnd(p int) int {
	switch o.pattern[p] {
	case '%':
		if p+1 >= len(o.pattern) {
			panic(oracleFault("malformed pattern (ends with '%')"))
		}
		return p + 2
	case '[':
		p++
		if o.peek(p) == '^' {
			p++
		}
		for {
			if p >= len(o.pattern) {
				panic(oracleFault("malformed pattern (missing ']')"))
			}
			c := o.pattern[p]
			p++
			if c == '%' && p < len(o.pattern) {
				p++
			}
			if p < len(o.pattern) && o.pattern[p] == ']' {
				return p + 1
			}
		}
	}
	return p + 1
}

func (o *oracle) inClass(c byte, p, ep int) bool {
	switch o.pattern[p] {
	case '.':
		return true
	case '%':
		return inLetter(c, o.pattern[p+1])
	case '[':
		return o.inBracket(c, p, ep-1)
	}
	return o.pattern[p] == c
}

func (o *oracle) inBracket(c byte, p, end int) bool {
	wanted := true
	if o.pattern[p+1] == '^' {
		wanted = false
		p++
	}
	for p++; p < end; p++ {
		switch {
		case o.pattern[p] == '%':
			p++
			if inLetter(c, o.pattern[p]) {
				return wanted
			}
		case o.pattern[p+1] == '-' && p+2 < end:
			p += 2
			if o.pattern[p-2] <= c && c <= o.pattern[p] {
				return wanted
			}
		case o.pattern[p] == c:
			return wanted
		}
	}
	return !wanted
}

// members lists the classes' bytes in ASCII; %c, which has too many, is left to inLetter.
var members = map[byte]string{
	'a': "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
	'd': "0123456789",
	'l': "abcdefghijklmnopqrstuvwxyz",
	'p': "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~",
	's': " \t\n\v\f\r",
	'u': "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
	'w': "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
	'x': "0123456789abcdefABCDEF",
	'z': "\x00",
}

func inLetter(c, letter byte) bool {
	in := false
	if list, ok := members[letter|0x20]; ok && isLetter(letter) {
		in = strings.IndexByte(list, c) >= 0
	} else if letter|0x20 == 'c' && isLetter(letter) {
		in = c < 32 || c == 127
	} else {
		return letter == c
	}
	return in == ('a' <= letter)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
