package luahtml

import (
	"regexp"
	"strings"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

// Regexp is implemented by the values of compiled regular expressions, so that
// find_all and extract take one without knowing its package.
type Regexp interface {
	// Regexp is what is matched with.
	Regexp() *regexp.Regexp
}

// findAllOptions are the options of find_all.
type findAllOptions struct {
	Limit     int        `lua:"limit" min:"1" doc:"ends the search after so many; default all"`
	Text      lua.LValue `lua:"text" doc:"what an element's only text must be: a string, a list, true, a regular expression, or a function; where nothing else is asked for, text nodes are selected"`
	Recursive *bool      `lua:"recursive" doc:"false looks no deeper than the children; default true"`
}

// getTextOptions are the options of get_text.
type getTextOptions struct {
	Separator string `lua:"separator" doc:"what stands between two texts; default nothing"`
	Strip     bool   `lua:"strip" doc:"trims each text, and drops empty ones; default false"`
}

// patternType is what find_all compares with.
var patternType = &bind.Type{
	Name: "string|table|boolean|function|Pattern", Want: "a string, a list, a boolean, a regular expression or a function",
	Accepts: func(v lua.LValue) bool {
		switch v := v.(type) {
		case lua.LString, lua.LBool, *lua.LTable, *lua.LFunction:
			return true
		case *lua.LUserData:
			return isRegexp(v) || isSelector(v)
		}
		return false
	},
}

func isRegexp(v *lua.LUserData) bool   { _, ok := v.Value.(Regexp); return ok }
func isSelector(v *lua.LUserData) bool { _, ok := v.Value.(*page.Selector); return ok }

var soupRows = []bind.Func{
	{
		Name: "find_all", Doc: "Selects descendants as BeautifulSoup's find_all: by name or selector, by attributes, by text; all that is given must hold.",
		Params: []bind.Param{
			bind.Opt("what", patternType, "a tag name, a selector, a list of those, true for every element, a regular expression for the name, or a function that is given the element"),
			bind.Opt("attrs", bind.Or(bind.String, bind.Table), "attributes and their values: a string, a list, true (has it), false (has it not), a regular expression, or a function that is given the value or nil; a string alone is a class"),
			bind.Opt("opts", bind.OptionsOf[findAllOptions]("html.FindAllOptions"), "limit, text, recursive"),
		},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:find_all("li"), #doc:find_all({"b", "ul"}), #doc:find_all("li", {class = true}))
print(#doc:find_all("li", nil, {limit = 2}), doc:find_all("li", "b"):text())
print(doc:find_all(nil, nil, {text = "three"}):text())`),
		Fn: findAll,
	},
	{
		Name: "select", Doc: "Selects the descendants that match a selector, as find does.",
		Params:  []bind.Param{bind.P("css", selectorType, "a selector")},
		Returns: "Selection|string[]", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:select("ul > li")) --> 3`),
		Fn: func(c *bind.Call) error {
			sel, err := queryArg(c, 1)
			if err != nil {
				return err
			}
			return c.Return(find(c, self(c), sel))
		},
	},
	{
		Name: "select_one", Doc: "The first descendant that matches a selector, or its first string for one with ::text or ::attr(name); nil where there is none.",
		Params:  []bind.Param{bind.P("css", selectorType, "a selector")},
		Returns: "Selection|string|nil", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(doc:select_one("li"):text(), doc:select_one("ol"), doc:select_one("li::attr(class)")) --> one nil a`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			sel, err := queryArg(c, 1)
			if err != nil {
				return err
			}
			if sel.SelectsStrings() {
				list := compute(c, s, light, func() []string { return s.FindStrings(sel) })
				if len(list) == 0 {
					return c.Return(lua.LNil)
				}
				return c.Return(lua.LString(list[0]))
			}
			first := compute(c, s, light, func() *page.Selection { return s.FindFirst(sel) })
			if first.Len() == 0 {
				return c.Return(lua.LNil)
			}
			return c.Return(another(c, first))
		},
	},
	{
		Name: "get_text", Doc: "The texts below the nodes, joined, as BeautifulSoup's get_text: those of scripts and style sheets are left out.",
		Params:  []bind.Param{bind.Opt("opts", bind.OptionsOf[getTextOptions]("html.GetTextOptions"), "separator, strip")},
		Returns: "string",
		Example: on(ul, `print(doc:find("ul"):get_text{separator = "|", strip = true}) --> one|two|bold|three`),
		Fn: func(c *bind.Call) error {
			var opts getTextOptions
			if err := c.Options(1, &opts); err != nil {
				return err
			}
			s := self(c)
			return c.Return(lua.LString(compute(c, s, light, func() string { return s.GetText(opts.Separator, opts.Strip) })))
		},
	},
}

func findAll(c *bind.Call) error {
	s := self(c)
	var opts findAllOptions
	if err := c.Options(3, &opts); err != nil {
		return err
	}
	r := &queryReader{c: c}
	q := &r.query
	q.Limit = opts.Limit
	q.ChildrenOnly = opts.Recursive != nil && !*opts.Recursive
	if err := r.what(c.Arg(1)); err != nil {
		return err
	}
	if err := r.attrs(c.Arg(2)); err != nil {
		return err
	}
	if err := r.text(opts.Text); err != nil {
		return err
	}
	var found outcome[*page.Selection]
	if len(r.tests) > 0 {
		q.Accept = r.accept
		found = outcomeOf(s.FindAll(q))
	} else {
		found = compute(c, s, light, func() outcome[*page.Selection] { return outcomeOf(s.FindAll(q)) })
	}
	if found.err != nil {
		return found.err
	}
	return c.Return(another(c, found.value))
}

// queryReader makes a Query of find_all's arguments.
type queryReader struct {
	c     *bind.Call
	query page.Query
	tests []func(el *page.Selection) (bool, error) // Lua functions
}

func (r *queryReader) accept(el *page.Selection) (bool, error) {
	for _, test := range r.tests {
		if ok, err := test(el); !ok || err != nil {
			return false, err
		}
	}
	return true, nil
}

// truth calls a Lua function that answers yes or no.
func (r *queryReader) truth(fn lua.LValue, arg lua.LValue) (bool, error) {
	results, err := r.c.CallLua(fn, arg)
	return len(results) > 0 && lua.LVAsBool(results[0]), err
}

// what reads the name, selector, list, pattern or function.
func (r *queryReader) what(v lua.LValue) error {
	switch v := v.(type) {
	case lua.LString:
		return r.nameOrSelector(v)
	case lua.LBool:
		if !v {
			return r.c.Wrong(1, "true (for every element) where it is a boolean")
		}
		r.query.Name.Present = true
	case *lua.LFunction:
		r.tests = append(r.tests, func(el *page.Selection) (bool, error) { return r.truth(v, another(r.c, el)) })
	case *lua.LUserData:
		return r.nameOrSelector(v)
	case *lua.LTable:
		if v.Len() == 0 {
			return r.c.Wrong(1, "a list of names and selectors that is not empty")
		}
		for i := 1; i <= v.Len(); i++ {
			if err := r.nameOrSelector(v.RawGetInt(i)); err != nil {
				return err
			}
		}
	}
	return nil
}

func (r *queryReader) nameOrSelector(v lua.LValue) error {
	if re, ok := bind.To[Regexp](v); ok {
		r.query.Name.Match = append(r.query.Name.Match, re.Regexp())
		return nil
	}
	if name, ok := v.(lua.LString); ok && page.IsName(string(name)) {
		r.query.Name.Equal = append(r.query.Name.Equal, strings.ToLower(string(name)))
		return nil
	}
	if !selectorType.Accepts(v) {
		return r.c.Badf("a list of names holds names, selectors and regular expressions, not %s", bind.Show(v))
	}
	sel, err := selectorOf(v)
	if err == nil {
		r.query.Selectors = append(r.query.Selectors, sel)
	}
	return err
}

// attrs reads the table of attributes; a string is a class.
func (r *queryReader) attrs(v lua.LValue) error {
	if class, ok := v.(lua.LString); ok {
		r.query.Attrs = append(r.query.Attrs, page.AttrPattern{Name: "class", Value: page.Pattern{Equal: []string{string(class)}}})
		return nil
	}
	t, ok := v.(*lua.LTable)
	if !ok {
		return nil
	}
	var failed error
	inOrder(t, func(key, value lua.LValue) {
		name, isName := key.(lua.LString)
		switch fn, isFunction := value.(*lua.LFunction); {
		case failed != nil:
		case !isName:
			failed = r.c.Badf("attributes are named, as in {class = \"x\"}, but the table has the key %s", bind.Show(key))
		case isFunction:
			r.tests = append(r.tests, func(el *page.Selection) (bool, error) {
				arg := lua.LValue(lua.LNil)
				if v, ok := el.Attr(string(name)); ok {
					arg = lua.LString(v)
				}
				return r.truth(fn, arg)
			})
		default:
			var p page.Pattern
			if failed = r.pattern(&p, "the attribute '"+string(name)+"'", value); failed == nil {
				r.query.Attrs = append(r.query.Attrs, page.AttrPattern{Name: string(name), Value: p})
			}
		}
	})
	return failed
}

// text reads the option text.
func (r *queryReader) text(v lua.LValue) error {
	if v == nil {
		return nil
	}
	if fn, ok := v.(*lua.LFunction); ok {
		r.query.Text.Present = true
		r.tests = append(r.tests, func(el *page.Selection) (bool, error) { return r.truth(fn, lua.LString(el.Text())) })
		return nil
	}
	return r.pattern(&r.query.Text, "the option 'text'", v)
}

// pattern reads what a value must be: a string, a list, a boolean or a regular
// expression.
func (r *queryReader) pattern(p *page.Pattern, what string, v lua.LValue) error {
	switch v := v.(type) {
	case lua.LString:
		p.Equal = append(p.Equal, string(v))
		return nil
	case lua.LBool:
		p.Present, p.Absent = bool(v), !bool(v)
		return nil
	case *lua.LUserData:
		if re, ok := v.Value.(Regexp); ok {
			p.Match = append(p.Match, re.Regexp())
			return nil
		}
	case *lua.LTable:
		for i := 1; i <= v.Len(); i++ {
			if _, nested := v.RawGetInt(i).(*lua.LTable); nested {
				return r.c.Badf("%s: a list holds strings, booleans and regular expressions, not a table", what)
			}
			if err := r.pattern(p, what, v.RawGetInt(i)); err != nil {
				return err
			}
		}
		if v.Len() > 0 {
			return nil
		}
		return r.c.Badf("%s must be a string, a list, a boolean, a regular expression or a function, not an empty table", what)
	}
	return r.c.Badf("%s must be a string, a list, a boolean, a regular expression or a function, not %s", what, bind.Show(v))
}
