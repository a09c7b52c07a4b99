package luastore

import (
	"database/sql"
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luarecord"
)

// params are the values of a statement's parameters, from argument i on: values,
// a list of them, or a table by name.
func params(c *bind.Call, i int) ([]any, error) {
	values := c.Rest(i)
	if len(values) == 1 {
		if t, ok := values[0].(*lua.LTable); ok {
			return tableParams(c, t)
		}
	}
	args := make([]any, len(values))
	for n, v := range values {
		var err error
		if args[n], err = param(c, fmt.Sprint(n+1), v); err != nil {
			return nil, err
		}
	}
	return args, nil
}

func tableParams(c *bind.Call, t *lua.LTable) ([]any, error) {
	var args []any
	n := t.MaxN()
	for i := 1; i <= n; i++ {
		v, err := param(c, fmt.Sprint(i), t.RawGetInt(i))
		if err != nil {
			return nil, err
		}
		args = append(args, v)
	}
	for k, v := t.Next(lua.LNil); k != lua.LNil; k, v = t.Next(k) {
		name, named := k.(lua.LString)
		if !named && n > 0 {
			continue
		}
		if !named || n > 0 {
			return nil, c.Badf("parameters are a list, or a table by name, but this one has the key %s", bind.Show(k))
		}
		value, err := param(c, ":"+string(name), v)
		if err != nil {
			return nil, err
		}
		args = append(args, sql.Named(string(name), value))
	}
	return args, nil
}

func param(c *bind.Call, name string, v lua.LValue) (any, error) {
	value, err := luarecord.Value(c, v)
	if err != nil {
		return nil, c.Badf("parameter %s %v", name, err)
	}
	return value, nil
}
