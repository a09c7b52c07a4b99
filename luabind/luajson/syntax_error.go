package luajson

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// depthWanted is what a text nested too deep is answered with.
const depthWanted = "at most 10,000 lists and objects inside each other"

// SyntaxError says where a text stops being JSON. It is only ever made by this package.
type SyntaxError struct {
	// Line and Column count from 1; columns are characters, as editors show them.
	Line, Column int
	// Offset is the number of bytes before the place.
	Offset int
	// Want and Got are what was expected there and what came, ready to be read.
	Want, Got string
	// Hint says what the text may have meant, or is "".
	Hint string
}

// Error is the place, what was wanted and what came, and the hint.
func (e *SyntaxError) Error() string {
	message := fmt.Sprintf("line %d column %d: expected %s, got %s", e.Line, e.Column, e.Want, e.Got)
	if e.Hint != "" {
		message += " (" + e.Hint + ")"
	}
	return message
}

// expected makes the error for the place that the decoder is at.
func (d *decoder) expected(want string) error {
	line, column := place(d.text, d.pos)
	got := describe(d.text[d.pos:])
	e := &SyntaxError{Line: line, Column: column, Offset: d.pos, Want: want, Got: got}
	if want != depthWanted {
		e.Hint = hint(d.text[:d.pos], d.text[d.pos:])
	}
	return e
}

// unclosed makes the error for a string that begins at start and has no end.
func (d *decoder) unclosed(start int) error {
	line, column := place(d.text, start-1)
	d.pos = len(d.text)
	return d.expected(fmt.Sprintf("'\"' to close the string that begins at line %d column %d", line, column))
}

// place converts an offset to a line and a column.
func place(text string, offset int) (line, column int) {
	before := strings.TrimPrefix(text[:offset], byteOrderMark)
	line = 1 + strings.Count(before, "\n")
	return line, 1 + utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
}

// shownWord is how many bytes of an unknown word an error shows.
const shownWord = 20

// describe names what rest begins with.
func describe(rest string) string {
	if rest == "" {
		return "the end of the text"
	}
	if w := word(rest); w != "" {
		return "'" + w + "'"
	}
	r, size := utf8.DecodeRuneInString(rest)
	switch {
	case r == utf8.RuneError && size == 1:
		return fmt.Sprintf("the byte 0x%02X, which is not UTF-8", rest[0])
	case r == '\n' || r == '\r':
		return "a line break"
	case r == '\t':
		return "a tab"
	case !unicode.IsPrint(r):
		return fmt.Sprintf("the character U+%04X", r)
	}
	return "'" + string(r) + "'"
}

// word returns the letters and digits that rest begins with, where a letter is the first of them.
func word(rest string) string {
	for i, r := range rest {
		letter := unicode.IsLetter(r) || r == '_'
		if !letter && (i == 0 || !unicode.IsDigit(r)) {
			return rest[:i]
		}
		if i >= shownWord {
			return rest[:i] + "…"
		}
	}
	return rest
}

// wordHints are words that other languages write where JSON has a value.
var wordHints = map[string]string{
	"None": "null in JSON", "nil": "null in JSON", "undefined": "JSON has null only",
	"True": "true in JSON", "False": "false in JSON",
	"NaN": "JSON has no such number", "Infinity": "JSON has no such number",
}

// hint guesses what a text that is wrong between before and rest was meant to be.
func hint(before, rest string) string {
	if rest == "" {
		if strings.TrimSpace(strings.TrimPrefix(before, byteOrderMark)) == "" {
			return "the text is empty"
		}
		return "the text is cut short"
	}
	if h := wordHints[word(rest)]; h != "" {
		return h
	}
	switch rest[0] {
	case '\'':
		return "JSON strings are in double quotes"
	case '/':
		return "JSON has no comments"
	case '<':
		if strings.TrimSpace(before) == "" {
			return "the text looks like HTML or XML"
		}
	case ']', '}':
		if strings.HasSuffix(strings.TrimSpace(before), ",") {
			return "JSON allows no comma before a closing bracket"
		}
	}
	return ""
}
