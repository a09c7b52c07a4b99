package store

import (
	"context"
	"database/sql"
	"net/url"
	"os"
	"time"

	_ "modernc.org/sqlite" // the driver "sqlite"
)

// busyTimeout is how long SQLite itself waits for a lock, which nothing can cut
// short; who waits longer asks again.
const busyTimeout = 100 * time.Millisecond

// idleReaders is how many connections for queries are kept.
const idleReaders = 4

func (db *DB) source(pragmas ...string) string {
	query := url.Values{"_pragma": append([]string{"busy_timeout(100)", "foreign_keys(1)"}, pragmas...)}
	return "file:" + (&url.URL{Path: db.path}).EscapedPath() + "?" + query.Encode()
}

func (db *DB) connect(ctx context.Context, durable bool) (err error) {
	synchronous := "synchronous(NORMAL)"
	if durable {
		synchronous = "synchronous(FULL)"
	}
	if db.write, err = sql.Open("sqlite", db.source(synchronous, "wal_autocheckpoint(1000)")); err != nil {
		return err
	}
	db.write.SetMaxOpenConns(1)
	if db.read, err = sql.Open("sqlite", db.source("query_only(1)")); err != nil {
		return err
	}
	db.read.SetMaxIdleConns(idleReaders)
	defer func() {
		if err != nil {
			db.read.Close()
			db.write.Close()
		}
	}()
	if info, statErr := os.Stat(db.path); statErr == nil && info.IsDir() {
		return errDirectory
	}
	err = db.retry(ctx, func() error {
		if db.conn, err = db.write.Conn(ctx); err != nil {
			return err
		}
		// Who comes first turns WAL on, and the others may meet that.
		var mode string
		if err := db.conn.QueryRowContext(ctx, "PRAGMA journal_mode = WAL").Scan(&mode); err != nil {
			db.conn.Close()
			return err
		}
		return nil
	})
	return err
}

// retry does something again while another process is at the file, until the
// patience or ctx ends.
func (db *DB) retry(ctx context.Context, do func() error) error {
	deadline := time.Now().Add(db.patience)
	for {
		err := do()
		if !isBusy(err) || time.Now().After(deadline) {
			return err
		}
		select {
		case <-time.After(busyTimeout / 20):
		case <-ctx.Done():
			return context.Cause(ctx)
		}
	}
}
