package export

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"luafut/engine/keep"
	"luafut/engine/keep/csvtext"
)

const comma = ","

// csv is a file of CSV with a header.
type csv struct {
	*swapped
	columns []string
	index   map[string]int
	begun   bool // the header is in the file, or in a batch
	row     []string
}

func (c *csv) setColumns(names []string) error {
	index := make(map[string]int, len(names))
	for i, name := range names {
		if _, twice := index[name]; twice {
			return fmt.Errorf("the column %q is there twice", name)
		}
		index[name] = i
	}
	c.columns, c.index, c.row = names, index, make([]string, len(names))
	return nil
}

func (c *csv) add(b *batch, r *Record) error {
	if c.columns == nil {
		names := make([]string, len(r.Fields))
		for i, f := range r.Fields {
			names[i] = f.Name
		}
		if len(names) == 0 {
			return errors.New("the first record has no field to make a column of; say the columns with schema")
		}
		if err := c.setColumns(names); err != nil {
			return err
		}
	}
	clear(c.row)
	for _, f := range r.Fields {
		i, known := c.index[f.Name]
		if !known {
			return fmt.Errorf("the record's field %q is no column: they are %s, and CSV has no room for more once it has begun; say all columns with schema, or write .jsonl or .db",
				f.Name, strings.Join(c.columns, ", "))
		}
		c.row[i] = cell(f.Value)
	}
	if !c.begun {
		b.data = csvtext.AppendRow(b.data, comma, c.columns)
		c.begun = true
	}
	b.data = csvtext.AppendRow(b.data, comma, c.row)
	b.end()
	return nil
}

// cell is a value as CSV has it. Nothing and "" are the same there.
func cell(v any) string {
	switch v := v.(type) {
	case bool:
		if v {
			return "true"
		}
		return "false"
	case float64:
		return string(keep.AppendNumber(nil, v))
	case string:
		return v
	case keep.JSON:
		return string(v)
	}
	return ""
}

func (c *csv) write(b *batch) error { return c.append(b.data) }

func (c *csv) canonical(v any) any { return cell(v) }

// load reads what is there: the header, and keys. A last row that is not whole is
// cut off.
func (c *csv) load(key []string, keys *keep.Keys) error {
	info, err := c.visible.Stat()
	if err != nil {
		return err
	}
	c.found(info.Size())
	r := csvtext.NewReader(io.NewSectionReader(c.visible, 0, c.size), comma)
	var places []int
	var scratch []byte
	for {
		offset := r.Offset()
		row, err := r.Read()
		var syntax *csvtext.SyntaxError
		switch {
		case err == io.EOF:
			return nil
		case errors.As(err, &syntax) && r.Offset() == c.size:
			return c.cut(offset)
		case err != nil:
			return err
		case !r.Whole():
			return c.cut(offset)
		}
		if !c.begun {
			if places, err = c.begin(row, key); err != nil {
				return err
			}
			continue
		}
		if len(row) != len(c.columns) {
			return fmt.Errorf("line %d has %d cells, and the header has %d", r.Line(), len(row), len(c.columns))
		}
		if keys != nil {
			scratch = scratch[:0]
			for _, i := range places {
				scratch = keep.AppendKey(scratch, row[i])
			}
			keys.Add(scratch)
		}
	}
}

// cut takes off the file what begins at offset.
func (c *csv) cut(offset int64) error {
	if err := putAside(c.visible, c.path, offset, c.size); err != nil {
		return err
	}
	c.found(offset)
	return nil
}

// begin takes the header of a file that is there.
func (c *csv) begin(header, key []string) (places []int, err error) {
	if c.columns != nil {
		for _, name := range c.columns {
			if !slices.Contains(header, name) {
				return nil, fmt.Errorf("the file has the columns %s, and the schema's field %q is not among them; leave out append and key to replace the file",
					strings.Join(header, ", "), name)
			}
		}
	}
	if err := c.setColumns(header); err != nil {
		return nil, err
	}
	c.begun = true
	for _, name := range key {
		i, there := c.index[name]
		if !there {
			return nil, fmt.Errorf("the key %q is none of the file's columns: %s", name, strings.Join(header, ", "))
		}
		places = append(places, i)
	}
	return places, nil
}
