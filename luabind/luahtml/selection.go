package luahtml

import (
	"fmt"

	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind"
	"luafut/luabind/vm"
	"luafut/session/page"
)

// selection is what stands behind a Selection of Lua.
type selection struct {
	*page.Selection
	doc *document
	// elements is how many there were at and below it when doc's version was
	// counted; see larger.
	elements, counted int
}

// SelectionClass is the class of selections and documents: a document is the
// selection of its root, and has all methods that another has.
var SelectionClass = &bind.Class{
	Name: "Selection", Module: "html",
	Doc: "A list of nodes of one page, as goquery's; sel[i] is the i-th as a Selection (negative from the end, nil where there is none), #sel how many there are. A Document is the Selection of a page's root. Tasks may share it; an empty one finds nothing and changes nothing.",
	Elsewhere: map[string]string{ // parsel's, BeautifulSoup's and a browser's
		"css": "find(selector)", "get": "outer_html(), or text()", "getall": "texts(), or find(\"a::text\")", "extract_first": "select_one(selector)",
		"attrib": "attr(name)", "re": "re.find_all(pattern, selection:text())", "string": "text()", "get_attribute": "attr(name)", "getAttribute": "attr(name)",
		"querySelector": "select_one(selector)", "querySelectorAll": "find(selector)", "inner_html": "html()", "innerHTML": "html()", "innerText": "visible_text()",
		"textContent": "text()", "find_parent": "closest(selector)", "find_next_sibling": "next()", "find_previous_sibling": "prev()", "decompose": "remove()",
	},
	Fields: []bind.Field{
		{Name: "name", Type: bind.String, Doc: "The tag name of the first node in lower case; \"#text\", \"#comment\" or \"#document\" for what is no element, nil where nothing is selected.",
			Get: func(c *bind.Call) (lua.LValue, error) { return text(self(c).Name()), nil }},
		{Name: "url", Type: bind.String, Doc: "The page's URL, or nil where it was parsed without.",
			Get: func(c *bind.Call) (lua.LValue, error) { return text(self(c).doc.page.URL()), nil }},
		{Name: "base_url", Type: bind.String, Doc: "What relative URLs of the page are resolved against: <base href>, or the page's URL; nil where neither is known.",
			Get: func(c *bind.Call) (lua.LValue, error) { return text(self(c).doc.page.BaseURL()), nil }},
		{Name: "document", Type: bind.Named("Selection", bind.Any), Doc: "The whole page.",
			Get: func(c *bind.Call) (lua.LValue, error) { return another(c, self(c).doc.page.Selection), nil }},
	},
	Meta: []bind.Func{
		{
			Name: "__len", Doc: "How many nodes are selected.", Returns: "integer",
			Fn: func(c *bind.Call) error { return c.Return(lua.LNumber(self(c).Len())) },
		},
		{
			Name: "__eq", Doc: "Whether both hold the same nodes in the same order.", Returns: "boolean",
			Params: []bind.Param{bind.P("other", bind.Any, "what it is compared with")},
			Fn: func(c *bind.Call) error {
				other, ok := bind.To[*selection](c.Arg(1))
				return c.Return(lua.LBool(ok && self(c).Equal(other.Selection)))
			},
		},
		{
			Name: "__tostring", Doc: "A line that says what is selected.", Returns: "string",
			Fn: func(c *bind.Call) error { return c.Return(lua.LString(self(c).String())) },
		},
	},
	Index: func(c *bind.Call, key lua.LValue) (lua.LValue, error) {
		n, ok := key.(lua.LNumber)
		if !ok {
			return nil, nil
		}
		if lua.LNumber(int(n)) != n {
			return nil, bind.Errorf(bind.ArgumentError, "sel[i] takes a whole number, not %s", bind.Show(n))
		}
		s := self(c)
		one := s.Eq(int(n))
		if one.Len() == 0 {
			return lua.LNil, nil
		}
		return another(c, one), nil
	},
}

