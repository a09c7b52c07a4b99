package store

import (
	"context"
	"database/sql"
	"fmt"
	"strings"
)

// tables is what the writer knows of the database's tables. It is asked within a
// transaction only.
type tables struct {
	conn    *sql.Conn
	version int64 // of the schema; changes with each change of it, by anybody
	known   map[string]*table
	stmts   map[string]*sql.Stmt
}

// table is one table. Names of columns are in lower case, as SQLite compares them.
type table struct {
	columns map[string]string // and their declared types, in upper case
	unique  map[string]bool   // keys that have an index for sure
}

// maxStatements is how many prepared statements are kept.
const maxStatements = 200

// quote writes a name for SQL.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// forget drops what is known, for it may have been taken back.
func (t *tables) forget() { t.known, t.version = map[string]*table{}, -1 }

// refresh drops what is known where somebody has changed the schema.
func (t *tables) refresh() error {
	var version int64
	err := t.row("PRAGMA schema_version", &version)
	if err == nil && version != t.version {
		t.known, t.version = map[string]*table{}, version
	}
	return err
}

func (t *tables) row(query string, into any) error {
	stmt, err := t.prepare(query)
	if err != nil {
		return err
	}
	return stmt.QueryRowContext(context.Background()).Scan(into)
}

// prepare keeps the statements that come again.
func (t *tables) prepare(statement string) (*sql.Stmt, error) {
	if s := t.stmts[statement]; s != nil {
		return s, nil
	}
	if len(t.stmts) >= maxStatements || t.stmts == nil {
		t.close()
	}
	s, err := t.conn.PrepareContext(context.Background(), statement)
	if err == nil {
		t.stmts[statement] = s
	}
	return s, err
}

// close closes the statements that were kept.
func (t *tables) close() {
	for _, s := range t.stmts {
		s.Close()
	}
	t.stmts = map[string]*sql.Stmt{}
}

// get gives a table with its columns; one that does not exist has none.
func (t *tables) get(name string) (*table, error) {
	if known := t.known[name]; known != nil {
		return known, nil
	}
	rows, err := t.conn.QueryContext(context.Background(), "SELECT name, type FROM pragma_table_xinfo(?)", name)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	found := &table{columns: map[string]string{}, unique: map[string]bool{}}
	for rows.Next() {
		var column, declared string
		if err := rows.Scan(&column, &declared); err != nil {
			return nil, err
		}
		found.columns[strings.ToLower(column)] = strings.ToUpper(declared)
	}
	if err := rows.Err(); err != nil {
		return nil, err
	}
	t.known[name] = found
	return found, nil
}

// change runs a statement that changes the schema, by this writer itself.
func (t *tables) change(statement string) error {
	if _, err := t.conn.ExecContext(context.Background(), statement); err != nil {
		return err
	}
	return t.row("PRAGMA schema_version", &t.version)
}

// unique makes sure that the columns of a key have a unique index.
func (t *tables) unique(name string, in *table, key []string) error {
	id := strings.ToLower(strings.Join(key, "\x00"))
	if in.unique[id] {
		return nil
	}
	columns := make([]string, len(key))
	for i, column := range key {
		columns[i] = quote(column)
	}
	index := quote(name + "_key_" + strings.Join(key, "_"))
	err := t.change(fmt.Sprintf("CREATE UNIQUE INDEX IF NOT EXISTS %s ON %s (%s)", index, quote(name), strings.Join(columns, ", ")))
	if code(err) == constraint {
		return fmt.Errorf("the rows that are there already have the same %s more than once", strings.Join(key, ", "))
	}
	if err == nil {
		in.unique[id] = true
	}
	return err
}
