package page_test

import (
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"luafut/session/page"
)

// TestShared has many goroutines read, match, extract and change one document.
func TestShared(t *testing.T) {
	doc, other := parse(t, listing), parse(t, "<b>x</b>")
	spec := listingSpec(t)
	items := sel(t, ".item")
	count, err := page.CompileXPath("count(//div[@class='item'])")
	if err != nil {
		t.Fatal(err)
	}
	var drift page.Drift
	var all sync.WaitGroup
	for worker := range 8 {
		all.Go(func() {
			for range 5 {
				if doc.Find(items).Len() != 27 {
					t.Error("items are missing")
				}
				if v, err := doc.Extract(spec, &drift); err != nil || len(v.List) != 27 {
					t.Errorf("extract: %v", err)
				}
				if r, err := doc.XPath(count); err != nil || r.Number != 27 {
					t.Errorf("xpath: %v %v", r.Number, err)
				}
				if worker%2 == 0 {
					foot := doc.Find(sel(t, "footer"))
					foot.AddClass("seen")
					if err := foot.Append(page.Content{Selection: other.Find(sel(t, "b"))}); err != nil {
						t.Error(err)
					}
					foot.Find(sel(t, "b")).Remove()
				} else {
					doc.Links()
					doc.VisibleText()
					doc.Forms()
				}
			}
		})
	}
	all.Wait()
	if rates := drift.Rates(); rates[0].Total != 8*5*27 {
		t.Errorf("drift: %v", rates)
	}
	if !doc.Find(sel(t, "footer")).HasClass("seen") {
		t.Error("a change was lost")
	}
}

// TestHostilePages parses and walks pages made to cost much.
func TestHostilePages(t *testing.T) {
	for name, text := range map[string]string{
		"nested 100,000 deep": strings.Repeat("<div class=a>", 100_000) + "x",
		"unclosed":            strings.Repeat("<p><b class=a>", 100_000),
		"NUL and bad UTF-8":   strings.Repeat("a\x00\xff<b\x00 c\xfe=\x00>", 10_000),
	} {
		doc, err := page.Parse(text, nil)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		// Plain backtracking would try all combinations of ancestors.
		doc.Find(sel(t, ".a .a .a .a .a > .a + .a ~ .b"))
		doc.VisibleText()
		if markup, _ := doc.OuterHTML(); markup == "" {
			t.Errorf("%s: nothing is left", name)
		}
		if !utf8.ValidString(doc.Text()) {
			t.Errorf("%s: the text is not UTF-8", name)
		}
	}
}
