package queue

import (
	"context"

	"luafut/engine"
)

// TaskDone notes that the work on an item that Get gave is done. Called more
// often than there were items it fails with engine.ErrRuntime.
func (q *Queue) TaskDone(ctx context.Context) error {
	engine.Pay(ctx, q, 1)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.unfinished == 0 {
		return engine.ErrRuntime.New("task_done was called more often than items were put")
	}
	q.done(1)
	return nil
}

// Settle pays the TaskDone of a task that was stopped between Get and TaskDone,
// so that Join does not wait for what nobody will do.
func (q *Queue) Settle(_ *engine.Actor, n uint64) {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.done(n)
}

// done takes n off what is unfinished, with mu held.
func (q *Queue) done(n uint64) {
	q.unfinished -= int(min(n, uint64(q.unfinished)))
	if q.unfinished == 0 {
		q.joiners.CallAll(nil)
	}
}

// Unfinished is how many items were put and not yet told done.
func (q *Queue) Unfinished() int {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.unfinished
}

// Join waits until every item that was put has been taken and told done.
func (q *Queue) Join(ctx context.Context) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.unfinished == 0 {
		return nil
	}
	called, err := q.wait(ctx, &q.joiners, waiting{q.joiners.Join(), "task_done for every item of a queue"}, -1)
	if called {
		return nil
	}
	return err
}
