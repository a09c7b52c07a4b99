package luahtml

import (
	"strings"
	"testing"

	"luafut/session/page"
)

// TestLarger holds that what gives the Lua lock away is told by the elements that
// it walks over, not by the page around them.
func TestLarger(t *testing.T) {
	parsed, err := page.Parse("<div id=a><p>x</div><div id=b>"+strings.Repeat("<i>x</i>", light)+"</div>", nil)
	if err != nil {
		t.Fatal(err)
	}
	doc := &document{page: parsed, version: 1}
	find := func(css string) *selection {
		sel, err := page.Compile(css)
		if err != nil {
			t.Fatal(err)
		}
		return &selection{Selection: parsed.Find(sel), doc: doc}
	}
	a, b := find("#a"), find("#b")
	if a.larger(heavy) || !b.larger(heavy) || b.larger(light) || !(&selection{Selection: parsed.Selection, doc: doc}).larger(light) {
		t.Error("#a holds 1 element, #b 3000, the page some more")
	}
	if err := a.SetHTML(strings.Repeat("<i>x</i>", heavy+1)); err != nil {
		t.Fatal(err)
	}
	doc.changed()
	if !a.larger(heavy) {
		t.Error("after a change the elements must be counted again")
	}
}
