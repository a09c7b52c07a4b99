package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"time"

	"luafut/engine/keep"
)

// array is a file that is one JSON list. Records gather in PATH.part, which is a
// list without its end; a commit ends it and renames it, and the next record begins
// with a copy. So the file is a whole list at every moment, for readers too.
type array struct {
	path    string
	visible *os.File // holds the lock of the file that path names
	part    *os.File // nil between a commit and the next record
	size    int64    // of part, without an end
	any     bool     // whether the list has an item

	dirty bool          // part holds what path does not
	cost  time.Duration // of the last copy and commit
	last  time.Time     // when it was done
}

const (
	arrayBegin = "["
	arrayEnd   = "\n]\n"
	// share is which part of the time goes into commits at most, one in share.
	share = 10
)

func (a *array) add(b *batch, r *Record) error {
	b.data = append(append(b.data, ",\n"...), r.Text...)
	b.end()
	return nil
}

func (a *array) canonical(v any) any { return v }

func (a *array) write(b *batch) error {
	if err := a.begin(); err != nil {
		return err
	}
	data := b.data
	if !a.any {
		data = data[1:] // the first item has no comma before it
	}
	n, err := a.part.WriteAt(data, a.size)
	if err != nil {
		return err
	}
	a.size += int64(n)
	a.any, a.dirty = true, true
	return nil
}

// begin makes the part that the next records go to.
func (a *array) begin() error {
	if a.part != nil {
		return nil
	}
	began := time.Now()
	part, err := keep.OpenLocked(a.path+".part", os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return err
	}
	if err := a.copyTo(part); err != nil {
		part.Close()
		return err
	}
	a.part, a.cost = part, time.Since(began)
	return nil
}

func (a *array) copyTo(part *os.File) error {
	if err := part.Truncate(0); err != nil {
		return err
	}
	if info, err := a.visible.Stat(); err != nil {
		return err
	} else if err := part.Chmod(info.Mode().Perm()); err != nil {
		return err
	}
	if _, err := a.visible.Seek(0, io.SeekStart); err != nil {
		return err
	}
	n, err := io.CopyN(part, a.visible, a.size)
	if err == nil && n != a.size {
		err = io.ErrUnexpectedEOF
	}
	return err
}

func (a *array) commit(force bool) (again bool, err error) {
	if !a.dirty {
		return false, nil
	}
	if !force && time.Since(a.last) < a.cost*share {
		return true, nil
	}
	began := time.Now()
	if _, err := a.part.WriteAt([]byte(arrayEnd), a.size); err != nil {
		return false, err
	}
	if err := os.Rename(a.part.Name(), a.path); err != nil {
		return false, err
	}
	if err := a.visible.Close(); err != nil {
		return false, err
	}
	a.visible, a.part, a.dirty = a.part, nil, false
	a.last = time.Now()
	a.cost += a.last.Sub(began)
	return false, nil
}

func (a *array) close() error {
	var err error
	if a.part != nil {
		err = a.part.Close()
	}
	return errors.Join(err, a.visible.Close())
}

// start makes an empty file a list of nothing.
func (a *array) start() error {
	a.size = int64(len(arrayBegin))
	if err := a.visible.Truncate(0); err != nil {
		return err
	}
	_, err := a.visible.WriteAt([]byte(arrayBegin+"]\n"), 0)
	return err
}

// load reads the list that is there.
func (a *array) load(key []string, keys *keep.Keys) error {
	if _, err := a.visible.Seek(0, io.SeekStart); err != nil {
		return err
	}
	d := json.NewDecoder(a.visible)
	token, err := d.Token()
	if err == io.EOF {
		return a.start()
	}
	if token != json.Delim('[') || err != nil {
		return errors.New("it is no JSON list; give another file, or leave out append and key to replace this one")
	}
	a.size = d.InputOffset()
	for n := 1; d.More(); n++ {
		var item json.RawMessage
		if err := d.Decode(&item); err != nil {
			return fmt.Errorf("item %d is no JSON: %w", n, err)
		}
		a.size, a.any = d.InputOffset(), true
		if keys != nil {
			if err := addKeyOf(item, key, keys); err != nil {
				return fmt.Errorf("item %d: %w", n, err)
			}
		}
	}
	if _, err := d.Token(); err != nil {
		return fmt.Errorf("the list has no end: %w", err)
	}
	if rest, err := io.ReadAll(io.LimitReader(d.Buffered(), 1<<10)); err != nil || len(bytes.TrimSpace(rest)) > 0 {
		return errors.New("there is more after the end of the list")
	}
	return nil
}
