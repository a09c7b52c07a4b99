package pattern

// set is the set of bytes that match one item of a pattern.
type set [256]bool

// all holds every byte: the item ".".
var all = func() *set {
	s := new(set)
	for c := range s {
		s[c] = true
	}
	return s
}()

// classes holds the set of each class by its letter, the upper-case letters as the complements. A
// character with no entry stands for itself behind a "%".
var classes = func() (table [256]*set) {
	members := map[byte]func(c byte) bool{
		'a': isAlpha,
		'c': func(c byte) bool { return c < 0x20 || c == 0x7f },
		'd': isDigit,
		'l': isLower,
		'p': func(c byte) bool { return 0x20 < c && c < 0x7f && !isAlpha(c) && !isDigit(c) },
		's': func(c byte) bool { return c == ' ' || '\t' <= c && c <= '\r' },
		'u': isUpper,
		'w': func(c byte) bool { return isAlpha(c) || isDigit(c) },
		'x': func(c byte) bool { return isDigit(c) || 'a' <= c|0x20 && c|0x20 <= 'f' },
		'z': func(c byte) bool { return c == 0 },
	}
	for letter, member := range members {
		lower, upper := new(set), new(set)
		for c := range 256 {
			lower[c] = member(byte(c))
			upper[c] = !lower[c]
		}
		table[letter], table[letter-'a'+'A'] = lower, upper
	}
	return table
}()

func isLower(c byte) bool { return 'a' <= c && c <= 'z' }
func isUpper(c byte) bool { return 'A' <= c && c <= 'Z' }
func isAlpha(c byte) bool { return isLower(c) || isUpper(c) }
func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// class is the set that "%c" stands for.
func class(c byte) *set {
	if s := classes[c]; s != nil {
		return s
	}
	return single(c)
}

// single is the set of one byte.
func single(c byte) *set {
	s := new(set)
	s[c] = true
	return s
}

// include adds what other holds.
func (s *set) include(other *set) {
	for c, in := range other {
		if in {
			s[c] = true
		}
	}
}

// intersects tells whether a byte is in both.
func (s *set) intersects(other *set) bool {
	for c, in := range other {
		if in && s[c] {
			return true
		}
	}
	return false
}

// only is the one byte that s holds, or -1 where it holds none or more.
func (s *set) only() int {
	found := -1
	for c, in := range s {
		if in && found >= 0 {
			return -1
		}
		if in {
			found = c
		}
	}
	return found
}
