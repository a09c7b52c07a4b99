package store

import (
	"context"
	"database/sql"
	"sync"
)

// Rows are the rows of a query. They hold a connection and a view of the database
// as it was, until they are read to the end or closed. Their methods may be called
// from any goroutine.
type Rows struct {
	db    *DB
	names []string
	bools []bool // the columns that are declared BOOLEAN

	mu     sync.Mutex
	rows   *sql.Rows // nil once there is no more to read
	cancel context.CancelFunc
	ahead  [][]any
}

// Query gives the rows of a query, whose parameters are args, or for those with
// names sql.NamedArg. It sees all that was committed before.
func (db *DB) Query(ctx context.Context, query string, args []any) (*Rows, error) {
	rows, err := db.query(ctx, db.read, query, args)
	return rows, db.wrap("cannot query it", err)
}

type queryer interface {
	QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error)
}

func (db *DB) query(ctx context.Context, from queryer, query string, args []any) (r *Rows, err error) {
	if err := checkStatement(query, args); err != nil {
		return nil, err
	}
	// The rows live longer than the call, but the call's end is their end while it
	// lasts.
	own, cancel := context.WithCancel(context.WithoutCancel(ctx))
	stop := context.AfterFunc(ctx, cancel)
	defer stop()
	r = &Rows{db: db, cancel: cancel}
	err = db.retry(own, func() (err error) {
		r.rows, err = from.QueryContext(own, query, toArgs(args)...)
		return err
	})
	if err == nil {
		if err = r.describe(); err != nil {
			r.rows.Close()
		}
	}
	if err != nil {
		cancel()
		if cause := context.Cause(ctx); cause != nil {
			err = cause
		}
		return nil, err
	}
	return r, nil
}

func (r *Rows) describe() error {
	types, err := r.rows.ColumnTypes()
	for _, t := range types {
		r.names = append(r.names, t.Name())
		r.bools = append(r.bools, t.DatabaseTypeName() == "BOOLEAN")
	}
	return err
}

// Names are the names of the columns.
func (r *Rows) Names() []string { return r.names }

// Read gives up to n further rows, each with a value for each name: nil, bool,
// float64, string or Big. None means the end. What ctx cuts short cannot be read
// further.
func (r *Rows) Read(ctx context.Context, n int) ([][]any, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if len(r.ahead) > 0 {
		n = min(n, len(r.ahead))
		batch := r.ahead[:n:n]
		r.ahead = r.ahead[n:]
		return batch, nil
	}
	batch, err := r.next(ctx, n)
	if err != nil {
		if cause := context.Cause(ctx); cause != nil {
			return nil, cause
		}
	}
	return batch, r.db.wrap("cannot read the rows", err)
}

// next reads rows from SQLite. The mutex is held.
func (r *Rows) next(ctx context.Context, n int) ([][]any, error) {
	if r.rows == nil {
		return nil, nil
	}
	stop := context.AfterFunc(ctx, r.cancel)
	defer stop()
	var batch [][]any
	for len(batch) < n && r.rows.Next() {
		values, into := make([]any, len(r.names)), make([]any, len(r.names))
		for i := range values {
			into[i] = &values[i]
		}
		if err := r.rows.Scan(into...); err != nil {
			return nil, err
		}
		for i, v := range values {
			values[i] = fromSQL(v, r.bools[i])
		}
		batch = append(batch, values)
	}
	if len(batch) < n {
		err := r.rows.Err()
		r.close()
		return batch, err
	}
	return batch, nil
}

func (r *Rows) readAll(ctx context.Context) error {
	const most = 1 << 30 // rows; memory ends before
	all, err := r.next(ctx, most)
	r.ahead = all
	return err
}

// Close releases what the rows hold; any number of times.
func (r *Rows) Close() {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.ahead = nil
	r.close()
}

func (r *Rows) close() {
	if r.rows != nil {
		_ = r.rows.Close() // what it says was said by Err
		r.rows = nil
		r.cancel()
	}
}
