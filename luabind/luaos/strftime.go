package luaos

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Strftime formats a time as C's does in the C locale, with the letters of C99.
// wrong is the specifier that there is not, or "".
func Strftime(format string, at time.Time) (text, wrong string) {
	var b strings.Builder
	for i := 0; i < len(format); i++ {
		if format[i] != '%' {
			b.WriteByte(format[i])
			continue
		}
		start := i
		// The C locale has no other forms: %Ey is %y.
		allowed := ""
		if i+1 < len(format) {
			switch format[i+1] {
			case 'E':
				allowed = "cCxXyY"
			case 'O':
				allowed = "deHImMSuUVwWy"
			}
		}
		if allowed != "" {
			i++
		}
		i++
		if i == len(format) || allowed != "" && !strings.ContainsRune(allowed, rune(format[i])) || !appendTime(&b, format[i], at) {
			return "", format[start:min(i+1, len(format))]
		}
	}
	return b.String(), ""
}

// layouts are the letters that Go's layouts have.
var layouts = map[byte]string{
	'a': "Mon", 'A': "Monday", 'b': "Jan", 'B': "January", 'c': "Mon Jan _2 15:04:05 2006", 'd': "02", 'D': "01/02/06",
	'e': "_2", 'F': "2006-01-02", 'h': "Jan", 'H': "15", 'I': "03", 'j': "002", 'm': "01", 'M': "04", 'p': "PM",
	'r': "03:04:05 PM", 'R': "15:04", 'S': "05", 'T': "15:04:05", 'x': "01/02/06", 'X': "15:04:05", 'y': "06", 'z': "-0700", 'Z': "MST",
}

// appendTime writes what one letter stands for; false where it stands for
// nothing.
func appendTime(b *strings.Builder, letter byte, at time.Time) bool {
	if layout, ok := layouts[letter]; ok {
		b.WriteString(at.Format(layout))
		return true
	}
	isoYear, isoWeek := at.ISOWeek()
	sunday := int(at.Weekday()) // days since Sunday
	monday := (sunday + 6) % 7  // days since Monday
	yday := at.YearDay() - 1    // days since New Year
	two := func(n int) { fmt.Fprintf(b, "%02d", n) }
	switch letter {
	case 'C':
		two(at.Year() / 100)
	case 'g':
		two(isoYear % 100)
	case 'G':
		b.WriteString(strconv.Itoa(isoYear))
	case 'n':
		b.WriteByte('\n')
	case 's':
		b.WriteString(strconv.FormatInt(at.Unix(), 10))
	case 't':
		b.WriteByte('\t')
	case 'u':
		b.WriteString(strconv.Itoa(monday + 1))
	case 'U':
		two((yday + 7 - sunday) / 7)
	case 'V':
		two(isoWeek)
	case 'w':
		b.WriteString(strconv.Itoa(sunday))
	case 'W':
		two((yday + 7 - monday) / 7)
	case 'Y':
		b.WriteString(strconv.Itoa(at.Year()))
	case '%':
		b.WriteByte('%')
	default:
		return false
	}
	return true
}
