package export

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"

	"luafut/engine/keep"
)

// maxLine bounds a line that is read back.
const maxLine = 1 << 30

// jsonl is a file of JSON Lines. It is appended to while each line fits into a page.
// From the first one on that does not it is exchanged, as the other formats are.
type jsonl struct {
	lines
	swapped *swapped // nil before
}

func (j *jsonl) write(b *batch) error {
	if j.swapped == nil {
		if fits(b) {
			return j.lines.write(b)
		}
		var err error
		if j.swapped, err = newSwapped(j.f, j.path, ""); err != nil {
			return err
		}
		j.swapped.found(j.size)
	}
	return j.swapped.append(b.data)
}

func (j *jsonl) commit(force bool) (again bool, err error) {
	if j.swapped == nil {
		return false, nil // write has shown it
	}
	return j.swapped.commit(force)
}

func (j *jsonl) close() error {
	if j.swapped == nil {
		return j.f.Close()
	}
	return j.swapped.close()
}

func (j *jsonl) add(b *batch, r *Record) error {
	b.data = append(append(b.data, r.Text...), '\n')
	b.end()
	return nil
}

func (j *jsonl) canonical(v any) any { return v }

// load reads what is there: keys into keys, where there is one. What a kill has left
// of the last line is cut off.
func (j *jsonl) load(key []string, keys *keep.Keys) error {
	r := bufio.NewReaderSize(io.NewSectionReader(j.f, 0, j.size), 64<<10)
	offset := int64(0)
	for n := 1; ; n++ {
		line, err := readLine(r)
		if err == io.EOF && len(line) == 0 {
			return nil
		}
		if err != nil && err != io.EOF {
			return err
		}
		whole := err == nil
		if !json.Valid(line) && len(bytes.TrimSpace(line)) > 0 {
			if !whole {
				return j.cut(offset)
			}
			return fmt.Errorf("line %d is no JSON; give another file, or leave out append and key to replace this one", n)
		}
		if keys != nil && len(bytes.TrimSpace(line)) > 0 {
			if err := addKeyOf(line, key, keys); err != nil {
				return fmt.Errorf("line %d: %w", n, err)
			}
		}
		offset += int64(len(line))
		if !whole {
			return j.append([]byte("\n"))
		}
		offset++
	}
}

// readLine gives a line without its line feed; io.EOF beside one that has none.
func readLine(r *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		piece, err := r.ReadSlice('\n')
		line = append(line, piece...)
		switch {
		case len(line) > maxLine:
			return nil, fmt.Errorf("a line of more than %d bytes", maxLine)
		case err == bufio.ErrBufferFull:
		case err == nil:
			return line[:len(line)-1], nil
		default:
			return line, err
		}
	}
}

// addKeyOf adds the key of a record that is JSON text. One that has not all of the
// key's fields has no key.
func addKeyOf(text []byte, key []string, keys *keep.Keys) error {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(text, &fields); err != nil {
		return fmt.Errorf("it is no JSON object, so it has no field %s", key[0])
	}
	var scratch []byte
	for _, name := range key {
		raw, there := fields[name]
		if !there {
			return nil
		}
		var v any
		if err := json.Unmarshal(raw, &v); err != nil {
			return err
		}
		switch v.(type) {
		case string, bool, float64:
			scratch = keep.AppendKey(scratch, v)
		default:
			return nil
		}
	}
	keys.Add(scratch)
	return nil
}
