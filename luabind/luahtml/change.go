package luahtml

import (
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/session/page"
)

var contentParam = bind.P("content", bind.Or(bind.String, selectionType), "markup, or a selection: its nodes move here, and are copied where they go to several places or come from another page")

var changeRows = []bind.Func{
	change("remove", "Takes the nodes out of the page.", nil, `doc:find("li.b"):remove()
print(#doc:find("li")) --> 2`, func(c *bind.Call, s *page.Selection) error { s.Remove(); return nil }),
	change("set_attr", "Gives each element an attribute.", []bind.Param{
		bind.P("name", bind.String, "the attribute's name"), bind.P("value", bind.String, "its value"),
	}, `print(doc:find("ul"):set_attr("id", "list"):attr("id")) --> list`, func(c *bind.Call, s *page.Selection) error {
		return s.SetAttr(c.String(1), c.String(2))
	}),
	change("remove_attr", "Takes an attribute off each element.", []bind.Param{bind.P("name", bind.String, "the attribute's name")},
		`print(doc:find("li"):remove_attr("class"):attr("class")) --> nil`, func(c *bind.Call, s *page.Selection) error {
			s.RemoveAttr(c.String(1))
			return nil
		}),
	change("add_class", "Gives each element one or more classes.", []bind.Param{bind.P("classes", bind.String, "names with spaces between")},
		`print(doc:find(".a"):add_class("new hot"):attr("class")) --> a new hot`, func(c *bind.Call, s *page.Selection) error {
			s.AddClass(c.String(1))
			return nil
		}),
	change("remove_class", "Takes classes off each element.", []bind.Param{bind.Opt("classes", bind.String, "names with spaces between; default all of them")},
		`print(doc:find("li"):remove_class("a"):has_class("a")) --> false`, func(c *bind.Call, s *page.Selection) error {
			s.RemoveClass(c.String(1))
			return nil
		}),
	change("set_text", "Makes a text all that is in each element; markup in it is text too.", []bind.Param{bind.P("text", bind.String, "the text")},
		`print(doc:find(".a"):set_text("1 < 2"):html()) --> 1 &lt; 2`, func(c *bind.Call, s *page.Selection) error {
			s.SetText(c.String(1))
			return nil
		}),
	change("set_html", "Makes markup all that is in each element.", []bind.Param{bind.P("markup", bind.String, "the markup")},
		`print(doc:find(".a"):set_html("<i>new</i>"):find("i"):text()) --> new`, func(c *bind.Call, s *page.Selection) error {
			return inserted(c, func() error { return s.SetHTML(c.String(1)) })
		}),
	insert("append", "Puts content at the end inside of each element.", `print(#doc:find("ul"):append("<li>four"):find("li")) --> 4`, (*page.Selection).Append),
	insert("prepend", "Puts content at the beginning inside of each element.", `print(doc:find("ul"):prepend("<li>zero"):find("li"):first():text()) --> zero`, (*page.Selection).Prepend),
	insert("replace_with", "Puts content in the place of each node, which leaves the page.", `doc:find("b"):replace_with("<i>slanted</i>")
print(doc:find(".b"):text()) --> two slanted`, (*page.Selection).ReplaceWith),
	insert("wrap", "Puts a copy of the content's first element around each node.", `doc:find("b"):wrap("<em></em>")
print(doc:find(".b"):html()) --> two <em><b>bold</b></em>`, (*page.Selection).Wrap),
	change("unwrap", "Takes the parent away from around each node: its children stand in its place, as goquery's Unwrap.", nil, `doc:find("b"):unwrap()
print(doc:find("ul"):html()) --> <li class="a">one</li>two <b>bold</b><li>three</li>`, func(c *bind.Call, s *page.Selection) error { s.Unwrap(); return nil }),
}

// change is the row of a method that changes the page and returns the selection.
func change(name, doc string, params []bind.Param, example string, fn func(*bind.Call, *page.Selection) error) bind.Func {
	return bind.Func{
		Name: name, Doc: doc, Params: params, Returns: "Selection", Example: on(ul, example),
		Fn: func(c *bind.Call) error {
			s := self(c)
			s.doc.changed()
			if err := fn(c, s.Selection); err != nil {
				return err
			}
			return c.Return(c.SelfValue())
		},
	}
}

// insert is the row of a method that puts content somewhere.
func insert(name, doc, example string, put func(*page.Selection, page.Content) error) bind.Func {
	f := change(name, doc, []bind.Param{contentParam}, example, func(c *bind.Call, s *page.Selection) error {
		content := page.Content{Markup: c.String(1)}
		if other, ok := bind.To[*selection](c.Arg(1)); ok {
			content.Selection = other.Selection
			other.doc.changed()
		}
		return inserted(c, func() error { return put(s, content) })
	})
	f.Raises = []*bind.Kind{DocumentError}
	return f
}

// inserted runs put, without the lock where there is much markup to parse.
func inserted(c *bind.Call, put func() error) error {
	if markup, ok := c.Arg(1).(lua.LString); ok && len(markup) > parseUnlocked {
		return unlocked(c, put)
	}
	return put()
}
