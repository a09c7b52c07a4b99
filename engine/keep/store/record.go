package store

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	sqlite3 "modernc.org/sqlite/lib"

	"luafut/engine/keep"
)

const constraint = sqlite3.SQLITE_CONSTRAINT

// writeMode is what becomes of a record whose key is there.
type writeMode int

const (
	modeInsert writeMode = iota // it is an error where an index forbids it
	modeUpsert                  // the row gets the record's fields
	modeIgnore                  // the row stays as it is
)

// Insert adds a record to a table and gives its row's number. The table and
// columns that are missing are made. A column has no declared type: each value
// keeps its own; but one whose first value is a boolean is declared BOOLEAN, and
// takes booleans only.
func (db *DB) Insert(ctx context.Context, table string, fields []keep.Field) (id int64, err error) {
	err = db.do(ctx, func() (err error) {
		id, err = db.put(table, nil, fields, modeInsert)
		return err
	})
	return id, err
}

// Upsert adds a record, or where a row has the same values in the columns of the
// key, sets that row's fields to the record's; its others stay. The key gets a
// unique index.
func (db *DB) Upsert(ctx context.Context, table string, key []string, fields []keep.Field) error {
	return db.do(ctx, func() error {
		_, err := db.put(table, key, fields, modeUpsert)
		return err
	})
}

// put writes one record within the writer's transaction.
func (db *DB) put(name string, key []string, fields []keep.Field, mode writeMode) (id int64, err error) {
	if err := checkRecord(name, key, fields); err != nil {
		return 0, err
	}
	t, err := db.tables.get(name)
	if err != nil {
		return 0, err
	}
	if err := db.tables.grow(name, t, fields); err != nil {
		return 0, err
	}
	if key != nil {
		if err := db.tables.unique(name, t, key); err != nil {
			return 0, err
		}
	}
	stmt, err := db.tables.prepare(putStatement(name, key, fields, 1, mode))
	if err != nil {
		return 0, err
	}
	args := make([]any, len(fields))
	for i, f := range fields {
		args[i] = toSQL(f.Value)
	}
	result, err := stmt.ExecContext(context.Background(), args...)
	if err != nil {
		return 0, err
	}
	return result.LastInsertId()
}

func checkRecord(table string, key []string, fields []keep.Field) error {
	if table == "" || strings.IndexByte(table, 0) >= 0 {
		return fmt.Errorf("a table cannot be called %q", table)
	}
	if len(fields) == 0 {
		return errors.New("the record has no field")
	}
	for i, f := range fields {
		if f.Name == "" || strings.IndexByte(f.Name, 0) >= 0 {
			return fmt.Errorf("a column cannot be called %q", f.Name)
		}
		for _, other := range fields[:i] {
			if strings.EqualFold(f.Name, other.Name) {
				return fmt.Errorf("the fields %q and %q are one column for SQLite, which does not tell upper from lower case", other.Name, f.Name)
			}
		}
	}
	return checkKey(key, fields)
}

func checkKey(key []string, fields []keep.Field) error {
	for _, name := range key {
		if !slices.ContainsFunc(fields, func(f keep.Field) bool { return f.Name == name && f.Value != nil }) {
			return fmt.Errorf("the record has no field %q, which is of the key", name)
		}
	}
	return nil
}

// grow makes a table and columns for a record's fields.
func (t *tables) grow(name string, in *table, fields []keep.Field) error {
	if len(in.columns) == 0 {
		columns := make([]string, len(fields))
		for i, f := range fields {
			columns[i] = declare(f)
		}
		if err := t.change(fmt.Sprintf("CREATE TABLE IF NOT EXISTS %s (%s)", quote(name), strings.Join(columns, ", "))); err != nil {
			return err
		}
		for _, f := range fields {
			in.columns[strings.ToLower(f.Name)] = declaredType(f)
		}
		return nil
	}
	for _, f := range fields {
		declared, there := in.columns[strings.ToLower(f.Name)]
		if !there {
			if err := t.change(fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", quote(name), declare(f))); err != nil {
				return err
			}
			in.columns[strings.ToLower(f.Name)] = declaredType(f)
			continue
		}
		if err := checkBoolean(name, declared, f); err != nil {
			return err
		}
	}
	return nil
}

// checkBoolean refuses what is no boolean in a column of them.
func checkBoolean(table, declared string, f keep.Field) error {
	if _, boolean := f.Value.(bool); declared == declaredBoolean && !boolean && f.Value != nil {
		return fmt.Errorf("the column %q of %s holds booleans only, and the record has %v there", f.Name, table, f.Value)
	}
	return nil
}

const declaredBoolean = "BOOLEAN"

func declaredType(f keep.Field) string {
	if _, boolean := f.Value.(bool); boolean {
		return declaredBoolean
	}
	return ""
}

func declare(f keep.Field) string {
	return strings.TrimSpace(quote(f.Name) + " " + declaredType(f))
}

// putStatement is the statement for a number of records that have the same fields.
func putStatement(name string, key []string, fields []keep.Field, records int, mode writeMode) string {
	var b strings.Builder
	b.WriteString("INSERT INTO " + quote(name) + " (")
	list := func(n int, item func(i int) string) {
		for i := range n {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(item(i))
		}
	}
	list(len(fields), func(i int) string { return quote(fields[i].Name) })
	b.WriteString(") VALUES ")
	row := "(?" + strings.Repeat(", ?", len(fields)-1) + ")"
	list(records, func(int) string { return row })
	if mode == modeInsert {
		return b.String()
	}
	b.WriteString(" ON CONFLICT (")
	list(len(key), func(i int) string { return quote(key[i]) })
	b.WriteString(") DO ")
	var others []keep.Field
	for _, f := range fields {
		if !slices.Contains(key, f.Name) {
			others = append(others, f)
		}
	}
	if mode == modeIgnore || len(others) == 0 {
		b.WriteString("NOTHING")
		return b.String()
	}
	b.WriteString("UPDATE SET ")
	list(len(others), func(i int) string { return quote(others[i].Name) + " = excluded." + quote(others[i].Name) })
	return b.String()
}
