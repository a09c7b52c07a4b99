package repl

import (
	"bufio"
	"context"
	"io"
)

// maxLine bounds a line of plain input.
const maxLine = 16 << 20

// plain reads lines without an editor.
type plain struct {
	p      *session
	lines  chan plainLine // closed at the end of the input
	ended  chan struct{}  // closed when nobody reads any more
	prompt bool
}

type plainLine struct {
	text string
	err  error
}

// newPlain begins to read: on a goroutine of its own, which nothing can stop
// while the input gives nothing, and so ends with the program at the latest.
func newPlain(p *session, prompts bool) *plain {
	r := &plain{p: p, lines: make(chan plainLine), ended: make(chan struct{}), prompt: prompts}
	go func() {
		defer close(r.lines)
		in := bufio.NewScanner(p.cfg.In)
		in.Buffer(nil, maxLine)
		for in.Scan() {
			if !r.give(plainLine{text: in.Text()}) {
				return
			}
		}
		if err := in.Err(); err != nil {
			r.give(plainLine{err: err})
		}
	}()
	return r
}

func (r *plain) give(line plainLine) bool {
	select {
	case r.lines <- line:
		return true
	case <-r.ended:
		return false
	}
}

// read implements reader.
func (r *plain) read(ctx context.Context) (string, error) {
	text, mark := "", prompt
	for {
		if r.prompt {
			io.WriteString(r.p.cfg.Screen, mark)
		}
		select {
		case <-ctx.Done():
			return "", context.Cause(ctx)
		case <-r.p.aborts:
			if r.prompt {
				io.WriteString(r.p.cfg.Screen, "\n")
			}
			return "", errAborted
		case line, more := <-r.lines:
			switch {
			case line.err != nil:
				return "", line.err
			case !more && text != "":
				return text, nil // it is not whole: running it says so
			case !more:
				return "", io.EOF
			}
			if text += line.text; !incomplete(text) {
				return text, nil
			}
			text, mark = text+"\n", promptMore
		}
	}
}

// close implements reader.
func (r *plain) close() error {
	close(r.ended)
	if r.prompt {
		_, err := io.WriteString(r.p.cfg.Screen, "\n")
		return err
	}
	return nil
}
