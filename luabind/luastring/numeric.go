package luastring

import (
	"bytes"
	"strconv"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luanumber"
	"luafut/luabind/luastring/stdlib"
)

// signed adds an argument as %d.
func (d directive) signed(L *lua.LState, out *stdlib.Builder, n int) {
	f := stdlib.Number(L, "format", n)
	if !(-0x1p63 <= f && f < 0x1p63) {
		noInteger(L, n, f)
	}
	var buf [128]byte
	i := int64(f)
	magnitude := uint64(i)
	if i < 0 {
		magnitude = -magnitude
	}
	d.number(out, d.sign(i < 0), d.figures(buf[:0], magnitude, 10), d.zero && d.precision == noPrecision)
}

// unsigned adds an argument as %u, %o, %x or %X: one below zero as C's conversion to an unsigned
// type of 64 bits makes it.
func (d directive) unsigned(L *lua.LState, out *stdlib.Builder, n int) {
	f := stdlib.Number(L, "format", n)
	if !(-0x1p63 <= f && f < 0x1p64) {
		noInteger(L, n, f)
	}
	value := uint64(int64(f))
	if f >= 0x1p63 {
		value = uint64(f)
	}
	base, prefix := 10, ""
	switch d.verb {
	case 'o':
		base = 8
	case 'x', 'X':
		base = 16
		if d.sharp && value != 0 {
			prefix = "0" + string(d.verb)
		}
	}
	var buf [128]byte
	figures := d.figures(buf[:0], value, base)
	if d.verb == 'o' && d.sharp && (len(figures) == 0 || figures[0] != '0') {
		figures = append([]byte{'0'}, figures...)
	}
	if d.verb == 'X' {
		figures = bytes.ToUpper(figures)
	}
	d.number(out, prefix, figures, d.zero && d.precision == noPrecision)
}

func noInteger(L *lua.LState, n int, f float64) {
	stdlib.ArgError(L, "format", n, "number has no integer representation: %s", luanumber.FormatNumber(f))
}

// figures are the digits of an integer, at least as many as the precision says; zero has none
// where that is 0.
func (d directive) figures(dst []byte, value uint64, base int) []byte {
	if value == 0 && d.precision == 0 {
		return dst
	}
	var buf [64]byte
	digits := strconv.AppendUint(buf[:0], value, base)
	for range d.precision - len(digits) {
		dst = append(dst, '0')
	}
	return append(dst, digits...)
}

// float adds a number as %e, %E, %f, %g or %G.
func (d directive) float(out *stdlib.Builder, f float64) {
	precision := d.precision
	if precision == noPrecision {
		precision = 6
	}
	var buf [512]byte
	figures, special := buf[:0], false
	if _, special = luanumber.Special(f); special || d.verb|0x20 == 'g' {
		figures = luanumber.AppendG(figures, f, precision, d.sharp)
	} else {
		figures = strconv.AppendFloat(figures, f, d.verb|0x20, precision, 64)
		if d.sharp && precision == 0 {
			figures = withPoint(figures)
		}
	}
	negative := figures[0] == '-'
	if negative {
		figures = figures[1:]
	}
	if d.verb == 'E' || d.verb == 'G' {
		figures = bytes.ToUpper(figures)
	}
	d.number(out, d.sign(negative), figures, d.zero && !special)
}

// withPoint puts a point behind the digits, before an exponent.
func withPoint(figures []byte) []byte {
	i := bytes.IndexByte(figures, 'e')
	if i < 0 {
		i = len(figures)
	}
	return append(append(append([]byte{}, figures[:i]...), '.'), figures[i:]...)
}

// sign is what stands before the digits of a signed conversion.
func (d directive) sign(negative bool) string {
	switch {
	case negative:
		return "-"
	case d.plus:
		return "+"
	case d.space:
		return " "
	}
	return ""
}

// number adds a sign or prefix and figures, filled up to the width: with zeros between the two, or
// with spaces around them.
func (d directive) number(out *stdlib.Builder, prefix string, figures []byte, zeros bool) {
	length := len(prefix) + len(figures)
	zeros = zeros && !d.minus
	d.fill(out, length, !zeros && !d.minus)
	out.Text(prefix)
	for ; zeros && length < d.width; length++ {
		out.Byte('0')
	}
	out.Bytes(figures)
	d.fill(out, length, d.minus)
}
