package luastring_test

import (
	"strings"
	"testing"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/luastring"
	"luafut/luabind/luastring/stdlib"
	"luafut/luabind/luatable"
)

// results runs Lua, an expression or statements, and returns what it returns and what it prints,
// each value as tostring gives it and divided by a space; "error: …" where it raises, without the
// place in the script.
func results(L *lua.LState, source string) string {
	var out []string
	L.SetGlobal("print", L.NewFunction(func(L *lua.LState) int {
		for i := 1; i <= L.GetTop(); i++ {
			out = append(out, luastring.ToString(L, L.Get(i)))
		}
		return 0
	}))
	fn, err := L.Load(strings.NewReader("return "+source), "test")
	if err != nil {
		if fn, err = L.Load(strings.NewReader(source), "test"); err != nil {
			return "error: " + err.Error()
		}
	}
	base := L.GetTop()
	L.Push(fn)
	if err := L.PCall(0, lua.MultRet, nil); err != nil {
		return "error: " + strings.TrimPrefix(err.(*lua.ApiError).Object.String(), "test:1: ")
	}
	for i := base + 1; i <= L.GetTop(); i++ {
		out = append(out, luastring.ToString(L, L.Get(i)))
	}
	L.SetTop(base)
	return strings.Join(out, " ")
}

// check runs each piece of Lua in one state.
func check(t *testing.T, cases [][2]string) {
	t.Helper()
	L := newState(t, stdlib.Hooks{})
	for _, c := range cases {
		if got := results(L, c[0]); got != c[1] {
			t.Errorf("%s\n got %q\nwant %q", c[0], got, c[1])
		}
	}
}

// TestExamples runs the example of every function and holds it to what it says comes out.
func TestExamples(t *testing.T) {
	rows := luastring.Funcs(stdlib.Hooks{})
	for _, more := range [][]stdlib.Func{luastring.Globals(), luatable.Funcs(stdlib.Hooks{}), luatable.Globals()} {
		rows = append(rows, more...)
	}
	L := newState(t, stdlib.Hooks{})
	for _, row := range rows {
		if row.Doc == "" || !strings.HasPrefix(row.Signature, row.Name+"(") {
			t.Errorf("%s: doc %q, signature %q", row.Name, row.Doc, row.Signature)
		}
		source, want, found := strings.Cut(row.Example, " --> ")
		if got := results(L, source); strings.HasPrefix(got, "error") || found && got != want {
			t.Errorf("%s\n got %q", row.Example, got)
		}
	}
}
