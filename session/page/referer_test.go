package page_test

import (
	"testing"

	"luafut/session/page"
)

// TestSubmitFrom holds the headers that say where a form stood to what browsers
// send by strict-origin-when-cross-origin.
func TestSubmitFrom(t *testing.T) {
	for _, c := range []struct{ page, form, referer, origin string }{
		{"http://u:p@A.org:80/in?x=1#top", `<form method=post>`, "http://A.org:80/in?x=1", "http://a.org"},
		{"http://a.org:8080/in", `<form method=post action="/out">`, "http://a.org:8080/in", "http://a.org:8080"},
		{"https://a.org/in", `<form method=post action="https://b.org/out">`, "https://a.org/", "https://a.org"},
		{"https://a.org/in", `<form method=post action="http://a.org/out">`, "", "null"},
		{"https://a.org/in", `<form action="/find">`, "https://a.org/in", ""},
		{"", `<form method=post action="https://b.org/out">`, "", ""},
	} {
		doc, err := page.Parse(c.form, &page.Options{BaseURL: c.page})
		if err != nil {
			t.Fatal(err)
		}
		sub, err := doc.Forms()[0].Submit(nil)
		if err != nil {
			t.Fatal(err)
		}
		if sub.Referer != c.referer || sub.Origin != c.origin {
			t.Errorf("%s on %s: Referer %q, Origin %q; want %q, %q", c.form, c.page, sub.Referer, sub.Origin, c.referer, c.origin)
		}
	}
}
