package repl

import (
	"strings"

	"luafut/luabind"
	"luafut/luabind/source"
)

// colours are those of tokens and of the parts of what is shown.
var colours = map[string]string{
	"keyword":           "\x1b[35m",
	"string":            "\x1b[32m",
	"number":            "\x1b[36m",
	"comment":           "\x1b[2m",
	"object":            "\x1b[33m",
	luabind.PartMessage: "\x1b[31m",
	luabind.PartTrace:   "\x1b[2m",
	"caret":             "\x1b[1;31m",
	"hint":              "\x1b[36m",
}

const plainColour = "\x1b[0m"

// paint is a text in the colour of a part, where there are colours.
func (p *session) paint(part, text string) string {
	if !p.cfg.Colour || colours[part] == "" {
		return text
	}
	return colours[part] + text + plainColour
}

// highlight paints Lua text.
func (p *session) highlight(text string) string {
	if !p.cfg.Colour {
		return text
	}
	var b strings.Builder
	at := 0
	for _, t := range source.Tokens(text) {
		b.WriteString(text[at:t.Offset])
		at = t.End()
		part := ""
		switch t.Kind {
		case source.Keyword:
			part = "keyword"
			if t.Text == "nil" || t.Text == "true" || t.Text == "false" {
				part = "number"
			}
		case source.String:
			part = "string"
		case source.Number:
			part = "number"
		case source.Comment:
			part = "comment"
		}
		b.WriteString(p.paint(part, t.Text))
	}
	return b.String() + text[at:]
}
