package htmlparse_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"luafut/session/page/htmlparse"

	"golang.org/x/net/html"
)

// FuzzAgainstNet parses any text with both parsers: the trees must be the same
// where x/net/html takes the text, and sound in any case.
func FuzzAgainstNet(f *testing.F) {
	for _, c := range readCases(f) {
		if c.context == "" {
			f.Add(c.data)
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		doc, err := htmlparse.Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(doc, 0); err != nil {
			t.Fatal(err)
		}
		if differs(text) || !utf8.ValidString(text) {
			return
		}
		want, err := html.Parse(strings.NewReader(text))
		if err != nil {
			return // nested too deeply for it
		}
		join(want)
		if got, want := dumpAll(children(doc)...), dumpAll(children(want)...); got != want {
			t.Errorf("%q\ngot\n%sx/net/html\n%s", text, got, want)
		}
	})
}

// FuzzFragment parses any text in any context.
func FuzzFragment(f *testing.F) {
	for _, c := range readCases(f) {
		if c.context != "" {
			f.Add(c.data, c.context)
		}
	}
	f.Fuzz(func(t *testing.T, text, context string) {
		if strings.ContainsAny(context, "\x00") {
			return
		}
		nodes, err := htmlparse.ParseFragment(text, contextOf(context), nil)
		if err != nil {
			t.Fatal(err)
		}
		for _, n := range nodes {
			if n.Parent != nil || n.NextSibling != nil {
				t.Fatal("a fragment's node is attached")
			}
			if err := check(n, 0); err != nil {
				t.Fatal(err)
			}
		}
	})
}

// check walks a tree and checks its links and depth.
func check(n *html.Node, depth int) error {
	if depth > htmlparse.MaxDepth+16 {
		return errors.New("the tree is too deep")
	}
	var last *html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		if c.Parent != n || c.PrevSibling != last {
			return errors.New("a node's links are broken")
		}
		if c.Type == html.TextNode && c.Data == "" {
			return errors.New("an empty text")
		}
		if err := check(c, depth+1); err != nil {
			return err
		}
		last = c
	}
	if n.LastChild != last {
		return errors.New("a node's last child is not its last")
	}
	return nil
}

// join makes one of texts beside each other, which x/net/html leaves in templates.
func join(n *html.Node) {
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		for c.Type == html.TextNode && c.NextSibling != nil && c.NextSibling.Type == html.TextNode {
			c.Data += c.NextSibling.Data
			n.RemoveChild(c.NextSibling)
		}
		join(c)
	}
}

// bogusEnd begins a comment that is written as an end tag.
var bogusEnd = regexp.MustCompile("</[^a-z>]")

// plainDoctype is one that x/net/html reads as the standard does.
var plainDoctype = regexp.MustCompile("(?i:<!doctype) html>")

// differs reports texts on which x/net/html does not follow the standard. It decodes
// references in comments, reads all but the plainest doctypes in a way of its own, takes foreign <template> elements for
// HTML's and "</>" for a comment, reads framesets with the tokenizer in the wrong
// state, does not begin a row at a <th> in a caption, drops a newline at the start
// of <pre> also behind a tag that is ignored, ends templates with <plaintext>, and
// loses a </script> in a script's comment where the text ends behind it.
func differs(text string) bool {
	lower := strings.ToLower(text)
	has := func(parts ...string) bool {
		for _, part := range parts {
			if !strings.Contains(lower, part) {
				return false
			}
		}
		return true
	}
	return has("<!", "&") || has("<?", "&") || bogusEnd.MatchString(lower) && has("&") || strings.Count(lower, "<!doctype") > len(plainDoctype.FindAllString(text, -1)) || has("</>") || has("<frameset") || has("<caption", "<th") ||
		strings.Count(lower, "<script") > 1 && has("<!--", "</script") || has("<pre") || has("<listing") || has("<template", "<svg") || has("<template", "<math") || has("<template", "<plaintext")
}
