package export

import (
	"context"
	"fmt"
	"strings"

	"luafut/engine/keep"
	"luafut/engine/keep/store"
)

// tableName is the table that records are written to.
const tableName = "records"

// table is a table of SQLite.
type table struct {
	db  *store.DB
	key []string
}

func (t *table) add(b *batch, r *Record) error {
	if len(r.Fields) == 0 {
		return fmt.Errorf("the record has no field")
	}
	b.addRow(r.Fields)
	return nil
}

// canonical makes a boolean the number that it is in a column of numbers.
func (t *table) canonical(v any) any {
	if v == true {
		return float64(1)
	}
	if v == false {
		return float64(0)
	}
	return v
}

func (t *table) write(b *batch) error {
	return t.db.InsertNew(context.Background(), tableName, t.key, b.rows)
}

func (t *table) commit(bool) (bool, error) { return false, nil }

func (t *table) close() error { return t.db.Close(context.Background()) }

// load adds the keys that are there. A file or a table that is missing has none.
func (t *table) load(ctx context.Context, keys *keep.Keys) error {
	rows, err := t.db.Query(ctx, "SELECT name FROM pragma_table_info(?)", []any{tableName})
	if err != nil {
		return err
	}
	defer rows.Close()
	names, err := rows.Read(ctx, maxColumns)
	if err != nil || len(names) == 0 {
		return err
	}
	columns := make([]string, len(t.key))
	for i, name := range t.key {
		columns[i] = `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
		found := false
		for _, column := range names {
			found = found || strings.EqualFold(column[0].(string), name)
		}
		if !found {
			return nil // no row has the field yet
		}
	}
	return t.loadKeys(ctx, "SELECT "+strings.Join(columns, ", ")+" FROM "+tableName, keys)
}

// maxColumns is more than a table of SQLite can have.
const maxColumns = 1 << 16

func (t *table) loadKeys(ctx context.Context, query string, keys *keep.Keys) error {
	rows, err := t.db.Query(ctx, query, nil)
	if err != nil {
		return err
	}
	defer rows.Close()
	var scratch []byte
	for {
		batch, err := rows.Read(ctx, 1000)
		if err != nil || len(batch) == 0 {
			return err
		}
		for _, row := range batch {
			scratch = scratch[:0]
			for _, v := range row {
				scratch = keep.AppendKey(scratch, t.canonical(v))
			}
			keys.Add(scratch)
		}
	}
}
