package keep

import (
	"errors"
	"os"
)

// ErrLocked says that a file is in use, by this process or another.
var ErrLocked = errors.New("it is open already, here or in another process")

// OpenLocked opens a file by flags of package os and locks it, so that the next
// OpenLocked of the same file fails with ErrLocked. The lock ends when the file is
// closed, and with the process, however that ends. The file that it gives is the one
// that path names at that moment, also where it is being replaced. Where the system
// has no such locks (Windows), it only opens.
func OpenLocked(path string, flags int, perm os.FileMode) (*os.File, error) {
	for {
		f, err := os.OpenFile(path, flags, perm)
		if err != nil {
			return nil, err
		}
		if err := lock(f); err != nil {
			f.Close()
			return nil, err
		}
		opened, err := f.Stat()
		if err != nil {
			f.Close()
			return nil, err
		}
		named, err := os.Stat(path)
		if err == nil && os.SameFile(opened, named) {
			return f, nil
		}
		f.Close()
		if err != nil && !errors.Is(err, os.ErrNotExist) {
			return nil, err
		}
	}
}
