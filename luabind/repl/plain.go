package repl

import (
	"bufio"
	"io"
)

// maxLine bounds a line of plain input.
const maxLine = 16 << 20

// plain reads lines without an editor.
type plain struct {
	in     *bufio.Scanner
	out    io.Writer
	prompt bool
}

func newPlain(in io.Reader, out io.Writer, prompts bool) *plain {
	lines := bufio.NewScanner(in)
	lines.Buffer(nil, maxLine)
	return &plain{lines, out, prompts}
}

// read implements reader.
func (r *plain) read() (string, error) {
	text, mark := "", prompt
	for {
		if r.prompt {
			io.WriteString(r.out, mark)
		}
		if !r.in.Scan() {
			if err := r.in.Err(); err != nil {
				return "", err
			}
			if text != "" {
				return text, nil // it is not whole: running it says so
			}
			return "", io.EOF
		}
		if text += r.in.Text(); !incomplete(text) {
			return text, nil
		}
		text, mark = text+"\n", promptMore
	}
}

// close implements reader.
func (r *plain) close() error {
	if r.prompt {
		_, err := io.WriteString(r.out, "\n")
		return err
	}
	return nil
}
