// Package luatest makes Lua states with the language's own libraries, for the
// tests of these. Tests of other modules use bindtest, whose states hold the
// interpreter's libraries and no files.
package luatest

import (
	"bytes"
	"context"
	"errors"
	"io"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luabase"
	"luafut/luabind/luaio"
	"luafut/luabind/luamath"
	"luafut/luabind/luaos"
	"luafut/luabind/luastring"
	"luafut/luabind/luatable"
	"luafut/luabind/vm"
)

// Config is what a state is made with; the zero value is a good one.
type Config struct {
	Base    luabase.Config // its Libraries are added to those of the language
	Streams luaio.Streams  // the zero value's are the process's own
	// Quiet drops what is printed, and buffers it as a program's output.
	Quiet bool
}

// State is a state with all standard libraries, and what it printed.
type State struct {
	*vm.State
	Printed *Buffer // by print and io.write
	// Close closes the state's files.
	Close func()
}

// Buffer is a bytes.Buffer for several goroutines.
type Buffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

// Write is io.Writer's.
func (b *Buffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.Write(p)
}

// String is all that was written.
func (b *Buffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.b.String()
}

// New makes a state that ends with the test. Nobody holds its lock.
func New(t testing.TB, cfg Config) *State {
	t.Helper()
	printed := &Buffer{}
	out := vm.NewOutput(printed, true)
	if cfg.Quiet {
		out = vm.NewOutput(io.Discard, false)
	}
	s := vm.New(context.Background(), out)
	th := s.Main()
	th.Lock()
	defer th.Unlock()
	bind.Install(s)
	luaio.SetStreams(s, cfg.Streams)
	cfg.Base.Libraries = append(cfg.Base.Libraries, luamath.Module, luaos.Module, luaio.Module, luastring.Module, luatable.Module)
	if err := luabase.Open(s, cfg.Base); err != nil {
		t.Fatal(err)
	}
	state := &State{State: s, Printed: printed, Close: luaio.Closer(s)}
	t.Cleanup(func() {
		state.Close()
		th.Close()
	})
	return state
}

// Run runs a text on the main thread and gives its results, joined by spaces.
func (s *State) Run(source string) (string, error) { return s.RunAs(s.Main(), "test", source) }

// RunAs runs a text on a thread, under a chunk's name.
func (s *State) RunAs(th *vm.Thread, name, source string) (string, error) {
	th.Lock()
	defer th.Unlock()
	fn, err := s.Load(name, source)
	if err != nil {
		return "", err
	}
	results, err := th.Call(th.LState(), fn)
	if err != nil {
		var raised *vm.Error
		if errors.As(err, &raised) {
			return "", &Error{Text: bind.Text(raised.Value), Traceback: raised.Traceback}
		}
		return "", err
	}
	texts := make([]string, len(results))
	for i, v := range results {
		texts[i] = luastring.ToString(th.LState(), v)
	}
	return strings.Join(texts, " "), nil
}

// Error is what a script raised, as text.
type Error struct {
	Text      string // as tostring has it
	Traceback string // the Lua frames, innermost first
}

// Error is the text.
func (e *Error) Error() string { return e.Text }

// Set makes a Go function a global.
func (s *State) Set(name string, fn lua.LGFunction) {
	s.Main().Lock()
	defer s.Main().Unlock()
	s.Globals().RawSetString(name, s.Main().LState().NewFunction(fn))
}

// Case is a name, a script, and what it must give: its results, or the error's
// text.
type Case [3]string

// RunCases runs each case in a state of its own.
func RunCases(t *testing.T, cases []Case) {
	t.Helper()
	RunCasesIn(t, Config{}, cases)
}

// RunCasesIn is RunCases with states of a configuration.
func RunCasesIn(t *testing.T, cfg Config, cases []Case) {
	t.Helper()
	for _, c := range cases {
		name, source, want := c[0], c[1], c[2]
		t.Run(name, func(t *testing.T) {
			got, err := New(t, cfg).Run(source)
			if err != nil {
				got = err.Error()
			}
			if got != want {
				t.Errorf("%s\ngot  %s\nwant %s", source, got, want)
			}
		})
	}
}

// OfficialDir is where gopher-lua's module ships the official tests of Lua 5.1.
func OfficialDir(t testing.TB) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/gopher-lua").Output()
	if err != nil {
		t.Fatalf("where the interpreter's module is: %v", err)
	}
	return filepath.Join(strings.TrimSpace(string(out)), "_lua5.1-tests")
}
