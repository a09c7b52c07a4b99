package explain

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"luafut/luabind/bind"
	"luafut/luabind/source"
	"luafut/luabind/vm"
)

// World is what a script could have meant. The zero value knows the language's
// words only.
type World struct {
	// Globals is the module of the functions that need no require; Libraries are
	// globals, Modules come by require.
	Globals            *bind.Module
	Libraries, Modules []*bind.Module
}

// Advice is what is said beside an error's message. The zero value is nothing.
type Advice struct {
	// Line is the number of the line it is about, Text the line; Column is where
	// the word at fault begins, from 1 in bytes, and Width its length, both 0
	// where that is not known.
	Line, Column, Width int
	Text                string
	// Hint is a sentence on what was probably meant, or "".
	Hint string
}

// Without is the advice for the text without what was put before its first line.
func (a Advice) Without(added string) Advice {
	if text, found := strings.CutPrefix(a.Text, added); found && a.Line == 1 && added != "" {
		a.Text, a.Column = text, max(0, a.Column-len(added))
	}
	return a
}

// String is the advice as text of up to three lines: the line, the caret, the
// hint; "" for nothing.
func (a Advice) String() string { return a.Styled(func(_, text string) string { return text }) }

// Styled is String with paint applied to its parts: "line", "caret", "hint".
func (a Advice) Styled(paint func(part, text string) string) string {
	var lines []string
	a = a.window()
	if strings.TrimSpace(a.Text) != "" && a.Line > 0 {
		before := a.Text[:max(0, min(a.Column-1, len(a.Text)))]
		indent := len(a.Text) - len(strings.TrimLeft(a.Text, " \t"))
		if a.Column == 0 || indent > len(before) {
			indent = min(indent, len(a.Text))
		}
		number := strconv.Itoa(a.Line)
		lines = append(lines, paint("line", fmt.Sprintf("  %s | %s", number, shown(a.Text[indent:]))))
		if a.Column > 0 && len(before) >= indent {
			end := min(a.Column-1+max(1, a.Width), len(a.Text))
			width := utf8.RuneCountInString(a.Text[len(before):max(end, len(before))])
			caret := strings.Repeat(" ", utf8.RuneCountInString(shown(before[indent:]))) + strings.Repeat("^", max(1, width))
			lines = append(lines, "  "+strings.Repeat(" ", len(number))+" | "+paint("caret", caret))
		}
	}
	if a.Hint != "" {
		lines = append(lines, paint("hint", "  "+a.Hint))
	}
	return strings.Join(lines, "\n")
}

// widest is how many bytes of a line are shown.
const widest = 200

// window is the advice with the part of a long line that it is about.
func (a Advice) window() Advice {
	if len(a.Text) <= widest {
		return a
	}
	from := max(0, min(a.Column-1-widest/2, len(a.Text)-widest))
	for from > 0 && !utf8.RuneStart(a.Text[from]) {
		from--
	}
	end := from + widest
	for end < len(a.Text) && !utf8.RuneStart(a.Text[end]) {
		end++
	}
	first, last := "", ""
	if from > 0 {
		first = "… "
	}
	if end < len(a.Text) {
		last = " …"
	}
	if a.Column > 0 {
		a.Column += len(first) - from
	}
	a.Text = first + a.Text[from:end] + last
	return a
}

// shown is a source line for a terminal: a tab is one column, and control
// characters do nothing.
func shown(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' {
			return ' '
		}
		if r < ' ' || r == 0x7f {
			return '?'
		}
		return r
	}, text)
}

