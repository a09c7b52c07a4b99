package csvtext

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

const byteOrderMark = "\ufeff"

// DefaultMaxRow is how many bytes a row may have where nothing else is said.
const DefaultMaxRow = 64 << 20

// SyntaxError says where a text stops being CSV.
type SyntaxError struct {
	// Line counts from 1.
	Line    int
	Problem string
}

// Error is "line N: PROBLEM".
func (e *SyntaxError) Error() string { return fmt.Sprintf("line %d: %s", e.Line, e.Problem) }

// Reader reads rows. Make it with NewReader; it is for one goroutine at a time.
type Reader struct {
	// MaxRow bounds a row, in bytes; change it before the first Read.
	MaxRow int

	r         *bufio.Reader
	delimiter string
	line      int   // lines ended so far
	offset    int64 // bytes read so far
	ended     bool  // whether the last row had its line break
	text      []byte
	ends      []int // where the cells of text end
	begun     bool
}

// NewReader reads from r, which stays the caller's to close. The delimiter is one
// character, no quote and no line break. A byte order mark at the start is left out.
func NewReader(r io.Reader, delimiter string) *Reader {
	return &Reader{MaxRow: DefaultMaxRow, r: bufio.NewReaderSize(r, 64<<10), delimiter: delimiter}
}

// Offset is how many bytes have been read: where the next row begins.
func (r *Reader) Offset() int64 { return r.offset }

// Line is the number of the line at which the last row ended, from 1.
func (r *Reader) Line() int { return r.line }

// Whole reports whether the last row ended with a line break, as each does that
// was written whole.
func (r *Reader) Whole() bool { return r.ended }

// Read gives the cells of the next row; io.EOF after the last one. Empty lines are
// skipped. A quoted cell that the text ends in, and a row longer than MaxRow, are
// a *SyntaxError; what is read after one is of no use.
func (r *Reader) Read() ([]string, error) {
	if !r.begun {
		r.begun = true
		if mark, _ := r.r.Peek(len(byteOrderMark)); string(mark) == byteOrderMark {
			r.take(len(mark))
		}
	}
	for {
		blank, err := r.row()
		if err != nil {
			return nil, err
		}
		if !blank {
			return r.cells(), nil
		}
	}
}

func (r *Reader) take(n int) {
	n, _ = r.r.Discard(n) // it was peeked at
	r.offset += int64(n)
}

func (r *Reader) cells() []string {
	all := string(r.text) // one allocation for all cells
	cells := make([]string, len(r.ends))
	from := 0
	for i, end := range r.ends {
		cells[i] = all[from:end]
		from = end
	}
	return cells
}

// row reads a row into text and ends; blank is an empty line.
func (r *Reader) row() (blank bool, err error) {
	r.text, r.ends, r.ended = r.text[:0], r.ends[:0], false
	start := r.line + 1
	inside, any := false, false // of quotes; anything at all
	fresh := true               // the cell has no character yet
	delimiter := r.delimiter[0] // its first byte
	for {
		c, err := r.r.ReadByte()
		if err != nil {
			return false, r.finish(err, inside, any, start)
		}
		r.offset++
		switch {
		case inside && c == '"':
			if next, _ := r.r.Peek(1); len(next) == 1 && next[0] == '"' {
				r.take(1)
				r.text = append(r.text, '"')
			} else {
				inside = false
			}
		case inside:
			if c == '\n' {
				r.line++
			}
			r.text = append(r.text, c)
		case c == '"' && fresh:
			inside, any, fresh = true, true, false
		case c == delimiter && r.delimits():
			r.ends = append(r.ends, len(r.text))
			any, fresh = true, true
		case c == '\n', c == '\r':
			if c == '\r' {
				if next, _ := r.r.Peek(1); len(next) == 1 && next[0] == '\n' {
					r.take(1)
				}
			}
			r.line++
			r.ended = true
			r.ends = append(r.ends, len(r.text))
			return !any, nil
		default:
			any, fresh = true, false
			r.text = append(r.text, c)
		}
		if len(r.text)+len(r.ends) > r.MaxRow {
			return false, &SyntaxError{start, fmt.Sprintf("a row of more than %d bytes", r.MaxRow)}
		}
	}
}

// delimits reports whether a delimiter stands here, whose first byte has been read, and
// takes what is left of it.
func (r *Reader) delimits() bool {
	rest := r.delimiter[1:]
	if rest == "" {
		return true
	}
	if next, _ := r.r.Peek(len(rest)); string(next) != rest {
		return false
	}
	r.take(len(rest))
	return true
}

// finish is the end of the input, or what went wrong with it.
func (r *Reader) finish(err error, inside, any bool, start int) error {
	switch {
	case err != io.EOF:
		return err
	case inside:
		return &SyntaxError{start, "the quotes that a cell of this row opens are never closed"}
	case !any:
		return io.EOF
	}
	r.line++
	r.ends = append(r.ends, len(r.text))
	return nil
}

// Delimiter finds which of , ; tab and | a text is divided by: the one that its first
// line has most of, outside quotes; a comma where it has none.
func Delimiter(text string) string {
	const candidates = ",;\t|"
	counts := map[byte]int{}
	inside := false
	for i := 0; i < len(text) && (inside || text[i] != '\n' && text[i] != '\r'); i++ {
		switch {
		case text[i] == '"':
			inside = !inside
		case !inside && strings.IndexByte(candidates, text[i]) >= 0:
			counts[text[i]]++
		}
	}
	best := byte(',')
	for i := range len(candidates) {
		if counts[candidates[i]] > counts[best] {
			best = candidates[i]
		}
	}
	return string(best)
}
