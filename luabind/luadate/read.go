package luadate

import (
	"regexp"
	"strings"
	"time"

	"luafut/session/page"
)

// maxDate is how many bytes a date has at most.
const maxDate = 200

// read reads a date; why says why it cannot.
func read(text, layout string, in *time.Location, now time.Time) (t time.Time, why string) {
	text = strings.Join(strings.Fields(text), " ")
	switch {
	case text == "":
		return t, "the text is empty"
	case len(text) > maxDate:
		return t, "the text is too long for a date"
	case layout != "":
		t, err := time.Parse(layout, text)
		if err != nil {
			return t, "the text is not written as the format says"
		}
		return placed(t, text, in), ""
	}
	if t, ok := relative(text, now.In(in)); ok {
		return t, ""
	}
	t, ok := page.ParseDate(text)
	if !ok {
		return t, "the text is no date that can be read in one way only; say how it is written with format"
	}
	return placed(t, text, in), ""
}

// zoned finds the zone that a text ends with.
var zoned = regexp.MustCompile(`(?i)(\dz|\b(utc|gmt|ut)|[+-]\d\d:?\d\d)$`)

// abbreviations are the zones of RFC 5322 (4.3) and a few that are met and have
// one meaning in practice, in hours east of UTC.
var abbreviations = map[string]int{
	"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	"CET": 1, "CEST": 2, "EET": 2, "EEST": 3, "WEST": 1, "MSK": 3, "JST": 9, "KST": 9,
}

// placed gives a time its zone: the one that the text ends with, or in. Package time
// takes an abbreviation that it does not know for UTC.
func placed(t time.Time, text string, in *time.Location) time.Time {
	name, offset := t.Zone()
	if offset != 0 || zoned.MatchString(text) && !strings.HasSuffix(text, "-"+t.Format("01-02")) {
		return t
	}
	if hours, known := abbreviations[name]; known {
		in = time.FixedZone(name, hours*60*60)
	}
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), in)
}
