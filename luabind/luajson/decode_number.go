package luajson

import (
	"math"
	"strconv"

	lua "github.com/yuin/gopher-lua"
)

// exactDigits is how many decimal digits a float64 surely holds; exactTens are the powers of ten
// that it holds. The quotient of two such numbers is rounded once, hence right.
const exactDigits = 15

var exactTens = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
	1e11, 1e12, 1e13, 1e14, 1e15,
}

// maxIntegerDigits is the length of the largest float64, written out.
const maxIntegerDigits = 309

// smallNumbers are made once: putting a number into an interface allocates.
var smallNumbers = func() (numbers [1024]lua.LValue) {
	for i := range numbers {
		numbers[i] = lua.LNumber(i)
	}
	return numbers
}()

// number reads the number whose first byte comes next.
func (d *decoder) number() (lua.LValue, error) {
	start := d.pos
	negative := d.text[d.pos] == '-'
	if negative {
		d.pos++
	}
	first := d.pos
	whole, ok := d.digits(0)
	if !ok {
		return nil, d.expected("a digit after '-'")
	}
	digits := d.pos - first
	if d.text[first] == '0' && digits > 1 {
		d.pos = first + 1
		return nil, d.expected("'.' or the end of the number after a leading 0")
	}
	fraction, exponent := 0, false
	if d.pos < len(d.text) && d.text[d.pos] == '.' {
		d.pos++
		dot := d.pos
		if whole, ok = d.digits(whole); !ok {
			return nil, d.expected("a digit after '.'")
		}
		fraction = d.pos - dot
	}
	if d.pos < len(d.text) && d.text[d.pos]|0x20 == 'e' {
		exponent = true
		d.pos++
		if d.pos < len(d.text) && (d.text[d.pos] == '+' || d.text[d.pos] == '-') {
			d.pos++
		}
		if _, ok := d.digits(0); !ok {
			return nil, d.expected("a digit in the exponent")
		}
	}
	if !exponent && digits+fraction <= exactDigits {
		return exactNumber(whole, fraction, negative), nil
	}
	return anyNumber(d.text[start:d.pos], fraction == 0 && !exponent), nil
}

// digits reads digits, continuing the number n. It wraps around where there are too many of them;
// the caller counts.
func (d *decoder) digits(n uint64) (uint64, bool) {
	start := d.pos
	for d.pos < len(d.text) {
		c := d.text[d.pos] - '0'
		if c > 9 {
			break
		}
		n = n*10 + uint64(c)
		d.pos++
	}
	return n, d.pos > start
}

func exactNumber(digits uint64, fraction int, negative bool) lua.LValue {
	if fraction == 0 && !negative && digits < uint64(len(smallNumbers)) {
		return smallNumbers[digits]
	}
	f := float64(digits)
	if fraction > 0 {
		f /= exactTens[fraction]
	}
	if negative {
		f = -f
	}
	return lua.LNumber(f)
}

// anyNumber converts a number of any length: to a string where a float64 cannot hold it.
func anyNumber(text string, integer bool) lua.LValue {
	if integer && len(text) > maxIntegerDigits+1 {
		return box(text, false)
	}
	f, err := strconv.ParseFloat(text, 64)
	if err != nil { // the syntax is right: it is out of range
		return box(text, false)
	}
	if integer && math.Abs(f) >= 1<<53 && strconv.FormatFloat(f, 'f', 0, 64) != text {
		return box(text, false)
	}
	return lua.LNumber(f)
}
