package store

import (
	"context"
	"errors"
	"strings"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"luafut/engine/keep"
)

var (
	errDirectory = errors.New("it is a directory")
	errClosed    = errors.New("it is closed")
)

// ErrConstraint says that a write was refused by a rule of the table, such as a
// unique index.
var ErrConstraint = errors.New("a rule of the table forbids it")

// ErrBusy says that other writers had the file for longer than the patience.
var ErrBusy = errors.New("others write to it all the time")

// code is SQLite's primary result code of an error, or 0.
func code(err error) int {
	var e *sqlite.Error
	if errors.As(err, &e) {
		return e.Code() & 0xff
	}
	return 0
}

func isBusy(err error) bool {
	c := code(err)
	return c == sqlite3.SQLITE_BUSY || c == sqlite3.SQLITE_LOCKED
}

// spoils reports an error after which a transaction is not what it was: SQLite may
// have taken all of it back.
func spoils(err error) bool {
	switch code(err) {
	case sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_NOMEM, sqlite3.SQLITE_INTERRUPT,
		sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_BUSY:
		return true
	}
	return false
}

// reasoned is an error of SQLite in its words, as one of the errors above.
type reasoned struct {
	text string
	err  error
}

func (e *reasoned) Error() string { return e.text }
func (e *reasoned) Unwrap() error { return e.err }

// wrap makes a *keep.Error of what the driver says. The causes of contexts and
// errors that are made already stay as they are.
func (db *DB) wrap(problem string, err error) error {
	var own *keep.Error
	switch {
	case err == nil:
		return nil
	case errors.As(err, &own):
		return err
	case code(err) == 0 && (errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded)):
		return err
	}
	text := err.Error()
	if c := code(err); c != 0 {
		// "constraint failed: UNIQUE constraint failed: votes.id (2067)"
		text = strings.TrimPrefix(text, "SQL logic error: ")
		text = strings.TrimPrefix(text, "constraint failed: ")
		if i := strings.LastIndex(text, " ("); i > 0 {
			text = text[:i]
		}
	}
	cause := err
	switch {
	case isBusy(err):
		text, cause = "others have been writing to it for "+db.patience.String(), ErrBusy
	case code(err) == sqlite3.SQLITE_CONSTRAINT:
		cause = ErrConstraint
	case code(err) == sqlite3.SQLITE_READONLY:
		text += "; a query only reads, use execute for what writes"
	case code(err) == sqlite3.SQLITE_NOTADB:
		text = "it is no SQLite database"
	}
	return &keep.Error{Path: db.path, Problem: problem, Err: &reasoned{text, cause}}
}
