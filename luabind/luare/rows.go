package luare

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luanumber"
)

// row is a function of the module whose first argument is the pattern, and at once the method of
// Pattern that goes without it.
type row struct {
	bind.Func
	// run does the work; the argument behind the pattern is at at.
	run func(c *bind.Call, p *Pattern, at int) error
}

func (r *row) function() bind.Func {
	f := r.Func
	f.Params = append([]bind.Param{bind.P("pattern", patternType, "a text, or what re.compile gave")}, f.Params...)
	f.Raises = []*bind.Kind{BadPattern}
	run := r.run
	f.Fn = func(c *bind.Call) error {
		p, _, err := PatternOf(c.Arg(1))
		if err != nil {
			return err
		}
		return run(c, p, 2)
	}
	return f
}

func (r *row) method(example string) bind.Func {
	f := r.Func
	f.Example = example
	run := r.run
	f.Fn = func(c *bind.Call) error { return run(c, c.Self().(*Pattern), 1) }
	return f
}

// unlockedFrom is the length from which searching a text takes longer than giving the lock away
// costs, some 50 µs.
const unlockedFrom = 4 << 10

// search runs fn, which goes through text, beside other tasks where the text is long.
func search(c *bind.Call, text string, fn func()) {
	if len(text) < unlockedFrom {
		fn()
	} else {
		c.Unlocked(fn)
	}
}

var textParam = bind.P("text", bind.String, "what is searched")

var matchRow = row{
	Func: bind.Func{
		Name: "match", Doc: "The first match anywhere in a text, or nil; a pattern that begins with ^ matches at the beginning only.",
		Params: []bind.Param{textParam}, Returns: "Match?",
		Example: `local m = re.match([[(\w+)@(?P<host>\w+)]], "to ann@example")
print(m[0], m[1], m.host) --> ann@example ann example`,
	},
	run: func(c *bind.Call, p *Pattern, at int) error {
		text := c.String(at)
		var m *Match
		search(c, text, func() { m = p.Find(text) })
		if m == nil {
			return c.Return(lua.LNil)
		}
		return c.Return(c.New(matchClass, m))
	},
}

var findAllRow = row{
	Func: bind.Func{
		Name: "find_all", Doc: "All matches as a list of texts: whole matches where the pattern has no group, the group's texts where it has one, " +
			"and a list for each match where it has more, \"\" for a group that took no part.",
		Params: []bind.Param{textParam}, Returns: "string[]|string[][]",
		Example: `print(table.concat(re.find_all([[\d+]], "a1b22"), " ")) --> 1 22`,
	},
	run: func(c *bind.Call, p *Pattern, at int) error {
		text := c.String(at)
		var matches []*Match
		search(c, text, func() { matches = p.FindAll(text, 0) })
		list := c.NewTable(len(matches), 0)
		for i, m := range matches {
			list.RawSetInt(i+1, found(c, m))
		}
		return c.Return(list)
	},
}

// found is a match as find_all gives it.
func found(c *bind.Call, m *Match) lua.LValue {
	n := m.pattern.Groups()
	if n <= 1 {
		text, _ := m.Group(n)
		return lua.LString(text)
	}
	groups := c.NewTable(n, 0)
	for i := 1; i <= n; i++ {
		text, _ := m.Group(i)
		groups.RawSetInt(i, lua.LString(text))
	}
	return groups
}

var findIterRow = row{
	Func: bind.Func{
		Name: "find_iter", Doc: "Goes through all matches: each turn gives an index and a Match.",
		Params: []bind.Param{textParam}, Returns: "Iterator",
		Example: `for i, m in re.find_iter([[(\w)=(\d)]], "a=1 b=2") do print(i, m[1], m[2]) end --> 1 a 1 2 b 2`,
	},
	run: func(c *bind.Call, p *Pattern, at int) error {
		text := c.String(at)
		var matches []*Match
		search(c, text, func() { matches = p.FindAll(text, 0) })
		return c.Return(bind.NewIterator(c.State(), func(c *bind.Call) ([]lua.LValue, error) {
			if len(matches) == 0 {
				return nil, nil
			}
			m := matches[0]
			matches = matches[1:]
			return []lua.LValue{c.New(matchClass, m)}, nil
		}))
	},
}

