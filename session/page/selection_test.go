package page_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"luafut/session/page"
)

// parse parses markup that came from a known place.
func parse(t testing.TB, markup string) *page.Document {
	t.Helper()
	doc, err := page.Parse(markup, &page.Options{BaseURL: "https://example.org/dir/page.html?q=1"})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func sel(t testing.TB, css string) *page.Selector {
	t.Helper()
	s, err := page.Compile(css)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// ids lists the id attributes of a selection.
func ids(s *page.Selection) string { return strings.Join(s.AttrAll("id"), " ") }

const listPage = `<!DOCTYPE html><html><head><title>T</title></head><body id="body">
<div id="d1" class="a b"><p id="p1">one<b id="b1">two</b></p><p id="p2" class="x">three</p><!-- c --><span id="s1">four</span></div>
<div id="d2" class="b"><ul id="u1"><li id="l1">1</li><li id="l2" class="x">2</li><li id="l3">3</li></ul></div>
<div id="d3"></div></body></html>`

func TestSelectors(t *testing.T) {
	doc := parse(t, listPage)
	for css, want := range map[string]string{
		"div":                     "d1 d2 d3",
		"DIV.b":                   "d1 d2",
		".a.b":                    "d1",
		"#l2":                     "l2",
		"div p":                   "p1 p2",
		"div > b":                 "",
		"div b":                   "b1",
		"p + p":                   "p2",
		"p ~ span":                "s1",
		"p + span":                "s1",
		"#p1 ~ *":                 "p2 s1",
		"li:nth-child(2)":         "l2",
		"li:not(.x)":              "l1 l3",
		"div:has(ul)":             "d2",
		"p:contains(three), #l1":  "p2 l1",
		"[class]":                 "d1 p2 d2 l2",
		"[class~=b]":              "d1 d2",
		"div:empty":               "d3",
		"body > div > ul > li.x":  "l2",
		"#d1#d2":                  "",
		"li:matches(^[13]$)":      "l1 l3",
		"div /* note */ p.x":      "p2",
		"p:matchesOwn(o'?n), #d3": "p1 d3",
		"*|*#l1":                  "l1",
		`[id="l1"], [id='l2']`:    "l1 l2",
		`#\6c 1`:                  "l1",
	} {
		if got := ids(doc.Find(sel(t, css))); got != want {
			t.Errorf("find %q: got %q, want %q", css, got, want)
		}
	}
}

func TestTraversing(t *testing.T) {
	doc := parse(t, listPage)
	find := func(css string) *page.Selection { return doc.Find(sel(t, css)) }
	for _, test := range []struct {
		name string
		got  *page.Selection
		want string
	}{
		{"children", find("#d1").Children(nil), "p1 p2 s1"},
		{"children filtered", find("#d1").Children(sel(t, ".x")), "p2"},
		{"parent", find("p").Parent(nil), "d1"},
		{"parents", find("#b1").Parents(nil), "p1 d1 body"},
		{"parents of two", find("#b1, #l1").Parents(sel(t, "div")), "d1 d2"},
		{"closest", find("#b1, #l1").Closest(sel(t, "div")), "d1 d2"},
		{"closest itself", find("#d2").Closest(sel(t, "div")), "d2"},
		{"next", find("#p1").Next(nil), "p2"},
		{"prev", find("#s1").Prev(nil), "p2"},
		{"next_all", find("#l1").NextAll(nil), "l2 l3"},
		{"prev_all is nearest first", find("#l3").PrevAll(nil), "l2 l1"},
		{"next_all of two", find("#l1, #l2").NextAll(nil), "l2 l3"},
		{"siblings", find("#l2").Siblings(nil), "l1 l3"},
		{"siblings of two hold each other", find("#l1, #l2").Siblings(nil), "l1 l2 l3"},
		{"filter", find("li").Filter(sel(t, ".x")), "l2"},
		{"not", find("li").Not(sel(t, ".x")), "l1 l3"},
		{"not in", find("li").NotIn(find("#l1")), "l2 l3"},
		{"has", find("div").Has(sel(t, "b")), "d1"},
		{"has nodes", find("div").HasNodes(find("li")), "d2"},
		{"find from nested nodes", find("body, div, #u1").Find(sel(t, "li")), "l1 l2 l3"},
		{"add", find("#l1").Add(sel(t, "#d3, #l1")), "l1 d3"},
		{"first", find("li").First(), "l1"},
		{"last", find("li").Last(), "l3"},
		{"eq", find("li").Eq(2), "l2"},
		{"eq from the end", find("li").Eq(-3), "l1"},
		{"eq beyond", find("li").Eq(4), ""},
		{"eq 0", find("li").Eq(0), ""},
		{"eq far from the end", find("li").Eq(-4), ""},
		{"slice", find("li").Slice(2, 3), "l2 l3"},
		{"slice from the end", find("li").Slice(-2, -1), "l2 l3"},
		{"slice cut off", find("li").Slice(-9, 9), "l1 l2 l3"},
		{"slice of nothing", find("li").Slice(3, 2), ""},
		{"next at the end", find("#l3").Next(nil), ""},
		{"next_all at the end", find("#l3").NextAll(nil), ""},
	} {
		if got := ids(test.got); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
	if got := find("#d1").Contents().Len(); got != 4 {
		t.Errorf("contents: %d nodes, want two <p>, a comment and a <span>", got)
	}
	if !find("div").HasClass("a") || find("#d2").HasClass("a") {
		t.Error("has_class must look for whole classes")
	}
}

// TestEmpty calls everything on a selection of nothing.
func TestEmpty(t *testing.T) {
	doc := parse(t, listPage)
	none := doc.Find(sel(t, "nothing"))
	all := sel(t, "*")
	for name, s := range map[string]*page.Selection{
		"find": none.Find(all), "children": none.Children(nil), "contents": none.Contents(), "parent": none.Parent(nil),
		"parents": none.Parents(nil), "closest": none.Closest(all), "next": none.Next(nil), "prev": none.Prev(nil),
		"next_all": none.NextAll(nil), "prev_all": none.PrevAll(nil), "siblings": none.Siblings(nil), "first": none.First(),
		"last": none.Last(), "slice": none.Slice(1, -1), "filter": none.Filter(all), "not": none.Not(all), "has": none.Has(all),
	} {
		if s.Len() != 0 {
			t.Errorf("%s of nothing found something", name)
		}
	}
	if none.Text() != "" || none.GetText("", false) != "" || none.VisibleText() != "" || len(none.Texts()) != 0 {
		t.Error("nothing has text")
	}
	if _, ok := none.HTML(); ok {
		t.Error("nothing has markup")
	}
	if _, ok := none.Attr("id"); ok || len(none.Attrs()) != 0 || none.Name() != "" {
		t.Error("nothing has attributes")
	}
	if rows, err := none.Table(); err != nil || len(rows) != 0 {
		t.Error("nothing has rows")
	}
	if text, err := none.Markdown(); err != nil || text != "" {
		t.Error("nothing has markdown")
	}
	none.Remove()
	none.SetText("x")
	none.AddClass("x")
	none.Unwrap()
	for name, change := range map[string]func(page.Content) error{
		"append": none.Append, "prepend": none.Prepend, "replace_with": none.ReplaceWith, "wrap": none.Wrap,
	} {
		if err := change(page.Content{Markup: "<b>"}); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestTextAndMarkup(t *testing.T) {
	doc := parse(t, `<div id=a title="x&quot;y">a<b> b </b><!--c--><br>d &amp; e</div><script>var x = "<p>"</script><p>z</p>`)
	div := doc.Find(sel(t, "#a"))
	for _, test := range []struct{ name, got, want string }{
		{"text", div.Text(), "a b d & e"},
		{"text with script", doc.Find(sel(t, "body")).Text(), `a b d & evar x = "<p>"z`},
		{"get_text without script", doc.Find(sel(t, "body")).GetText("", false), "a b d & ez"},
		{"get_text of a script", doc.Find(sel(t, "script")).GetText("", false), `var x = "<p>"`},
		{"get_text stripped", doc.GetText("|", true), "a|b|d & e|z"},
		{"get_text separated", div.GetText("|", false), "a| b |d & e"},
		{"html", first(div.HTML()), "a<b> b </b><!--c--><br/>d &amp; e"},
		{"outer_html", first(div.OuterHTML()), `<div id="a" title="x&#34;y">a<b> b </b><!--c--><br/>d &amp; e</div>`},
		{"script's html", first(doc.Find(sel(t, "script")).HTML()), `var x = "<p>"`},
		{"name", div.Name(), "div"},
		{"texts", strings.Join(doc.Find(sel(t, "b, p")).Texts(), "|"), " b |z"},
	} {
		if test.got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, test.got, test.want)
		}
	}
	if got := div.Attrs(); !slices.Equal(got, []page.Attribute{{"id", "a"}, {"title", `x"y`}}) {
		t.Errorf("attrs: %v", got)
	}
	if v, ok := div.Attr("TITLE"); !ok || v != `x"y` {
		t.Errorf("attr: %q %v", v, ok)
	}
}

func first(s string, _ bool) string { return s }

func TestStrings(t *testing.T) {
	doc := parse(t, `<ul><li><a href=1 title=t>one<b>two</b>three</a></li><li><a href=2>four</a></li></ul>`)
	for css, want := range map[string]string{
		"a::text":                               "one|three|four",
		"a *::text":                             "two",
		"li *::text":                            "one|two|three|four",
		"li ::text":                             "one|two|three|four",
		"a::attr(href)":                         "1|2",
		"a::ATTR( title )":                      "t",
		"a::attr(href), b::text":                "1|two|2",
		"a::text, li > a::text":                 "one|three|four",
		"a::attr(href), li a[href]::attr(href)": "1|2",
	} {
		s, err := page.CompileQuery(css)
		if err != nil {
			t.Errorf("%q: %v", css, err)
			continue
		}
		if got := strings.Join(doc.FindStrings(s), "|"); got != want || !s.SelectsStrings() {
			t.Errorf("%q: got %q, want %q", css, got, want)
		}
	}
	bare, err := page.CompileQuery("::attr(href)")
	if err != nil {
		t.Fatal(err)
	}
	if got := doc.Find(sel(t, "a")).Last().FindStrings(bare); !slices.Equal(got, []string{"2"}) {
		t.Errorf("a bare ::attr must look at the element itself, got %q", got)
	}
}

func TestOtherDocument(t *testing.T) {
	a, b := parse(t, "<p>"), parse(t, "<p>")
	if _, err := a.AddSelection(b.Selection); !errors.Is(err, page.ErrOtherDocument) {
		t.Errorf("got %v", err)
	}
}
