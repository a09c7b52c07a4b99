package luacheck

import (
	"math"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luastring/pattern"
)

const (
	// nearRelative and nearAbsolute are what check.near allows by default, as
	// pytest's approx does.
	nearRelative = 1e-6
	nearAbsolute = 1e-12
)

var (
	gotParam  = bind.P("got", bind.Any, "what came")
	wantParam = bind.P("want", bind.Any, "what was to come")
	whatParam = bind.Opt("what", bind.String, "what it is about; the message begins with it")
	asserts   = []*bind.Kind{AssertionError}
)

// comparing begins a comparison that an interrupt ends.
func comparing(c *bind.Call) *comparison {
	return &comparison{L: c.L, stop: c.Thread.Interrupted}
}

// hold is the outcome of a check with a comparison: got is returned.
func (cm *comparison) hold(c *bind.Call, what string, got, want lua.LValue) error {
	switch same, err := cm.equal(got, want); {
	case err != nil:
		return err
	case !same:
		return cm.failure(what, got, want).err(c)
	}
	return c.Return(got)
}

func valueRows() []bind.Func {
	return []bind.Func{
		{
			Name: "equal",
			Doc: "Checks that two values are equal, and returns the first. Tables are compared by what they hold, at any depth, cycles too; metatables do not count, but an __eq that both share decides. " +
				"NaN equals NaN; of two errors the tracebacks may differ; a userdata equals itself, or what its __eq says. The message tells where they differ.",
			Params: []bind.Param{gotParam, wantParam, whatParam}, Returns: "any", Raises: asserts,
			Example: `check.equal({1, {name = "a"}}, {1, {name = "a"}})
print(select(2, pcall(check.equal, {price = 12}, {price = 13})).message)`,
			Fn: func(c *bind.Call) error { return comparing(c).hold(c, c.String(3), c.Arg(1), c.Arg(2)) },
		},
		{
			Name: "not_equal", Doc: "Checks that two values are not equal, as equal compares them, and returns the first.",
			Params: []bind.Param{gotParam, bind.P("other", bind.Any, "what it must not be"), whatParam}, Returns: "any", Raises: asserts,
			Example: `check.not_equal({1}, {2})`,
			Fn: func(c *bind.Call) error {
				switch same, err := comparing(c).equal(c.Arg(1), c.Arg(2)); {
				case err != nil:
					return err
				case same:
					return fail(c, c.String(3), "got %s, want anything else", show(c.L, c.Arg(1), shortText))
				}
				return c.Return(c.Arg(1))
			},
		},
		{
			Name: "same", Doc: "Checks that two values are one and the same: the same table, not an equal one; it is rawequal. It returns the first.",
			Params: []bind.Param{gotParam, wantParam, whatParam}, Returns: "any", Raises: asserts,
			Example: `local t = {}
check.same(t, t)
check.raises("AssertionError", check.same, {}, {})`,
			Fn: func(c *bind.Call) error {
				if got, want := c.Arg(1), c.Arg(2); got != want {
					cm := comparing(c)
					cm.differ(nil, got, want)
					return cm.failure(c.String(3), got, want).err(c)
				}
				return c.Return(c.Arg(1))
			},
		},
		{
			Name: "near", Doc: "Checks that two numbers, or the numbers in two equal tables, are nearly equal, and returns the first.",
			Params: []bind.Param{
				bind.P("got", bind.Or(bind.Number, bind.Table), "what came"), bind.P("want", bind.Or(bind.Number, bind.Table), "what was to come"),
				bind.Opt("tolerance", bind.Seconds, "how far apart they may be; default a millionth of want, and at least 1e-12"), whatParam,
			},
			Returns: "any", Raises: asserts,
			Example: `check.near(0.1 + 0.2, 0.3)
check.near({99, 101}, {100, 100}, 1)`,
			Fn: func(c *bind.Call) error {
				cm := comparing(c)
				cm.within = func(want float64) float64 {
					if c.Has(3) {
						return c.Number(3)
					}
					return max(nearRelative*math.Abs(want), nearAbsolute)
				}
				return cm.hold(c, c.String(4), c.Arg(1), c.Arg(2))
			},
		},
		{
			Name: "ok", Doc: "Checks that a value is neither nil nor false, and returns it.",
			Params: []bind.Param{bind.P("got", bind.Any, "what came"), bind.Opt("what", bind.Any, "what it is about, where it is a text: string.find gives numbers")}, Returns: "any", Raises: asserts,
			Example: `check.ok(("crawl"):find("raw"))`,
			Fn: func(c *bind.Call) error {
				if !lua.LVAsBool(c.Arg(1)) {
					return fail(c, c.String(2), "got %s, want a value that is true", c.Arg(1))
				}
				return c.Return(c.Arg(1))
			},
		},
		{
			Name: "falsy", Doc: "Checks that a value is nil or false, and returns it.",
			Params: []bind.Param{bind.P("got", bind.Any, "what came"), whatParam}, Returns: "any", Raises: asserts,
			Example: `check.falsy(("crawl"):find("x"))`,
			Fn: func(c *bind.Call) error {
				if lua.LVAsBool(c.Arg(1)) {
					return fail(c, c.String(2), "got %s, want nil or false", show(c.L, c.Arg(1), shortText))
				}
				return c.Return(c.Arg(1))
			},
		},
		{
			Name: "contains",
			Doc: "Checks that needle is in haystack, and returns that: a text in a text, as it stands; an item in a list; a table's entries among another's, however deep, where that is no list. " +
				"An item that is a table need only hold the entries of needle.",
			Params: []bind.Param{
				bind.P("haystack", bind.Or(bind.String, bind.Table), "a text, a list or another table"), bind.P("needle", bind.Any, "what is to be in it"), whatParam,
			},
			Returns: "any", Raises: asserts,
			Example: `check.contains("a web page", "web")
check.contains({3, 5}, 5)
check.contains({{id = 1, name = "a"}, {id = 2, name = "b"}}, {name = "b"})
check.contains({status = 200, headers = {etag = "x", date = "y"}}, {headers = {etag = "x"}})`,
			Fn: contains,
		},
		{
			Name: "matches", Doc: "Checks that a text matches a pattern somewhere: one of Lua's, or one that re.compile made. It returns the text.",
			Params: []bind.Param{
				bind.P("text", bind.String, "the text"), bind.P("pattern", patternType, "such as \"^%d+$\", or re.compile(\"^[0-9]+$\")"), whatParam,
			},
			Returns: "string", Raises: asserts,
			Example: `check.matches("page 12", "%d+$")
check.matches("page 12", re.compile("(?i)^PAGE"))`,
			Fn: matches,
		},
	}
}

