package bind

import (
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
