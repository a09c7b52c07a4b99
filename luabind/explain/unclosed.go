package explain

import (
	"fmt"

	"luafut/luabind/source"
)

// unclosed is the advice where the text ended too early: what was opened and
// not closed, and where.
func unclosed(tokens []source.Token, text string) Advice {
	var open []source.Token
	var suspect *source.Token
	for i, t := range tokens {
		if t.Open {
			a := Advice{Line: t.Line, Column: t.Column, Width: 1, Text: source.Line(text, t.Line), Hint: "the string has no closing quote on its line; [[…]] goes over lines"}
			if t.Text[0] == '[' || t.Text[0] == '-' {
				a.Width, a.Hint = 2, "this goes on to the end of the text: what closes it is missing"
			}
			return a
		}
		if t.Kind != source.Keyword && t.Kind != source.Symbol {
			continue
		}
		if n := len(open); t.Text == "elseif" && n > 0 && open[n-1].Text == "then" {
			open = open[:n-1]
		}
		if closers[t.Text] != "" {
			open = append(open, t)
			continue
		}
		n := len(open)
		if n == 0 || closers[open[n-1].Text] != t.Text || t.Kind == source.String {
			continue
		}
		opener := open[n-1]
		first := i == 0 || tokens[i-1].Line < t.Line
		if first && suspect == nil && opener.Line != t.Line && indent(text, opener.Line) > indent(text, t.Line) {
			suspect = &opener
		}
		open = open[:n-1]
	}
	if suspect == nil && len(open) > 0 {
		suspect = &open[len(open)-1]
	}
	if suspect == nil {
		return blockByColon(tokens, text)
	}
	a := Advice{
		Line: suspect.Line, Column: suspect.Column, Width: len(suspect.Text), Text: source.Line(text, suspect.Line),
		Hint: fmt.Sprintf("this '%s' seems to have no '%s'", suspect.Text, closers[suspect.Text]),
	}
	if i := elseIf(tokens); i >= 0 && suspect.Text == "then" {
		t := tokens[i]
		a = Advice{
			Line: t.Line, Column: t.Column, Width: len("else if"), Text: source.Line(text, t.Line),
			Hint: "'else if' begins another if, which wants an 'end' of its own; one word, elseif, does not",
		}
	}
	return a
}

// noColon is the hint for if x: and for x in y:.
const noColon = "no colon begins a block: if … then, while … do, for … do and function name(…), up to end"

// blockByColon is the advice on the first line that begins a block as in Python.
func blockByColon(tokens []source.Token, text string) Advice {
	for i, t := range tokens {
		if t.Text == ":" && (i+1 == len(tokens) || tokens[i+1].Line > t.Line) && headsBlock(tokens[:i]) {
			return Advice{Line: t.Line, Column: t.Column, Width: 1, Text: source.Line(text, t.Line), Hint: noColon}
		}
	}
	return Advice{}
}

// elseIf is the place of the first else that an if follows on its line, -1 for
// none.
func elseIf(tokens []source.Token) int {
	for i := 1; i < len(tokens); i++ {
		if tokens[i].Text == "if" && tokens[i-1].Text == "else" && tokens[i].Line == tokens[i-1].Line {
			return i - 1
		}
	}
	return -1
}

// indent is how far a line is indented.
func indent(text string, line int) int {
	n := 0
	for _, c := range source.Line(text, line) {
		if c != ' ' && c != '\t' {
			break
		}
		n++
	}
	return n
}
