package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"runtime"

	"github.com/spf13/pflag"

	"luafut/luabind/cli/spec"
	"luafut/luabind/luacheck"
)

// defaultSpecTimeout is how many seconds one file may take.
const defaultSpecTimeout = 120

func testVerb() *verb {
	return &verb{
		name: "test", group: groupWrite, args: "[flags] [DIR | FILE ...]",
		doc:     "Run specs (" + spec.Names + ") and tell of them in TAP.",
		example: "luafut test --run login tests",
		words:   []string{"lua", "dir"},
		define: func(c *command, flags *pflag.FlagSet) func([]string) int {
			t := &testing{command: c}
			flags.StringVarP(&t.job.Run, "run", "r", "", "run the tests whose file and name match `PATTERN`, a regular expression")
			flags.BoolVarP(&t.job.List, "list", "l", false, "list the tests, running what is outside of them only")
			flags.BoolVarP(&t.job.FailFast, "fail-fast", "x", false, "stop at the first failure")
			flags.BoolVarP(&t.job.Update, "update", "u", false, "write the snapshots that differ anew, and take away those that nothing asks for")
			flags.BoolVar(&t.job.Record, "record", false, "record the cassettes of check.session anew")
			flags.Float64VarP(&t.job.Timeout, "timeout", "t", defaultSpecTimeout, "`SECONDS` that one file may take")
			flags.IntVarP(&t.jobs, "jobs", "j", runtime.GOMAXPROCS(0), "files at once, `N`")
			flags.BoolVarP(&t.verbose, "verbose", "v", false, "show what tests print that pass, too")
			return t.main
		},
	}
}

// testing is one run of luafut test.
type testing struct {
	*command
	job     spec.Job
	jobs    int
	verbose bool
}

func (t *testing) main(paths []string) int {
	switch {
	case t.jobs < 1:
		return t.fail(exitUsage, "--jobs must be at least 1, not %d", t.jobs)
	case !(t.job.Timeout > 0 && t.job.Timeout < 1e9):
		return t.fail(exitUsage, "--timeout must be a number of seconds above 0, not %v", t.job.Timeout)
	case t.job.Update && t.job.Run != "":
		return t.fail(exitUsage, "--update goes without --run: which snapshots nothing asks for is known when all tests have run")
	}
	if _, err := regexp.Compile(t.job.Run); err != nil {
		return t.fail(exitUsage, "--run: %v", err)
	}
	if len(paths) == 0 {
		paths = []string{"."}
	}
	files, err := spec.Find(paths)
	var missing *fs.PathError
	switch {
	case errors.As(err, &missing) && errors.Is(err, fs.ErrNotExist):
		return t.fail(exitUsage, "there is no %s%s", missing.Path, nearestScript(missing.Path))
	case err != nil:
		return t.fail(exitUsage, "%v", err)
	case len(files) == 0:
		return t.fail(exitUsage, "no specs were found: they are called %s (luafut init writes a first one)", spec.Names)
	}
	ctx, stop := untilSignal()
	defer stop()
	s, code := t.run(ctx, files)
	switch {
	case code != exitOK:
		return code
	case ctx.Err() != nil:
		return exitCode(context.Cause(ctx))
	case s.Interrupted: // the processes of files only
		return exitInterrupted
	case s.Failed > 0:
		return exitFailed
	case s.Passed+s.Skipped+s.Listed == 0:
		return t.fail(exitUsage, "no test matches %q (luafut test --list tells what there is)", t.job.Run)
	}
	return exitOK
}

// run runs the files and tells of them; the code is not exitOK where that cannot
// be written.
func (t *testing) run(ctx context.Context, files []string) (spec.Summary, int) {
	out := &failing{w: t.stdout}
	// Perl's prove, which sets the variable, took no version above 13 for long.
	tap := &spec.TAP{W: out, Verbose: t.verbose, Old: os.Getenv("HARNESS_ACTIVE") != ""}
	if coloured(t.stdout) {
		tap.Paint = func(o luacheck.Outcome, line string) string {
			if o == luacheck.Failed {
				return "\x1b[1;31m" + line + "\x1b[0m"
			}
			return "\x1b[33m" + line + "\x1b[0m"
		}
	}
	o := spec.Options{Job: t.job, Jobs: t.jobs, Report: tap.Report, Note: tap.Comment}
	if t.job.List {
		o.Report = func(r spec.Report) {
			if r.Outcome == luacheck.Failed {
				t.fail(exitFailed, "%s: %s\n%s", r.File, r.Failures[0].Message, r.Output)
				return
			}
			fmt.Fprintln(out, listed(r))
		}
		o.Note = func(string) {}
	} else {
		tap.Begin()
	}
	s := spec.Run(ctx, files, o)
	switch {
	case t.job.List:
	case s.Interrupted:
		tap.BailOut(interruption(ctx))
	default:
		tap.End(s)
	}
	if out.err != nil {
		return s, t.fail(exitFailed, "cannot write the report: %v", out.err)
	}
	return s, exitOK
}

// interruption says what ended a run early.
func interruption(ctx context.Context) string {
	if cause := context.Cause(ctx); cause != nil {
		return cause.Error()
	}
	return "stopped by a signal"
}

func listed(r spec.Report) string {
	if r.Name == "" {
		return r.File
	}
	return r.File + ": " + r.Name
}

// failing is a writer that remembers its first error.
type failing struct {
	w   *os.File
	err error
}

// Write implements io.Writer.
func (f *failing) Write(p []byte) (int, error) {
	n, err := f.w.Write(p)
	if f.err == nil {
		f.err = err
	}
	return n, err
}