var patternType = &bind.Type{Name: "string|Pattern", Want: "a pattern: a text, or what re.compile gives", Accepts: func(v lua.LValue) bool {
	class := bind.ClassOf(v)
	return v.Type() == lua.LTString || class != nil && class.Module == "re" && class.Name == "Pattern"
}}

func contains(c *bind.Call) error {
	haystack, needle, what := c.Arg(1), c.Arg(2), c.String(3)
	if text, ok := haystack.(lua.LString); ok {
		part, ok := needle.(lua.LString)
		if !ok {
			return c.Wrong(2, "a string, as the first is one")
		}
		if !strings.Contains(string(text), string(part)) {
			f := &failure{what: what, expected: show(c.L, part, longText), got: show(c.L, text, longText)}
			f.text = show(c.L, part, shortText) + " is not in " + show(c.L, text, shortText)
			return f.err(c)
		}
		return c.Return(haystack)
	}
	list := haystack.(*lua.LTable)
	entries, isTable := needle.(*lua.LTable)
	if isTable && list.Len() == 0 {
		cm := comparing(c)
		cm.partly = true
		return cm.hold(c, what, list, entries)
	}
	for _, k := range keys(list) {
		cm := comparing(c)
		item, both := list.RawGet(k).(*lua.LTable)
		cm.partly = isTable && both && item.Len() == 0 && entries.Len() == 0
		same, err := cm.equal(list.RawGet(k), needle)
		if err != nil {
			return err
		}
		if same {
			return c.Return(haystack)
		}
	}
	f := &failure{what: what, expected: show(c.L, needle, longText), got: show(c.L, list, longText)}
	f.text = show(c.L, needle, shortText) + " is not among the items of " + show(c.L, list, shortText)
	return f.err(c)
}

func matches(c *bind.Call) error {
	text, want := c.String(1), c.Arg(2)
	found := false
	if source, ok := want.(lua.LString); ok {
		p, err := pattern.Compile(string(source))
		if err != nil {
			return c.Badf("%v", err)
		}
		var m pattern.Matcher
		m.Reset(p, text, c.Thread.Interrupted)
		defer m.Release()
		if found, err = m.Find(0); err != nil {
			if cause := c.Thread.Interrupted(); cause != nil {
				return cause
			}
			return c.Badf("%v", err)
		}
	} else {
		results, err := c.CallLua(c.L.GetField(want, "match"), want, lua.LString(text))
		if err != nil {
			return err
		}
		found = len(results) > 0 && results[0] != lua.LNil
	}
	if !found {
		f := &failure{what: c.String(3), expected: show(c.L, want, longText), got: show(c.L, c.Arg(1), longText)}
		f.text = show(c.L, c.Arg(1), shortText) + " does not match " + show(c.L, want, shortText)
		return f.err(c)
	}
	return c.Return(c.Arg(1))
}
