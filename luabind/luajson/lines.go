package luajson

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"strings"

	lua "github.com/yuin/gopher-lua"
)

// DefaultMaxLine is the longest line that Lines reads where nothing else was asked for.
const DefaultMaxLine = 64 << 20

// LineTooLongError says that a line of JSON Lines is longer than allowed.
type LineTooLongError struct {
	Line int // from 1
	Max  int // bytes
}

// Error names the line and the bound.
func (e *LineTooLongError) Error() string {
	return fmt.Sprintf("line %d is longer than %d bytes", e.Line, e.Max)
}

// Lines reads JSON Lines: one JSON text a line, ended by "\n" or "\r\n". Empty lines are skipped. It
// makes tables but touches no running state, and is for one goroutine at a time.
type Lines struct {
	r     *bufio.Reader
	marks Marks
	max   int
	line  int
	buf   []byte
}

// NewLines reads from r, which stays the caller's to close. maxLine bounds a line in bytes; 0 is
// DefaultMaxLine.
func NewLines(r io.Reader, m Marks, maxLine int) *Lines {
	if maxLine == 0 {
		maxLine = DefaultMaxLine
	}
	return &Lines{r: bufio.NewReaderSize(r, 64<<10), marks: m, max: maxLine}
}

// Line is the number of the line that Next read last, from 1.
func (l *Lines) Line() int { return l.line }

// Next returns the next line's value, as [Decode] would; io.EOF after the last one. After a
// [*SyntaxError], whose Line is that of the whole input, and after a [*LineTooLongError], it goes on
// with the line behind. Other errors are the reader's.
func (l *Lines) Next() (lua.LValue, error) {
	text, err := l.text()
	if err != nil {
		return nil, err
	}
	v, err := Decode(text, l.marks, DecodeOptions{})
	return v, atLine(err, l.line)
}

// atLine gives a syntax error in the text of a line the number of the line.
func atLine(err error, line int) error {
	if wrong := (*SyntaxError)(nil); errors.As(err, &wrong) {
		wrong.Line = line
	}
	return err
}

// text returns the next line that is not empty.
func (l *Lines) text() (string, error) {
	for {
		text, err := l.read()
		if err != nil || strings.TrimSpace(strings.TrimPrefix(text, byteOrderMark)) != "" {
			return text, err
		}
	}
}

// read returns the next line without its end.
func (l *Lines) read() (string, error) {
	l.buf = l.buf[:0]
	tooLong := false
	for {
		piece, err := l.r.ReadSlice('\n')
		whole := err == nil
		if whole {
			piece = piece[:len(piece)-1]
		}
		switch {
		case tooLong || len(l.buf)+len(piece) > l.max:
			tooLong = true
		default:
			l.buf = append(l.buf, piece...)
		}
		if errors.Is(err, bufio.ErrBufferFull) {
			continue
		}
		if err == io.EOF && (len(l.buf) > 0 || tooLong) {
			whole = true // the last line has no end; the next read says EOF again
		}
		if !whole {
			return "", err
		}
		l.line++
		if tooLong {
			return "", &LineTooLongError{Line: l.line, Max: l.max}
		}
		return strings.TrimSuffix(string(l.buf), "\r"), nil
	}
}
