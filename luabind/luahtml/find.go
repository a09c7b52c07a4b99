package luahtml

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

const ul = `<ul><li class="a">one</li><li class="b">two <b>bold</b></li><li>three</li></ul>`

var findRows = []bind.Func{
	{
		Name: "find", Doc: "Selects the descendants that match a selector, each once; one that begins with a combinator starts from each node, so \"> li\" are children. With ::text or ::attr(name) at the selector's end it is a list of strings instead, as in parsel.",
		Params:  []bind.Param{bind.P("css", selectorType, "a selector")},
		Returns: "Selection|string[]", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:find("li"), doc:find("li.a::text")[1], doc:find("li::attr(class)")[2]) --> 3 one b`),
		Fn: func(c *bind.Call) error {
			sel, err := queryArg(c, 1)
			if err != nil {
				return err
			}
			return c.Return(find(c, self(c), sel))
		},
	},
	{
		Name: "filter", Doc: "Keeps the nodes that match a selector, are in another selection, or for which fn(i, el) answers true.",
		Params:  []bind.Param{bind.P("wanted", testType, "a selector, a selection, or a function")},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:find("li"):filter(".a"), #doc:find("li"):filter(function(i, li) return i > 1 end)) --> 1 2`),
		Fn: func(c *bind.Call) error {
			return filter(c, true, (*page.Selection).Filter, (*page.Selection).FilterIn)
		},
	},
	{
		Name: "not_", Doc: "Drops the nodes that match a selector, are in another selection, or for which fn(i, el) answers true.",
		Params:  []bind.Param{bind.P("unwanted", testType, "a selector, a selection, or a function")},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:find("li"):not_(".a")) --> 2`),
		Fn: func(c *bind.Call) error {
			return filter(c, false, (*page.Selection).Not, (*page.Selection).NotIn)
		},
	},
	{
		Name: "is", Doc: "Whether one of the nodes matches a selector, is in another selection, or has fn(i, el) answer true.",
		Params:  []bind.Param{bind.P("wanted", testType, "a selector, a selection, or a function")},
		Returns: "boolean", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(doc:find("li"):is(".b"), doc:find("ul"):is("ol")) --> true false`),
		Fn: func(c *bind.Call) error {
			kept, err := filtered(c, true, (*page.Selection).Filter, (*page.Selection).FilterIn)
			if err != nil {
				return err
			}
			return c.Return(lua.LBool(kept.Len() > 0))
		},
	},
	{
		Name: "has", Doc: "Keeps the nodes that have a descendant which matches a selector or is in another selection.",
		Params:  []bind.Param{bind.P("wanted", nodesType, "a selector or a selection")},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(doc:find("li"):has("b"):attr("class")) --> b`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			if other, ok := bind.To[*selection](c.Arg(1)); ok {
				return c.Return(another(c, compute(c, s, light, func() *page.Selection { return s.HasNodes(other.Selection) })))
			}
			css := c.String(1)
			if sel, ok := bind.To[*page.Selector](c.Arg(1)); ok {
				css = sel.String()
			}
			sel, err := page.CompileBelow(css)
			if err != nil {
				return err
			}
			return c.Return(another(c, compute(c, s, light, func() *page.Selection { return s.Has(sel) })))
		},
	},
	{
		Name: "add", Doc: "Selects, besides what is selected, what matches a selector anywhere in the page, or the nodes of another selection of the same page.",
		Params:  []bind.Param{bind.P("more", nodesType, "a selector or a selection")},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:find(".a"):add("b"), #doc:find(".a"):add(doc:find("li"))) --> 2 3`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			if other, ok := bind.To[*selection](c.Arg(1)); ok {
				both, err := s.AddSelection(other.Selection)
				if err != nil {
					return err
				}
				return c.Return(another(c, both))
			}
			sel, err := selectorArg(c, 1)
			if err != nil {
				return err
			}
			return c.Return(another(c, compute(c, s, light, func() *page.Selection { return s.Add(sel) })))
		},
	},
	{
		Name: "xpath", Doc: "Evaluates an XPath 1.0 expression with each node as its context; a path that begins with / starts at the page's root. Elements come as a Selection, attributes and text nodes as a list of strings; else it is the number, string or boolean that the expression comes to.",
		Params:  []bind.Param{bind.P("expr", bind.String, "an expression, such as \".//a/@href\" or \"count(//li)\"")},
		Returns: "Selection|string[]|number|string|boolean", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(#doc:xpath("//li[@class]"), doc:xpath("//li/@class")[2], doc:xpath("count(//li)")) --> 2 b 3`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			x, err := page.CompileXPath(c.String(1))
			if err != nil {
				return err
			}
			result := compute(c, s, heavy, func() outcome[page.XPathResult] { return outcomeOf(s.XPath(x)) })
			if result.err != nil {
				return result.err
			}
			return c.Return(xpathValue(c, result.value))
		},
	},
}

