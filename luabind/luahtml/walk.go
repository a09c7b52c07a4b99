package luahtml

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

var walkRows = []bind.Func{
	{
		Name: "each", Doc: "Goes through the nodes: in a for loop each turn gives index and element; with a function, fn(i, el) is called for each until it returns false, and the selection is returned.",
		Params:  []bind.Param{bind.Opt("fn", bind.Callable, "called with index and element")},
		Returns: "Iterator|Selection",
		Example: on(ul, `for i, li in doc:find("li"):each() do print(i, li:text()) end
doc:find("li"):each(function(i, li) print(i, li:text()) end)`),
		Fn: func(c *bind.Call) error {
			if c.Has(1) {
				return eachCall(c)
			}
			ud, s, i := c.SelfValue(), self(c), 0
			return c.Return(bind.NewIterator(c.State(), func(*bind.Call) ([]lua.LValue, error) {
				if i++; i > s.Len() {
					return nil, nil
				}
				return []lua.LValue{like(ud, s.Eq(i))}, nil
			}))
		},
	},
	{
		Name: "map", Doc: "Calls fn(i, el) for each node and returns a list of what it returned, nils left out.",
		Params:  []bind.Param{bind.P("fn", bind.Callable, "called with index and element")},
		Returns: "any[]",
		Example: on(ul, `print(table.concat(doc:find("li"):map(function(i, li) return i .. li:text() end), ", ")) --> 1one, 2two bold, 3three`),
		Fn: func(c *bind.Call) error {
			s, fn := self(c), c.Arg(1)
			list, n := c.NewTable(s.Len(), 0), 0
			for i := 1; i <= s.Len(); i++ {
				results, err := c.CallLua(fn, lua.LNumber(i), another(c, s.Eq(i)))
				if err != nil {
					return err
				}
				if len(results) > 0 && results[0] != lua.LNil {
					n++
					list.RawSetInt(n, results[0])
				}
			}
			return c.Return(list)
		},
	},
}

func eachCall(c *bind.Call) error {
	s, fn := self(c), c.Arg(1)
	for i := 1; i <= s.Len(); i++ {
		results, err := c.CallLua(fn, lua.LNumber(i), another(c, s.Eq(i)))
		if err != nil {
			return err
		}
		if len(results) > 0 && results[0] == lua.LFalse {
			break
		}
	}
	return c.Return(c.SelfValue())
}
