package cli

import (
	"os"
	"strings"

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

// redrawn reports whether f is a terminal whose last line may be drawn again and
// again: one that somebody looks at, not the log of a CI run.
func redrawn(f *os.File) bool {
	return os.Getenv("TERM") != "dumb" && os.Getenv("CI") == "" && term.IsTerminal(int(f.Fd()))
}

// columns gives the width of a terminal, each time anew; 0 where it does not say.
func columns(f *os.File) func() int {
	return func() int {
		width, _, err := term.GetSize(int(f.Fd()))
		if err != nil {
			return 0
		}
		return width
	}
}

// unicode reports whether the locale's characters are those of Unicode.
func unicode() bool {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if v := strings.ToUpper(os.Getenv(name)); v != "" {
			return strings.Contains(v, "UTF-8") || strings.Contains(v, "UTF8")
		}
	}
	return false
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
