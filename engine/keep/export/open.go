package export

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"luafut/engine/keep"
	"luafut/engine/keep/store"
)

// Options of an export. The zero value is valid.
type Options struct {
	// Append goes on behind what is there; else the file is begun anew.
	Append bool
	// Key names the fields that tell records apart: those whose key is in the file
	// already are left out. Nil: all are written.
	Key []string
	// Columns are the columns of CSV, in their order. Nil: the fields of the first
	// record.
	Columns []string
}

// Open opens a file by the format that its name ends in: .jsonl (and .ndjson),
// .json, .csv, .db (and .sqlite, .sqlite3: a table named records). It reads what it
// goes on behind. It starts one goroutine, which Close ends. Errors are *keep.Error.
func Open(ctx context.Context, path string, o Options) (*Export, error) {
	f, err := open(ctx, path, o)
	if err != nil {
		var own *keep.Error
		if errors.As(err, &own) {
			return nil, err
		}
		return nil, &keep.Error{Path: path, Problem: "cannot open it", Err: err}
	}
	e := &Export{
		path: path, format: f.format, text: f.text, keys: f.keys,
		pending: &batch{}, spare: &batch{}, moved: make(chan struct{}),
		kick: make(chan struct{}, 1), hurry: make(chan struct{}, 1), ended: make(chan struct{}),
	}
	go e.run()
	return e, nil
}

type opened struct {
	format format
	text   bool
	keys   *keep.Keys
}

func open(ctx context.Context, path string, o Options) (f opened, err error) {
	if o.Key != nil {
		f.keys = keep.NewKeys()
	}
	switch strings.ToLower(filepath.Ext(path)) {
	case ".jsonl", ".ndjson":
		f.text = true
		var l lines
		if l, err = openLines(path, o.Append); err == nil {
			j := &jsonl{lines: l}
			err = closing(j, j.load(o.Key, f.keys))
			f.format = j
		}
	case ".csv":
		f.format, err = openCSV(path, o, f.keys)
	case ".json":
		f.text = true
		f.format, err = openArray(path, o, f.keys)
	case ".db", ".sqlite", ".sqlite3":
		f.format, err = openTable(ctx, path, o, f.keys)
	default:
		err = fmt.Errorf("a file's name says its format: .jsonl, .json, .csv or .db, but not %q", filepath.Ext(path))
	}
	return f, err
}

// closing closes a format that cannot be used because of err.
func closing(f format, err error) error {
	if err != nil {
		return errors.Join(err, f.close())
	}
	return nil
}

func openLines(path string, append bool) (lines, error) {
	f, path, err := openLocked(path)
	if err != nil {
		return lines{}, err
	}
	size := int64(0)
	if append {
		var info os.FileInfo
		if info, err = f.Stat(); err == nil {
			size = info.Size()
		}
	} else {
		err = f.Truncate(0)
	}
	if err != nil {
		f.Close()
		return lines{}, err
	}
	return lines{f: f, path: path, size: size}, nil
}

func openCSV(path string, o Options, keys *keep.Keys) (format, error) {
	s, err := openSwapped(path, "")
	if err != nil {
		return nil, err
	}
	c := &csv{swapped: s}
	if o.Columns != nil {
		err = c.setColumns(o.Columns)
	}
	if err == nil && o.Append {
		err = c.load(o.Key, keys)
	} else if err == nil {
		err = s.reset("", 0)
	}
	return c, closing(c, err)
}

func openArray(path string, o Options, keys *keep.Keys) (format, error) {
	s, err := openSwapped(path, arrayEnd)
	if err != nil {
		return nil, err
	}
	a := &array{swapped: s}
	if o.Append {
		err = a.load(o.Key, keys)
	} else {
		err = a.empty()
	}
	return a, closing(a, err)
}

func openTable(ctx context.Context, path string, o Options, keys *keep.Keys) (format, error) {
	db, err := store.Open(ctx, path, store.Options{})
	if err != nil {
		return nil, err
	}
	t := &table{db: db, key: o.Key}
	if !o.Append {
		_, err = db.Execute(ctx, "DROP TABLE IF EXISTS "+tableName, nil)
	}
	if err == nil && keys != nil {
		err = t.load(ctx, keys)
	}
	return t, closing(t, err)
}
