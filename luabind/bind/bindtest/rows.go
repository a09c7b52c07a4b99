package bindtest

import (
	"errors"
	"strings"
	"testing"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
)

// Examples runs the example of every row of a module by run, which returns what it
// printed, and fails those that fail. A row without an example fails too. Where an
// example ends with "--> text", that is what it must print, with a space for each tab
// and each end of a line.
func Examples(t *testing.T, module *bind.Module, run func(t *testing.T, source string) (printed string, err error)) {
	t.Helper()
	check := func(name string, f *bind.Func) {
		t.Run(name, func(t *testing.T) {
			if f.Example == "" {
				t.Fatal("the row has no example")
			}
			printed, err := run(t, f.Example)
			if raised := (*vm.Error)(nil); errors.As(err, &raised) {
				t.Fatalf("%s\n%s\nin\n%s", bind.Text(raised.Value), raised.Traceback, f.Example)
			} else if err != nil {
				t.Fatalf("%v\nin\n%s", err, f.Example)
			}
			printed = OneLine(printed)
			if _, want, says := strings.Cut(f.Example, "--> "); says && printed != want {
				t.Errorf("printed %q, not %q:\n%s", printed, want, f.Example)
			}
		})
	}
	for i := range module.Funcs {
		check(module.Name+"."+module.Funcs[i].Name, &module.Funcs[i])
	}
	for _, class := range module.Classes {
		for i := range class.Methods {
			check(class.Name+":"+class.Methods[i].Name, &class.Methods[i])
		}
	}
}

// OneLine is what was printed with a space for each tab and each end of a line.
func OneLine(printed string) string {
	return strings.NewReplacer("\t", " ", "\n", " ").Replace(strings.TrimRight(printed, "\t\n"))
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
	for _, name := range module.Members() {
		if module.Elsewhere[name] != "" {
			t.Errorf("%s.%s is a member, and called one of elsewhere", module.Name, name)
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
