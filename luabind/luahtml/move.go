package luahtml

import (
	"luafut/luabind/bind"
	"luafut/session/page"
)

var moveRows = []bind.Func{
	move("children", "Selects the child elements", `print(#doc:find("ul"):children(), #doc:find("ul"):children(".a")) --> 3 1`, (*page.Selection).Children),
	{
		Name: "contents", Doc: "Selects all child nodes, text and comments included.",
		Returns: "Selection", Example: on(ul, `print(doc:find(".b"):contents()[1].name) --> #text`),
		Fn: func(c *bind.Call) error { return c.Return(another(c, self(c).Contents())) },
	},
	move("parent", "Selects the parent elements", `print(doc:find("b"):parent():attr("class")) --> b`, (*page.Selection).Parent),
	move("parents", "Selects all ancestor elements, the nearest first", `print(#doc:find("b"):parents()) --> 4`, (*page.Selection).Parents),
	{
		Name: "closest", Doc: "Selects, for each node, the nearest of itself and its ancestors that matches a selector.",
		Params:  []bind.Param{bind.P("css", selectorType, "a selector")},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError},
		Example: on(ul, `print(doc:find("b"):closest("li"):attr("class")) --> b`),
		Fn: func(c *bind.Call) error {
			sel, err := selectorArg(c, 1)
			if err != nil {
				return err
			}
			return c.Return(another(c, moved(c, (*page.Selection).Closest, sel)))
		},
	},
	move("next", "Selects the element right after each node", `print(doc:find(".a"):next():attr("class")) --> b`, (*page.Selection).Next),
	move("prev", "Selects the element right before each node", `print(doc:find(".b"):prev():attr("class")) --> a`, (*page.Selection).Prev),
	move("next_all", "Selects all sibling elements after each node", `print(#doc:find(".a"):next_all()) --> 2`, (*page.Selection).NextAll),
	move("prev_all", "Selects all sibling elements before each node, the nearest first", `print(#doc:find(".b"):prev_all()) --> 1`, (*page.Selection).PrevAll),
	move("siblings", "Selects the other children of each node's parent", `print(#doc:find(".b"):siblings()) --> 2`, (*page.Selection).Siblings),
	{
		Name: "first", Doc: "Selects the first node.",
		Returns: "Selection", Example: on(ul, `print(doc:find("li"):first():text()) --> one`),
		Fn: func(c *bind.Call) error { return c.Return(another(c, self(c).First())) },
	},
	{
		Name: "last", Doc: "Selects the last node.",
		Returns: "Selection", Example: on(ul, `print(doc:find("li"):last():text()) --> three`),
		Fn: func(c *bind.Call) error { return c.Return(another(c, self(c).Last())) },
	},
	{
		Name: "eq", Doc: "Selects the node at a position, and nothing where there is none.",
		Params:  []bind.Param{bind.P("i", bind.Integer, "from 1; negative from the end, -1 being the last")},
		Returns: "Selection", Example: on(ul, `print(doc:find("li"):eq(2):text(), doc:find("li"):eq(-1):text()) --> two bold three`),
		Fn: func(c *bind.Call) error { return c.Return(another(c, self(c).Eq(c.Int(1, 0)))) },
	},
	{
		Name: "slice", Doc: "Selects the nodes from one position to another, both included; as string.sub does.",
		Params: []bind.Param{
			bind.P("i", bind.Integer, "the first, from 1; negative from the end"),
			bind.Opt("j", bind.Integer, "the last; default -1"),
		},
		Returns: "Selection", Example: on(ul, `print(#doc:find("li"):slice(2), doc:find("li"):slice(1, 2):text()) --> 2 onetwo bold`),
		Fn: func(c *bind.Call) error { return c.Return(another(c, self(c).Slice(c.Int(1, 1), c.Int(2, -1)))) },
	},
}

// move is the row of a method that goes from each node to others.
func move(name, doc, example string, step func(*page.Selection, *page.Selector) *page.Selection) bind.Func {
	return bind.Func{
		Name: name, Doc: doc + "; with a selector, those of them that match it.",
		Params:  []bind.Param{bind.Opt("css", selectorType, "a selector; without it all are selected")},
		Returns: "Selection", Raises: []*bind.Kind{SelectorError}, Example: on(ul, example),
		Fn: func(c *bind.Call) error {
			sel, err := selectorArg(c, 1)
			if err != nil {
				return err
			}
			return c.Return(another(c, moved(c, step, sel)))
		},
	}
}

func moved(c *bind.Call, step func(*page.Selection, *page.Selector) *page.Selection, sel *page.Selector) *page.Selection {
	s := self(c)
	if s.Len() > light {
		return unlocked(c, func() *page.Selection { return step(s.Selection, sel) })
	}
	return step(s.Selection, sel)
}
