package page_test

import (
	"errors"
	"testing"

	"luafut/session/page"
)

func TestChanges(t *testing.T) {
	markup := func(s string) page.Content { return page.Content{Markup: s} }
	for _, test := range []struct {
		name, before string
		change       func(find func(string) *page.Selection) error
		after        string
	}{
		{"remove", "<p>a</p><b>c</b>", func(f func(string) *page.Selection) error { f("p").Remove(); return nil }, "<b>c</b>"},
		{"set_attr", "<p>a</p>", func(f func(string) *page.Selection) error { return f("p").SetAttr("Title", `"x"`) }, `<p title="&#34;x&#34;">a</p>`},
		{"remove_attr", "<p id=a title=b>c", func(f func(string) *page.Selection) error { f("p").RemoveAttr("ID"); return nil }, `<p title="b">c</p>`},
		{"add_class", `<p class="a  b">c`, func(f func(string) *page.Selection) error { f("p").AddClass("b x  y"); return nil }, `<p class="a b x y">c</p>`},
		{"remove_class", `<p class="a b x">c`, func(f func(string) *page.Selection) error { f("p").RemoveClass("x a"); return nil }, `<p class="b">c</p>`},
		{"remove all classes", `<p class="a b">c`, func(f func(string) *page.Selection) error { f("p").RemoveClass(""); return nil }, `<p>c</p>`},
		{"set_text", "<p>a<b>c</b></p>", func(f func(string) *page.Selection) error { f("p").SetText("<i>"); return nil }, "<p>&lt;i&gt;</p>"},
		{"set_html", "<p>a</p>", func(f func(string) *page.Selection) error { return f("p").SetHTML("<b>x</b>y") }, "<p><b>x</b>y</p>"},
		{"set_html of a row", "<table><tr></table>", func(f func(string) *page.Selection) error { return f("tr").SetHTML("<td>x") },
			"<table><tbody><tr><td>x</td></tr></tbody></table>"},
		{"append", "<p>a</p><p>b</p>", func(f func(string) *page.Selection) error { return f("p").Append(markup("<i>x</i>")) }, "<p>a<i>x</i></p><p>b<i>x</i></p>"},
		{"prepend", "<p>a</p>", func(f func(string) *page.Selection) error { return f("p").Prepend(markup("x<i></i>")) }, "<p>x<i></i>a</p>"},
		{"prepend its own child", "<p>a<b></b></p>", func(f func(string) *page.Selection) error { return f("p").Prepend(page.Content{Selection: f("b")}) }, "<p><b></b>a</p>"},
		{"append a selection moves and copies", "<p></p><p></p><b>x</b>", func(f func(string) *page.Selection) error {
			return f("p").Append(page.Content{Selection: f("b")})
		}, "<p><b>x</b></p><p><b>x</b></p>"},
		{"replace_with", "<p>a</p>b", func(f func(string) *page.Selection) error { return f("p").ReplaceWith(markup("x<i></i>")) }, "x<i></i>b"},
		{"replace_with itself", "<p>a</p>b", func(f func(string) *page.Selection) error { return f("p").ReplaceWith(page.Content{Selection: f("p")}) }, "<p>a</p>b"},
		{"wrap", "<p>a</p><p>b</p>", func(f func(string) *page.Selection) error { return f("p").Wrap(markup("<div><b></b></div>")) },
			"<div><b><p>a</p></b></div><div><b><p>b</p></b></div>"},
		{"unwrap", "<div>x<p>a</p>y</div>", func(f func(string) *page.Selection) error { f("p").Unwrap(); return nil }, "x<p>a</p>y"},
		{"void elements stay empty", "a<br>b", func(f func(string) *page.Selection) error { f("br").SetText("x"); return nil }, "a<br/>b"},
	} {
		t.Run(test.name, func(t *testing.T) {
			doc := parse(t, "<body>"+test.before)
			if err := test.change(func(css string) *page.Selection { return doc.Find(sel(t, css)) }); err != nil {
				t.Fatal(err)
			}
			if got := first(doc.Find(sel(t, "body")).HTML()); got != test.after {
				t.Errorf("got  %s\nwant %s", got, test.after)
			}
		})
	}
}

func TestChangeErrors(t *testing.T) {
	doc := parse(t, "<div><p>a<br></p></div>")
	find := func(css string) *page.Selection { return doc.Find(sel(t, css)) }
	if err := find("p").Append(page.Content{Selection: find("div")}); !errors.Is(err, page.ErrCycle) {
		t.Errorf("an element inside itself: %v", err)
	}
	if err := find("br").Append(page.Content{Markup: "x"}); !errors.Is(err, page.ErrVoid) {
		t.Errorf("content of <br>: %v", err)
	}
	var name *page.NameError
	if err := find("p").SetAttr("a b", ""); !errors.As(err, &name) {
		t.Errorf("a bad name: %v", err)
	}
	var limit *page.LimitError
	var err error
	for range 5000 {
		if err = find("p").Wrap(page.Content{Markup: "<i>"}); err != nil {
			break
		}
	}
	if !errors.As(err, &limit) {
		t.Errorf("wrapping without end: %v", err)
	}
	if find("p").Len() != 1 || find("i").Len() < 1000 {
		t.Error("the document must stay as it was before the error")
	}
}

func TestOtherDocumentsContentIsCopied(t *testing.T) {
	a, b := parse(t, "<p>"), parse(t, "<b>x</b>")
	bold := b.Find(sel(t, "b"))
	if err := a.Find(sel(t, "p")).Append(page.Content{Selection: bold}); err != nil {
		t.Fatal(err)
	}
	bold.SetText("changed")
	if got := first(a.Find(sel(t, "body")).HTML()); got != "<p><b>x</b></p>" {
		t.Errorf("got %s", got)
	}
}

func TestBaseFollowsChanges(t *testing.T) {
	doc := parse(t, `<base href="/a/"><a href=x>`)
	if got := doc.Links(); len(got) != 1 || got[0] != "https://example.org/a/x" {
		t.Fatalf("links: %q", got)
	}
	if err := doc.Find(sel(t, "base")).SetAttr("href", "https://b.org/"); err != nil {
		t.Fatal(err)
	}
	if got := doc.Links(); got[0] != "https://b.org/x" {
		t.Errorf("links after the change: %q", got)
	}
}
