package spec

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"

	"luafut/luabind"
	"luafut/luabind/luacheck"
)

const (
	// mostOutput is how much of what one test prints is kept, for its report.
	mostOutput = 64 << 10
	// grace is how long after its time a process may take to say so itself.
	grace = 10 * time.Second
	// drain is how long what a process has started may hold its output open, and
	// how long it has itself when it is told to end.
	drain = 2 * time.Second
)

// Report is what a reader is told of a test, or of a file as one.
type Report struct {
	File string
	luacheck.Result
	Output string // what it printed
}

// outcome is how a file went.
type outcome struct {
	reports     []Report
	notes       []string
	interrupted bool
}

// file is one file under way.
type file struct {
	job    Job
	out    outcome
	begun  []string // tests that began and have not ended, outermost first
	output text     // since the last event
	end    *End
	dump   *string
}

// runFile runs one file in a process of its own; failed is told of each test that
// fails, at once. When ctx ends the process is told to end, too.
func runFile(ctx context.Context, job Job, failed func()) outcome {
	f := &file{job: job}
	arg, err := json.Marshal(job)
	if err != nil {
		panic(fmt.Sprintf("spec: a job as JSON: %v", err))
	}
	exe, err := luabind.Executable()
	if err != nil {
		return f.broken(err)
	}
	limit := time.Duration(job.Timeout * float64(time.Second))
	ctx, cancel := context.WithTimeout(ctx, limit+grace)
	defer cancel()
	cmd := exec.CommandContext(ctx, exe, Arg, string(arg))
	cmd.Args[0] = os.Args[0]
	l := &listener{mark: []byte(job.Mark), output: f.output.add}
	l.event = func(e Event) {
		f.heard(e)
		if e.Result != nil && e.Result.Outcome == luacheck.Failed {
			failed()
		}
	}
	cmd.Stdout, cmd.Stderr, cmd.WaitDelay = l, l, drain
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) } // it is killed when drain has passed
	err = cmd.Run()
	l.close()
	var exit *exec.ExitError
	if err != nil && ctx.Err() == nil && !errors.As(err, &exit) && !errors.Is(err, exec.ErrWaitDelay) {
		return f.broken(err)
	}
	f.ended(ctx, cmd.ProcessState)
	if n := len(f.out.reports); n > 0 && f.out.reports[n-1].Outcome == luacheck.Failed {
		failed()
	}
	return f.out
}

// heard takes in what the process tells.
func (f *file) heard(e Event) {
	switch {
	case e.Begin != "":
		f.begun = append(f.begun, e.Begin)
	case e.Result != nil:
		if e.Result.Outcome != luacheck.Listed && len(f.begun) > 0 {
			f.begun = f.begun[:len(f.begun)-1]
		}
		f.report(*e.Result)
	case e.Note != "":
		f.out.notes = append(f.out.notes, e.Note)
	case e.Timeout != nil:
		f.dump = e.Timeout
	case e.End != nil:
		f.end = e.End
	}
}

func (f *file) report(r luacheck.Result) {
	f.out.reports = append(f.out.reports, Report{f.job.File, r, f.output.take()})
}

// ended adds what is to be said of the file's end.
func (f *file) ended(ctx context.Context, state *os.ProcessState) {
	r := luacheck.Result{Outcome: luacheck.Failed}
	switch {
	case ctx.Err() == context.Canceled:
		f.out.interrupted = true
		return
	case f.dump != nil:
		r.Failures = []luacheck.Failure{{Message: fmt.Sprintf("the file took longer than %g s (--timeout) and was stopped; what it was doing:\n%s", f.job.Timeout, *f.dump)}}
	case ctx.Err() == context.DeadlineExceeded:
		r.Failures = []luacheck.Failure{{Message: fmt.Sprintf("the file took longer than %g s (--timeout), did not say what it was doing, and was killed", f.job.Timeout)}}
	case f.end == nil:
		r.Failures = []luacheck.Failure{{Message: "the process of the file ended before the file did (" + state.String() +
			"): os.exit ends a spec, and so does a stall, which its output tells of"}}
	default:
		f.settled(r)
		return
	}
	if n := len(f.begun); n > 0 {
		r.Name = f.begun[n-1]
	}
	f.report(r)
}

// settled is for a file that ended by itself.
func (f *file) settled(r luacheck.Result) {
	r.Failures, f.out.interrupted = f.end.Failures, f.end.Interrupted
	alone := f.end.Declared == 0
	switch {
	case len(r.Failures) > 0:
	case f.end.Skipped != nil:
		r.Outcome, r.Reason = luacheck.Skipped, *f.end.Skipped
	case alone && f.job.List:
		r.Outcome = luacheck.Listed
	case alone && f.job.Run == "":
		r.Outcome = luacheck.Passed
	default:
		return
	}
	f.report(r)
}

// broken is for a file whose process could not be run.
func (f *file) broken(err error) outcome {
	f.report(luacheck.Result{Outcome: luacheck.Failed, Failures: []luacheck.Failure{{Message: "the file could not be run: " + err.Error()}}})
	return f.out
}

// text is the beginning of what was printed.
type text struct {
	b    strings.Builder
	lost int
}

func (t *text) add(p []byte) {
	room := min(len(p), max(0, mostOutput-t.b.Len()))
	t.b.Write(p[:room])
	t.lost += len(p) - room
}

func (t *text) take() string {
	s := t.b.String()
	if t.lost > 0 {
		s += fmt.Sprintf("\n… (%d more bytes)", t.lost)
	}
	t.b.Reset()
	t.lost = 0
	return strings.TrimSuffix(s, "\n")
}
