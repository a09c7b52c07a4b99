package export

import (
	"bytes"
	"io"
	"os"
)

// page is what the kernel copies at once at least: only between two of them is a
// write cut short by a kill.
const page = 4096

// lines is a file of records that end where a write ends.
type lines struct {
	f    *os.File
	size int64
	// pad says that spaces before a line's end mean nothing.
	pad bool
}

// write appends the records of a batch, as many at once as fit into the page that
// the file ends in. One that does not fit begins the next page where lines can be
// padded, and is written alone where not, or where it is longer than a page. What was
// written in part because the disk is full is taken back.
func (l *lines) write(b *batch) error {
	from := 0
	for i := 0; i < len(b.ends); {
		room := page - int(l.size%page)
		if next := b.ends[i] - from; l.pad && next > room && next <= page {
			if err := l.fill(room); err != nil {
				return err
			}
			room = page
		}
		last := i
		for last+1 < len(b.ends) && b.ends[last+1]-from <= room {
			last++
		}
		if err := l.append(b.data[from:b.ends[last]]); err != nil {
			return err
		}
		from, i = b.ends[last], last+1
	}
	return nil
}

// fill puts spaces before the last line feed, so that the file ends with a page. A
// page that it does not end with already holds a line, whose end lies in it.
func (l *lines) fill(room int) error {
	p := bytes.Repeat([]byte{' '}, room+1)
	p[room] = '\n'
	if _, err := l.f.WriteAt(p, l.size-1); err != nil {
		return err
	}
	l.size += int64(room)
	return nil
}

func (l *lines) append(p []byte) error {
	n, err := l.f.WriteAt(p, l.size)
	if err != nil {
		if n > 0 {
			_ = l.f.Truncate(l.size) // the error of the write is the one to tell
		}
		return err
	}
	l.size += int64(n)
	return nil
}

func (l *lines) commit(bool) (bool, error) { return false, nil }
func (l *lines) close() error              { return l.f.Close() }

// section reads the file from its start.
func (l *lines) section() io.Reader { return io.NewSectionReader(l.f, 0, l.size) }

// cut takes off the file what begins at offset, and keeps it in PATH.torn.
func (l *lines) cut(offset int64) error {
	torn, err := os.OpenFile(l.f.Name()+".torn", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(torn, io.NewSectionReader(l.f, offset, l.size-offset))
	if err == nil {
		_, err = torn.WriteString("\n")
	}
	if closing := torn.Close(); err == nil {
		err = closing
	}
	if err != nil {
		return err
	}
	if err := l.f.Truncate(offset); err != nil {
		return err
	}
	l.size = offset
	return nil
}
