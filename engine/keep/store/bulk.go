package store

import (
	"context"
	"database/sql"
	"strings"

	"luafut/engine/keep"
)

// rowsAtOnce is how many records one statement takes at most: the more the cheaper,
// up to some.
const rowsAtOnce = 64

// maxArgs is how many values one statement takes; SQLite has room for 32766.
const maxArgs = 4096

// InsertNew adds records in one transaction. With a key, those whose key is there
// are left out.
func (db *DB) InsertNew(ctx context.Context, table string, key []string, records [][]keep.Field) error {
	mode := modeInsert
	if key != nil {
		mode = modeIgnore
	}
	tx, err := db.Begin(ctx)
	if err != nil {
		return err
	}
	for len(records) > 0 {
		n := alike(records)
		err := tx.do("cannot write", func() error { return db.putAlike(table, key, records[:n], mode) })
		if err != nil {
			_ = tx.Rollback() // the first error is the one to tell
			return err
		}
		records = records[n:]
	}
	return tx.Commit()
}

// alike is how many records from the first on have the same fields in one order.
func alike(records [][]keep.Field) int {
	for n, fields := range records {
		if len(fields) != len(records[0]) {
			return n
		}
		for i, f := range fields {
			if f.Name != records[0][i].Name {
				return n
			}
		}
	}
	return len(records)
}

// putAlike writes records that are alike within the writer's transaction. The first
// makes what is missing, a table, columns, an index; the others go by the handful.
func (db *DB) putAlike(name string, key []string, records [][]keep.Field, mode writeMode) error {
	first := records[0]
	if _, err := db.put(name, key, first, mode); err != nil {
		return err
	}
	in, err := db.tables.get(name)
	if err != nil {
		return err
	}
	declared := make([]string, len(first))
	for i, f := range first {
		declared[i] = in.columns[strings.ToLower(f.Name)]
	}
	var stmt *sql.Stmt
	var args []any
	size := 0 // of stmt
	for records = records[1:]; len(records) > 0; records = records[size:] {
		if n := handful(len(records), len(first)); n != size {
			size = n
			if stmt, err = db.tables.prepare(putStatement(name, key, first, size, mode)); err != nil {
				return err
			}
		}
		args = args[:0]
		for _, fields := range records[:size] {
			if err := checkKey(key, fields); err != nil {
				return err
			}
			for i, f := range fields {
				if err := checkBoolean(name, declared[i], f); err != nil {
					return err
				}
				args = append(args, toSQL(f.Value))
			}
		}
		if _, err := stmt.ExecContext(context.Background(), args...); err != nil {
			return err
		}
	}
	return nil
}

// handful is how many of n records of so many fields go into the next statement: of
// few different numbers, for each is a statement to prepare and to keep.
func handful(n, fields int) int {
	size := rowsAtOnce
	for size > 1 && (size > n || size*fields > maxArgs) {
		size /= 8
	}
	return size
}
