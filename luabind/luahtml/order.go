package luahtml

import lua "github.com/yuin/gopher-lua"

// inOrder calls yield with the keys and values of a table in the order in which
// pairs gives them: that in which they were set. LTable.ForEach has none, and what
// is made of a table, such as the fields of records, would change from run to run.
func inOrder(t *lua.LTable, yield func(k, v lua.LValue)) {
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		yield(k, v)
	}
}
