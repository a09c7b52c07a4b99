package luadate_test

import (
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luadate"
)

func TestRows(t *testing.T) { bindtest.CheckRows(t, luadate.Module) }

// TestParse reads a date and compares it as it is formatted in UTC, or the reason.
func TestParse(t *testing.T) {
	for _, test := range []struct{ text, opts, want string }{
		{"2024-03-01", "", "2024-03-01T00:00:00Z"},
		{"2024-03-01", `, {zone = "Asia/Shanghai"}`, "2024-02-29T16:00:00Z"},
		{"2024-03-12", `, {zone = "Asia/Shanghai"}`, "2024-03-11T16:00:00Z"},
		{"2024-03-01T10:00:00Z", `, {zone = "Asia/Shanghai"}`, "2024-03-01T10:00:00Z"},
		{"2024-03-01T10:00:00+02:00", "", "2024-03-01T08:00:00Z"},
		{"Fri, 01 Mar 2024 10:00:00 GMT", `, {zone = "Asia/Shanghai"}`, "2024-03-01T10:00:00Z"},
		{"Fri, 01 Mar 2024 10:00:00 EST", "", "2024-03-01T15:00:00Z"},
		{"Jan. 2nd, 2006 at 3:04 PM", "", "2006-01-02T15:04:00Z"},
		{"2006年1月2日", "", "2006-01-02T00:00:00Z"},
		{"01/02/2006", "", "the text is no date that can be read in one way only; say how it is written with format"},
		{"01/02/2006", `, {format = "%d/%m/%Y"}`, "2006-02-01T00:00:00Z"},
		{"01/02/2006", `, {format = "%d/%m/%Y", zone = "Europe/Berlin"}`, "2006-01-31T23:00:00Z"},
		{"1.2.2006", `, {format = "%d/%m/%Y"}`, "the text is not written as the format says"},
		{"5 septembre 2024", "", "2024-09-05T00:00:00Z"},
		{"Jeudi 1er août 2024", "", "2024-08-01T00:00:00Z"},
		{"Donnerstag, 5. September 2024, 14:30 Uhr", "", "2024-09-05T14:30:00Z"},
		{"5. März 2024", "", "2024-03-05T00:00:00Z"},
		{"5 de septiembre de 2024", "", "2024-09-05T00:00:00Z"},
		{"5 ott 2024", "", "2024-10-05T00:00:00Z"},
		{"5 сентября 2024 г., 12:30", "", "2024-09-05T12:30:00Z"},
		{"Sept. 5th, 2024", "", "2024-09-05T00:00:00Z"},
		{"5 marca 2024", "", "2024-03-05T00:00:00Z"},
		{"mars", "", "the text is no date that can be read in one way only; say how it is written with format"},
		{"in 5 minutes", `, {now = 36000}`, "1970-01-01T10:05:00Z"},
		{"tomorrow", `, {now = 100000}`, "1970-01-03T00:00:00Z"},
		{"3 hours ago", `, {now = 36000}`, "1970-01-01T07:00:00Z"},
		{"an hour ago", `, {now = 36000}`, "1970-01-01T09:00:00Z"},
		{"2 months ago", `, {now = 86400}`, "1969-11-02T00:00:00Z"},
		{"5 mins ago", `, {now = 36000}`, "1970-01-01T09:55:00Z"},
		{"3小时前", `, {now = 36000}`, "1970-01-01T07:00:00Z"},
		{"Yesterday", `, {now = 100000}`, "1970-01-01T00:00:00Z"},
		{"昨天", `, {now = 100000, zone = "Asia/Shanghai"}`, "1969-12-31T16:00:00Z"},
		{"", "", "the text is empty"},
		{"soon", "", "the text is no date that can be read in one way only; say how it is written with format"},
	} {
		s := bindtest.NewState(t, luadate.Module)
		got := bindtest.Eval(t, s, `local at, why = date.parse("`+test.text+`"`+test.opts+`) return at and date.format(at) or why`)
		if got != test.want {
			t.Errorf("%s%s\n got %s\nwant %s", test.text, test.opts, got, test.want)
		}
	}
}

func TestModule(t *testing.T) {
	for code, want := range map[string]string{
		`return date.format(1.5, "%Y-%j %H:%M:%S %Z")`:                         "1970-001 00:00:01 UTC",
		`return date.format(1720000000, "%H:%M %z", {zone = "Europe/Berlin"})`: "11:46 +0200",
		`return date.format(0, nil, {zone = "America/New_York"})`:              "1969-12-31T19:00:00-05:00",
		`date.format(0, "%Q")`:                   `ArgumentError: date.format: the format has "%Q", which means nothing`,
		`date.format(0, nil, {zone = "Berlin"})`: `ArgumentError: date.format: there is no zone "Berlin"; there are "UTC", "local", and names such as "Europe/Berlin"`,
		`date.format(1/0)`:                       "ArgumentError: argument 1 'seconds' of date.format must be seconds of a year that has a name, not the number +Inf",
		`local p = date.parts(86399) return p.day, p.hour, p.wday, p.yday, p.zone, p.offset`:                                      "1 23 5 1 UTC 0",
		`return date.make{year = 2024, month = 14, day = 1}, date.make({year = 1970, month = 1, day = 1}, {zone = "Asia/Tokyo"})`: "1738368000 -32400",
		`date.make{year = 2024, month = 3}`: "ArgumentError: date.make: the part 'day' must be a whole number, not nil",
		`date.parse("x", {format = "%Q"})`:  `ArgumentError: date.parse: the date format "%Q" has %Q; there are %Y %y %m %d %e %j %H %I %M %S %p %a %A %b %B %z %Z %%`,
	} {
		if got := bindtest.Eval(t, bindtest.NewState(t, luadate.Module), code); got != want {
			t.Errorf("%s\n got %s\nwant %s", code, got, want)
		}
	}
}
