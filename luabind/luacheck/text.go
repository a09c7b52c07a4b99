package luacheck

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"luafut/luabind/bind"
)

const (
	// longLine is from what length on two lines that differ are shown in part.
	longLine = 100
	// contextBytes is how much of a line is shown before the place.
	contextBytes = 30
	// mostLines is how many lines that differ are shown.
	mostLines = 10
)

// textDifference tells where two texts differ, in lines: the first lines that do
// where there are several, the place where one line is long. "" for texts that
// are short enough to be shown as they are.
func textDifference(got, want string) string {
	if strings.Contains(got, "\n") || strings.Contains(want, "\n") {
		return lineDifference(got, want)
	}
	if len(got) <= longLine && len(want) <= longLine {
		return ""
	}
	at := 0
	for at < len(got) && at < len(want) && got[at] == want[at] {
		at++
	}
	from := max(0, at-contextBytes)
	for from > 0 && !utf8.RuneStart(want[from]) {
		from--
	}
	part := func(s string) string {
		to := min(len(s), at+longLine)
		for to < len(s) && !utf8.RuneStart(s[to]) {
			to++
		}
		text := bind.Quote(s[from:to], 3*longLine)
		if from > 0 {
			text = "…" + text
		}
		if to < len(s) {
			text += "…"
		}
		return text
	}
	return fmt.Sprintf("from byte %d on: got %s, want %s", at+1, part(got), part(want))
}

// lineDifference shows the lines that differ: those wanted with "-", those that
// came with "+". What both texts begin and end with is left out.
func lineDifference(got, want string) string {
	g, w := strings.SplitAfter(got, "\n"), strings.SplitAfter(want, "\n")
	before := 0
	for before < len(g) && before < len(w) && g[before] == w[before] {
		before++
	}
	after := 0
	for after < len(g)-before && after < len(w)-before && g[len(g)-1-after] == w[len(w)-1-after] {
		after++
	}
	var b strings.Builder
	fmt.Fprintf(&b, "from line %d on (- wanted, + got):", before+1)
	part := func(mark string, lines []string) {
		for i, line := range lines {
			if i == mostLines {
				fmt.Fprintf(&b, "\n%s … (%d more lines)", mark, len(lines)-i)
				return
			}
			text, ended := strings.CutSuffix(line, "\n")
			if text == "" && !ended {
				text = "(the end of the text)"
			} else {
				quoted := bind.Quote(text, 3*longLine)
				end := strings.LastIndexByte(quoted, '"')
				text = strings.ReplaceAll(quoted[1:end], `\"`, `"`) + quoted[end+1:]
			}
			if !ended && line != "" {
				text += " (no line end)"
			}
			b.WriteString("\n" + mark + " " + text)
		}
	}
	part("-", w[before:len(w)-after])
	part("+", g[before:len(g)-after])
	return b.String()
}
