package spec

import (
	"context"
	"crypto/rand"
	"sync"

	"luafut/luabind/luacheck"
)

// Options of Run.
type Options struct {
	// Job is what every file's process is told; Run sets File and Mark.
	Job Job
	// Jobs is how many files run at once; it is at least 1.
	Jobs int
	// Report is told of each test, Note of what is worth knowing besides: file
	// by file, in their order, on the goroutine that called Run.
	Report func(Report)
	Note   func(text string)
}

// Summary is how many tests there were.
type Summary struct {
	Files                   int // that ran
	Passed, Failed, Skipped int
	Listed                  int
	Interrupted             bool // a signal ended it
	Stopped                 bool // FailFast did
}

// Run runs the files, each in a process of its own. When ctx ends, files that
// have not begun are left out, and those under way are told to end.
func Run(ctx context.Context, files []string, o Options) Summary {
	var stopOnce sync.Once
	stop := make(chan struct{})
	failed := func() {
		if o.Job.FailFast {
			stopOnce.Do(func() { close(stop) })
		}
	}
	results := make([]chan outcome, len(files))
	next := make(chan int)
	var workers sync.WaitGroup
	for i := range files {
		results[i] = make(chan outcome, 1)
	}
	for range min(o.Jobs, len(files)) {
		workers.Go(func() {
			for i := range next {
				job := o.Job
				job.File, job.Mark = files[i], "\x1e"+rand.Text()
				results[i] <- runFile(ctx, job, failed)
			}
		})
	}
	go func() { // ends with the last file, or when no further one is to begin
		defer close(next)
		for i := range files {
			select {
			case <-ctx.Done():
			case <-stop:
			default:
				select {
				case next <- i:
					continue
				case <-ctx.Done():
				case <-stop:
				}
			}
			for ; i < len(files); i++ {
				close(results[i])
			}
			return
		}
	}()
	var s Summary
	for i := range files {
		out, ran := <-results[i]
		if !ran {
			break
		}
		s.Files++
		s.add(&out, o)
	}
	workers.Wait()
	select {
	case <-stop:
		s.Stopped = true
	default:
	}
	s.Interrupted = s.Interrupted || ctx.Err() != nil
	return s
}

func (s *Summary) add(out *outcome, o Options) {
	for _, r := range out.reports {
		switch r.Outcome {
		case luacheck.Passed:
			s.Passed++
		case luacheck.Failed:
			s.Failed++
		case luacheck.Skipped:
			s.Skipped++
		case luacheck.Listed:
			s.Listed++
		}
		o.Report(r)
	}
	for _, note := range out.notes {
		o.Note(note)
	}
	s.Interrupted = s.Interrupted || out.interrupted
}
