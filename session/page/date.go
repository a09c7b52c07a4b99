package page

import (
	"strings"
	"time"
)

// dateLayouts are those that can be read in one way only. "01/02/2006" is not
// among them: half of the world reads it as the first of February.
var dateLayouts = func() []string {
	days := []string{
		"2006-01-02", "2006/01/02", "2006.01.02", "20060102",
		"2 January 2006", "2 Jan 2006", "2. January 2006", "2-Jan-2006", "2 Jan, 2006", "2 January, 2006",
		"January 2, 2006", "Jan 2, 2006", "Jan. 2, 2006", "January 2 2006", "Jan 2 2006",
		"2006年1月2日", "2006-1-2", "2006/1/2",
	}
	clocks := []string{"15:04:05", "15:04", "3:04 PM", "3:04PM", "3:04:05 PM", "3 PM"}
	layouts := []string{
		time.RFC3339Nano, "2006-01-02T15:04:05", "2006-01-02T15:04", "2006-01-02T15:04Z07:00", "2006-01-02T15:04:05Z0700",
		"2006-01-02 15:04:05Z07:00", "2006-01-02 15:04:05 -0700", "2006-01-02 15:04:05 MST", "20060102T150405Z",
		time.RFC1123, time.RFC1123Z, "Mon, 2 Jan 2006 15:04:05 MST", "Mon, 2 Jan 2006 15:04:05 -0700",
		time.RFC850, time.ANSIC, time.UnixDate, time.RubyDate, "2 Jan 2006 15:04:05 -0700", "2 Jan 2006 15:04:05 MST",
		"January 2006", "Jan 2006", "2006-01",
	}
	for _, day := range days {
		layouts = append(layouts, day)
		for _, clock := range clocks {
			layouts = append(layouts, day+" "+clock, clock+" "+day)
		}
	}
	return layouts
}()

// ParseDate reads a date, with or without a time, in the notations that leave no
// doubt: ISO 8601, RFC 1123 and its kin, "2 January 2006", "Jan. 2nd, 2006 at 3:04
// PM", with the day of the week or without. Month names are English, or those of the
// languages of months.go where the day comes first. Without a zone it is UTC. Whatever
// else has to be read by its layout.
func ParseDate(text string) (time.Time, bool) { return parseDate(text, nil) }

// maxDate bounds the bytes that are tried as a date.
const maxDate = 80

func parseDate(text string, layouts []string) (time.Time, bool) {
	text = strings.Join(strings.Fields(text), " ")
	if text == "" || len(text) > maxDate {
		return time.Time{}, false
	}
	if layouts != nil {
		return tryLayouts(text, layouts)
	}
	if t, ok := tryLayouts(text, dateLayouts); ok {
		return t, true
	}
	return tryLayouts(plainDate(text), dateLayouts)
}

func tryLayouts(text string, layouts []string) (time.Time, bool) {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t, true
		}
	}
	return time.Time{}, false
}

// plainDate takes off what the layouts do not spell out: the day of the week,
// "at", "on", ordinals ("2nd"), commas before a time, and the case of names. Foreign
// months become English ones.
func plainDate(text string) string {
	var words []string
	for _, word := range strings.Fields(text) {
		lower := strings.ToLower(strings.Trim(word, ",."))
		switch lower {
		case "at", "on", "of", "the", "posted", "published", "updated", "·", "|", "-":
			continue
		case "am", "pm", "a.m", "p.m":
			words = append(words, strings.ToUpper(strings.ReplaceAll(lower, ".", "")))
			continue
		}
		if foreignFill[lower] {
			continue
		}
		if month, known := months[lower]; known {
			words = append(words, month)
			continue
		}
		if isLetter(word[0]) || len(word) <= len("31.") && isDigit(word[0]) {
			word = strings.TrimRight(word, ".")
		}
		if isWeekday(lower) {
			continue
		}
		for _, ordinal := range []string{"st", "nd", "rd", "th", "er", "º"} {
			if day, ok := strings.CutSuffix(lower, ordinal); ok && day != "" && len(day) <= 2 && isDigit(day[0]) {
				word = day + word[len(lower):]
			}
		}
		words = append(words, word)
	}
	// A comma belongs after the day of "January 2, 2006" only; both ways are
	// among the layouts, so none is needed.
	return strings.ReplaceAll(strings.Join(words, " "), ",", "")
}

func isWeekday(word string) bool {
	for d := time.Sunday; d <= time.Saturday; d++ {
		if name := strings.ToLower(d.String()); word == name || word == name[:3] {
			return true
		}
	}
	return word == "tues" || word == "thur" || word == "thurs"
}
