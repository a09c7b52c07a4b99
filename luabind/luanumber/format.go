package luanumber

import (
	"bytes"
	"math"
	"strconv"
)

// digits is the precision of a number's text: LUAI_NUMFFORMAT of Lua 5.1 is "%.14g".
const digits = 14

// exact is up to where whole numbers are written in full, as Lua 5.3 writes integers: "%.14g" would
// make 1.2345678901235e+15 of an id of sixteen digits. All of them have a float of their own.
const exact = 1 << 53

// FormatNumber is the text that tostring gives for f: whole numbers up to 2^53 in full, others as
// Lua 5.1's "%.14g" of C's printf. Infinities are "inf" and "-inf". What is not a number is "nan" whatever its sign bit, which depends on the
// processor that made it. Safe from any goroutine.
func FormatNumber(f float64) string {
	var buf [32]byte
	return string(AppendNumber(buf[:0], f))
}

// AppendNumber appends what FormatNumber returns to dst.
func AppendNumber(dst []byte, f float64) []byte {
	if math.Abs(f) <= exact {
		if i := int64(f); float64(i) == f && (i != 0 || !math.Signbit(f)) {
			return strconv.AppendInt(dst, i, 10)
		}
	}
	return AppendG(dst, f, digits, false)
}

// AppendG appends f as C's "%.*g" does with that precision, counted in significant digits (0 means
// 1). With alternate, as "%#.*g": trailing zeros and the point stay. Safe from any goroutine.
func AppendG(dst []byte, f float64, precision int, alternate bool) []byte {
	if text, special := Special(f); special {
		return append(dst, text...)
	}
	precision = max(precision, 1)
	var buf [128]byte
	text := strconv.AppendFloat(buf[:0], f, 'e', precision-1, 64)
	if text[0] == '-' {
		dst = append(dst, '-')
		text = text[1:]
	}
	mantissa, exponent := splitExponent(text)
	figures := mantissa
	if len(mantissa) > 1 {
		copy(mantissa[1:], mantissa[2:])
		figures = mantissa[:len(mantissa)-1]
	}
	if !alternate {
		figures = trimZeros(figures)
	}
	if exponent < -4 || exponent >= precision {
		dst = appendPointed(dst, figures, 1, alternate)
		return appendExponent(dst, exponent)
	}
	if exponent < 0 {
		dst = append(dst, '0', '.')
		for range -exponent - 1 {
			dst = append(dst, '0')
		}
		return append(dst, figures...)
	}
	return appendPointed(dst, figures, exponent+1, alternate)
}

// Special is the text of an infinity or of what is not a number, and false for every other number.
func Special(f float64) (string, bool) {
	switch {
	case math.IsNaN(f):
		return "nan", true
	case math.IsInf(f, 1):
		return "inf", true
	case math.IsInf(f, -1):
		return "-inf", true
	}
	return "", false
}

// splitExponent takes "d.ddde±dd" apart.
func splitExponent(text []byte) (mantissa []byte, exponent int) {
	i := bytes.IndexByte(text, 'e')
	for _, c := range text[i+2:] {
		exponent = exponent*10 + int(c-'0')
	}
	if text[i+1] == '-' {
		exponent = -exponent
	}
	return text[:i], exponent
}

// trimZeros drops the zeros at the end, but for the first figure.
func trimZeros(figures []byte) []byte {
	n := len(figures)
	for n > 1 && figures[n-1] == '0' {
		n--
	}
	return figures[:n]
}

// appendPointed writes the figures with the point behind the first whole of them, and zeros where
// there are fewer figures than that.
func appendPointed(dst, figures []byte, whole int, alternate bool) []byte {
	if len(figures) > whole {
		dst = append(dst, figures[:whole]...)
		dst = append(dst, '.')
		return append(dst, figures[whole:]...)
	}
	dst = append(dst, figures...)
	for range whole - len(figures) {
		dst = append(dst, '0')
	}
	if alternate {
		dst = append(dst, '.')
	}
	return dst
}

// appendExponent writes e, a sign, and at least two figures.
func appendExponent(dst []byte, exponent int) []byte {
	sign := byte('+')
	if exponent < 0 {
		sign, exponent = '-', -exponent
	}
	dst = append(dst, 'e', sign)
	if exponent < 10 {
		dst = append(dst, '0')
	}
	return strconv.AppendInt(dst, int64(exponent), 10)
}
