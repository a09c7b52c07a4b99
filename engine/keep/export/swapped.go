package export

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"time"

	"luafut/engine/keep"
)

// swapped is a file that is whole at every moment, for readers too, whatever is
// written to it. There are two files: what is new is appended to PATH.part, and a
// commit exchanges their names; the other one then gets what it lacks. Where the
// system cannot exchange names, a commit renames, and the next record begins with a
// copy of all.
type swapped struct {
	path    string
	end     string   // what stands behind the last record
	visible *os.File // the file that path names, locked
	part    *os.File // locked; nil until there is something to write
	size    int64    // of the records, without end
	perm    os.FileMode

	committed int64 // what visible holds of size
	ready     bool  // part holds as much
	has       int64 // what part holds where it is not ready

	dirty     bool          // part holds what path does not
	exchanges bool          // a commit costs what is new, and not a copy of all
	cost      time.Duration // of the last copy and commit
	last      time.Time     // when it was done
}

// share is which part of the time goes into commits at most, one in share.
const share = 10

// maxWait is how long a commit waits at most, whatever it costs, for what a kill
// would lose grows meanwhile.
const maxWait = time.Second

// openSwapped opens and locks a file; size and what stands there are to be set by
// load or start.
func openSwapped(path, end string) (*swapped, error) {
	f, path, err := openLocked(path)
	if err != nil {
		return nil, err
	}
	s, err := newSwapped(f, path, end)
	if err != nil {
		f.Close()
	}
	return s, err
}

// openLocked opens the file of an export, and locks it. named is the path without
// links, for a link must not be renamed. What a killed export has left of its other
// half goes.
func openLocked(path string) (f *os.File, named string, err error) {
	if f, err = keep.OpenLocked(path, os.O_RDWR|os.O_CREATE, 0o644); err != nil {
		return nil, "", err
	}
	if named, err = filepath.EvalSymlinks(path); err != nil {
		f.Close()
		return nil, "", err
	}
	if err = os.Remove(named + partSuffix); err != nil && !errors.Is(err, os.ErrNotExist) {
		f.Close()
		return nil, "", err
	}
	return f, named, nil
}

// partSuffix is behind the name of a file in that of its other half.
const partSuffix = ".part"

// newSwapped makes one of a file that is open and locked.
func newSwapped(f *os.File, path, end string) (*swapped, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	return &swapped{path: path, end: end, visible: f, perm: info.Mode().Perm()}, nil
}

// reset makes the file text, which holds no record; records come after its first
// size bytes.
func (s *swapped) reset(text string, size int) error {
	if err := s.visible.Truncate(0); err != nil {
		return err
	}
	s.found(int64(size))
	_, err := s.visible.WriteAt([]byte(text), 0)
	return err
}

// found says that the records which are there end at size.
func (s *swapped) found(size int64) { s.size, s.committed = size, size }

// append adds data behind the records.
func (s *swapped) append(data []byte) error {
	if err := s.prepare(); err != nil {
		return err
	}
	n, err := s.part.WriteAt(data, s.size)
	if err != nil {
		return err
	}
	s.size += int64(n)
	s.dirty = true
	return nil
}

// prepare gives part what visible holds and it does not.
func (s *swapped) prepare() (err error) {
	if s.ready {
		return nil
	}
	began := time.Now()
	if s.part == nil {
		if s.part, err = keep.OpenLocked(s.path+partSuffix, os.O_RDWR|os.O_CREATE, 0o644); err != nil {
			return err
		}
		s.has = 0
		if err := errors.Join(s.part.Truncate(0), s.part.Chmod(s.perm)); err != nil {
			return err
		}
	}
	if _, err := s.part.Seek(s.has, io.SeekStart); err != nil {
		return err
	}
	if _, err := s.visible.Seek(s.has, io.SeekStart); err != nil {
		return err
	}
	if _, err := io.CopyN(s.part, s.visible, s.size-s.has); err != nil {
		return err
	}
	s.ready, s.cost = true, time.Since(began)
	return nil
}

func (s *swapped) commit(force bool) (again bool, err error) {
	if !s.dirty {
		return false, nil
	}
	wait := s.cost * share
	if s.exchanges {
		wait = min(wait, maxWait)
	}
	if !force && time.Since(s.last) < wait {
		return true, nil
	}
	began := time.Now()
	if _, err := s.part.WriteAt([]byte(s.end), s.size); err != nil {
		return false, err
	}
	if err := s.part.Truncate(s.size + int64(len(s.end))); err != nil {
		return false, err
	}
	if err := s.swap(); err != nil {
		return false, err
	}
	s.dirty, s.ready = false, false
	s.last = time.Now()
	s.cost += s.last.Sub(began)
	return false, nil
}

// swap makes part the visible file, and where that can be, the other way round.
func (s *swapped) swap() error {
	part := s.path + partSuffix
	switch err := exchange(part, s.path); {
	case err == nil:
		s.exchanges = true
		s.visible, s.part, s.has = s.part, s.visible, s.committed
		s.committed = s.size
		return nil
	case !errors.Is(err, errors.ErrUnsupported):
		return err
	}
	if err := os.Rename(part, s.path); err != nil {
		return err
	}
	err := s.visible.Close()
	s.visible, s.part, s.committed = s.part, nil, s.size
	return err
}

// close removes the other file, which has served.
func (s *swapped) close() error {
	var err error
	if s.part != nil {
		err = errors.Join(s.part.Close(), os.Remove(s.path+partSuffix))
	}
	return errors.Join(err, s.visible.Close())
}