var subRow = row{
	Func: bind.Func{
		Name: "sub", Doc: "A text with the matches replaced.",
		Params: []bind.Param{
			bind.P("replacement", bind.Or(bind.String, bind.Callable, bind.Table), "a text, in which $1 and ${name} are groups, $0 the match and $$ a dollar sign; "+
				"a function that is given each Match and returns a text or a number, or nil to leave it; or as in string.gsub a table "+
				"of such by what the first group matched, or where there is none the whole pattern"),
			textParam,
			bind.Opt("count", bind.Count, "how many matches at most; default all"),
		},
		Returns: "string",
		Example: `print(re.sub([[(?P<a>\w)=(?P<b>\w)]], "${b}=$1", "x=y")) --> y=x`,
	},
	run: func(c *bind.Call, p *Pattern, at int) error {
		text, limit := c.String(at+1), c.Int(at+2, 0)
		if template, ok := c.Arg(at).(lua.LString); ok {
			var out string
			var err error
			search(c, text, func() { out, err = p.Replace(text, string(template), limit) })
			if wrong, ok := err.(*TemplateError); ok {
				return c.Badf("%s%s", wrong.Problem, near(wrong.Name, p))
			}
			if err != nil {
				return c.Badf("%v", err)
			}
			return c.Return(lua.LString(out))
		}
		by := c.Arg(at)
		var matches []*Match
		search(c, text, func() { matches = p.FindAll(text, limit) })
		out, err := ReplaceEach(text, matches, func(m *Match) (string, error) { return replaced(c, by, m) })
		if err == ErrTooLong {
			return c.Badf("%v", err)
		}
		if err != nil {
			return err
		}
		return c.Return(lua.LString(out))
	},
}

// replaced is what a script's function, or table, has for a match.
func replaced(c *bind.Call, by lua.LValue, m *Match) (string, error) {
	var v lua.LValue = lua.LNil
	what := "the function must return"
	if t, ok := by.(*lua.LTable); ok && !bind.IsCallable(t) {
		key, _ := m.Group(min(m.pattern.Groups(), 1))
		what = "the table must hold"
		v = c.L.GetTable(t, lua.LString(key))
	} else {
		results, err := c.CallLua(by, c.New(matchClass, m))
		if err != nil {
			return "", err
		}
		if len(results) > 0 {
			v = results[0]
		}
	}
	whole, _ := m.Group(0)
	switch v := v.(type) {
	case lua.LString:
		return string(v), nil
	case lua.LNumber:
		return luanumber.FormatNumber(float64(v)), nil
	case *lua.LNilType:
		return whole, nil
	case lua.LBool:
		if !v {
			return whole, nil
		}
	}
	return "", c.Badf("%s a string, a number or nil for a match, not %s", what, bind.Show(v))
}

var splitRow = row{
	Func: bind.Func{
		Name: "split", Doc: "The texts between the matches, as a list; what a pattern's groups matched comes between them.",
		Params: []bind.Param{
			textParam,
			bind.Opt("count", bind.Count, "how often to divide at most; default at every match"),
		},
		Returns: "string[]",
		Example: `print(table.concat(re.split([[\s*,\s*]], "a , b,c"), "|")) --> a|b|c`,
	},
	run: func(c *bind.Call, p *Pattern, at int) error {
		text := c.String(at)
		var parts []string
		limit := c.Int(at+1, 0)
		search(c, text, func() { parts = p.Split(text, limit) })
		list := c.NewTable(len(parts), 0)
		for i, part := range parts {
			list.RawSetInt(i+1, lua.LString(part))
		}
		return c.Return(list)
	},
}
