package repl

import (
	"strings"

	"luafut/luabind/source"
)

// keepLocals makes locals of the outermost level globals: at the prompt each
// line is a chunk of its own, at whose end its locals would be gone, and lines
// pasted from a script could not see each other's. Columns stay as they are.
func keepLocals(text string) string {
	tokens := source.Tokens(text)
	var b strings.Builder
	at, depth := 0, 0
	for i, t := range tokens {
		switch {
		case t.Kind == source.Symbol && strings.Contains("({[", t.Text),
			t.Kind == source.Keyword && (t.Text == "function" || t.Text == "do" || t.Text == "then" || t.Text == "repeat"):
			depth++
		case t.Kind == source.Symbol && strings.Contains(")}]", t.Text),
			t.Kind == source.Keyword && (t.Text == "end" || t.Text == "elseif" || t.Text == "until"):
			depth--
		}
		if depth > 0 || t.Kind != source.Keyword || t.Text != "local" || i+1 == len(tokens) {
			continue
		}
		b.WriteString(text[at:t.Offset] + strings.Repeat(" ", len(t.Text)))
		at = t.End()
		if end, bare := bareNames(tokens[i+1:]); bare {
			b.WriteString(text[at:end] + " = nil")
			at = end
		}
	}
	return b.String() + text[at:]
}

// bareNames reports whether the tokens are names without a value, and where
// those end.
func bareNames(tokens []source.Token) (end int, bare bool) {
	for i, t := range tokens {
		wantName := i%2 == 0
		switch {
		case wantName && t.Kind == source.Name:
			end = t.End()
		case !wantName && t.Text == ",":
		default:
			return end, !wantName && t.Text != "="
		}
	}
	return end, end > 0
}
