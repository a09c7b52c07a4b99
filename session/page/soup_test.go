package page_test

import (
	"errors"
	"regexp"
	"testing"

	"luafut/session/page"
)

const soup = `<div id=d1 class="a b"><a id=a1 href=/x rel="nofollow me">one</a><p id=p1>two<b id=b1>three</b></p></div>
<div id=d2><a id=a2>four</a><svg id=s1></svg></div>`

func TestFindAll(t *testing.T) {
	doc := parse(t, soup)
	pattern := func(p string) page.Pattern { return page.Pattern{Match: []*regexp.Regexp{regexp.MustCompile(p)}} }
	equal := func(v ...string) page.Pattern { return page.Pattern{Equal: v} }
	attr := func(name string, v page.Pattern) []page.AttrPattern {
		return []page.AttrPattern{{Name: name, Value: v}}
	}
	for _, test := range []struct {
		name string
		q    page.Query
		want string
	}{
		{"by name", page.Query{Name: equal("a")}, "a1 a2"},
		{"by names", page.Query{Name: equal("b", "p")}, "p1 b1"},
		{"by a pattern of names", page.Query{Name: pattern("^[ab]$")}, "a1 b1 a2"},
		{"every element with an id", page.Query{Attrs: attr("id", page.Pattern{Present: true})}, "d1 a1 p1 b1 d2 a2 s1"},
		{"by selector", page.Query{Selectors: []*page.Selector{sel(t, "div > a")}}, "a1 a2"},
		{"by name or selector", page.Query{Name: equal("b"), Selectors: []*page.Selector{sel(t, ".b")}}, "d1 b1"},
		{"one of its classes", page.Query{Attrs: attr("class", equal("b"))}, "d1"},
		{"all of its classes, as they stand", page.Query{Attrs: attr("class", equal("a b"))}, "d1"},
		{"classes in another order", page.Query{Attrs: attr("class", equal("b a"))}, ""},
		{"one of its rels", page.Query{Attrs: attr("rel", equal("me"))}, "a1"},
		{"without the attribute", page.Query{Name: equal("a"), Attrs: attr("HREF", page.Pattern{Absent: true})}, "a2"},
		{"by a pattern of values", page.Query{Attrs: attr("href", pattern("^/"))}, "a1"},
		{"limit", page.Query{Name: equal("a"), Limit: 1}, "a1"},
		{"by text", page.Query{Name: equal("a", "p"), Text: equal("four", "two")}, "a2"},
		{"children only", page.Query{Name: equal("a"), ChildrenOnly: true}, ""},
		{"accepted", page.Query{Name: equal("a", "b"), Limit: 1, Accept: func(s *page.Selection) (bool, error) {
			doc.Find(sel(t, "p")).SetAttr("title", "the lock is free")
			id, _ := s.Attr("id")
			return id != "a1", nil
		}}, "b1"},
	} {
		found, err := doc.FindAll(&test.q)
		if err != nil || ids(found) != test.want {
			t.Errorf("%s: got %q, want %q (%v)", test.name, ids(found), test.want, err)
		}
	}
	texts, err := doc.FindAll(&page.Query{Text: pattern("^t")})
	if err != nil || texts.Len() != 2 || texts.Name() != "#text" || texts.Text() != "twothree" {
		t.Errorf("text nodes: %q %v", texts.Texts(), err)
	}
	stop := errors.New("stop")
	if _, err := doc.FindAll(&page.Query{Accept: func(*page.Selection) (bool, error) { return false, stop }}); !errors.Is(err, stop) {
		t.Errorf("an error of the caller's function: %v", err)
	}
	nested, err := doc.Find(sel(t, "body, div")).FindAll(&page.Query{Name: equal("a"), ChildrenOnly: true})
	if err != nil || ids(nested) != "a1 a2" {
		t.Errorf("children of nested nodes: %q %v", ids(nested), err)
	}
	if !page.IsName("h1") || page.IsName("div.x") || page.IsName("") || page.IsName("*") {
		t.Error("IsName must tell names from selectors")
	}
}
