package luare

import (
	"fmt"
	"math"
	"slices"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// patternClass is what re.compile returns. Its methods are the module's functions without their
// first argument.
var patternClass = &bind.Class{
	Name: "Pattern", Module: "re",
	Doc: "A compiled regular expression.",
	Methods: []bind.Func{
		matchRow.method(`print(re.compile("[0-9]+"):match("a 12 b")) --> 12`),
		findAllRow.method(`print(#re.compile("[a-z]+"):find_all("a bc")) --> 2`),
		findIterRow.method(`for i, m in re.compile("[a-z]+"):find_iter("a bc") do print(m) end --> a bc`),
		subRow.method(`print(re.compile("[0-9]+"):sub("#", "a1b22")) --> a#b#`),
		splitRow.method(`print(#re.compile(", *"):split("a, b,c")) --> 3`),
	},
	Fields: []bind.Field{
		{Name: "pattern", Type: bind.String, Doc: "The text that it was compiled from.", Get: func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(c.Self().(*Pattern).re.String()), nil
		}},
		{Name: "groups", Type: bind.Integer, Doc: "How many groups it has.", Get: func(c *bind.Call) (lua.LValue, error) {
			return lua.LNumber(c.Self().(*Pattern).Groups()), nil
		}},
	},
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "The text that it was compiled from.", Returns: "string",
		Fn: func(c *bind.Call) error { return c.Return(lua.LString(c.Self().(*Pattern).re.String())) },
	}},
}

// groupType is a group's name or number.
var groupType = &bind.Type{Name: "string|integer", Want: "a group's name or number", Accepts: func(v lua.LValue) bool {
	return v.Type() == lua.LTString || v.Type() == lua.LTNumber
}}

var groupParam = bind.Opt("group", groupType, "its name or number; default 0, the whole match")

// matchClass is what a match is for scripts.
var matchClass = &bind.Class{
	Name: "Match", Module: "re",
	Doc: "What a pattern found: m[0] is the whole match, m[1] the first group, m.year the group named year; nil for a group that took no part. A method's name goes before a group's.",
	Methods: []bind.Func{
		{
			Name: "group", Doc: "The text of a group, or nil where it took no part.",
			Params: []bind.Param{groupParam}, Returns: "string?",
			Example: `print(re.match("([0-9]+)-(?P<month>[0-9]+)", "on 2026-11"):group("month")) --> 11`,
			Fn: func(c *bind.Call) error {
				m, i, err := groupArgument(c)
				if err != nil {
					return err
				}
				return c.Return(m.value(i))
			},
		},
		{
			Name: "groups", Doc: "The texts of all groups from 1 on, nil for those that took no part.",
			Returns: "string?...",
			Example: `local year, month = re.match("([0-9]+)-([0-9]+)", "on 2026-11"):groups()
print(year, month) --> 2026 11`,
			Fn: func(c *bind.Call) error {
				m := c.Self().(*Match)
				for i := 1; i <= m.pattern.Groups(); i++ {
					c.Push(m.value(i))
				}
				return nil
			},
		},
		{
			Name: "named", Doc: "A table of the named groups that took part.",
			Returns: "table<string,string>",
			Example: `print(re.match("(?P<year>[0-9]+)", "on 2026-11"):named().year) --> 2026`,
			Fn: func(c *bind.Call) error {
				m := c.Self().(*Match)
				t := c.NewTable(0, m.pattern.Groups())
				for i, name := range m.pattern.Names() {
					if text, ok := m.Group(i); ok && name != "" {
						t.RawSetString(name, lua.LString(text))
					}
				}
				return c.Return(t)
			},
		},
		{
			Name: "span", Doc: "Where the first and the last byte of a group are, counted from 1, as string.sub takes them; nil where it took no part. An empty group ends before it begins.",
			Params: []bind.Param{groupParam}, Returns: "integer?, integer?",
			Example: `print(re.match("[0-9]+", "on 2026"):span()) --> 4 7`,
			Fn: func(c *bind.Call) error {
				m, i, err := groupArgument(c)
				if err != nil {
					return err
				}
				first, last, ok := m.Span(i)
				if !ok {
					return c.Return(lua.LNil, lua.LNil)
				}
				return c.Return(lua.LNumber(first), lua.LNumber(last))
			},
		},
	},
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "The whole match.", Returns: "string",
		Fn: func(c *bind.Call) error { return c.Return(c.Self().(*Match).value(0)) },
	}},
	Index: func(c *bind.Call, key lua.LValue) (lua.LValue, error) {
		m := c.Self().(*Match)
		i, err := m.find(key)
		if err != nil {
			return nil, err
		}
		return m.value(i), nil
	},
}

// value is a group's text in Lua.
func (m *Match) value(i int) lua.LValue {
	text, ok := m.Group(i)
	if !ok {
		return lua.LNil
	}
	return lua.LString(text)
}

// find is the group that a script's key stands for.
func (m *Match) find(key lua.LValue) (int, error) {
	switch key := key.(type) {
	case lua.LNumber:
		if n := float64(key); n == math.Trunc(n) && n >= 0 && n <= float64(m.pattern.Groups()) {
			return int(n), nil
		}
	case lua.LString:
		if i := m.pattern.re.SubexpIndex(string(key)); i > 0 {
			return i, nil
		}
		return 0, bind.Errorf(bind.ArgumentError, "the pattern %q has no group named '%s'%s", m.pattern.re, string(key), near(string(key), m.pattern))
	}
	return 0, bind.Errorf(bind.ArgumentError, "the pattern %q has the groups 0 to %d, not %s", m.pattern.re, m.pattern.Groups(), bind.Show(key))
}

// near is the end of a message about a group's name that is not there.
func near(name string, p *Pattern) string {
	if name == "" {
		return ""
	}
	names := slices.DeleteFunc(slices.Clone(p.Names()), func(n string) bool { return n == "" })
	if n := bind.Nearest(name, names); n != "" {
		return fmt.Sprintf("; did you mean '%s'?", n)
	}
	return ""
}

func groupArgument(c *bind.Call) (m *Match, group int, err error) {
	m = c.Self().(*Match)
	if c.Has(1) {
		group, err = m.find(c.Arg(1))
	}
	return m, group, err
}