// SelectorClass is the class of compiled selectors.
var SelectorClass = &bind.Class{
	Name: "Selector", Module: "html",
	Doc: "A compiled CSS selector, accepted wherever a selector's text is.",
	Fields: []bind.Field{{
		Name: "css", Type: bind.String, Doc: "Its text.",
		Get: func(c *bind.Call) (lua.LValue, error) {
			return lua.LString(c.Self().(*page.Selector).String()), nil
		},
	}},
	Meta: []bind.Func{{
		Name: "__tostring", Doc: "Its text.", Returns: "string",
		Fn: func(c *bind.Call) error { return c.Return(lua.LString(c.Self().(*page.Selector).String())) },
	}},
}

// The methods take selections, which Go cannot see is no circle.
func init() {
	for _, rows := range [][]bind.Func{findRows, moveRows, walkRows, readRows, shapeRows, changeRows, soupRows, {extractRow}, aboutRows, {formsRow}} {
		SelectionClass.Methods = append(SelectionClass.Methods, rows...)
	}
}

// NewDocument makes the Lua value of a parsed page. The Lua lock must be held.
func NewDocument(s *vm.State, doc *page.Document) *lua.LUserData {
	d := &document{page: doc, version: 1}
	return bind.New(s, SelectionClass, &selection{Selection: doc.Selection, doc: d})
}

// String says what is selected.
func (s *selection) String() string {
	switch n := s.Len(); {
	case n == 1 && s.Name() == "#document":
		if url := s.doc.page.URL(); url != "" {
			return "<Document " + url + ">"
		}
		return "<Document>"
	case n == 0:
		return "<Selection of nothing>"
	case n == 1:
		return "<Selection of a " + s.Name() + ">"
	default:
		return fmt.Sprintf("<Selection of %d nodes, the first a %s>", n, s.Name())
	}
}

// self is the selection that a method was called on.
func self(c *bind.Call) *selection { return c.Self().(*selection) }

// another makes the Lua value of a selection of self's document. It takes class
// and environment from self, and makes both values in one go: that is faster than
// bind.New, and loops make many.
func another(c *bind.Call, s *page.Selection) *lua.LUserData { return like(c.SelfValue(), s) }

// like makes the Lua value of a selection of the same document as ud's.
func like(ud *lua.LUserData, s *page.Selection) *lua.LUserData {
	made := &struct {
		ud  lua.LUserData
		sel selection
	}{}
	made.sel = selection{Selection: s, doc: ud.Value.(*selection).doc}
	made.ud = lua.LUserData{Value: &made.sel, Env: ud.Env, Metatable: ud.Metatable}
	return &made.ud
}

var (
	selectionType = SelectionClass.Type()
	selectorType  = bind.Or(bind.String, SelectorClass.Type())
	// nodesType is what says which nodes: a selector or other nodes.
	nodesType = bind.Or(bind.String, SelectorClass.Type(), selectionType)
	testType  = bind.Or(bind.String, SelectorClass.Type(), selectionType, bind.Function)
)

// selectorArg is the selector of elements at argument i; nil where none is given.
func selectorArg(c *bind.Call, i int) (*page.Selector, error) { return selectorOf(c.Arg(i)) }

func selectorOf(v lua.LValue) (*page.Selector, error) {
	switch v := v.(type) {
	case lua.LString:
		return page.Compile(string(v))
	case *lua.LUserData:
		return page.Compile(v.Value.(*page.Selector).String()) // which is kept, or says what is wanted here
	}
	return nil, nil
}

// queryArg is the selector at argument i, which may select strings.
func queryArg(c *bind.Call, i int) (*page.Selector, error) {
	if sel, ok := bind.To[*page.Selector](c.Arg(i)); ok {
		return sel, nil
	}
	return page.CompileQuery(c.String(i))
}

// stringList makes a list of strings.
func stringList(list []string) *lua.LTable {
	t := (*lua.LState)(nil).CreateTable(len(list), 0) // looks at no state: it needs no lock
	for i, s := range list {
		t.RawSetInt(i+1, lua.LString(s))
	}
	return t
}

// on is an example on a page of its own.
func on(markup, code string) string {
	return "local doc = html.parse([[" + markup + "]], {base_url = \"https://example.org/list\"})\n" + code
}
