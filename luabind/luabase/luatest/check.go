package luatest

import (
	"errors"
	"strings"
	"testing"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/vm"
)

// Results runs Lua, an expression or statements, on the main thread and gives
// what it prints and then what it returns, each value as tostring has it and
// divided by a space; or "error: " and what it raised, without the position.
func (s *State) Results(source string) string {
	before := len(s.Printed.String())
	got, err := s.Run("return " + source)
	var wrong *vm.SyntaxError
	if errors.As(err, &wrong) {
		got, err = s.Run(source)
	}
	if err != nil {
		return "error: " + strings.TrimPrefix(err.Error(), "test:1: ")
	}
	printed := bindtest.OneLine(s.Printed.String()[before:])
	if printed != "" && got != "" {
		printed += " "
	}
	return printed + got
}

// Check compares the Results of pieces of Lua, run one after the other, with
// what they must be.
func (s *State) Check(t *testing.T, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		if got := s.Results(c[0]); got != c[1] {
			t.Errorf("%s\n got %.300q\nwant %.300q", c[0], got, c[1])
		}
	}
}

var errStop = errors.New("stopped")

// CheckStops runs chunks of Lua that return a function made in Go and its
// arguments, and fails those whose function, called by a thread that is being
// stopped, runs to its end.
func (s *State) CheckStops(t *testing.T, chunks []string) {
	t.Helper()
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	for _, chunk := range chunks {
		fn, err := s.Load("test", chunk)
		if err != nil {
			t.Fatal(err)
		}
		call, err := th.Call(th.LState(), fn)
		if err != nil {
			t.Fatal(err)
		}
		th.Interrupt(errStop)
		if _, err := th.Call(th.LState(), call[0], call[1:]...); !errors.Is(err, errStop) {
			t.Errorf("%s: not stopped, %v", chunk, err)
		}
		th.Reset()
	}
}
