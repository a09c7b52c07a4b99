package luacheck

import (
	"errors"
	"regexp"
	"strings"
	"time"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luafutures"
	"luafut/luabind/vm"
)

// Runner is whoever runs a spec and wants to know how its tests ended. Its
// functions are called on the goroutine of the main script, with the Lua lock;
// they call nothing of this package. The zero value is that of a plain script:
// the first test that fails is an error that ends it.
type Runner struct {
	// File is the spec's file, as its chunk is named: snapshots and cassettes are
	// found from its folder. "" is arg[0].
	File string
	// Begin is told that a test begins, End how it ended. Both nil is a plain
	// script.
	Begin func(name string)
	End   func(Result)
	// Note is told what is worth knowing and is no failure, such as that a
	// snapshot was written; nil drops it.
	Note func(text string)
	// Explain says what a person needs to mend what an error is about: the line, with
	// a caret, and what was probably meant; nil, and "", are nothing.
	Explain func(err error) string
	// Chosen are the tests to run, by a match anywhere in their full names; nil is
	// all of them. List has none run, only told of.
	Chosen *regexp.Regexp
	List   bool
	// Update rewrites snapshots and takes away those that no test asked for;
	// Record records cassettes anew.
	Update, Record bool
	// FailFast ends the script, by an interrupt whose cause is ErrStopped, at the
	// first test that fails.
	FailFast bool
}

// ErrStopped is the cause by which Runner.FailFast ends a script.
var ErrStopped = errors.New("a test failed, and no further ones are to run")

// Outcome is how a test ended.
type Outcome string

// The outcomes.
const (
	Passed  Outcome = "passed"
	Failed  Outcome = "failed"
	Skipped Outcome = "skipped"
	Listed  Outcome = "listed" // it was not run: Runner.List
)

// Result is how one test ended.
type Result struct {
	// Name is the test's, with those of the groups and tests around it before it.
	Name    string        `json:"name"`
	Outcome Outcome       `json:"outcome"`
	Reason  string        `json:"reason,omitempty"` // why it was skipped
	Took    time.Duration `json:"took"`
	// Failures are what went wrong: the test's own error first, then those of
	// what runs after it and of what it left running.
	Failures []Failure `json:"failures,omitempty"`
}

// Failure is one thing that went wrong.
type Failure struct {
	// Where says in what it was, such as "after_each"; "" for the test itself.
	Where   string `json:"where,omitempty"`
	Message string `json:"message"`
	// File and Line are the spec's, "" and 0 where they are not known.
	File string `json:"file,omitempty"`
	Line int    `json:"line,omitempty"`
	// Expected and Got are the two values, "" where nothing was compared.
	Expected  string `json:"expected,omitempty"`
	Got       string `json:"got,omitempty"`
	Traceback string `json:"traceback,omitempty"`
	// Source is what Runner.Explain said.
	Source string `json:"source,omitempty"`
}

// FailureOf is an error of a spec as a report tells it.
func FailureOf(err error) Failure {
	var raised *vm.Error
	if !errors.As(err, &raised) {
		return Failure{Message: err.Error()}
	}
	f := Failure{Message: luafutures.ErrorMessage(raised), Traceback: luafutures.ErrorTraceback(raised)}
	if at := raised.Origin().At; at.Fn != nil {
		f.File, f.Line = at.Fn.SourceName, at.Line
	}
	if t, ok := raised.Value.(*lua.LTable); ok && bind.ErrorKind(t) == AssertionError {
		f.Message = t.RawGetString("message").String()
		if file, ok := t.RawGetString("file").(lua.LString); ok {
			line, _ := t.RawGetString("line").(lua.LNumber)
			f.File, f.Line = string(file), int(line)
			f.Message = strings.TrimPrefix(f.Message, f.File+":"+line.String()+": ")
		}
		expected, _ := t.RawGetString("expected").(lua.LString)
		got, _ := t.RawGetString("got").(lua.LString)
		f.Expected, f.Got = string(expected), string(got)
	}
	return f
}

// SkipReason is why err, which check.skip raised, left a test, a group or a file
// out; ok is false for other errors and nil.
func SkipReason(err error) (reason string, ok bool) {
	var raised *vm.Error
	if !errors.As(err, &raised) || bind.ErrorKind(raised.Value) != skipped {
		return "", false
	}
	return raised.Value.(*lua.LTable).RawGetString("message").String(), true
}
