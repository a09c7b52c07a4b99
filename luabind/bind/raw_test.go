package bind_test

import (
	"context"
	"io"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// TestRawRowsAndPlainModules holds that a Raw row is the function as it was
// made for the state, unchecked, and that a Plain module answers nil.
func TestRawRowsAndPlainModules(t *testing.T) {
	made := 0
	class := &bind.Class{Name: "Box", Doc: "Holds nothing.", Methods: []bind.Func{{
		Name: "top", Doc: "Counts what it is given.", Raw: bind.Raw(func(L *lua.LState) int { L.Push(lua.LNumber(L.GetTop())); return 1 }),
	}}}
	plain := &bind.Module{Name: "plain", Doc: "Has little.", Plain: true, Classes: []*bind.Class{class}, Funcs: []bind.Func{
		{Name: "count", Doc: "Counts.", Params: []bind.Param{bind.P("n", bind.Number, "")}, Raw: func(s *vm.State) lua.LGFunction {
			made++
			calls := 0
			return func(L *lua.LState) int { calls++; L.Push(lua.LNumber(calls)); return 1 }
		}},
		{Name: "box", Doc: "Makes one.", Fn: func(c *bind.Call) error { return c.Return(c.New(class, nil)) }},
	}}
	s := vm.New(context.Background(), vm.NewOutput(io.Discard, false))
	th := s.Main()
	th.Lock()
	defer th.Close()
	bind.Install(s)
	if err := plain.OpenInto(s, s.Globals()); err != nil {
		t.Fatal(err)
	}
	fn, err := s.Load("test", `count("not checked") return count() + box():top(1, 2) * 10, nothing`)
	if err != nil {
		t.Fatal(err)
	}
	results, err := th.Call(th.LState(), fn)
	if err != nil || len(results) != 2 || results[0] != lua.LNumber(32) || results[1] != lua.LNil {
		t.Errorf("got %v, %v; want 32 and nil", results, err)
	}
	if made != 1 {
		t.Errorf("the row was made %d times, want once", made)
	}
}
