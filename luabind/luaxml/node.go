package luaxml

import (
	"github.com/antchfx/xmlquery"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
)

// node is a node as Lua knows it. Nodes are not changed, so any number of tasks may
// use a document.
func node(c *bind.Call, n *xmlquery.Node) lua.LValue {
	if n == nil {
		return lua.LNil
	}
	return c.New(Class, n)
}

func self(c *bind.Call) *xmlquery.Node { return c.Self().(*xmlquery.Node) }

// qualified is a name with its prefix.
func qualified(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + ":" + name
}

// Class is the class of nodes.
var Class = &bind.Class{
	Name: "XMLNode", Module: "xml", Doc: "An element, or the document that holds it all.",
	Fields: []bind.Field{
		{
			Name: "name", Type: bind.String, Doc: "The element's name, with its prefix; \"\" for the document.",
			Get: func(c *bind.Call) (lua.LValue, error) {
				n := self(c)
				if n.Type != xmlquery.ElementNode {
					return lua.LString(""), nil
				}
				return lua.LString(qualified(n.Prefix, n.Data)), nil
			},
		},
		{
			Name: "namespace", Type: bind.String, Doc: "The element's namespace, or \"\".",
			Get: func(c *bind.Call) (lua.LValue, error) { return lua.LString(self(c).NamespaceURI), nil },
		},
	},
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "The name in angle brackets.", Returns: "string",
		Fn: func(c *bind.Call) error {
			if self(c).Type != xmlquery.ElementNode {
				return c.Return(lua.LString("<XML document>"))
			}
			return c.Return(lua.LString("<" + qualified(self(c).Prefix, self(c).Data) + ">"))
		},
	}},
}

// The methods make nodes of the class themselves, so they come after it.
func init() {
	Class.Methods = []bind.Func{
		{
			Name: "text", Doc: "All text within, as it stands.", Returns: "string",
			Example: feed + `print(doc:text())`,
			Fn:      func(c *bind.Call) error { return c.Return(lua.LString(self(c).InnerText())) },
		},
		{
			Name: "attr", Doc: "An attribute's value, or the default where there is none.",
			Params:  []bind.Param{bind.P("name", bind.String, "the name, with its prefix"), bind.Opt("default", bind.Any, "default nil")},
			Returns: "string?", Example: feed + `print(doc:xpath("//feed")[1]:attr("lang"))`,
			Fn: func(c *bind.Call) error {
				for _, a := range self(c).Attr {
					if qualified(a.Name.Space, a.Name.Local) == c.String(1) {
						return c.Return(lua.LString(a.Value))
					}
				}
				return c.Return(c.Arg(2))
			},
		},
		{
			Name: "attrs", Doc: "The attributes by name.", Returns: "table", Example: feed + `print(doc:xpath("//item")[1]:attrs().id)`,
			Fn: func(c *bind.Call) error {
				t := c.NewTable(0, len(self(c).Attr))
				for _, a := range self(c).Attr {
					t.RawSetString(qualified(a.Name.Space, a.Name.Local), lua.LString(a.Value))
				}
				return c.Return(t)
			},
		},
		{
			Name: "children", Doc: "The list of the elements right within, or of those with a name.",
			Params: []bind.Param{bind.Opt("name", bind.String, "the name, with its prefix")}, Returns: "XMLNode[]",
			Example: feed + `print(#doc:children()[1]:children("item"))`,
			Fn: func(c *bind.Call) error {
				list := c.NewTable(0, 0)
				for n := self(c).FirstChild; n != nil; n = n.NextSibling {
					if n.Type == xmlquery.ElementNode && (!c.Has(1) || qualified(n.Prefix, n.Data) == c.String(1)) {
						list.Append(node(c, n))
					}
				}
				return c.Return(list)
			},
		},
		{
			Name: "child", Doc: "The first element right within that has a name, or nil.",
			Params: []bind.Param{bind.P("name", bind.String, "the name, with its prefix")}, Returns: "XMLNode?",
			Example: feed + `print(doc:child("feed"):child("item"):child("title"):text())`,
			Fn: func(c *bind.Call) error {
				for n := self(c).FirstChild; n != nil; n = n.NextSibling {
					if n.Type == xmlquery.ElementNode && qualified(n.Prefix, n.Data) == c.String(1) {
						return c.Return(node(c, n))
					}
				}
				return c.Return(lua.LNil)
			},
		},
		{
			Name: "parent", Doc: "The element that it lies in, or the document; nil for the document.", Returns: "XMLNode?",
			Example: feed + `print(doc:xpath("//title")[1]:parent().name)`,
			Fn:      func(c *bind.Call) error { return c.Return(node(c, self(c).Parent)) },
		},
		{
			Name: "xpath", Doc: "Evaluates an XPath 1.0 expression with the node as its context: a list of elements as nodes, attributes and texts as strings; or the number, string or boolean that the expression comes to.",
			Params:  []bind.Param{bind.P("expr", bind.String, "the expression"), bind.Opt("opts", bind.OptionsOf[xpathOptions]("XPathOptions"), "options")},
			Returns: "any", Raises: []*bind.Kind{XPathError},
			Example: feed + `print(doc:xpath("count(//item)"), doc:xpath("//item/@id")[2])`, Fn: runXPath,
		},
		{
			Name: "xml", Doc: "The node as XML text.", Returns: "string", Example: feed + `print(doc:xpath("//item")[1]:xml())`,
			Fn: func(c *bind.Call) error {
				return c.Return(lua.LString(self(c).OutputXML(self(c).Type == xmlquery.ElementNode)))
			},
		},
	}
}
