package stdlib

import (
	"fmt"
	"math"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luanumber"
)

// ArgError raises "bad argument #n to 'function' (…)", as luaL_argerror of Lua 5.1 does.
func ArgError(L *lua.LState, function string, n int, format string, args ...any) {
	L.RaiseError("bad argument #%d to '%s' (%s)", n, function, fmt.Sprintf(format, args...))
}

// TypeError raises "bad argument #n to 'function' (string expected, got nil)".
func TypeError(L *lua.LState, function string, n int, wanted string) {
	ArgError(L, function, n, "%s expected, got %s", wanted, TypeName(L, n))
}

// TypeName is the name of an argument's type, "no value" where there is no such argument.
func TypeName(L *lua.LState, n int) string {
	if n > L.GetTop() {
		return "no value"
	}
	return L.Get(n).Type().String()
}

// Any is an argument that must be there, if only as nil.
func Any(L *lua.LState, function string, n int) lua.LValue {
	if n > L.GetTop() {
		ArgError(L, function, n, "value expected, got no value")
	}
	return L.Get(n)
}

// Text is the text of a string or a number, as Lua takes one for the other; false for any other.
func Text(v lua.LValue) (string, bool) {
	switch v := v.(type) {
	case lua.LString:
		return string(v), true
	case lua.LNumber:
		return luanumber.FormatNumber(float64(v)), true
	}
	return "", false
}

// Numeral is the value of a number, or of a string that holds a numeral; false for any other.
func Numeral(v lua.LValue) (float64, bool) {
	switch v := v.(type) {
	case lua.LNumber:
		return float64(v), true
	case lua.LString:
		return luanumber.ParseNumber(string(v))
	}
	return 0, false
}

// String is an argument that must be a string, or a number, which is taken as its text.
func String(L *lua.LState, function string, n int) string {
	s, ok := Text(L.Get(n))
	if !ok {
		TypeError(L, function, n, "string")
	}
	return s
}

// OptString is as String, with a default for nil or no argument.
func OptString(L *lua.LState, function string, n int, fallback string) string {
	if L.Get(n) == lua.LNil {
		return fallback
	}
	return String(L, function, n)
}

// Number is an argument that must be a number, or a string that holds one.
func Number(L *lua.LState, function string, n int) float64 {
	f, ok := Numeral(L.Get(n))
	if !ok {
		TypeError(L, function, n, "number")
	}
	return f
}

// Int is as Number, cut to an integer as Lua 5.1 cuts it, towards zero. One too large for a size is
// the largest there is, 2^53, or its negative; what is not a number is 0.
func Int(L *lua.LState, function string, n int) int {
	return Truncate(Number(L, function, n))
}

// OptInt is as Int, with a default for nil or no argument.
func OptInt(L *lua.LState, function string, n int, fallback int) int {
	if L.Get(n) == lua.LNil {
		return fallback
	}
	return Int(L, function, n)
}

// largest is the largest integer that a number argument gives: every one below it is exact, and
// sums of a few of them do not overflow.
const largest = 1 << 53

// Truncate cuts a number to an integer as Int does.
func Truncate(f float64) int {
	switch {
	case math.IsNaN(f):
		return 0
	case f >= largest:
		return largest
	case f <= -largest:
		return -largest
	}
	return int(f)
}

// Table is an argument that must be a table.
func Table(L *lua.LState, function string, n int) *lua.LTable {
	table, ok := L.Get(n).(*lua.LTable)
	if !ok {
		TypeError(L, function, n, "table")
	}
	return table
}

// Function is an argument that must be a function.
func Function(L *lua.LState, function string, n int) *lua.LFunction {
	fn, ok := L.Get(n).(*lua.LFunction)
	if !ok {
		TypeError(L, function, n, "function")
	}
	return fn
}
