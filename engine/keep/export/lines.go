package export

import (
	"bytes"
	"errors"
	"io"
	"os"
)

// page is what the kernel copies at once at least: only between two of them is a
// write cut short by a kill.
const page = 4096

// lines is a file of lines that is appended to, each line within a page.
type lines struct {
	f    *os.File
	path string
	size int64
}

// fits reports whether every record of a batch fits into a page.
func fits(b *batch) bool {
	from := 0
	for _, end := range b.ends {
		if end-from > page {
			return false
		}
		from = end
	}
	return true
}

// write appends the records of a batch, which fit into a page each, as many at once
// as fit into the page that the file ends in. One that does not fit begins the next
// page. What was written in part because the disk is full is taken back.
func (l *lines) write(b *batch) error {
	from := 0
	for i := 0; i < len(b.ends); {
		room := page - int(l.size%page)
		if b.ends[i]-from > room {
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
// page that it does not end with already holds the end of a line.
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

// cut takes off the file what begins at offset.
func (l *lines) cut(offset int64) error {
	if err := putAside(l.f, l.path, offset, l.size); err != nil {
		return err
	}
	l.size = offset
	return nil
}

// putAside moves the end of a file, which is no whole record, to PATH.torn.
func putAside(f *os.File, path string, from, to int64) error {
	torn, err := os.OpenFile(path+".torn", os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
	if err != nil {
		return err
	}
	_, err = io.Copy(torn, io.NewSectionReader(f, from, to-from))
	if err == nil {
		_, err = torn.WriteString("\n")
	}
	if err := errors.Join(err, torn.Close()); err != nil {
		return err
	}
	return f.Truncate(from)
}
