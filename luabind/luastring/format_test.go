package luastring_test

import (
	"errors"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luabase/luatest"
	"luafut/luabind/vm"
)

func TestFormat(t *testing.T) {
	luatest.New(t, luatest.Config{}).Check(t, [][2]string{
		{`("%d %i %5d|%-5d|%05d|%+d|% d|%.3d|%+.3d"):format(1, -2, 3, 4, 5, 6, 7, 8, 9)`, "1 -2     3|4    |00005|+6| 7|008|+009"},
		{`("%d %d %d"):format(3.99, -3.99, "0x10")`, "3 -3 16"},
		{`("%d"):format(-2^63), ("%u"):format(2^63), ("%u"):format(-1), ("%x"):format(-1)`, "-9223372036854775808 9223372036854775808 18446744073709551615 ffffffffffffffff"},
		{`("%5.3d|%-6.3d|%06.3d|%.0d|%5.0d"):format(7, 7, 7, 0, 0)`, "  007|007   |   007||     "},
		{`("%x %X %#x %#X %o %#o %#o %#x"):format(255, 255, 255, 255, 8, 8, 0, 0)`, "ff FF 0xff 0XFF 10 010 0 0"},
		{`("%#06x|%#.4x|%#.0o|%8.4X"):format(255, 255, 0, 255)`, "0x00ff|0x00ff|0|    00FF"},
		{`("%f %.2f %.0f %#.0f %8.3f|%-8.1f|%08.2f|%+.1f"):format(1.5, 2.675, 0.5, 3, 3.14159, 2.25, -1.5, 1)`, "1.500000 2.67 0 3.    3.142|2.2     |-0001.50|+1.0"},
		{`("%e %.3E %#.0e %.0e"):format(12345.678, 0.00012, 5, 5)`, "1.234568e+04 1.200E-04 5.e+00 5e+00"},
		{`("%g %g %g %G %#g %.3g %.10g"):format(100000, 1e6, 0.0001, 1e-5, 1.5, 1234.5, 0.1)`, "100000 1e+06 0.0001 1E-05 1.50000 1.23e+03 0.1"},
		{`("%5.1f|%g|%f|%G|%010f|%-6f|%+f"):format(1/0, -1/0, 0/0, 1/0, -1/0, 1/0, 1/0)`, "  inf|-inf|nan|INF|      -inf|inf   |+inf"},
		{`#("%99.99f"):format(-1e308)`, "410"},
		{`("%c%c%c"):format(76, 117, 97), #("%c"):format(0), ("%3c|%-3c|"):format(65, 66)`, "Lua 1   A|B  |"},
		{`("%s %10s|%-10s|%.2s|%5.1s|"):format("a", "b", "c", "def", "ghi")`, "a          b|c         |de|    g|"},
		{`("%s %s %s %s"):format(nil, true, 0.1, setmetatable({}, {__tostring = function() return "me" end}))`, "nil true 0.1 me"},
		{`("%%|%d%%"):format(5)`, "%|5%"},
		{`("%q"):format('a"b\\c\nd\re\0f')`, `"a\"b\\c\` + "\n" + `d\re\000f"`},
		{`local s = "\0\1\r\n\"\\ü"; print(loadstring("return " .. ("%q"):format(s))() == s)`, "true"},
		{`#("%s"):format(("x"):rep(1000)), ("%q"):format(12)`, `1000 "12"`},
		{`("a\0b%sc"):format("\0") == "a\0b\0c"`, "true"},
		{`("%d"):format("x")`, "error: bad argument #2 to 'format' (number expected, got string)"},
		{`("%d %d"):format(1)`, "error: bad argument #3 to 'format' (number expected, got no value)"},
		{`("%s"):format()`, "error: bad argument #2 to 'format' (value expected, got no value)"},
		{`("%d"):format(0/0)`, "error: bad argument #2 to 'format' (number has no integer representation: nan)"},
		{`("%d"):format(2^63)`, "error: bad argument #2 to 'format' (number has no integer representation: 9.2233720368548e+18)"},
		{`("%100d"):format(1)`, "error: invalid format (width or precision too long)"},
		{`("%.100f"):format(1)`, "error: invalid format (width or precision too long)"},
		{`("%-+ #0-d"):format(1)`, "error: invalid format (repeated flags)"},
		{`("%y"):format(1)`, "error: invalid option '%y' to 'format' (one of %c %d %i %u %o %x %X %e %E %f %g %G %q %s %% expected)"},
		{`("%"):format(1)`, "error: invalid option '%' to 'format' (the format ends within a directive; '%%' stands for a percent sign)"},
	})
}

// FuzzFormat holds that any format and arguments give a string or a Lua error, never a panic of Go.
func FuzzFormat(f *testing.F) {
	f.Add("%5.2f|%-10s|%q", "text", 1.5)
	f.Add("%#010x%%%c%+e% d%", "12", -3.0)
	f.Add("%99.99g%.0u", "0x", 1e300)
	s := luatest.New(f, luatest.Config{})
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	fn := s.Globals().RawGetString("string").(*lua.LTable).RawGetString("format")
	f.Fuzz(func(t *testing.T, format, text string, number float64) {
		args := []lua.LValue{lua.LString(format)}
		for range 3 {
			args = append(args, lua.LNumber(number), lua.LString(text))
		}
		_, err := th.Call(th.LState(), fn, args...)
		if raised := (*vm.Error)(nil); errors.As(err, &raised) && raised.Stack != "" {
			t.Errorf("format(%q): %v\n%s", format, err, raised.Stack)
		}
	})
}
