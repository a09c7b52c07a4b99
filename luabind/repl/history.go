package repl

import (
	"bufio"
	"encoding/json"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

const (
	// maxHistory is how many lines are kept.
	maxHistory = 5000
	// maxKept bounds one of them.
	maxKept = 64 << 10
)

// history is the lines of this run and of earlier ones. The file holds a JSON
// string a line, and can be read by its owner only: lines may hold passwords.
// It implements readline's history.Source.
type history struct {
	file  string // "" keeps nothing
	lines []string
}

// historyFile is where lines are kept; "" where there is no place.
func historyFile() string {
	dir, err := os.UserCacheDir()
	if err != nil {
		return ""
	}
	return filepath.Join(dir, "luafut", "history")
}

// loadHistory reads the file and cuts it where it has grown too long. A file
// that cannot be read is one that holds nothing.
func loadHistory(file string) *history {
	h := &history{file: file}
	f, err := os.Open(file)
	if err != nil {
		return h
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	lines.Buffer(nil, 8*maxKept)
	for lines.Scan() {
		var text string
		if json.Unmarshal(lines.Bytes(), &text) != nil {
			text = lines.Text() // of an editor that kept plain lines
		}
		h.lines = append(h.lines, text)
	}
	if len(h.lines) > maxHistory {
		h.lines = h.lines[len(h.lines)-maxHistory:]
		var b strings.Builder
		for _, line := range h.lines {
			encoded, _ := json.Marshal(line) // a string: it cannot fail
			b.WriteString(string(encoded) + "\n")
		}
		if os.WriteFile(file+".new", []byte(b.String()), 0o600) == nil {
			_ = os.Rename(file+".new", file) // a longer file is not worth an error
		}
	}
	return h
}

// Write adds a line.
func (h *history) Write(line string) (int, error) {
	if n := len(h.lines); strings.TrimSpace(line) == "" || len(line) > maxKept || n > 0 && h.lines[n-1] == line {
		return n, nil
	}
	h.lines = append(h.lines, line)
	if h.file == "" {
		return len(h.lines), nil
	}
	if err := os.MkdirAll(filepath.Dir(h.file), 0o700); err != nil {
		return len(h.lines), err
	}
	f, err := os.OpenFile(h.file, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return len(h.lines), err
	}
	encoded, _ := json.Marshal(line) // a string: it cannot fail
	_, err = f.Write(append(encoded, '\n'))
	return len(h.lines), errors.Join(err, f.Close())
}

// GetLine is a line, the oldest first.
func (h *history) GetLine(pos int) (string, error) {
	if pos < 0 || pos >= len(h.lines) {
		return "", fs.ErrNotExist
	}
	return h.lines[pos], nil
}

// Len is how many lines there are.
func (h *history) Len() int { return len(h.lines) }

// Dump is all of them.
func (h *history) Dump() any { return h.lines }
