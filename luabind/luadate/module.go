// Package luadate is the Lua module date.
//
//	module.go    the module
//	read.go      dates as web pages write them
//	relative.go  "3 hours ago", "yesterday"
package luadate

import (
	"math"
	"time"
	_ "time/tzdata" // zones where the system has none

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luahtml"
	"luafut/luabind/luaos"
)

// zone is a time zone; the zero value is UTC.
type zone struct{ *time.Location }

// LuaType implements bind.Wants.
func (*zone) LuaType() *bind.Type { return bind.String }

// FromLua implements bind.FromLua.
func (z *zone) FromLua(c *bind.Call, v lua.LValue) (err error) {
	switch name := string(v.(lua.LString)); name {
	case "local":
		z.Location = time.Local
	case "", "Local":
		return c.Badf("option 'zone' must be \"UTC\", \"local\" or a name such as \"Europe/Berlin\", not %s", bind.Show(v))
	default:
		if z.Location, err = time.LoadLocation(name); err != nil {
			return c.Badf("there is no zone %q; there are \"UTC\", \"local\", and names such as \"Europe/Berlin\"", name)
		}
	}
	return nil
}

func (z zone) location() *time.Location {
	if z.Location == nil {
		return time.UTC
	}
	return z.Location
}

type zoneOptions struct {
	Zone zone `lua:"zone" doc:"the zone: \"UTC\" (default), \"local\", or a name such as \"Europe/Berlin\""`
}

type parseOptions struct {
	Zone   zone     `lua:"zone" doc:"the zone of a date that names none: \"UTC\" (default), \"local\", or a name such as \"Europe/Berlin\""`
	Format string   `lua:"format" doc:"how the date is written, as os.date has it: \"%d.%m.%Y\"; default: any way that can be read in one way only"`
	Now    *float64 `lua:"now" doc:"what \"3 hours ago\" counts from, in seconds since 1970; default now"`
}

var (
	seconds  = bind.P("seconds", bind.Number, "seconds since 1 January 1970, UTC")
	optional = bind.Opt("opts", bind.OptionsOf[zoneOptions]("DateOptions"), "options")
)

// Module is the Lua module date.
var Module = &bind.Module{
	Name: "date",
	Elsewhere: map[string]string{ // Python's
		"strptime": "parse(text, format)", "strftime": "format(seconds, format)", "now": "time.time()", "today": "time.time()", "fromisoformat": "parse(text)",
	}, Doc: "Dates as web pages write them, to seconds since 1 January 1970 and back. Zones are known by their names on every machine.",
	Funcs: []bind.Func{
		{
			Name: "parse",
			Doc: "Reads a date, with a time or without, in the notations that leave no doubt: ISO 8601, RFC 1123 and its kin, \"2 January 2006\", \"Jan. 2nd, 2006 at 3:04 PM\", \"2006年1月2日\"; also \"3 hours ago\", \"yesterday\", \"in 5 minutes\", \"3小时前\". " +
				"Months may have their German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Polish or Russian names. " +
				"It returns seconds since 1970, or nil and why. \"01/02/2006\" has two readings and needs format.",
			Params:  []bind.Param{bind.P("text", bind.String, "the date"), bind.Opt("opts", bind.OptionsOf[parseOptions]("DateParseOptions"), "options")},
			Returns: "number?, string?",
			Example: `print(date.parse("Fri, 01 Mar 2024 10:00:00 +0100"), date.parse("03/01/2024", {format = "%m/%d/%Y"}))`,
			Fn:      parse,
		},
		{
			Name: "format", Doc: "Writes a time; % and a letter as os.date and C's strftime have them.",
			Params:  []bind.Param{seconds, bind.Opt("format", bind.String, `default "%Y-%m-%dT%H:%M:%S" and the zone, as RFC 3339 has it`), optional},
			Returns: "string", Example: `print(date.format(0), date.format(0, "%d.%m.%Y %H:%M", {zone = "Asia/Shanghai"}))`,
			Fn: format,
		},
		{
			Name: "parts", Doc: "The parts of a time: year, month, day, hour, min, sec, wday (1 is Sunday), yday, zone and offset (seconds east of UTC).",
			Params: []bind.Param{seconds, optional}, Returns: "table",
			Example: `print(date.parts(0).year, date.parts(0, {zone = "Asia/Tokyo"}).hour)`, Fn: parts,
		},
		{
			Name: "make", Doc: "The seconds since 1970 of parts: year, month and day, and hour, min and sec, which are 0 where they are left out. Parts may lie beyond their ends: month 13 is the next year's first.",
			Params: []bind.Param{bind.P("parts", bind.Table, "the parts by name"), optional}, Returns: "number",
			Example: `print(date.make{year = 2024, month = 3, day = 1})`, Fn: makeTime,
		},
	},
}