// Runtime is the advice on what a script raised; text is its message.
func (w World) Runtime(e *vm.Error, text string) Advice {
	code, line := e.At.Source(), e.At.Line
	if code == "" {
		return Advice{}
	}
	message := text
	if m := position.FindStringSubmatch(text); m != nil && m[1] == e.At.Fn.SourceName {
		line, _ = strconv.Atoi(m[2])
		message = m[3]
	}
	tokens := source.Tokens(code)
	a := Advice{Line: line, Text: source.Line(code, line)}
	about := parseFault(message)
	if line == e.At.Line {
		about.owner = e.At.Owner
		if about.name == "" || about.kind == "module" {
			about.called = e.At.Called
		}
	}
	on := source.OnLine(tokens, line)
	t, found := about.find(on)
	if !found && about.kind == "word" {
		t, found = about.findBelow(tokens, line)
	}
	if found {
		a.Line, a.Column, a.Width = t.Line, t.Column, len(t.Text)
		a.Text = source.Line(code, t.Line)
	}
	a.Hint = w.runtimeHint(about, on)
	return a
}

var (
	position  = regexp.MustCompile(`^(.+?):(\d+): ((?s).*)$`)
	faulty    = regexp.MustCompile(`^attempt to (index|call|concatenate|perform arithmetic on|get length of) (?:(local|global|upvalue|field|method) '([^']*)' \()?an? (\w+) value`)
	missing   = regexp.MustCompile(`^module '([^']*)' not found`)
	compared  = regexp.MustCompile(`^attempt to compare (number with string|string with number)$`)
	namedFail = regexp.MustCompile(`(?:unknown option|unknown key|no member) '([A-Za-z_][A-Za-z0-9_]*)'`)
)

// fault is what a message says of the source.
type fault struct {
	verb   string // what was attempted
	kind   string // of name: "local", "global", "field" …
	name   string
	typ    string // of the value
	owner  string // the type of what the member named was fetched from
	called string // a Go function that raised the error
}

func parseFault(message string) fault {
	if m := faulty.FindStringSubmatch(message); m != nil {
		return fault{verb: m[1], kind: m[2], name: m[3], typ: m[4]}
	}
	if m := missing.FindStringSubmatch(message); m != nil {
		return fault{kind: "module", name: m[1]}
	}
	if compared.MatchString(message) {
		return fault{verb: "compare"}
	}
	if m := namedFail.FindStringSubmatch(message); m != nil {
		return fault{kind: "word", name: m[1]}
	}
	return fault{}
}

// find is the token that the fault is about, among those of its line.
func (f fault) find(tokens []source.Token) (source.Token, bool) {
	best, bestAt := source.Token{}, -1
	for i, t := range tokens {
		member := i > 0 && (tokens[i-1].Text == "." || tokens[i-1].Text == ":")
		rank := -1
		switch {
		case t.Kind != source.Name && t.Text != f.called:
		case f.called != "" && t.Text == f.called:
			rank = 1
			if i+1 < len(tokens) && opensCall(tokens[i+1]) {
				rank = 2
			}
		case t.Text != f.name:
		case f.kind == "word", member == (f.kind == "field" || f.kind == "method"):
			rank = 1
			if i+1 < len(tokens) && f.continues(tokens[i+1]) {
				rank = 2
			}
		}
		if rank > bestAt {
			best, bestAt = t, rank
		}
	}
	return best, bestAt > 0
}

// findBelow is the key of a table that is named as the fault is, on the lines
// that a call may go on for.
func (f fault) findBelow(tokens []source.Token, line int) (source.Token, bool) {
	const most = 50
	for i, t := range tokens {
		if t.Line > line && t.Line <= line+most && t.Text == f.name && i+1 < len(tokens) && tokens[i+1].Text == "=" {
			return t, true
		}
	}
	return source.Token{}, false
}

// continues reports whether next is what follows a value that is indexed or
// called.
func (f fault) continues(next source.Token) bool {
	switch f.verb {
	case "index":
		return slices.Contains([]string{".", ":", "["}, next.Text)
	case "call":
		return opensCall(next)
	}
	return false
}

func opensCall(t source.Token) bool {
	return t.Text == "(" || t.Text == "{" || t.Kind == source.String
}
