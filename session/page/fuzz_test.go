package page_test

import (
	"errors"
	"strings"
	"testing"
	"unicode/utf8"

	"luafut/session/page"
)

// FuzzSelectors runs any selector and expression over any page: it matches, or is
// refused with its place.
func FuzzSelectors(f *testing.F) {
	for _, s := range []string{"div > p.a", "a::attr(href), b::text", ":not(p, b:first-child) ~ *", "[a='b' i]", "li:nth-child(2n+1)",
		"p:matches((a|b)[c])", "//a[@href]/text()", "count(//p) div 2", "(//p | //b)[last()]", "string(.//a/@b)", "//li]", "a[", `\61 b`} {
		f.Add(s, listPage)
	}
	f.Fuzz(func(t *testing.T, selector, text string) {
		doc, err := page.Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if s, err := page.CompileQuery(selector); err != nil {
			checkSelectorError(t, err, selector)
		} else if s.SelectsStrings() {
			doc.FindStrings(s)
		} else {
			found := doc.Find(s)
			if found.Filter(s).Len() != found.Len() {
				t.Errorf("%q does not match what it found", selector)
			}
			if first := doc.FindFirst(s); first.Len() > 0 != (found.Len() > 0) {
				t.Errorf("%q has a first match and none", selector)
			}
		}
		x, err := page.CompileXPath(selector)
		if err == nil {
			_, err = doc.XPath(x)
		}
		if err != nil {
			checkSelectorError(t, err, selector)
		}
	})
}

func checkSelectorError(t *testing.T, err error, selector string) {
	var bad *page.SelectorError
	if !errors.As(err, &bad) {
		t.Fatalf("%q: %v is no SelectorError", selector, err)
	}
	if bad.Offset < 0 || bad.Offset > len(selector) || bad.Message == "" {
		t.Errorf("%q: the fault is at %d: %q", selector, bad.Offset, bad.Message)
	}
	if strings.Count(err.Error(), "\n") < 2 {
		t.Errorf("%q: no place in %q", selector, err)
	}
}

// FuzzExtract runs any specification over any page.
func FuzzExtract(f *testing.F) {
	f.Add(".item", "a@href", "xpath:.//b", "number", shop)
	f.Add("", ".", "@id", "date", shop)
	f.Add("xpath://div", "i::text", "b::attr(x)", "url", shop)
	f.Fuzz(func(t *testing.T, items, one, many, convert, text string) {
		def := &page.SpecDef{Items: items, Fields: []page.FieldDef{field("one", one), field("many", many, all)}}
		if c, err := page.NewConverter(convert); err == nil {
			def.Fields[0].Convert = []page.Converter{c}
		}
		def.Fields = append(def.Fields, field("nested", "", nested(many, field("x", one))))
		spec, err := page.CompileSpec(def)
		if err != nil {
			return
		}
		doc, err := page.Parse(text, &page.Options{BaseURL: "https://example.org/"})
		if err != nil {
			t.Fatal(err)
		}
		v, err := doc.Extract(spec, nil)
		if err == nil && !utf8.ValidString(show(spec, v)) {
			t.Error("a value is not UTF-8")
		}
	})
}

// FuzzShapes asks any page for all that it can be turned into.
func FuzzShapes(f *testing.F) {
	for _, text := range []string{listPage, shop, formPage, soup} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := page.Parse(text, &page.Options{BaseURL: "https://example.org/"})
		if err != nil {
			t.Fatal(err)
		}
		for _, link := range doc.Links() {
			if !strings.HasPrefix(link, "http") {
				t.Errorf("a link is %q", link)
			}
		}
		if _, err := doc.Table(); err != nil {
			var limit *page.LimitError
			if !errors.As(err, &limit) {
				t.Error(err)
			}
		}
		if _, err := doc.Markdown(); err != nil {
			t.Error(err)
		}
		doc.VisibleText()
		doc.Meta()
		doc.JSONLD()
		for _, form := range doc.Forms() {
			if _, err := form.Submit(nil); err != nil {
				var bad *page.FormError
				if !errors.As(err, &bad) {
					t.Error(err)
				}
			}
		}
		markup, _ := doc.HTML()
		if _, err := page.Parse(markup, nil); err != nil {
			t.Error(err)
		}
	})
}
