package process

import (
	"bytes"
	"io"
)

// longLine is how long a line may be that is held back until its end comes.
const longLine = 1 << 20

// lines passes on whole lines of what one worker prints.
type lines struct {
	to   io.Writer
	held []byte
}

func (l *lines) write(p []byte) {
	if l.to == nil {
		return
	}
	end := bytes.LastIndexByte(p, '\n') + 1
	if end == 0 && len(l.held)+len(p) < longLine {
		l.held = append(l.held, p...)
		return
	}
	if end == 0 {
		end = len(p)
	}
	whole := p[:end]
	if len(l.held) > 0 {
		whole = append(l.held, whole...)
	}
	// What cannot be printed is met by whoever prints in this process.
	_, _ = l.to.Write(whole)
	l.held = append(l.held[:0:0], p[end:]...)
}

// end passes on a last line without an end, and gives it one.
func (l *lines) end() {
	if len(l.held) > 0 {
		l.write([]byte{'\n'})
	}
}