func parse(c *bind.Call) error {
	var o parseOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	now := time.Now()
	if o.Now != nil {
		now = unix(*o.Now)
	}
	var layout string
	if o.Format != "" {
		var err error
		if layout, err = luahtml.DateLayout(o.Format); err != nil {
			return c.Badf("%v", err)
		}
	}
	t, why := read(c.String(1), layout, o.Zone.location(), now)
	if why != "" {
		return c.Return(lua.LNil, lua.LString(why))
	}
	return c.Return(lua.LNumber(float64(t.Unix()) + float64(t.Nanosecond())/1e9))
}

// unix is a time of seconds since 1970.
func unix(n float64) time.Time {
	whole, fraction := math.Modf(n)
	return time.Unix(int64(whole), int64(math.Round(fraction*1e9)))
}

// maxSeconds is beyond the year 9999.
const maxSeconds = 1e12

func at(c *bind.Call, opts int) (time.Time, error) {
	var o zoneOptions
	if err := c.Options(opts, &o); err != nil {
		return time.Time{}, err
	}
	n := c.Number(1)
	if math.Abs(n) > maxSeconds {
		return time.Time{}, c.Wrong(1, "seconds of a year that has a name")
	}
	return unix(n).In(o.Zone.location()), nil
}

func format(c *bind.Call) error {
	t, err := at(c, 3)
	if err != nil {
		return err
	}
	if !c.Has(2) {
		return c.Return(lua.LString(t.Format(time.RFC3339)))
	}
	text, wrong := luaos.Strftime(c.String(2), t)
	if wrong != "" {
		return c.Badf("the format has %q, which means nothing", wrong)
	}
	return c.Return(lua.LString(text))
}

func parts(c *bind.Call) error {
	t, err := at(c, 2)
	if err != nil {
		return err
	}
	name, offset := t.Zone()
	p := c.NewTable(0, 10)
	for part, n := range map[string]int{
		"year": t.Year(), "month": int(t.Month()), "day": t.Day(), "hour": t.Hour(), "min": t.Minute(), "sec": t.Second(),
		"wday": int(t.Weekday()) + 1, "yday": t.YearDay(), "offset": offset,
	} {
		p.RawSetString(part, lua.LNumber(n))
	}
	p.RawSetString("zone", lua.LString(name))
	return c.Return(p)
}

func makeTime(c *bind.Call) error {
	var o zoneOptions
	if err := c.Options(2, &o); err != nil {
		return err
	}
	var n [6]int
	for i, name := range []string{"year", "month", "day", "hour", "min", "sec"} {
		v := c.Table(1).RawGetString(name)
		number, ok := v.(lua.LNumber)
		switch {
		case v == lua.LNil && i >= 3:
		case !ok || !bind.Integer.Accepts(v) || math.Abs(float64(number)) > 1e9:
			return c.Badf("the part '%s' must be a whole number, not %s", name, bind.Show(v))
		default:
			n[i] = int(number)
		}
	}
	t := time.Date(n[0], time.Month(n[1]), n[2], n[3], n[4], n[5], 0, o.Zone.location())
	return c.Return(lua.LNumber(t.Unix()))
}
