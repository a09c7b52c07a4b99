package luaurl

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
	"luafut/session/weburl"
)

type queryOptions struct {
	Pairs bool `lua:"pairs" doc:"read a query as a list of {name, value} pairs, in its order; default false"`
}

var queryRow = bind.Func{
	Name: "query",
	Doc: "Writes a table as a query, or reads a query, with or without its ?, as a table. In the table a value is a text, or a list of texts where a name comes more than once; " +
		"numbers and booleans can be written too, and a list of {name, value} pairs for an order.",
	Params: []bind.Param{
		bind.P("fields", bind.Or(bind.Table, bind.String), ""),
		bind.Opt("opts", bind.OptionsOf[queryOptions]("URLQueryOptions"), ""),
	},
	Returns: "string|table",
	Example: `print(url.query({{"q", "a b"}, {"page", 2}}), url.query("?q=a+b&tag=x&tag=y").tag[2]) --> q=a+b&page=2 y`,
	Fn: func(c *bind.Call) error {
		var o queryOptions
		if err := c.Options(2, &o); err != nil {
			return err
		}
		if fields := c.Table(1); fields != nil {
			pairs, err := pairsOf(c, fields)
			if err != nil {
				return err
			}
			return c.Return(lua.LString(weburl.EncodeQuery(pairs)))
		}
		pairs := weburl.ParseQuery(c.String(1))
		if o.Pairs {
			return c.Return(pairList(c, pairs))
		}
		return c.Return(FieldTable(c, pairs))
	},
}

// pairsOf reads a table of fields, or a list of pairs, in its order.
func pairsOf(c *bind.Call, fields *lua.LTable) (pairs []weburl.Pair, err error) {
	for key, value := fields.Next(lua.LNil); key != lua.LNil; key, value = fields.Next(key) {
		name, ok := key.(lua.LString)
		if pair, isTable := value.(*lua.LTable); isTable && !ok {
			if name, ok = pair.RawGetInt(1).(lua.LString); !ok || pair.Len() != 2 {
				return nil, c.Badf("item %s is not a pair {name, value}", key)
			}
			value = pair.RawGetInt(2)
		}
		if !ok {
			return nil, c.Badf("a field's name must be a string, not %s", bind.Show(key))
		}
		if pairs, err = appendField(c, pairs, string(name), value); err != nil {
			return nil, err
		}
	}
	return pairs, nil
}

// appendField adds a field, once for each item where the value is a list.
func appendField(c *bind.Call, pairs []weburl.Pair, name string, value lua.LValue) ([]weburl.Pair, error) {
	list, ok := value.(*lua.LTable)
	if !ok {
		text, ok := Text(value)
		if !ok {
			return nil, c.Badf("the field '%s' must be a string, a number, a boolean or a list of these, not %s", name, bind.Show(value))
		}
		return append(pairs, weburl.Pair{Name: name, Value: text}), nil
	}
	for i := 1; i <= list.MaxN(); i++ {
		text, ok := Text(list.RawGetInt(i))
		if !ok {
			return nil, c.Badf("item %d of the field '%s' must be a string, a number or a boolean, not %s", i, name, bind.Show(list.RawGetInt(i)))
		}
		pairs = append(pairs, weburl.Pair{Name: name, Value: text})
	}
	return pairs, nil
}

// Text is how a string, number or boolean is written as a name or value of a query or
// a form; false for any other value. Safe from any goroutine.
func Text(v lua.LValue) (string, bool) {
	switch v := v.(type) {
	case lua.LString:
		return string(v), true
	case lua.LNumber:
		return luanumber.FormatNumber(float64(v)), true
	case lua.LBool:
		return v.String(), true
	}
	return "", false
}

func pairList(c *bind.Call, pairs []weburl.Pair) *lua.LTable {
	list := c.NewTable(len(pairs), 0)
	for i, p := range pairs {
		pair := c.NewTable(2, 0)
		pair.RawSetInt(1, lua.LString(p.Name))
		pair.RawSetInt(2, lua.LString(p.Value))
		list.RawSetInt(i+1, pair)
	}
	return list
}

// FieldTable is a table of the fields of a query: a text for each name, a list of
// texts where it comes more than once.
func FieldTable(c *bind.Call, pairs []weburl.Pair) *lua.LTable {
	t := c.NewTable(0, len(pairs))
	for _, p := range pairs {
		value := lua.LString(p.Value)
		switch before := t.RawGetString(p.Name).(type) {
		case *lua.LNilType:
			t.RawSetString(p.Name, value)
		case lua.LString:
			list := c.NewTable(2, 0)
			list.RawSetInt(1, before)
			list.RawSetInt(2, value)
			t.RawSetString(p.Name, list)
		case *lua.LTable:
			before.RawSetInt(before.Len()+1, value)
		}
	}
	return t
}
