// Package bindtest runs Lua in tests of modules: a state with the modules as
// globals, chunks, and the examples of a module's rows.
package bindtest

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// NewState makes a state with Lua's basic, table, string and math libraries and
// the modules as globals; what it prints is thrown away. Its main thread holds
// the lock until the test ends.
func NewState(t testing.TB, modules ...*bind.Module) *vm.State {
	t.Helper()
	s := vm.New(context.Background(), vm.NewOutput(io.Discard, false))
	th := s.Main()
	th.Lock()
	t.Cleanup(th.Close)
	L := th.LState()
	for _, open := range []lua.LGFunction{lua.OpenBase, lua.OpenTable, lua.OpenString, lua.OpenMath} {
		L.Push(L.NewFunction(open))
		L.Call(0, 0)
	}
	g := s.Globals()
	g.RawSetString("pcall", L.NewFunction(vm.PCall))
	g.RawSetString("xpcall", L.NewFunction(vm.XPCall))
	g.RawSetString("print", L.NewFunction(func(L *lua.LState) int {
		for i := 1; i <= L.GetTop(); i++ {
			L.ToStringMeta(L.Get(i))
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

// RunExamples runs the example of every row of a module, each in a state of its
// own with the modules that NewState is given, and fails those that raise. A row
// without an example fails too.
func RunExamples(t *testing.T, module *bind.Module, modules ...*bind.Module) {
	t.Helper()
	run := func(name string, f *bind.Func) {
		t.Run(name, func(t *testing.T) {
			if f.Example == "" {
				t.Fatal("the row has no example")
			}
			if _, err := Run(NewState(t, modules...), f.Example); err != nil {
				var raised *vm.Error
				if errors.As(err, &raised) {
					t.Fatalf("%s\n%s\nin\n%s", bind.Text(raised.Value), raised.Traceback, f.Example)
				}
				t.Fatalf("%v\nin\n%s", err, f.Example)
			}
		})
	}
	for i := range module.Funcs {
		run(module.Name+"."+module.Funcs[i].Name, &module.Funcs[i])
	}
	for _, class := range module.Classes {
		for i := range class.Methods {
			run(class.Name+":"+class.Methods[i].Name, &class.Methods[i])
		}
	}
}

// CheckRows fails rows and members that lack a sentence of documentation, and
// parameters without one.
func CheckRows(t *testing.T, module *bind.Module) {
	t.Helper()
	sentence := func(name, doc string) {
		if !strings.HasSuffix(doc, ".") {
			t.Errorf("%s: the doc must be a sentence that ends with a full stop, not %q", name, doc)
		}
	}
	rows := func(owner string, list []bind.Func) {
		for _, f := range list {
			sentence(owner+f.Name, f.Doc)
			for _, p := range f.Params {
				if p.Doc == "" {
					t.Errorf("%s%s: the parameter %s has no doc", owner, f.Name, p.Name)
				}
			}
		}
	}
	sentence(module.Name, module.Doc)
	rows(module.Name+".", module.Funcs)
	for _, k := range module.Kinds {
		sentence(k.Name, k.Doc)
	}
	for _, class := range module.Classes {
		sentence(class.Name, class.Doc)
		rows(class.Name+":", class.Methods)
		rows(class.Name+".", class.Meta)
		for _, f := range class.Fields {
			sentence(class.Name+"."+f.Name, f.Doc)
		}
	}
}
