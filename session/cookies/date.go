package cookies

import (
	"math"
	"strings"
	"time"
)

// parseDate reads the value of an Expires attribute, by the rules of RFC 6265bis
// 5.1.1: a time, a day, a month and a year in any order, between any delimiters,
// whatever else stands there. It reports false for what is no date.
func parseDate(s string) (time.Time, bool) {
	var d dateParts
	for i := 0; i < len(s); {
		if isDateDelimiter(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && !isDateDelimiter(s[i]) {
			i++
		}
		d.take(s[start:i])
	}
	return d.time()
}

// dateParts is what has been found of a date so far.
type dateParts struct {
	hour, minute, second, day, year    int
	month                              time.Month
	hasTime, hasDay, hasMonth, hasYear bool
}

// take uses a token for the first part that is still wanted and that it fits.
func (d *dateParts) take(token string) {
	if !d.hasTime {
		if h, m, s, ok := parseClock(token); ok {
			d.hour, d.minute, d.second, d.hasTime = h, m, s, true
			return
		}
	}
	if !d.hasDay {
		if n, rest, ok := leadingNumber(token, 1, 2); ok && startsWithoutDigit(rest) {
			d.day, d.hasDay = n, true
			return
		}
	}
	if !d.hasMonth && len(token) >= 3 {
		for m := time.January; m <= time.December; m++ {
			if strings.EqualFold(token[:3], m.String()[:3]) {
				d.month, d.hasMonth = m, true
				return
			}
		}
	}
	if !d.hasYear {
		if n, rest, ok := leadingNumber(token, 2, 4); ok && startsWithoutDigit(rest) {
			d.year, d.hasYear = n, true
		}
	}
}

// time puts the parts together, and refuses a date that no calendar has.
func (d *dateParts) time() (time.Time, bool) {
	if !d.hasTime || !d.hasDay || !d.hasMonth || !d.hasYear {
		return time.Time{}, false
	}
	switch {
	case d.year >= 70 && d.year <= 99:
		d.year += 1900
	case d.year <= 69:
		d.year += 2000
	}
	if d.year < 1601 || d.hour > 23 || d.minute > 59 || d.second > 59 {
		return time.Time{}, false
	}
	t := time.Date(d.year, d.month, d.day, d.hour, d.minute, d.second, 0, time.UTC)
	if t.Day() != d.day || t.Month() != d.month {
		return time.Time{}, false // 31 February, day 0
	}
	return t, true
}

// parseClock reads h:m:s, each of one or two digits, with anything but a digit behind.
func parseClock(token string) (h, m, s int, ok bool) {
	h, rest, ok := leadingNumber(token, 1, 2)
	if !ok || !strings.HasPrefix(rest, ":") {
		return 0, 0, 0, false
	}
	m, rest, ok = leadingNumber(rest[1:], 1, 2)
	if !ok || !strings.HasPrefix(rest, ":") {
		return 0, 0, 0, false
	}
	s, rest, ok = leadingNumber(rest[1:], 1, 2)
	return h, m, s, ok && startsWithoutDigit(rest)
}

// leadingNumber reads as many digits as there are, up to most, and at least least.
func leadingNumber(s string, least, most int) (n int, rest string, ok bool) {
	i := 0
	for i < len(s) && i < most && isDigit(s[i]) {
		n = n*10 + int(s[i]-'0')
		i++
	}
	return n, s[i:], i >= least
}

func startsWithoutDigit(s string) bool { return s == "" || !isDigit(s[0]) }

func isDigit(c byte) bool { return c >= '0' && c <= '9' }

func isDateDelimiter(c byte) bool {
	return c == '\t' || c >= 0x20 && c <= 0x2F || c >= 0x3B && c <= 0x40 || c >= 0x5B && c <= 0x60 || c >= 0x7B && c <= 0x7E
}

// parseMaxAge reads the value of a Max-Age attribute in seconds. What is not
// digits with at most a minus in front makes the attribute ignored (5.6.2); more
// than fits is as good as the most that does.
func parseMaxAge(s string) (seconds int64, ok bool) {
	digits := strings.TrimPrefix(s, "-")
	if digits == "" {
		return 0, false
	}
	for i := range len(digits) {
		if !isDigit(digits[i]) {
			return 0, false
		}
		if seconds < math.MaxInt64/100 {
			seconds = seconds*10 + int64(digits[i]-'0')
		}
	}
	if digits != s {
		seconds = -seconds
	}
	return seconds, true
}
