package store

import (
	"context"
	"errors"
)

// job is one write: what to do, and where to say how it went.
type job struct {
	ctx context.Context
	run func() error
	// hold is set for a transaction: the writer gives its turn away until it is
	// closed.
	hold  chan struct{}
	ended bool       // it was committed or rolled back, before hold was closed
	done  chan error // of one; for a transaction: it has begun
	err   error
}

// maxJobs is how many writes share a commit at most.
const maxJobs = 1000

// do has the writer run something, and waits for its commit.
func (db *DB) do(ctx context.Context, run func() error) error {
	return db.submit(&job{ctx: ctx, run: run, done: make(chan error, 1)})
}

func (db *DB) submit(j *job) error {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		return db.errorf(errClosed, "cannot write")
	}
	db.queue = append(db.queue, j)
	db.mu.Unlock()
	db.wake()
	select {
	case err := <-j.done:
		return err
	case <-j.ctx.Done():
		return context.Cause(j.ctx)
	}
}

// run is the writer: the store's one goroutine. It ends once the store is closed
// and everything that was asked for before is done.
func (db *DB) run() {
	defer close(db.ended)
	defer db.tables.close()
	for {
		jobs, closed := db.next()
		switch {
		case len(jobs) == 0 && closed:
			return
		case len(jobs) == 0:
			<-db.kick
		case jobs[0].hold != nil:
			db.lend(jobs[0])
		default:
			db.commit(jobs)
		}
	}
}

// next takes jobs that share a commit, or one transaction.
func (db *DB) next() (jobs []*job, closed bool) {
	db.mu.Lock()
	defer db.mu.Unlock()
	n := 0
	for n < len(db.queue) && n < maxJobs && db.queue[n].hold == nil {
		n++
	}
	if n == 0 && len(db.queue) > 0 {
		n = 1
	}
	jobs = db.queue[:n:n]
	db.queue = db.queue[n:]
	return jobs, db.closed
}

// begin opens a transaction for writing, and looks at what other processes have
// changed.
func (db *DB) begin(ctx context.Context) error {
	err := db.retry(ctx, func() error { return db.exec("BEGIN IMMEDIATE") })
	if err != nil {
		return err
	}
	if err := db.tables.refresh(); err != nil {
		return errors.Join(err, db.rollback())
	}
	return nil
}

// exec runs a statement that is short. It is not cut short: SQLite would take the
// whole transaction back.
func (db *DB) exec(statement string) error {
	_, err := db.conn.ExecContext(context.Background(), statement)
	return err
}

func (db *DB) rollback() error {
	db.tables.forget()
	return db.exec("ROLLBACK")
}

// commit runs jobs in one transaction. A job that fails has no effect and does
// not hinder the others, but where SQLite has lost the transaction by it.
func (db *DB) commit(jobs []*job) {
	err := db.begin(context.Background())
	if err == nil {
		for _, j := range jobs {
			if j.err = context.Cause(j.ctx); j.err != nil {
				continue
			}
			if j.err = j.run(); spoils(j.err) {
				err = j.err
				break
			}
		}
		if err == nil {
			err = db.exec("COMMIT")
		}
		if err != nil {
			// The transaction may be gone already; then this fails, and all is well.
			_ = db.rollback()
		}
	}
	for _, j := range jobs {
		if err != nil {
			j.err = err
		}
		j.done <- db.wrap("cannot write", j.err)
	}
}
