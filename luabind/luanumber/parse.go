package luanumber

import (
	"errors"
	"math"
	"strconv"
	"strings"
)

// spaces are what C's isspace holds in the C locale.
const spaces = " \t\n\v\f\r"

// ParseNumber reads a whole numeral as Lua 5.1's tonumber does: spaces around it, a sign, decimal
// ("10", ".5", "1.", "1e1") or hexadecimal with a fraction and a binary exponent ("0x10", "0x1p4").
// One too large is an infinity, one too small zero. False where s is none: an empty string, "1e",
// "1 2", and also "inf" and "nan", which some C libraries accept. Safe from any goroutine.
func ParseNumber(s string) (float64, bool) {
	s = strings.Trim(s, spaces)
	unsigned := trimSign(s)
	if hasHexPrefix(unsigned) {
		return parseHex(s, unsigned[2:])
	}
	rest, ok := skipMantissa(unsigned, isDigit)
	if !ok {
		return 0, false
	}
	if _, ok = skipExponent(rest, 'e'); !ok {
		return 0, false
	}
	return parseFloat(s)
}

// ParseInteger reads a whole integer of a base from 2 to 36, as tonumber(s, base) does: spaces
// around it, a sign, digits, letters of either case as further digits, and for base 16 an "0x".
// False where s is none, or the base is outside its range. Safe from any goroutine.
//
// Unlike Lua 5.1's strtoul, "-1" is -1 on every machine, and what exceeds 64 bits is not cut.
func ParseInteger(s string, base int) (float64, bool) {
	if base < 2 || base > 36 {
		return 0, false
	}
	s = strings.Trim(s, spaces)
	unsigned := trimSign(s)
	negative := len(unsigned) < len(s) && s[0] == '-'
	if base == 16 && hasHexPrefix(unsigned) {
		unsigned = unsigned[2:]
	}
	if unsigned == "" {
		return 0, false
	}
	value := 0.0
	for i := range len(unsigned) {
		d := digitValue(unsigned[i])
		if d >= base {
			return 0, false
		}
		value = value*float64(base) + float64(d)
	}
	if negative {
		value = -value
	}
	return value, true
}

// parseHex reads what follows "0x". Go wants a binary exponent behind such digits, C does not.
func parseHex(signed, body string) (float64, bool) {
	rest, ok := skipMantissa(body, isHexDigit)
	if !ok {
		return 0, false
	}
	exponent, ok := skipExponent(rest, 'p')
	if !ok {
		return 0, false
	}
	if !exponent {
		signed += "p0"
	}
	return parseFloat(signed)
}

// parseFloat reads a numeral that is known to be well formed; too large or too small is no error.
func parseFloat(s string) (float64, bool) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil && !errors.Is(err, strconv.ErrRange) {
		return 0, false
	}
	return f, true
}

// skipMantissa passes digits with at most one point among them; false where there is no digit.
func skipMantissa(s string, digit func(byte) bool) (rest string, ok bool) {
	i, found, point := 0, false, false
	for ; i < len(s); i++ {
		switch {
		case digit(s[i]):
			found = true
		case s[i] == '.' && !point:
			point = true
		default:
			return s[i:], found
		}
	}
	return "", found
}

// skipExponent wants nothing at all, or the letter of either case, a sign or none, and decimal
// digits up to the end.
func skipExponent(s string, letter byte) (found, ok bool) {
	if s == "" {
		return false, true
	}
	if s[0]|0x20 != letter {
		return false, false
	}
	s = trimSign(s[1:])
	if s == "" {
		return false, false
	}
	for i := range len(s) {
		if !isDigit(s[i]) {
			return false, false
		}
	}
	return true, true
}

// trimSign drops one sign.
func trimSign(s string) string {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		return s[1:]
	}
	return s
}

func hasHexPrefix(s string) bool {
	return len(s) >= 2 && s[0] == '0' && s[1]|0x20 == 'x'
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isHexDigit(c byte) bool { return digitValue(c) < 16 }

// digitValue is the value of a digit or a letter, and more than any base for every other byte.
func digitValue(c byte) int {
	switch {
	case isDigit(c):
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'z':
		return int(c|0x20-'a') + 10
	}
	return math.MaxInt
}
