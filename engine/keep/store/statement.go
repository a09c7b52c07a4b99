package store

import (
	"errors"
	"strings"
)

var (
	errNoStatement = errors.New("there is no statement in the text")
	errNUL         = errors.New("the statement has a NUL byte, at which SQLite would end it; give such text as a parameter")
)

// checkStatement refuses a text without a statement, for which the driver has no
// result, and one that SQLite would cut short.
func checkStatement(text string) error {
	if strings.IndexByte(text, 0) >= 0 {
		return errNUL
	}
	for {
		text = strings.TrimLeft(text, " \t\r\n\f;")
		switch {
		case strings.HasPrefix(text, "--"):
			_, text, _ = strings.Cut(text, "\n")
		case strings.HasPrefix(text, "/*"):
			_, text, _ = strings.Cut(text[2:], "*/")
		case text == "":
			return errNoStatement
		default:
			return nil
		}
	}
}
