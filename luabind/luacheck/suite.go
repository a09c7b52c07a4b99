package luacheck

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/vm"
)

const suiteKey = "check"

// suite is what the tests of one state share. The Lua lock guards it.
type suite struct {
	runner   Runner
	file     *scope // what is outside of every test
	now      *scope // the innermost that runs
	names    map[string]int
	declared int // tests so far
	skipped  int // tests that were left out so far, for whatever reason

	// frozen makes a snapshot or a cassette that is not there a failure, where it
	// would be written else: so it is in CI.
	frozen    bool
	snapshots snapshots
}

// scope is a file, a group or a test that runs.
type scope struct {
	around        *scope
	name          string
	test          bool
	before, after []lua.LValue
	deferred      []lua.LValue
	failed        int // tests in it that failed
}

// suiteOf is that of a state, made when it is first asked for. The lock must be
// held.
func suiteOf(s *vm.State) *suite {
	st, ok := s.Modules[suiteKey].(*suite)
	if !ok {
		st = &suite{file: &scope{}, names: map[string]int{}, snapshots: snapshots{}, frozen: os.Getenv("CI") != ""}
		st.now = st.file
		if arg, ok := s.Globals().RawGetString("arg").(*lua.LTable); ok {
			st.runner.File = lua.LVAsString(arg.RawGetInt(0))
		}
		s.Modules[suiteKey] = st
	}
	return st
}

// Attach has a runner told of the tests of a state, before its script runs. The
// lock must be held.
func Attach(s *vm.State, r Runner) {
	st := suiteOf(s)
	if r.File == "" {
		r.File = st.runner.File
	}
	st.runner = r
}

// plain reports whether nobody is told of tests.
func (st *suite) plain() bool { return st.runner.End == nil }

func (st *suite) note(format string, args ...any) {
	if st.runner.Note != nil {
		st.runner.Note(fmt.Sprintf(format, args...))
	}
}

// beside is a path seen from the folder of the spec.
func (st *suite) beside(path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(filepath.Dir(st.runner.File), filepath.FromSlash(path))
}

// enter begins a group or a test within what runs now.
func (st *suite) enter(name string, test bool) *scope {
	if st.now.name != "" {
		name = st.now.name + " > " + name
	}
	if test {
		st.names[name]++
		if n := st.names[name]; n > 1 {
			name += fmt.Sprintf(" #%d", n)
		}
	}
	st.now = &scope{around: st.now, name: name, test: test}
	return st.now
}

// group runs fn, in which tests and what goes around them are declared.
func (st *suite) group(c *bind.Call, name string, fn lua.LValue) error {
	sc := st.enter(name, false)
	defer func() { st.now = sc.around }()
	_, err := c.CallLua(fn)
	if reason, ok := SkipReason(err); ok {
		st.note("group %s is left out from here on: %s", sc.name, reason)
		err = nil
	}
	if later := sc.unwind(c.Thread, c.L); err == nil && len(later) > 0 {
		err = later[0]
	}
	sc.around.failed += sc.failed
	return err
}

// test runs one test, unless it is not asked for, and reports whether it did not
// fail.
func (st *suite) test(c *bind.Call, name string, fn lua.LValue) (bool, error) {
	sc := st.enter(name, true)
	defer func() { st.now = sc.around }()
	st.declared++
	r := &st.runner
	if r.Chosen != nil && !r.Chosen.MatchString(sc.name) {
		st.skipped++
		return true, nil
	}
	if r.List {
		r.End(Result{Name: sc.name, Outcome: Listed})
		return true, nil
	}
	if r.Begin != nil {
		r.Begin(sc.name)
	}
	begun := time.Now()
	errs, reason, skip := st.perform(c, sc, fn)
	if c.Thread.Interrupted() != nil {
		return false, c.Thread.Interrupted()
	}
	if st.plain() {
		if len(errs) > 0 {
			return false, errs[0].err
		}
		return true, nil
	}
	result := Result{Name: sc.name, Outcome: Passed, Took: time.Since(begun)}
	for _, e := range errs {
		f := FailureOf(e.err)
		f.Where = e.where
		if r.Explain != nil {
			f.Source = r.Explain(e.err)
		}
		result.Failures = append(result.Failures, f)
	}
	for _, text := range luafutures.HostOf(c.State()).TakeFaults() {
		result.Failures = append(result.Failures, Failure{Where: "what it left running", Message: text})
	}
	if sc.failed > 0 {
		result.Failures = append(result.Failures, Failure{Message: fmt.Sprintf("%d of the tests in it failed", sc.failed)})
	}
	switch {
	case len(result.Failures) > 0:
		result.Outcome = Failed
		sc.around.failed++
	case skip:
		result.Outcome, result.Reason = Skipped, reason
		st.skipped++
	}
	r.End(result)
	if result.Outcome == Failed && r.FailFast {
		c.Thread.Interrupt(ErrStopped)
		return false, ErrStopped
	}
	return result.Outcome != Failed, nil
}

// named is an error, and in what it was met: "" for a test itself.
type named struct {
	where string
	err   error
}

// perform runs what comes before a test, it, and what comes after it, which runs
// whatever came before.
func (st *suite) perform(c *bind.Call, sc *scope, fn lua.LValue) (errs []named, reason string, skip bool) {
	call := func(where string, fn lua.LValue) bool {
		_, err := c.CallLua(fn)
		if why, ok := SkipReason(err); ok {
			reason, skip = why, true
			return false
		}
		if err != nil {
			errs = append(errs, named{where, err})
		}
		return err == nil
	}
	ready := true
	for _, around := range sc.chain() {
		for _, before := range around.before {
			ready = ready && call("before_each", before)
		}
	}
	if ready {
		call("", fn)
	}
	for _, err := range sc.unwind(c.Thread, c.L) {
		errs = append(errs, named{"defer", err})
	}
	chain := sc.chain()
	for i := len(chain) - 1; i >= 0; i-- {
		for _, after := range chain[i].after {
			call("after_each", after)
		}
	}
	return errs, reason, skip
}

// chain is what is around a test, outermost first. A test within a test has its
// own preparations: those of what is around the outer one have run.
func (sc *scope) chain() []*scope {
	var list []*scope
	for around := sc.around; around != nil; around = around.around {
		list = append([]*scope{around}, list...)
		if around.test {
			break
		}
	}
	return list
}

// unwind runs what was deferred, the last first.
func (sc *scope) unwind(th *vm.Thread, L *lua.LState) (errs []error) {
	for len(sc.deferred) > 0 {
		last := len(sc.deferred) - 1
		fn := sc.deferred[last]
		sc.deferred = sc.deferred[:last]
		if _, err := th.Call(L, fn); err != nil {
			errs = append(errs, err)
		}
	}
	return errs
}

// End ends the specs of a state after its script has run: what was deferred
// outside of every test runs now. Without a call of any function of check it does
// nothing. It is for the main goroutine, without the lock.
func End(s *vm.State) error {
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	st, ok := s.Modules[suiteKey].(*suite)
	if !ok {
		return nil
	}
	return errors.Join(st.file.unwind(th, th.LState())...)
}

// Close looks through what a whole spec has left: snapshots that no test asked
// for. err is how the script ended. Call it after End, with a Runner attached; it
// gives how many tests were declared.
func Close(s *vm.State, err error) (declared int, closing error) {
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	st := suiteOf(s)
	whole := err == nil && st.skipped == 0 && st.file.failed == 0 && !st.runner.List
	if whole {
		closing = st.unused()
	}
	return st.declared, closing
}
