// Package screentest is a small terminal for tests: it shows what bytes would.
package screentest

import (
	"fmt"
	"strings"
	"sync"

	"github.com/rivo/uniseg"
)

// Screen is a terminal that is high enough for everything. It knows what luafut
// writes and no more: anything else is noted in Unknown. Make it with New. It is
// safe for any number of goroutines.
type Screen struct {
	mu      sync.Mutex
	columns int
	lines   [][]string // the cells, "" behind a wide one
	row     int
	column  int
	rest    []byte // of an escape sequence, or of a character
	unknown []string
	writes  int
}

// New makes a screen of so many columns.
func New(columns int) *Screen { return &Screen{columns: columns, lines: [][]string{nil}} }

// Write implements io.Writer.
func (s *Screen) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.writes++
	text := string(append(s.rest, p...))
	s.rest = nil
	for text != "" {
		if text[0] == '\x1b' {
			end := strings.IndexFunc(text, func(r rune) bool { return r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' })
			if end < 0 {
				s.rest = []byte(text)
				break
			}
			s.escape(text[:end+1])
			text = text[end+1:]
			continue
		}
		one, after, width, _ := uniseg.FirstGraphemeClusterInString(text, -1)
		if strings.ContainsRune(one, '\uFFFD') && len(text) < 4 {
			s.rest = []byte(text)
			break
		}
		text = after
		s.put(one, width)
	}
	return len(p), nil
}

func (s *Screen) escape(seq string) {
	switch {
	case seq == "\x1b[J":
		s.lines = s.lines[:s.row+1]
		s.cut()
	case seq == "\x1b[K":
		s.cut()
	case strings.HasPrefix(seq, "\x1b[") && strings.HasSuffix(seq, "m"):
	default:
		s.unknown = append(s.unknown, fmt.Sprintf("%q", seq))
	}
}

// cut erases the line from the cursor on.
func (s *Screen) cut() {
	if s.column < len(s.lines[s.row]) {
		s.lines[s.row] = s.lines[s.row][:s.column]
	}
}

func (s *Screen) down() {
	s.column = 0
	if s.row++; s.row == len(s.lines) {
		s.lines = append(s.lines, nil)
	}
}

func (s *Screen) put(one string, width int) {
	switch one {
	case "\r":
		s.column = 0
		return
	case "\n", "\r\n":
		s.down()
		return
	case "\t":
		for s.column%8 != 7 {
			s.put(" ", 1)
		}
		one, width = " ", 1
	}
	if one[0] < ' ' {
		s.unknown = append(s.unknown, fmt.Sprintf("%q", one))
		return
	}
	if s.column+width > s.columns {
		s.down()
	}
	for i := range width {
		for len(s.lines[s.row]) <= s.column {
			s.lines[s.row] = append(s.lines[s.row], " ")
		}
		s.lines[s.row][s.column] = one
		if i > 0 {
			s.lines[s.row][s.column] = ""
		}
		s.column++
	}
}

// Resize makes the screen narrower or wider: lines that are too long for it break,
// as terminals do that reflow, and the cursor stays at its character.
func (s *Screen) Resize(columns int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	var lines [][]string
	row, column := 0, s.column
	for i, line := range s.lines {
		if i == s.row {
			row = len(lines)
			for ; column >= columns; column -= columns {
				row++
			}
		}
		for len(line) > columns {
			lines, line = append(lines, line[:columns:columns]), line[columns:]
		}
		lines = append(lines, line)
	}
	s.columns, s.lines, s.row, s.column = columns, lines, row, column
}

// String is what the screen shows, without blanks at the ends of lines and without
// empty lines at the end.
func (s *Screen) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	lines := make([]string, len(s.lines))
	for i, line := range s.lines {
		lines[i] = strings.TrimRight(strings.Join(line, ""), " ")
	}
	return strings.TrimRight(strings.Join(lines, "\n"), "\n")
}

// Cursor is the place of the cursor, from 0.
func (s *Screen) Cursor() (row, column int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.row, s.column
}

// Columns is the width.
func (s *Screen) Columns() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.columns
}

// Writes is how often something was written.
func (s *Screen) Writes() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.writes
}

// Unknown are the sequences that the screen does not know; there should be none.
func (s *Screen) Unknown() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.unknown
}
