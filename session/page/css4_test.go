package page_test

import (
	"strings"
	"testing"

	"luafut/session/page"
)

// TestSelectorsLevel4 checks what CSS 4 adds to cascadia's selectors; cases after
// the W3C's tests of :is(), :where(), :not(), :has() and :nth-child().
func TestSelectorsLevel4(t *testing.T) {
	doc := parse(t, listPage)
	for css, want := range map[string]string{
		":is(li, p).x":                        "p2 l2",
		":where(li, p):not(.x)":               "p1 l1 l3",
		":is(#d1, #d2) > :is(p, ul)":          "p1 p2 u1",
		":not(:is(li, p, div), html, head *)": "body b1 s1 u1",
		":is(:not(:is(li)))#u1":               "u1",
		"div:has(> p)":                        "d1",
		"div:has(> b)":                        "",
		"div:has(b, li)":                      "d1 d2",
		"p:has(+ p)":                          "p1",
		"p:has(~ span)":                       "p1 p2",
		"div:has(+ div ul)":                   "d1",
		"div:has(~ #d3)":                      "d1 d2",
		"div:not(:has(*))":                    "d3",
		"div:has(> p > b)":                    "d1",
		"body:has(body b)":                    "",
		"div:has(:is(b, li)):has(p)":          "d1",
		"li:nth-child(2)":                     "l2",
		"li:nth-child( -n + 2 )":              "l1 l2",
		"li:nth-child(EVEN)":                  "l2",
		"li:nth-last-child(1)":                "l3",
		"li:nth-child(1 of .x)":               "l2",
		"li:nth-last-child(2 of :not(.x))":    "l1",
		":nth-child(+3n-1):not(html *)":       "",
		"p:nth-of-type(2), span:only-of-type": "p2 s1",
		"li:first-child, li:last-of-type":     "l1 l3",
		"b:only-child":                        "b1",
		`p:-soup-contains("thr"), b:-soup-contains-own(two)`: "b1 p2",
		"#d1:any-link":                        "",
		"*|li.x, *|*#u1":                      "u1 l2",
		":scope > body":                       "body",
		"[class]:is([id$='1'], #p2)":          "d1 p2",
		"li:not(.x, :first-child)":            "l3",
		`:is(p:contains("three"), [id="l1"])`: "p2 l1",
	} {
		found := doc.Find(sel(t, css))
		if got := ids(found); got != want {
			t.Errorf("%q: got %q, want %q", css, got, want)
		}
		if !found.Filter(sel(t, css)).Equal(found) && !strings.Contains(css, ":scope") {
			t.Errorf("%q does not match what it found", css)
		}
	}
}

func TestRelativeSelectors(t *testing.T) {
	doc := parse(t, listPage)
	for _, test := range []struct{ from, css, want string }{
		{"div", "> *", "p1 p2 s1 u1"},
		{"#d1", "> p > b", "b1"},
		{"#d1", "> b", ""},
		{"#l1", "+ li", "l2"},
		{"#l1", "~ li", "l2 l3"},
		{"li", "~ li", "l2 l3"},
		{"#p1", "+ p, > b", "b1 p2"},
		{"#d1", "+ div li", "l1 l2 l3"},
		{"#l3", "+ li", ""},
		{"body, div", "> div, > p", "d1 p1 p2 d2 d3"},
		{"#d2", ":scope > ul", "u1"},
		{"#d2", ":scope li:not(:scope > li)", "l1 l2 l3"},
		{"ul", ":is(:scope > .x) ~ li", "l3"},
	} {
		query, err := page.CompileBelow(test.css)
		if err != nil {
			t.Fatal(err)
		}
		from := doc.Find(sel(t, test.from))
		if got := ids(from.Find(query)); got != test.want {
			t.Errorf("%q below %q: got %q, want %q", test.css, test.from, got, test.want)
		}
		if first := ids(from.Eq(1).FindFirst(query)); first != ids(from.Eq(1).Find(query).First()) {
			t.Errorf("%q below the first of %q: the first is %q", test.css, test.from, first)
		}
	}
	texts, err := page.CompileQuery("> p::text")
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(doc.Find(sel(t, "#d1")).FindStrings(texts), " "); got != "one three" {
		t.Errorf("texts of children: %q", got)
	}
	root, err := page.CompileBelow("> html > body")
	if err != nil {
		t.Fatal(err)
	}
	if got := ids(doc.Find(root)); got != "body" {
		t.Errorf("from the document: %q", got)
	}
	spec, err := page.CompileSpec(&page.SpecDef{Items: "body > div", Fields: []page.FieldDef{field("p", "> p@id", all)}})
	if err != nil {
		t.Fatal(err)
	}
	if v, err := doc.Extract(spec, nil); err != nil || len(v.List[0].List[0].List) != 2 || len(v.List[1].List[0].List) != 0 {
		t.Errorf("in an extract: %v %v", v, err)
	}
}

// TestManySiblings would take hours if the work grew with the square of a list's
// length.
func TestManySiblings(t *testing.T) {
	const n = 300_000
	doc := parse(t, "<ul>"+strings.Repeat("<li>x</li>", n)+"<p>y</p></ul>")
	for css, want := range map[string]int{
		"li:nth-child(odd)":          n / 2,
		"li:nth-last-child(2n)":      n / 2,
		"li:nth-last-of-type(3n)":    n / 3,
		"p:first-of-type":            1,
		"li:nth-child(2n of li)":     n / 2,
		"b ~ li":                     0,
		"li ~ p":                     1,
		"li:not(b ~ li)":             n,
		"a ~ b ~ li, li:first-child": 1,
		":is(b, a) ~ li":             0,
	} {
		if got := doc.Find(sel(t, css)).Len(); got != want {
			t.Errorf("%q: got %d, want %d", css, got, want)
		}
	}
	items := doc.Find(sel(t, "li"))
	if got := items.Filter(sel(t, "li:nth-child(odd)")).Len(); got != n/2 {
		t.Errorf("filter: %d", got)
	}
	if got := doc.Find(sel(t, "ul")).HasNodes(items).Len() + items.HasNodes(items).Len(); got != 1 {
		t.Errorf("has: %d", got)
	}
}
