package luajson_test

import (
	"errors"
	"io"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/luabind/vm"
)

// newState makes a state with the module json as a global, whose main thread holds the lock.
func newState(t testing.TB) *vm.State {
	s := vm.New(t.Context(), vm.NewOutput(io.Discard, false))
	th := s.Main()
	th.Lock()
	t.Cleanup(th.Close)
	L := th.LState()
	for _, open := range []lua.LGFunction{lua.OpenBase, lua.OpenString, lua.OpenTable, lua.OpenCoroutine} {
		L.Push(L.NewFunction(open))
		L.Call(0, 0)
	}
	bind.Install(s)
	luajson.Module.Register(s)
	module, err := luajson.Module.Open(s)
	if err != nil {
		t.Fatal(err)
	}
	s.Globals().RawSetString("json", module)
	s.Globals().RawSetString("pcall", L.NewFunction(vm.PCall))
	return s
}

// run runs a chunk and returns its results.
func run(s *vm.State, source string) ([]lua.LValue, error) {
	fn, err := s.Load("test", source)
	if err != nil {
		return nil, err
	}
	return s.Main().Call(s.Main().LState(), fn)
}

// eval runs a chunk and returns its results as texts, joined, or the error's.
func eval(t *testing.T, s *vm.State, source string) string {
	t.Helper()
	results, err := run(s, source)
	var raised *vm.Error
	if errors.As(err, &raised) {
		return bind.Text(raised.Value)
	} else if err != nil {
		t.Fatalf("%s: %v", source, err)
	}
	var texts []string
	for _, v := range results {
		texts = append(texts, v.String())
	}
	return strings.Join(texts, " ")
}
