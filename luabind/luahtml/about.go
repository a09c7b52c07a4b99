package luahtml

import (
	"encoding/json"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/luajson"
	"luafut/session/page"
)

var aboutRows = []bind.Func{
	{
		Name: "json_ld", Doc: "The JSON-LD of the page's scripts, as a list of tables, null as json.null; a block that is a list counts as its members. Blocks that are not JSON are left out and told of in a second result, a list of messages, which is nil where there are none.",
		Returns: "table[], string[]?",
		Example: on(`<script type="application/ld+json">{"@type": "Product", "name": "Lamp", "offers": [{"price": 9.5}]}</script>`,
			`print(doc:json_ld()[1].name, doc:json_ld()[1].offers[1].price) --> Lamp 9.5`),
		Fn: func(c *bind.Call) error {
			s, marks := self(c), luajson.MarksOf(c.State())
			made := compute(c, s, heavy, func() outcome[[2]lua.LValue] { return outcomeOf(jsonLD(s, marks)) })
			if made.err != nil {
				return bind.Errorf(DocumentError, "JSON-LD: %w", made.err)
			}
			return c.Return(made.value[0], made.value[1])
		},
	},
	{
		Name: "meta", Doc: "What the page says about itself: title, description, canonical (made absolute), language; opengraph, twitter and other (the remaining <meta name>) with the first value of each name (\"og:title\" as opengraph.title); and lists, which holds the same three with the list of every value. What is missing is nil.",
		Returns: "table",
		Example: on(`<title>A page</title><meta property="og:image" content="/1.png"><meta property="og:image" content="/2.png"><meta name=robots content=noindex>`,
			`local m = doc:meta()
print(m.title, m.opengraph.image, #m.lists.opengraph.image, m.other.robots) --> A page /1.png 2 noindex`),
		Fn: func(c *bind.Call) error {
			s := self(c)
			m := compute(c, s, heavy, s.Meta)
			t, lists := c.NewTable(0, 8), c.NewTable(0, 3)
			for _, field := range [][2]string{{"title", m.Title}, {"description", m.Description}, {"canonical", m.Canonical}, {"language", m.Language}} {
				t.RawSetString(field[0], text(field[1]))
			}
			for _, group := range []struct {
				name string
				list []page.Property
			}{{"opengraph", m.OpenGraph}, {"twitter", m.Twitter}, {"other", m.Other}} {
				first, all := c.NewTable(0, len(group.list)), c.NewTable(0, len(group.list))
				for _, p := range group.list {
					first.RawSetString(p.Name, lua.LString(p.Values[0]))
					all.RawSetString(p.Name, stringList(p.Values))
				}
				t.RawSetString(group.name, first)
				lists.RawSetString(group.name, all)
			}
			t.RawSetString("lists", lists)
			return c.Return(t)
		},
	},
}

// jsonLD makes Lua values of the JSON-LD: by way of JSON's text, so that numbers,
// null and lists are those of json.decode.
func jsonLD(s *selection, marks luajson.Marks) (results [2]lua.LValue, err error) {
	items, errs := s.JSONLD()
	if items == nil {
		items = []any{}
	}
	encoded, err := json.Marshal(items)
	if err != nil {
		return results, err
	}
	results[0], err = luajson.Decode(string(encoded), marks, luajson.DecodeOptions{})
	results[1] = lua.LNil
	if len(errs) > 0 {
		messages := make([]string, len(errs))
		for i, e := range errs {
			messages[i] = e.Error()
		}
		results[1] = stringList(messages)
	}
	return results, err
}
