package keep

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
)

// Part is a file that is being written and does not have its name yet. Make it with
// NewPart. It is for one goroutine at a time; errors are those of package os.
type Part struct {
	path string
	f    *os.File
	w    *bufio.Writer
}

// held is how many bytes are held back before they go into the file.
const held = 64 << 10

// NewPart begins a file. Nothing is left of one that is never committed (where an open
// file can be removed).
func NewPart(path string) (*Part, error) {
	if _, err := permOf(path, 0); err != nil {
		return nil, err
	}
	f, err := os.CreateTemp(filepath.Dir(path), "."+filepath.Base(path)+".*.part")
	if err != nil {
		return nil, err
	}
	_ = os.Remove(f.Name()) // where it cannot be removed yet, Commit does it
	return &Part{path: path, f: f, w: bufio.NewWriterSize(f, held)}, nil
}

// Write adds to the file.
func (p *Part) Write(data []byte) (int, error) { return p.w.Write(data) }

// Commit puts the file in its place, whole or not at all, as WriteFile does. p is of no
// use afterwards.
func (p *Part) Commit() error {
	defer os.Remove(p.f.Name())
	defer p.f.Close()
	if err := p.w.Flush(); err != nil {
		return err
	}
	if _, err := p.f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	return WriteFile(p.path, 0o644, func(to io.Writer) error {
		_, err := io.Copy(to, p.f)
		return err
	})
}
