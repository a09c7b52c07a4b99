package spec

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"sync"

	"luafut/luabind/luacheck"
)

// Arg is the first argument of a process that runs one file; the second is a
// Job as JSON.
const Arg = "--spec"

// Job is what such a process is to do.
type Job struct {
	File     string  `json:"file"`
	Mark     string  `json:"mark"` // begins what it tells; nothing that a spec prints has it
	Run      string  `json:"run,omitempty"`
	List     bool    `json:"list,omitempty"`
	FailFast bool    `json:"fail_fast,omitempty"`
	Update   bool    `json:"update,omitempty"`
	Record   bool    `json:"record,omitempty"`
	Timeout  float64 `json:"timeout"` // seconds
}

// Event is one thing that a process tells; one of its fields is set.
type Event struct {
	Begin   string           `json:"begin,omitempty"` // a test begins
	Result  *luacheck.Result `json:"result,omitempty"`
	Note    string           `json:"note,omitempty"`
	Timeout *string          `json:"timeout,omitempty"` // the time is over: what every task does
	End     *End             `json:"end,omitempty"`     // the last: the process ended by itself
}

// End is how a file ended.
type End struct {
	Declared int `json:"declared"` // tests
	// Failures are what went wrong outside of every test.
	Failures []luacheck.Failure `json:"failures,omitempty"`
	// Skipped is why the file was left out, nil where it was not.
	Skipped *string `json:"skipped,omitempty"`
	// Interrupted is set where a signal ended it.
	Interrupted bool `json:"interrupted,omitempty"`
}

// Teller tells of a file on a stream that its output goes to as well. Make it
// with its fields set. Safe for any goroutine.
type Teller struct {
	W    io.Writer
	Mark string
	// Flush writes what the spec printed before; it may be nil.
	Flush func()

	mu sync.Mutex
}

// Tell writes an event.
func (t *Teller) Tell(e Event) {
	b, err := json.Marshal(e)
	if err != nil {
		panic(fmt.Sprintf("spec: an event as JSON: %v", err)) // it is strings, numbers and booleans
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.Flush != nil {
		t.Flush()
	}
	// The line end before it is taken off again by who reads it.
	if _, err := fmt.Fprintf(t.W, "\n%s%s\n", t.Mark, b); err != nil {
		os.Exit(1) // whoever wanted to know is gone
	}
}

// maxLine is how long a line that is printed may become before it is passed on
// in parts. Events are shorter.
const maxLine = 4 << 20

// listener takes a stream apart that a Teller writes to. It is an io.Writer for
// one goroutine.
type listener struct {
	mark   []byte
	event  func(Event)
	output func(text []byte)

	line []byte // what has come of a line
	held bool   // a line end that an event may take off
}

// Write implements io.Writer; it does not fail.
func (l *listener) Write(p []byte) (int, error) {
	n := len(p)
	for len(p) > 0 {
		at := bytes.IndexByte(p, '\n')
		if at < 0 {
			l.line = append(l.line, p...)
			if len(l.line) > maxLine && !bytes.HasPrefix(l.line, l.mark) {
				l.pass(false)
			}
			return n, nil
		}
		l.line = append(l.line, p[:at]...)
		p = p[at+1:]
		if text, is := bytes.CutPrefix(l.line, l.mark); is {
			var e Event
			if err := json.Unmarshal(text, &e); err == nil {
				l.held, l.line = false, l.line[:0]
				l.event(e)
				continue
			}
		}
		l.pass(true)
	}
	return n, nil
}

// pass gives on the line as output; ended says that a line end came after it.
func (l *listener) pass(ended bool) {
	if l.held {
		l.output([]byte("\n"))
	}
	if len(l.line) > 0 {
		l.output(l.line)
	}
	l.held, l.line = ended, l.line[:0]
}

// close gives on what is left.
func (l *listener) close() {
	if l.held || len(l.line) > 0 {
		l.pass(false)
	}
}
