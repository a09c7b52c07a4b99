package luajson

import (
	"math"
	"strconv"
	"unicode/utf8"
)

// number writes f as ECMAScript's Number::toString does, but integers with all their digits: so
// they read back as numbers and not as strings.
func (e *encoder) number(f float64) error {
	if f == math.Trunc(f) && math.Abs(f) < 1<<53 && !(f == 0 && math.Signbit(f)) {
		e.out = strconv.AppendInt(e.out, int64(f), 10)
		return nil
	}
	switch size := math.Abs(f); {
	case math.IsNaN(f):
		return &EncodeError{Problem: "NaN (not a number) cannot be written as JSON"}
	case math.IsInf(f, 0):
		return &EncodeError{Problem: "an infinite number cannot be written as JSON"}
	case f == math.Trunc(f) && size < 1e21:
		e.out = strconv.AppendFloat(e.out, f, 'f', 0, 64)
	case size >= 1e-6 && size < 1e21:
		e.out = strconv.AppendFloat(e.out, f, 'f', -1, 64)
	default:
		e.out = strconv.AppendFloat(e.out, f, 'e', -1, 64)
	}
	return nil
}

// string writes s in quotes. A long one counts as many values.
func (e *encoder) string(s string) {
	e.work += len(s) >> 6
	e.out = append(e.out, '"')
	checked, from := false, 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case plain[c]:
		case c < utf8.RuneSelf:
			e.out = append(e.out, s[from:i]...)
			e.escape(c)
			from = i + 1
		case !checked:
			checked = true
			if !utf8.ValidString(s[i:]) {
				e.out = append(e.out, s[from:i]...)
				s, from, i = string([]rune(s[i:])), 0, -1
			}
		}
	}
	e.out = append(e.out, s[from:]...)
	e.out = append(e.out, '"')
}

// escape writes an ASCII character that cannot stand for itself.
func (e *encoder) escape(c byte) {
	switch c {
	case '"', '\\':
	case '\b':
		c = 'b'
	case '\f':
		c = 'f'
	case '\n':
		c = 'n'
	case '\r':
		c = 'r'
	case '\t':
		c = 't'
	default:
		const digits = "0123456789abcdef"
		e.out = append(e.out, '\\', 'u', '0', '0', digits[c>>4], digits[c&0xF])
		return
	}
	e.out = append(e.out, '\\', c)
}
