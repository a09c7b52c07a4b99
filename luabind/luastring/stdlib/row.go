package stdlib

import lua "github.com/yuin/gopher-lua"

// Func declares one Lua function: what it is called, what it does, and the Go function behind it.
// Help, reference and completion are made from it.
type Func struct {
	// Name is the function's key in its table, or the global's name.
	Name string
	// Fn runs it. It holds whatever the library's Hooks are.
	Fn lua.LGFunction
	// Doc says in one sentence what it does.
	Doc string
	// Signature is the call with its arguments, optional ones in brackets, and its results:
	// "rep(s, n) -> string".
	Signature string
	// Example is Lua that runs as it stands; a comment "--> value" at its end gives the result.
	Example string
}

// NewTable makes a table of the functions.
func NewTable(L *lua.LState, funcs []Func) *lua.LTable {
	table := L.CreateTable(0, len(funcs))
	for _, f := range funcs {
		table.RawSetString(f.Name, L.NewFunction(f.Fn))
	}
	return table
}

// Install makes the table of the functions the global of that name, and what require returns for
// it, in place of the interpreter's own.
func Install(L *lua.LState, name string, funcs []Func) *lua.LTable {
	table := NewTable(L, funcs)
	L.G.Global.RawSetString(name, table)
	if loaded, ok := L.G.Registry.RawGetString("_LOADED").(*lua.LTable); ok {
		loaded.RawSetString(name, table)
	}
	return table
}

// InstallGlobals makes each function a global of its name.
func InstallGlobals(L *lua.LState, funcs []Func) {
	for _, f := range funcs {
		L.G.Global.RawSetString(f.Name, L.NewFunction(f.Fn))
	}
}
