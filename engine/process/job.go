package process

import (
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"luafut/engine"
)

// job is a task on its way: from when it is taken out of the backlog until its
// future has its outcome or it is put back. Its fields are guarded by the pool's
// lock, but for what never changes, begun and running.
type job struct {
	f     *engine.Future
	chunk *chunk // the tasks it consists of; nil for a single one

	first    uint64      // the number of its first task, where it was sent last
	next     int         // the task that runs, or runs next
	head     bool        // it is the one that its worker runs
	sent     bool        // whole, to the worker whose it is now
	took     int         // how many of that one's last tasks it is, where they are counted
	timer    *time.Timer // of the task of a chunk that runs; nil without a time-out
	recalled bool        // it is being called back
	stopped  bool        // its future was terminated or has timed out
	vain     bool        // it was cancelled in the moment in which it began
	asked    int         // looks since its worker was asked to stop it; 0 is not asked
	begun    sync.Once   // its future was asked whether it begins
	running  atomic.Bool // it does
}

// size is how many tasks it consists of.
func (j *job) size() int {
	if j.chunk == nil {
		return 1
	}
	return len(j.chunk.payloads)
}

// begin tells the future that its task has begun, without the pool's lock. It is
// false for one that was cancelled. Both goroutines of a worker may call it at once:
// where the job before it ends just as this one is being sent.
func (j *job) begin() bool {
	j.begun.Do(func() {
		ok, err := j.f.SetRunningOrNotifyCancel()
		j.running.Store(ok && err == nil)
	})
	return j.running.Load()
}

// settle gives the future its outcome, without the pool's lock. Where it was
// stopped meanwhile, its task is gone now.
func (j *job) settle(value any, err error) {
	var late error
	if err != nil {
		late = j.f.SetError(elsewhere, err)
	} else {
		late = j.f.SetResult(elsewhere, value)
	}
	if late != nil && j.running.Load() {
		j.f.Unwound(elsewhere)
	}
}

// indexOf finds the job of f.
func indexOf(jobs []*job, f *engine.Future) int {
	return slices.IndexFunc(jobs, func(j *job) bool { return j.f == f })
}
