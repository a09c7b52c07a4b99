package cli

import (
	"os"

	"golang.org/x/term"

	"luafut/luabind"
)

// colours of the parts of an error.
var colours = map[string]string{
	luabind.PartMessage: "\x1b[1;31m",
	luabind.PartTrace:   "\x1b[2m",
	"caret":             "\x1b[1;31m",
	"hint":              "\x1b[36m",
}

// coloured reports whether colours may be written to f: a terminal that knows
// them, and nobody asked for none (no-color.org).
func coloured(f *os.File) bool {
	return os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(f.Fd()))
}

// explain is an error as standard error shows it.
func (c *command) explain(err error) string {
	if !coloured(c.stderr) {
		return luabind.ErrorText(err)
	}
	return luabind.ErrorStyle{Paint: func(part, text string) string {
		if colours[part] == "" {
			return text
		}
		return colours[part] + text + "\x1b[0m"
	}}.Text(err)
}
