package vm

import (
	"io"
	"sync"
	"time"
)

const (
	// outputSize is how much print holds back at most.
	outputSize = 32 << 10
	// outputDelay is how long print holds anything back at most.
	outputDelay = 50 * time.Millisecond
)

// Output is a buffered writer for what scripts print, safe for any number of
// goroutines. Each Write stays whole. What it holds is written when there is
// much of it, shortly after the first byte, and at Flush; a terminal gets each
// Write at once.
type Output struct {
	mu      sync.Mutex
	w       io.Writer
	buf     []byte
	now     bool // unbuffered
	timer   *time.Timer
	pending bool
	err     error
}

// NewOutput makes an Output to w; interactive ones hold nothing back.
func NewOutput(w io.Writer, interactive bool) *Output {
	return &Output{w: w, now: interactive}
}

// Write implements io.Writer. It returns the error of an earlier or this
// write to what lies below; a script that prints into a closed pipe must end.
func (o *Output) Write(p []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.buf = append(o.buf, p...)
	switch {
	case o.now || len(o.buf) >= outputSize:
		o.flush()
	case !o.pending:
		o.pending = true
		if o.timer == nil {
			o.timer = time.AfterFunc(outputDelay, func() { o.Flush() })
		} else {
			o.timer.Reset(outputDelay)
		}
	}
	if o.err != nil {
		return 0, o.err
	}
	return len(p), nil
}

// Flush writes what is held back.
func (o *Output) Flush() error {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.flush()
	return o.err
}

func (o *Output) flush() {
	o.pending = false
	if len(o.buf) == 0 {
		return
	}
	if _, err := o.w.Write(o.buf); err != nil && o.err == nil {
		o.err = err
	}
	o.buf = o.buf[:0]
	if cap(o.buf) > 4*outputSize {
		o.buf = nil
	}
}
