package luanumber_test

import (
	"fmt"
	"math"
	"strconv"
	"testing"

	"luafut/luabind/luanumber"
)

func TestFormatNumber(t *testing.T) {
	third := 0.1
	for _, c := range []struct {
		in   float64
		want string
	}{
		{0, "0"}, {math.Copysign(0, -1), "-0"}, {1, "1"}, {-17, "-17"}, {0.5, "0.5"}, {100, "100"},
		{third + 0.2, "0.3"}, {1.0 / 3, "0.33333333333333"}, {-2.0 / 3, "-0.66666666666667"},
		{99999999999999, "99999999999999"}, {1e14, "100000000000000"}, {1e15, "1000000000000000"}, {-1e15, "-1000000000000000"},
		{1 << 53, "9007199254740992"}, {1 << 60, "1.1529215046068e+18"}, {1234567890123, "1234567890123"}, {1e100, "1e+100"},
		{123456789012345, "123456789012345"}, {0.0001, "0.0001"}, {0.00001, "1e-05"},
		{3.14159265358979, "3.1415926535898"}, {5e-324, "4.9406564584125e-324"},
		{99999999999999.9, "1e+14"}, {12345.678, "12345.678"}, {math.MaxFloat64, "1.7976931348623e+308"},
		{math.Inf(1), "inf"}, {math.Inf(-1), "-inf"}, {math.NaN(), "nan"}, {math.Copysign(math.NaN(), -1), "nan"},
	} {
		if got := luanumber.FormatNumber(c.in); got != c.want {
			t.Errorf("FormatNumber(%v) = %q, want %q", c.in, got, c.want)
		}
	}
}

func TestAppendG(t *testing.T) {
	for _, c := range []struct {
		in        float64
		precision int
		alternate bool
		want      string
	}{
		{100000, 6, false, "100000"}, {1000000, 6, false, "1e+06"}, {1.5, 6, true, "1.50000"},
		{0, 6, true, "0.00000"}, {100000, 6, true, "100000."}, {1e6, 1, true, "1.e+06"},
		{1234, 0, false, "1e+03"}, {0.00012345, 3, false, "0.000123"}, {1, 99, false, "1"},
		{999999.5, 6, false, "1e+06"}, {-0.5, 3, true, "-0.500"},
	} {
		if got := string(luanumber.AppendG(nil, c.in, c.precision, c.alternate)); got != c.want {
			t.Errorf("AppendG(%v, %d, %v) = %q, want %q", c.in, c.precision, c.alternate, got, c.want)
		}
	}
}

func TestParseNumber(t *testing.T) {
	good := map[string]float64{
		"0": 0, "10": 10, " 10 ": 10, "\t\n\v\f\r 7 \r": 7, "1e1": 10, "1E+2": 100, "1e-1": 0.1, ".5": 0.5, "5.": 5,
		"+.01": 0.01, "-1.": -1, "0x10": 16, "0XfF": 255, "-0xA": -10, "0x1p4": 16, "0x.8": 0.5, "0xA.8p-1": 5.25,
		"010": 10, "0xffffffffffffffffff": 4722366482869645213695, "1e999": math.Inf(1), "-1e999": math.Inf(-1),
		"1e-999": 0, "9007199254740993": 9007199254740992,
	}
	for in, want := range good {
		if got, ok := luanumber.ParseNumber(in); !ok || got != want {
			t.Errorf("ParseNumber(%q) = %v, %v; want %v", in, got, ok, want)
		}
	}
	for _, in := range []string{
		"", " ", ".", "1e", "1e+", "e1", "+", "-", "--1", "+ 1", "1 2", "1  a", "1.2.3", "0x", "0xg", "0x.", "0x1p",
		"0xp1", "inf", "nan", "Infinity", "infinity", "1_000", "0b11", "0o7", "1e1.5", "1f", "\x00", "10\x00", "٣",
	} {
		if got, ok := luanumber.ParseNumber(in); ok {
			t.Errorf("ParseNumber(%q) = %v, want none", in, got)
		}
	}
}

func TestParseInteger(t *testing.T) {
	good := []struct {
		in   string
		base int
		want float64
	}{
		{"1010", 2, 10}, {"  1010  ", 2, 10}, {"10", 36, 36}, {"\n  -10  \n", 36, -36}, {"zZ", 36, 35*36 + 35},
		{"-fFfa", 16, -65530}, {"0x10", 16, 16}, {"ffffffffffffffff", 16, 18446744073709551615}, {"777", 8, 511},
	}
	for _, c := range good {
		if got, ok := luanumber.ParseInteger(c.in, c.base); !ok || got != c.want {
			t.Errorf("ParseInteger(%q, %d) = %v, %v; want %v", c.in, c.base, got, ok, c.want)
		}
	}
	for _, c := range []struct {
		in   string
		base int
	}{{"", 8}, {"  ", 9}, {"99", 8}, {"fFfa", 15}, {"1.0", 8}, {"-", 8}, {"0x", 16}, {"0x1", 8}, {"1 1", 2}, {"1", 1}, {"1", 37}, {"@", 36}} {
		if got, ok := luanumber.ParseInteger(c.in, c.base); ok {
			t.Errorf("ParseInteger(%q, %d) = %v, want none", c.in, c.base, got)
		}
	}
}

// FuzzNumber holds that the text of a number is read again as a number with the same text, and
// that no input makes the parser fail otherwise than by saying no.
func FuzzNumber(f *testing.F) {
	for _, s := range []string{"1", "0x1p4", " -1e-3 ", "1e", "nan", "0x.8p+9", "1__0", "99999999999999.9"} {
		f.Add(s, 1.5)
	}
	f.Fuzz(func(t *testing.T, s string, x float64) {
		if v, ok := luanumber.ParseNumber(s); ok && math.IsNaN(v) {
			t.Errorf("ParseNumber(%q) is not a number", s)
		}
		for base := 0; base < 40; base += 5 {
			if v, ok := luanumber.ParseInteger(s, base); ok && v != math.Trunc(v) {
				t.Errorf("ParseInteger(%q, %d) is %v", s, base, v)
			}
		}
		if math.IsNaN(x) || math.IsInf(x, 0) {
			return
		}
		text := luanumber.FormatNumber(x)
		again, ok := luanumber.ParseNumber(text)
		if !ok || luanumber.FormatNumber(again) != text {
			t.Errorf("%v is %q, read as %v, %v", x, text, again, ok)
		}
		if want, err := strconv.ParseFloat(fmt.Sprintf("%.13e", x), 64); err == nil && want != again {
			t.Errorf("%v is %q, which is not its 14 first figures", x, text)
		}
	})
}

func BenchmarkFormatNumber(b *testing.B) {
	for _, f := range []float64{42, 1.0 / 3} {
		b.Run(luanumber.FormatNumber(f), func(b *testing.B) {
			var buf [32]byte
			for b.Loop() {
				luanumber.AppendNumber(buf[:0], f)
			}
		})
	}
}
