package page

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// SelectorError is a CSS selector or XPath expression that cannot be understood.
// Its text shows the place with a caret line.
type SelectorError struct {
	Selector string // the whole selector or expression as given
	Offset   int    // the byte at which it went wrong; len(Selector) is "at the end"
	Message  string // what is wrong, without the place
}

// Error has two more lines below the message: the selector and a caret.
func (e *SelectorError) Error() string {
	line, column := e.place()
	return fmt.Sprintf("%s (column %d)\n  %s\n  %s^", e.Message, column+1, line, strings.Repeat(" ", column))
}

// maxShown bounds the runes of a selector that a message repeats.
const maxShown = 100

// place is the line of the selector in which the fault sits, cut to maxShown
// runes around it, and the fault's column there, counted in runes from zero.
func (e *SelectorError) place() (line string, column int) {
	at := min(max(e.Offset, 0), len(e.Selector))
	start := strings.LastIndexByte(e.Selector[:at], '\n') + 1
	line = e.Selector[start:]
	if end := strings.IndexByte(e.Selector[at:], '\n'); end >= 0 {
		line = e.Selector[start : at+end]
	}
	column = utf8.RuneCountInString(e.Selector[start:at])
	runes := []rune(line)
	if len(runes) > maxShown {
		from := max(0, min(column-maxShown/2, len(runes)-maxShown))
		runes, column = runes[from:from+maxShown], column-from
	}
	for i, r := range runes {
		if r < ' ' {
			runes[i] = ' '
		}
	}
	return string(runes), column
}

// LimitError says that input or a change went above a bound that keeps time and
// memory in hand.
type LimitError struct {
	What  string // what is counted, such as "bytes of HTML"
	Limit int
	Got   int   // how many there were, where that is known, else 0
	Cause error // what reported it, where that was not this package
}

// Error names the limit and, where known, what came.
func (e *LimitError) Error() string {
	if e.Got > 0 {
		return fmt.Sprintf("too many %s: %d, the limit is %d", e.What, e.Got, e.Limit)
	}
	return fmt.Sprintf("too many %s: the limit is %d", e.What, e.Limit)
}

// Unwrap returns Cause.
func (e *LimitError) Unwrap() error { return e.Cause }

// URLError is a URL that was to be absolute and is not.
type URLError struct{ URL string }

// Error says what was wanted.
func (e *URLError) Error() string {
	return fmt.Sprintf("%q is not an absolute URL (wanted one such as \"https://example.org/page\")", e.URL)
}

// ErrOtherDocument is what AddSelection returns where the other selection belongs
// to another document.
var ErrOtherDocument = errors.New("the selections belong to different documents; a selection holds nodes of one")

// ErrCycle is what a changing method returns that would put an element into
// itself or below itself.
var ErrCycle = errors.New("an element cannot be put inside itself")
