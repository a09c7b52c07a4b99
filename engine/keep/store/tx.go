package store

import (
	"context"
	"errors"
	"fmt"

	"luafut/engine/keep"
)

// Tx is a transaction. It has the writer's turn: other writes wait until Commit or
// Rollback. It is for one goroutine at a time.
type Tx struct {
	db    *DB
	job   *job
	depth int  // of savepoints
	spent bool // SQLite has taken it back
	over  bool
}

var errSpent = errors.New("the transaction was taken back by SQLite when an earlier statement failed")

// Begin waits for the writer's turn, and opens a transaction. It must be ended by
// Commit or Rollback.
func (db *DB) Begin(ctx context.Context) (*Tx, error) {
	j := &job{ctx: ctx, hold: make(chan struct{}), done: make(chan error, 1)}
	tx := &Tx{db: db, job: j}
	if err := db.submit(j); err != nil {
		close(j.hold) // where the turn was given meanwhile, it ends at once
		return nil, err
	}
	return tx, nil
}

// lend gives the writer's turn to a transaction. One that was given up before it
// knew is rolled back.
func (db *DB) lend(j *job) {
	if err := context.Cause(j.ctx); err != nil {
		j.done <- err
		return
	}
	if err := db.begin(j.ctx); err != nil {
		j.done <- db.wrap("cannot begin a transaction", err)
		return
	}
	j.done <- nil
	<-j.hold
	if !j.ended {
		_ = db.rollback() // nobody is left to be told, and the next begin would fail
	}
}

// Commit keeps what was done, and ends the transaction; an error means that
// nothing was kept. Within a savepoint it ends that.
func (tx *Tx) Commit() error {
	if tx.spent {
		return errors.Join(tx.db.wrap("cannot commit", errSpent), tx.Rollback())
	}
	if tx.depth > 0 {
		tx.depth--
		return tx.db.wrap("cannot commit", tx.db.exec("RELEASE "+savepoint(tx.depth)))
	}
	err := tx.db.exec("COMMIT")
	if err != nil {
		_ = tx.db.rollback() // it may be gone already
	}
	tx.end()
	return tx.db.wrap("cannot commit", err)
}

// Rollback takes back what was done, and ends the transaction; within a savepoint,
// what was done since. After the end it does nothing.
func (tx *Tx) Rollback() error {
	if tx.over {
		return nil
	}
	if tx.depth > 0 && !tx.spent {
		tx.depth--
		tx.db.tables.forget()
		name := savepoint(tx.depth)
		return tx.db.wrap("cannot roll back", tx.db.exec("ROLLBACK TO "+name+"; RELEASE "+name))
	}
	err := tx.db.rollback()
	if tx.spent {
		err = nil // there is nothing left to take back
	}
	tx.end()
	return tx.db.wrap("cannot roll back", err)
}

func (tx *Tx) end() {
	if !tx.over {
		tx.over, tx.job.ended = true, true
		close(tx.job.hold)
	}
}

func savepoint(depth int) string { return fmt.Sprintf("luafut_%d", depth) }

// Savepoint begins a transaction within the transaction: the next Commit or
// Rollback ends it.
func (tx *Tx) Savepoint() error {
	return tx.do("cannot begin a transaction", func() error {
		err := tx.db.exec("SAVEPOINT " + savepoint(tx.depth))
		if err == nil {
			tx.depth++
		}
		return err
	})
}

func (tx *Tx) do(problem string, run func() error) error {
	switch {
	case tx.over:
		return tx.db.errorf(errors.New("the transaction has ended"), problem)
	case tx.spent:
		return tx.db.errorf(errSpent, problem)
	}
	err := run()
	tx.spent = spoils(err)
	return tx.db.wrap(problem, err)
}

// Insert is DB.Insert within the transaction.
func (tx *Tx) Insert(table string, fields []keep.Field) (id int64, err error) {
	err = tx.do("cannot write", func() (err error) {
		id, err = tx.db.put(table, nil, fields, modeInsert)
		return err
	})
	return id, err
}

// Upsert is DB.Upsert within the transaction.
func (tx *Tx) Upsert(table string, key []string, fields []keep.Field) error {
	return tx.do("cannot write", func() error {
		_, err := tx.db.put(table, key, fields, modeUpsert)
		return err
	})
}

// Execute runs a statement that writes, and gives how many rows it has changed.
// Where ctx ends meanwhile, the transaction is lost.
func (tx *Tx) Execute(ctx context.Context, statement string, args []any) (changed int64, err error) {
	err = tx.do("cannot execute it", func() error {
		if err := checkStatement(statement, args); err != nil {
			return err
		}
		before, err := tx.db.changes(ctx)
		if err != nil {
			return err
		}
		result, err := tx.db.conn.ExecContext(ctx, statement, toArgs(args)...)
		if err != nil {
			return err
		}
		after, err := tx.db.changes(ctx)
		if err != nil {
			return err
		}
		// SQLite tells of the last statement that wrote, which is an earlier one where this
		// one writes no rows.
		if after != before {
			if changed, err = result.RowsAffected(); err != nil {
				return err
			}
		}
		return tx.db.tables.refresh()
	})
	return changed, err
}

// changes is how many rows the connection has changed so far, those by triggers too.
func (db *DB) changes(ctx context.Context) (n int64, err error) {
	err = db.conn.QueryRowContext(ctx, "SELECT total_changes()").Scan(&n)
	return n, err
}

// Query gives the rows of a query, which sees what the transaction has done. They
// are all read at once.
func (tx *Tx) Query(ctx context.Context, query string, args []any) (rows *Rows, err error) {
	err = tx.do("cannot query it", func() (err error) {
		rows, err = tx.db.query(ctx, tx.db.conn, query, args)
		if err != nil {
			return err
		}
		return rows.readAll(ctx)
	})
	return rows, err
}

// Execute runs a statement that writes, in a transaction of its own.
func (db *DB) Execute(ctx context.Context, statement string, args []any) (changed int64, err error) {
	tx, err := db.Begin(ctx)
	if err != nil {
		return 0, err
	}
	// After an error, which is the one to tell, or a panic of the driver, the writer
	// gets its turn back; after Commit it does nothing.
	defer func() { _ = tx.Rollback() }()
	changed, err = tx.Execute(ctx, statement, args)
	if err != nil {
		return 0, err
	}
	return changed, tx.Commit()
}
