package luaos

import (
	"math"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring/stdlib"
)

func clock(L *lua.LState) int {
	used, err := cpuTime()
	if err != nil {
		L.RaiseError("the CPU time is not to be had: %s", ErrorText(err))
	}
	L.Push(lua.LNumber(used.Seconds()))
	return 1
}

func diffTime(L *lua.LState) int {
	later := stdlib.Number(L, "difftime", 1)
	if L.Get(2) != lua.LNil {
		later -= stdlib.Number(L, "difftime", 2)
	}
	L.Push(lua.LNumber(later))
	return 1
}

// farthest bounds the times that have a date, some 30,000 years from 1970.
const farthest = 1 << 40

// mostField bounds the fields of a time's table, as C's int does.
const mostField = math.MaxInt32

func timeOf(L *lua.LState) int {
	if L.Get(1) == lua.LNil {
		L.Push(lua.LNumber(time.Now().Unix()))
		return 1
	}
	t := stdlib.Table(L, "time", 1)
	year, month, day := field(L, t, "year", -1), field(L, t, "month", -1), field(L, t, "day", -1)
	hour, minute, second := field(L, t, "hour", 12), field(L, t, "min", 0), field(L, t, "sec", 0)
	at := time.Date(year, time.Month(month), day, hour, minute, second, 0, time.Local)
	if dst, ok := t.RawGetString("isdst").(lua.LBool); ok && bool(dst) != at.IsDST() {
		at = otherSide(at, bool(dst))
	}
	if at.Unix() > farthest || at.Unix() < -farthest {
		L.RaiseError("time result cannot be represented in this installation")
	}
	L.Push(lua.LNumber(at.Unix()))
	return 1
}

// otherSide is the same reading of the clock with summer time on or off, as C's
// mktime takes it: an hour off in most places, nothing where there is none.
func otherSide(at time.Time, dst bool) time.Time {
	_, offset := at.Zone()
	for _, days := range []int{182, -182} {
		other := at.AddDate(0, 0, days)
		if other.IsDST() == dst {
			_, there := other.Zone()
			return at.Add(time.Duration(offset-there) * time.Second)
		}
	}
	return at
}

// field is a number of a time's table; one that must be there has -1 as what
// stands for it.
func field(L *lua.LState, t *lua.LTable, name string, or int) int {
	v := L.GetField(t, name)
	f, ok := stdlib.Numeral(v)
	switch {
	case ok && math.Abs(f) <= mostField:
		return int(f)
	case ok:
		L.RaiseError("field '%s' is out-of-bound", name)
	case or < 0:
		L.RaiseError("field '%s' missing in date table", name)
	}
	return or
}

func date(L *lua.LState) int {
	format := stdlib.OptString(L, "date", 1, "%c")
	at := time.Now()
	if L.Get(2) != lua.LNil {
		seconds := math.Floor(stdlib.Number(L, "date", 2))
		if !(math.Abs(seconds) <= farthest) {
			stdlib.ArgError(L, "date", 2, "time cannot be represented in this installation")
		}
		at = time.Unix(int64(seconds), 0)
	}
	if rest, utc := strings.CutPrefix(format, "!"); utc {
		format, at = rest, at.UTC()
	}
	if strings.HasPrefix(format, "*t") {
		L.Push(dateTable(L, at))
		return 1
	}
	text, wrong := Strftime(format, at)
	if wrong != "" {
		stdlib.ArgError(L, "date", 1, "invalid conversion specifier '%s'", wrong)
	}
	L.Push(lua.LString(text))
	return 1
}

func dateTable(L *lua.LState, at time.Time) *lua.LTable {
	t := L.CreateTable(0, 9)
	for _, f := range []struct {
		name  string
		value int
	}{
		{"year", at.Year()}, {"month", int(at.Month())}, {"day", at.Day()},
		{"hour", at.Hour()}, {"min", at.Minute()}, {"sec", at.Second()},
		{"wday", int(at.Weekday()) + 1}, {"yday", at.YearDay()},
	} {
		t.RawSetString(f.name, stdlib.Integer(f.value))
	}
	t.RawSetString("isdst", lua.LBool(at.IsDST()))
	return t
}
