package repl

import (
	"bytes"
	"os"
	"sync"

	"golang.org/x/term"
)

// Screen is what a state with a prompt prints to. While a line is being typed,
// whole lines of output are shown above it, and what is no whole line waits.
// It is safe for any number of goroutines; make it with NewScreen.
type Screen struct {
	out *os.File

	mu      sync.Mutex
	within  bool // what was written last has not ended its line
	waiting []byte
	wake    func() // has the editor draw, and take what waits; nil while nothing is typed
	restore func() // gives the terminal back as it was before the editor had it
}

// NewScreen makes a screen of a terminal, or of any other file.
func NewScreen(out *os.File) *Screen { return &Screen{out: out} }

func (s *Screen) terminal() bool { return term.IsTerminal(int(s.out.Fd())) }

// maxWaiting bounds what waits for the editor.
const maxWaiting = 1 << 20

// Write implements io.Writer.
func (s *Screen) Write(b []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.wake == nil {
		s.within = len(b) > 0 && b[len(b)-1] != '\n'
		return s.out.Write(b)
	}
	if drop := len(s.waiting) + len(b) - maxWaiting; drop > 0 {
		s.waiting = s.waiting[min(drop, len(s.waiting)):]
	}
	s.waiting = append(s.waiting, b...)
	s.wake()
	return len(b), nil
}

// typing begins the time in which output waits; wake is called, with the screen
// locked, whenever there is some. restore is for Leave.
func (s *Screen) typing(wake, restore func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wake, s.restore = wake, restore
}

// withinLine reports whether what was written since the line was entered has not
// ended its own line.
func (s *Screen) withinLine() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.within
}

// ready reports whether whole lines wait.
func (s *Screen) ready() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return bytes.IndexByte(s.waiting, '\n') >= 0
}

// take is the whole lines that wait.
func (s *Screen) take() []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	n := bytes.LastIndexByte(s.waiting, '\n') + 1
	lines := bytes.Clone(s.waiting[:n])
	s.waiting = append(s.waiting[:0], s.waiting[n:]...)
	return lines
}

// Leave gives the terminal back where the program ends while a line is being
// typed, and writes what still waits. From any goroutine.
func (s *Screen) Leave() {
	s.mu.Lock()
	restore := s.restore
	s.mu.Unlock()
	if restore != nil {
		restore()
	}
	s.entered()
}

// entered ends the time of typing: what still waits is written.
func (s *Screen) entered() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.wake, s.restore, s.within = nil, nil, false
	if len(s.waiting) > 0 {
		s.out.Write(s.waiting)
		s.waiting = nil
	}
}
