package luahtml

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

const link = `<p class="x y">See <a href="/a" title="A">this</a> &amp; <a href="b">that</a><script>no()</script></p>`

var readRows = []bind.Func{
	{
		Name: "text", Doc: "All text of all nodes, put together as it stands in the page.",
		Returns: "string", Example: on(link, `print(doc:find("a"):text()) --> thisthat`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			if s.larger(light) {
				return c.Return(lua.LString(unlocked(c, s.Text)))
			}
			return c.Return(lua.LString(s.Text()))
		},
	},
	{
		Name: "texts", Doc: "A list of the text of each node.",
		Returns: "string[]", Example: on(link, `print(table.concat(doc:find("a"):texts(), ", ")) --> this, that`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			return c.Return(stringList(compute(c, s, light, s.Texts)))
		},
	},
	{
		Name: "visible_text", Doc: "The text as a reader would see it: block elements and <br> as line breaks, white space as a browser collapses it, scripts and hidden elements left out.",
		Returns: "string", Example: on(link, `print(doc:visible_text()) --> See this & that`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			return c.Return(lua.LString(compute(c, s, heavy, s.VisibleText)))
		},
	},
	{
		Name: "html", Doc: "The markup inside the first node; \"\" where nothing is selected.",
		Returns: "string", Example: on(link, `print(doc:find("p"):html()) --> See <a href="/a" title="A">this</a> &amp; <a href="b">that</a><script>no()</script>`),
		Fn: func(c *bind.Call) error { return markup(c, (*page.Selection).HTML) },
	},
	{
		Name: "outer_html", Doc: "The markup of the first node itself; \"\" where nothing is selected.",
		Returns: "string", Example: on(link, `print(doc:find("a"):outer_html()) --> <a href="/a" title="A">this</a>`),
		Fn: func(c *bind.Call) error { return markup(c, (*page.Selection).OuterHTML) },
	},
	{
		Name: "attr", Doc: "An attribute of the first node; what default is where it has none.",
		Params: []bind.Param{
			bind.P("name", bind.String, "the attribute's name; its case does not matter"),
			bind.Opt("default", bind.Any, "what stands for a missing one; default nil"),
		},
		Returns: "string|any", Example: on(link, `print(doc:find("a"):attr("href"), doc:find("p"):attr("id", "none")) --> /a none`),
		Fn: func(c *bind.Call) error {
			if v, ok := self(c).Attr(c.String(1)); ok {
				return c.Return(lua.LString(v))
			}
			return c.Return(c.Arg(2))
		},
	},
	{
		Name: "attrs", Doc: "The attributes of the first node, as a table of name and value.",
		Returns: "table", Example: on(link, `for name, value in pairs(doc:find("a"):attrs()) do print(name, value) end`),
		Fn: func(c *bind.Call) error {
			attrs := self(c).Attrs()
			t := c.NewTable(0, len(attrs))
			for _, a := range attrs {
				t.RawSetString(a.Name, lua.LString(a.Value))
			}
			return c.Return(t)
		},
	},
	{
		Name: "attr_all", Doc: "A list of the attribute's values over all nodes that have it.",
		Params:  []bind.Param{bind.P("name", bind.String, "the attribute's name; its case does not matter")},
		Returns: "string[]", Example: on(link, `print(table.concat(doc:find("a"):attr_all("href"), ", ")) --> /a, b`),
		Fn: func(c *bind.Call) error { return c.Return(stringList(self(c).AttrAll(c.String(1)))) },
	},
	{
		Name: "has_class", Doc: "Whether one of the nodes has a class.",
		Params:  []bind.Param{bind.P("class", bind.String, "the class's name")},
		Returns: "boolean", Example: on(link, `print(doc:find("p"):has_class("y")) --> true`),
		Fn: func(c *bind.Call) error { return c.Return(lua.LBool(self(c).HasClass(c.String(1)))) },
	},
}

var shapeRows = []bind.Func{
	{
		Name: "links", Doc: "A list of the http and https URLs that the links in the selection lead to, made absolute, each once. Where the page's URL is not known, relative ones are left out.",
		Returns: "string[]", Example: on(link, `print(table.concat(doc:links(), ", ")) --> https://example.org/a, https://example.org/b`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			return c.Return(stringList(compute(c, s, heavy, s.Links)))
		},
	},
	{
		Name: "table", Doc: "The first table in the selection as a list of rows, each a list of texts: the head first, the foot last, a spanning cell's text in every place that it covers. Of selected rows or row groups (tr, thead, tbody, tfoot) it is those. Empty where there is neither.",
		Returns: "string[][]", Raises: []*bind.Kind{DocumentError},
		Example: on(`<table><tr><th colspan=2>Name</th></tr><tr><td>a</td><td>b</td></tr></table>`, `print(doc:table()[1][2], doc:table()[2][2]) --> Name b`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			made := compute(c, s, heavy, func() outcome[*lua.LTable] {
				rows, err := s.Table()
				t := (*lua.LState)(nil).CreateTable(len(rows), 0)
				for i, row := range rows {
					t.RawSetInt(i+1, stringList(row))
				}
				return outcomeOf(t, err)
			})
			if made.err != nil {
				return made.err
			}
			return c.Return(made.value)
		},
	},
	{
		Name: "markdown", Doc: "The nodes as CommonMark, with tables and strike-through; URLs are made absolute where the page's is known.",
		Returns: "string", Raises: []*bind.Kind{DocumentError},
		Example: on(`<h1>Title</h1><p>Some <b>bold</b> text</p>`, `print(doc:markdown())`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			made := compute(c, s, heavy, func() outcome[string] { return outcomeOf(s.Markdown()) })
			if made.err != nil {
				return bind.Errorf(DocumentError, "%w", made.err)
			}
			return c.Return(lua.LString(made.value))
		},
	},
}

func markup(c *bind.Call, render func(*page.Selection) (string, bool)) error {
	s := self(c)
	return c.Return(lua.LString(compute(c, s, light, func() string {
		text, _ := render(s.Selection)
		return text
	})))
}
