package cli

import (
	"encoding/json"
	"errors"
	"os"
	"regexp"
	"time"

	"luafut/luabind"
	"luafut/luabind/cli/spec"
	"luafut/luabind/luacheck"
	"luafut/luabind/luahtml"
	"luafut/luabind/vm"
)

// specFile is the life of a process that runs one file of luafut test.
type specFile struct {
	*command
	job    spec.Job
	teller *spec.Teller
}

// runSpec does the job that arg holds and gives the exit code.
func (c *command) runSpec(arg string) int {
	f := &specFile{command: c}
	if err := json.Unmarshal([]byte(arg), &f.job); err != nil {
		return c.fail(exitUsage, "%s is for luafut test only: %v", spec.Arg, err)
	}
	f.teller = &spec.Teller{W: c.stdout, Mark: f.job.Mark}
	return f.run()
}

func (f *specFile) run() int {
	source, err := readScript(f.job.File)
	if err != nil {
		f.end(errors.New("the file cannot be read: " + plain(err).Error()))
		return exitFailed
	}
	s, err := f.newState(f.job.File, nil, nil, new(observing))
	if err != nil {
		f.end(err)
		return exitFailed
	}
	f.teller.Flush = func() { _ = s.VM.Output.Flush() } // its error is met by the next print
	f.attach(s)
	stop := handleSignals(s)
	limit := time.AfterFunc(time.Duration(f.job.Timeout*float64(time.Second)), func() {
		dump := s.Dump()
		f.teller.Tell(spec.Event{Timeout: &dump})
		os.Exit(exitFailed)
	})
	defer limit.Stop()
	_, err = s.Run(f.job.File, source)
	signalled := isSignal(err)
	failures, skipped := f.failures(s, err)
	declared, closing := luacheck.Close(s.VM, err)
	for _, err := range []error{closing, s.Finish()} {
		signalled = signalled || isSignal(err)
		if err != nil && !errors.Is(err, luacheck.ErrStopped) && !isSignal(err) {
			failures = append(failures, failure(err))
		}
	}
	failures = append(failures, f.left(s)...)
	if err := s.Close(); err != nil && !isSignal(err) {
		failures = append(failures, failure(err))
	}
	signalled = stop() != exitOK || signalled
	f.teller.Tell(spec.Event{End: &spec.End{Declared: declared, Failures: failures, Skipped: skipped, Interrupted: signalled}})
	return exitOK
}

// attach has the teller told of the tests.
func (f *specFile) attach(s *luabind.State) {
	r := luacheck.Runner{
		File:    f.job.File,
		Begin:   func(name string) { f.teller.Tell(spec.Event{Begin: name}) },
		End:     func(r luacheck.Result) { f.teller.Tell(spec.Event{Result: &r}) },
		Note:    func(text string) { f.teller.Tell(spec.Event{Note: text}) },
		Explain: luabind.Excerpt,
		List:    f.job.List, Update: f.job.Update, Record: f.job.Record, FailFast: f.job.FailFast,
	}
	if f.job.Run != "" {
		// A file that matches itself is meant with all of its tests.
		if chosen := regexp.MustCompile(f.job.Run); !chosen.MatchString(f.job.File) {
			r.Chosen = chosen
		}
	}
	th := s.VM.Main()
	th.Lock()
	defer th.Unlock()
	luacheck.Attach(s.VM, r)
}

// failures are those of the script outside of its tests; skipped is why it was
// left out, or nil.
func (f *specFile) failures(s *luabind.State, err error) (list []luacheck.Failure, skipped *string) {
	var syntax *vm.SyntaxError
	reason, left := luacheck.SkipReason(err)
	switch {
	case err == nil || errors.Is(err, luacheck.ErrStopped):
	case left:
		skipped = &reason
	case errors.As(err, &syntax):
		list = append(list, luacheck.Failure{Message: luabind.ErrorText(err)})
	default:
		list = append(list, failure(err))
	}
	if err := luacheck.End(s.VM); err != nil && !errors.Is(err, luacheck.ErrStopped) && !isSignal(err) {
		deferred := failure(err)
		deferred.Where = "defer"
		list = append(list, deferred)
	}
	return list, skipped
}

// left is what went wrong where nobody was there to catch it, when all has ended.
func (f *specFile) left(s *luabind.State) (list []luacheck.Failure) {
	for _, text := range append(s.Host.TakeFaults(), s.Host.Failures()...) {
		list = append(list, luacheck.Failure{Where: "what the file left running", Message: text})
	}
	for _, text := range luahtml.Expectations(s.VM) {
		list = append(list, luacheck.Failure{Message: "a field was found less often than the script expects: " + text})
	}
	return list
}

// end tells of a file that could not be begun.
func (f *specFile) end(err error) {
	f.teller.Tell(spec.Event{End: &spec.End{Failures: []luacheck.Failure{failure(err)}}})
}

// failure is an error of a spec outside of its tests.
func failure(err error) luacheck.Failure {
	f := luacheck.FailureOf(err)
	f.Source = luabind.Excerpt(err)
	return f
}
