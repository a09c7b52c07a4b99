package bind

import (
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/vm"
)

// Row is a row with whose it is: "http." or "Response:", "" for a global.
type Row struct {
	Owner string
	*Func
}

// RowOf is the row that a Lua function was made of; ok is false for another
// function. The lock must be held.
func RowOf(s *vm.State, fn *lua.LFunction) (row Row, ok bool) {
	row, ok = worldOf(s).rows[fn]
	return row, ok
}

// ModuleName is the name of the module that t is the table of, "" for none. The
// lock must be held.
func ModuleName(s *vm.State, t *lua.LTable) string {
	for name, table := range worldOf(s).modules {
		if table == t {
			return name
		}
	}
	return ""
}

// funcName is vm.Hooks.FuncName: what docs call a row, or the member of a class
// that is read or written.
func (w *world) funcName(fn *lua.LFunction, second lua.LValue) string {
	if row, ok := w.rows[fn]; ok {
		return strings.TrimPrefix(row.Owner, "_G.") + row.Name
	}
	if class := w.access[fn]; class != nil {
		if key, ok := second.(lua.LString); ok {
			return class.Name + "." + string(key)
		}
		return class.Name + "[]"
	}
	return ""
}
