package display

import (
	"fmt"
	"slices"
	"strings"

	"github.com/rivo/uniseg"
	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// minBar is the fewest columns that a bar is drawn in.
const minBar = 10

// style is how lines are drawn.
type style struct {
	filler mpb.BarFiller
	mark   string              // ends what is cut off
	failed func(string) string // paints; nil paints nothing
}

// newStyle makes the style of a terminal that has colours, and characters beyond
// ASCII, or not.
func newStyle(colour, unicode bool) style {
	paint := func(code string) func(string) string {
		return func(s string) string {
			if !colour || s == "" {
				return s
			}
			return "\x1b[" + code + "m" + s + "\x1b[0m"
		}
	}
	done, rest := paint("32"), paint("2")
	bar := mpb.BarStyle().FillerMeta(done).TipMeta(done).PaddingMeta(rest)
	mark := "..."
	if unicode {
		bar = bar.Lbound("").Rbound("").Filler("━").Tip("╸").Padding("─")
		mark = "…"
	}
	return style{filler: bar.Build(), mark: mark, failed: paint("31")}
}

// form is a way of saying a view. Those of a wide terminal say more.
type form struct {
	bar     bool
	desc    int // the share of the width that it may take, in percent
	percent bool
	rate    bool
	short   bool // words
}

// forms, the first that fits is taken: what is needed least goes first.
var forms = []form{
	{bar: true, desc: 50, percent: true, rate: true},
	{bar: true, desc: 25, percent: true, rate: true},
	{desc: 50, percent: true, rate: true},
	{desc: 40, percent: true, rate: true, short: true},
	{desc: 30, rate: true, short: true},
	{rate: true, short: true},
	{short: true},
}

// line is v in at most width columns.
func (st *style) line(v *view, width int) string {
	for _, f := range forms {
		if text, ok := st.in(f, v, width); ok {
			return text
		}
	}
	// What is cut must have no colours in it.
	bare := style{filler: st.filler}
	text, _ := bare.in(forms[len(forms)-1], v, width)
	return fit(text, width, "")
}

// in is v in one form; ok is false where that is too wide. Widths are those of the
// whole, for a character may join with the one before it.
func (st *style) in(f form, v *view, width int) (text string, ok bool) {
	gap := "  "
	if f.short {
		gap = " "
	}
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(fit(v.desc, width*f.desc/100, st.mark))
	if f.percent && v.total >= 0 {
		add(fmt.Sprintf("%4s", v.percent()))
	}
	at := len(parts) // where the bar comes
	add(v.count("/"))
	if f.rate {
		add(v.rate(!f.short))
	}
	failed, failedAt := v.errors(f.short), len(parts)
	add(failed)
	add(v.time(f.short))
	used := uniseg.StringWidth(strings.Join(parts, gap))
	if f.bar && v.total >= 0 {
		room := width - used - len(gap)
		if room < minBar {
			return "", false
		}
		used = width
		parts = slices.Insert(parts, at, st.bar(v, room))
		failedAt++
	}
	if failed != "" && st.failed != nil {
		parts[failedAt] = st.failed(failed)
	}
	return strings.Join(parts, gap), used <= width
}

// bar is the bar itself, of so many columns.
func (st *style) bar(v *view, width int) string {
	var b strings.Builder
	// A strings.Builder takes everything.
	_ = st.filler.Fill(&b, decor.Statistics{
		AvailableWidth: width, RequestedWidth: width,
		Total: max(v.total, 1), Current: v.shown(), Completed: v.done >= v.total,
	})
	return b.String()
}

// shown is how much of the bar is full: all of it where there is nothing to do.
func (v *view) shown() int64 {
	if v.total == 0 {
		return 1
	}
	return max(min(v.done, v.total), 0)
}

// plain is v as a line for a log.
func (v *view) plain() string {
	name := v.desc
	if name == "" {
		name = "progress"
	}
	text := name + ": " + v.count(" of ")
	for _, part := range []string{v.percent(), v.rate(true), v.errors(false), v.time(false)} {
		if part != "" {
			text += ", " + part
		}
	}
	return text
}
