package display

import (
	"fmt"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/rivo/uniseg"
	"github.com/vbauerster/mpb/v8/decor"
)

// fewest is in how many columns a text says anything.
const fewest = 3

// longest is from when on times left are not told apart.
const longest = 999 * 24 * time.Hour

// maxText bounds texts that are shown, in bytes: more than any line has.
const maxText = 4 << 10

// harmless is a text that takes one line and steers no terminal.
func harmless(text string) string {
	if len(text) > maxText {
		text = text[:maxText]
	}
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || unicode.Is(unicode.Bidi_Control, r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, "\uFFFD")))
}

// fit is text in at most width columns; what is cut off ends with mark, and is
// left out where hardly anything would be left of it.
func fit(text string, width int, mark string) string {
	if uniseg.StringWidth(text) <= width {
		return text
	}
	room := width - uniseg.StringWidth(mark)
	if room < fewest && mark != "" {
		return ""
	}
	var b strings.Builder
	for g := uniseg.NewGraphemes(text); g.Next(); {
		if room -= g.Width(); room < 0 {
			break
		}
		b.WriteString(g.Str())
	}
	return strings.TrimSpace(b.String()) + mark
}

// size is a number of bytes.
func size(n int64) string {
	if n < 1<<10 { // the library's words would be tenths of bits
		return strconv.FormatInt(n, 10) + " B"
	}
	return fmt.Sprintf("% .1f", decor.SizeB1024(n))
}

// amount is a number of units.
func (v *view) amount(n int64) string {
	if v.unit == Bytes {
		return size(n)
	}
	return strconv.FormatInt(n, 10)
}

// count is what is done, and of how much where that is known; between stands
// between the two.
func (v *view) count(between string) string {
	if v.total < 0 {
		return v.amount(v.done)
	}
	return v.amount(v.done) + between + v.amount(v.total)
}

// percent is "" where the end is not known. Only what is whole is 100%.
func (v *view) percent() string {
	if v.total < 0 {
		return ""
	}
	p := 100
	if v.done < v.total {
		p = min(int(float64(v.done)/float64(v.total)*100), 99)
	}
	return strconv.Itoa(p) + "%"
}

// rate is "" before there is one. Slow work is told by the minute.
func (v *view) rate(unit bool) string {
	if v.speed <= 0 {
		return ""
	}
	if v.unit == Bytes {
		return size(int64(v.speed+0.5)) + "/s"
	}
	what := ""
	if unit {
		what = " " + v.unit
	}
	switch {
	case v.speed >= 100:
		return fmt.Sprintf("%.0f%s/s", v.speed, what)
	case v.speed >= 0.95:
		return fmt.Sprintf("%.1f%s/s", v.speed, what)
	}
	return fmt.Sprintf("%.1f%s/min", v.speed*60, what)
}

// errors is "" where nothing has failed.
func (v *view) errors(short bool) string {
	switch {
	case v.failed == 0:
		return ""
	case short:
		return fmt.Sprintf("%d err", v.failed)
	case v.failed == 1:
		return "1 error"
	}
	return fmt.Sprintf("%d errors", v.failed)
}

// time is what is left, or else how long it took or has taken.
func (v *view) time(short bool) string {
	switch {
	case v.ended && !short:
		return "in " + clock(v.elapsed)
	case v.ended || v.total < 0:
		return clock(v.elapsed)
	case v.left < 0:
		return ""
	case short:
		return clock(v.left)
	}
	return clock(v.left) + " left"
}

// clock is 0:05, 1:02:03, or 3d 04:05.
func clock(d time.Duration) string {
	s := int64(d / time.Second)
	switch {
	case s < 3600:
		return fmt.Sprintf("%d:%02d", s/60, s%60)
	case s < 24*3600:
		return fmt.Sprintf("%d:%02d:%02d", s/3600, s/60%60, s%60)
	}
	return fmt.Sprintf("%dd %02d:%02d", s/(24*3600), s/3600%24, s/60%60)
}