// find is what find and select give. It makes no closure where it keeps the lock:
// loops call it most of all.
func find(c *bind.Call, s *selection, sel *page.Selector) lua.LValue {
	if sel.SelectsStrings() {
		return stringList(compute(c, s, light, func() []string { return s.FindStrings(sel) }))
	}
	if s.larger(light) {
		return another(c, unlocked(c, func() *page.Selection { return s.Find(sel) }))
	}
	return another(c, s.Find(sel))
}

func xpathValue(c *bind.Call, r page.XPathResult) lua.LValue {
	switch r.Kind {
	case page.XPathNodes:
		return another(c, r.Nodes)
	case page.XPathStrings:
		return stringList(r.Strings)
	case page.XPathNumber:
		return lua.LNumber(r.Number)
	case page.XPathBool:
		return lua.LBool(r.Bool)
	}
	return lua.LString(r.String)
}

// filter keeps the nodes that the first argument says: by selector or by nodes
// through one of the functions, or those for which a Lua function answers keep.
func filter(c *bind.Call, keep bool, bySelector func(*page.Selection, *page.Selector) *page.Selection, byNodes func(a, b *page.Selection) *page.Selection) error {
	kept, err := filtered(c, keep, bySelector, byNodes)
	if err != nil {
		return err
	}
	return c.Return(another(c, kept))
}

func filtered(c *bind.Call, keep bool, bySelector func(*page.Selection, *page.Selector) *page.Selection, byNodes func(a, b *page.Selection) *page.Selection) (*page.Selection, error) {
	s := self(c)
	if other, ok := bind.To[*selection](c.Arg(1)); ok {
		return byNodes(s.Selection, other.Selection), nil
	}
	if fn, ok := c.Arg(1).(*lua.LFunction); ok {
		var kept []*page.Selection
		for i := 1; i <= s.Len(); i++ {
			one := s.Eq(i)
			results, err := c.CallLua(fn, lua.LNumber(i), another(c, one))
			if err != nil {
				return nil, err
			}
			if (len(results) > 0 && lua.LVAsBool(results[0])) == keep {
				kept = append(kept, one)
			}
		}
		return union(s.Slice(1, 0), kept), nil
	}
	sel, err := selectorArg(c, 1)
	if err != nil {
		return nil, err
	}
	if s.Len() > light {
		return unlocked(c, func() *page.Selection { return bySelector(s.Selection, sel) }), nil
	}
	return bySelector(s.Selection, sel), nil
}

// union is the nodes of all parts, which are of one page; none where there are no
// parts. It adds halves, for adding one by one would take the square of the time.
func union(none *page.Selection, parts []*page.Selection) *page.Selection {
	switch len(parts) {
	case 0:
		return none
	case 1:
		return parts[0]
	}
	half := len(parts) / 2
	both, err := union(none, parts[:half]).AddSelection(union(none, parts[half:]))
	if err != nil {
		panic(err) // parts of two pages: a fault of the caller's
	}
	return both
}
