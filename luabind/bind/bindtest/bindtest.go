// Package bindtest runs Lua in tests of modules: a state with the modules as
// globals, chunks, and the examples of a module's rows.
package bindtest

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// NewState makes a state with the interpreter's basic, table, string, math and
// coroutine libraries and the modules as globals; what it prints is thrown away.
// Its main thread holds the lock until the test ends.
func NewState(t testing.TB, modules ...*bind.Module) *vm.State {
	t.Helper()
	return newState(t, io.Discard, modules)
}

func newState(t testing.TB, printed io.Writer, modules []*bind.Module) *vm.State {
	t.Helper()
	s := vm.New(context.Background(), vm.NewOutput(io.Discard, false))
	th := s.Main()
	th.Lock()
	t.Cleanup(th.Close)
	L := th.LState()
	for _, open := range []lua.LGFunction{lua.OpenBase, lua.OpenTable, lua.OpenString, lua.OpenMath, lua.OpenCoroutine} {
		L.Push(L.NewFunction(open))
		L.Call(0, 0)
	}
	g := s.Globals()
	g.RawSetString("pcall", L.NewFunction(vm.PCall))
	g.RawSetString("xpcall", L.NewFunction(vm.XPCall))
	g.RawSetString("print", L.NewFunction(func(L *lua.LState) int {
		for i := 1; i <= L.GetTop(); i++ {
			fmt.Fprint(printed, L.ToStringMeta(L.Get(i)), "\t")
		}
		return 0
	}))
	bind.Install(s)
	for _, m := range modules {
		m.Register(s)
	}
	for _, m := range modules {
		table, err := m.Open(s)
		if err != nil {
			t.Fatal(err)
		}
		g.RawSetString(m.Name, table)
	}
	return s
}

// Run runs a chunk on the main thread and returns its results, or the error:
// *vm.SyntaxError or *vm.Error.
func Run(s *vm.State, source string) ([]lua.LValue, error) {
	fn, err := s.Load("test", source)
	if err != nil {
		return nil, err
	}
	return s.Main().Call(s.Main().LState(), fn)
}

// Eval runs a chunk and returns its results as tostring shows them, with a space
// between two, or the text of what it raised.
func Eval(t testing.TB, s *vm.State, source string) string {
	t.Helper()
	results, err := Run(s, source)
	var raised *vm.Error
	switch {
	case errors.As(err, &raised):
		return bind.Text(raised.Value)
	case err != nil:
		t.Fatal(err)
	}
	texts := make([]string, len(results))
	for i, v := range results {
		texts[i] = s.Main().LState().ToStringMeta(v).String()
	}
	return strings.Join(texts, " ")
}
