package store

import (
	"context"
	"database/sql"
	"errors"
	"sync"
	"time"

	"luafut/engine/keep"
)

// DefaultPatience is how long a call waits for other processes, and for a
// transaction, where nothing else is said.
const DefaultPatience = 30 * time.Second

// Options of a store. The zero value is valid.
type Options struct {
	// Durable makes each commit survive the loss of power, at the price of waiting
	// for the disk.
	Durable bool
	// Patience is how long a write waits for other writers; 0 is DefaultPatience.
	Patience time.Duration
}

// DB is an open database. Its methods may be called from any goroutine; errors are
// *keep.Error, and the cause of a context that has ended.
type DB struct {
	path     string
	patience time.Duration
	read     *sql.DB
	write    *sql.DB
	conn     *sql.Conn // the writer's
	tables   tables    // the writer's

	mu     sync.Mutex
	queue  []*job
	closed bool
	kick   chan struct{}
	ended  chan struct{}
}

// Open opens a database, and makes it where there is none. It starts one goroutine,
// which Close ends.
func Open(ctx context.Context, path string, o Options) (*DB, error) {
	if o.Patience == 0 {
		o.Patience = DefaultPatience
	}
	db := &DB{path: path, patience: o.Patience, kick: make(chan struct{}, 1), ended: make(chan struct{})}
	if path == "" || path == ":memory:" {
		return nil, db.errorf(nil, "a store is a file; give it a name, such as \"votes.db\"")
	}
	if err := db.connect(ctx, o.Durable); err != nil {
		return nil, db.wrap("cannot open it", err)
	}
	db.tables = tables{conn: db.conn}
	db.tables.forget()
	go db.run()
	return db, nil
}

// Path is the file's path.
func (db *DB) Path() string { return db.path }

// Close lets the writes under way and those that wait finish, and closes the
// file; any number of times. Rows that are still open fail afterwards.
func (db *DB) Close(ctx context.Context) error {
	db.mu.Lock()
	db.closed = true
	db.mu.Unlock()
	db.wake()
	select {
	case <-db.ended:
	case <-ctx.Done():
		return context.Cause(ctx)
	}
	if err := errors.Join(db.read.Close(), db.conn.Close(), db.write.Close()); err != nil && !errors.Is(err, sql.ErrConnDone) {
		return db.wrap("cannot close it", err)
	}
	return nil
}

func (db *DB) wake() {
	select {
	case db.kick <- struct{}{}:
	default:
	}
}

func (db *DB) errorf(err error, problem string) error {
	return &keep.Error{Path: db.path, Problem: problem, Err: err}
}
