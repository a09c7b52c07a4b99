package export

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"luafut/engine/keep"
)

// array is a file that is one JSON list.
type array struct {
	*swapped
	any bool // whether the list has an item
}

const (
	arrayBegin = "["
	arrayEnd   = "\n]\n"
)

func (a *array) add(b *batch, r *Record) error {
	b.data = append(append(b.data, ",\n"...), r.Text...)
	b.end()
	return nil
}

func (a *array) canonical(v any) any { return v }

func (a *array) write(b *batch) error {
	data := b.data
	if !a.any {
		data = data[1:] // the first item has no comma before it
	}
	a.any = true
	return a.append(data)
}

// empty makes the file a list of nothing.
func (a *array) empty() error { return a.reset(arrayBegin+"]\n", len(arrayBegin)) }

// load reads the list that is there.
func (a *array) load(key []string, keys *keep.Keys) error {
	if _, err := a.visible.Seek(0, io.SeekStart); err != nil {
		return err
	}
	d := json.NewDecoder(a.visible)
	token, err := d.Token()
	if err == io.EOF {
		return a.empty()
	}
	if token != json.Delim('[') || err != nil {
		return errors.New("it is no JSON list; give another file, or leave out append and key to replace this one")
	}
	a.found(d.InputOffset())
	for n := 1; d.More(); n++ {
		var item json.RawMessage
		if err := d.Decode(&item); err != nil {
			return fmt.Errorf("item %d is no JSON: %w", n, err)
		}
		a.found(d.InputOffset())
		a.any = true
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
