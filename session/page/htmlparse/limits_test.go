package htmlparse_test

import (
	"errors"
	"strings"
	"testing"

	"luafut/session/page/htmlparse"

	"golang.org/x/net/html"
)

// TestDepth nests far deeper than the limit: the text is kept, in order, and what
// follows the nest stands where it belongs.
func TestDepth(t *testing.T) {
	const deep = 100_000
	for _, name := range []string{"div", "b", "p", "span", "table", "ul", "svg", "template", "object", "x", "table><tr><td"} {
		end, _, _ := strings.Cut(name, ">")
		text := "<body>" + strings.Repeat("<"+name+">", deep) + "deep" + strings.Repeat("</"+end+">", deep) + "<hr>"
		doc, err := htmlparse.Parse(text, nil)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if err := check(doc, 0); err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		var all strings.Builder
		for n := range doc.Descendants() {
			if n.Type == html.TextNode {
				all.WriteString(n.Data)
			}
			if n.Data == "hr" && n.Parent.Data != "body" && name != "b" {
				t.Errorf("%s: what follows stands in <%s>", name, n.Parent.Data)
			}
		}
		if all.String() != "deep" {
			t.Errorf("%s: the text is %q", name, all.String())
		}
	}
}

// TestHostile parses pages made to cost much; each would take minutes or all
// memory if the work were quadratic or the nodes not counted.
func TestHostile(t *testing.T) {
	const size = 4 << 20
	for name, unit := range map[string]string{
		"text that looks like tags": "< ", "open tags": "<b>", "formatting with attributes": "<b id=1><i id=2>", "end tags": "</p>",
		"misnested": "<b><p></b>", "references": "&amp", "unknown references": "&zzzzzz", "comments": "<!-", "ignored tags in text": "a</x>",
		"cells": "<table><td>", "foster": "<table>x", "raw": "<script><!--", "NULs": "\x00", "CR": "\r\n",
	} {
		text := strings.Repeat(unit, size/len(unit))
		doc, err := htmlparse.Parse(text, nil)
		if err != nil && !errors.Is(err, htmlparse.TooManyNodesError{}) {
			t.Errorf("%s: %v", name, err)
		}
		if err == nil {
			if err := check(doc, 0); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	many := "<p " + strings.Repeat("a b c ", size/6) + ">"
	if _, err := htmlparse.Parse(many, nil); err != nil {
		t.Errorf("repeated attributes: %v", err)
	}
}

// TestTooManyNodes is refused by a kind of its own.
func TestTooManyNodes(t *testing.T) {
	if testing.Short() {
		t.Skip("takes half a gigabyte")
	}
	_, err := htmlparse.Parse(strings.Repeat("<br>", htmlparse.MaxNodes+1), nil)
	if !errors.Is(err, htmlparse.TooManyNodesError{}) {
		t.Errorf("got %v", err)
	}
}
