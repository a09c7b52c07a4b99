package page_test

import (
	"errors"
	"strings"
	"testing"

	"luafut/session/page"
)

// TestSelectorErrors marks the place of each fault with a caret line.
func TestSelectorErrors(t *testing.T) {
	for _, test := range []struct{ selector, caret, message string }{
		{"li:frist-child", "  ^", "unknown pseudo-class :frist-child; did you mean :first-child?"},
		{"div >", "     ^", "the selector ends after > where"},
		{"ul > > li", "     ^", `after >, found '>'`},
		{"li]", "  ^", "unexpected ']'"},
		{"a[href", "      ^", `']' that closes the '[' of column 2 is missing`},
		{"a[href=\"x]", "          ^", "is not closed"},
		{"a, ", "   ^", "the selector ends where"},
		{",a", "^", "found ','"},
		{"", "^", "the selector is empty"},
		{"  ", "  ^", "the selector is empty"},
		{"div..a", "    ^", "found ."},
		{"1a", "^", "expected identifier, found 1"},
		{"p a[b=c$]", "       ^", "found '$'"},
		{"li:nth-child(x)", "             ^", "wants odd, even, a number"},
		{":not(a", "      ^", "is missing"},
		{":not(a]", "      ^", `wanted ')' here, found ']'`},
		{":not", "    ^", `wanted "(" after :not`},
		{":not()", "     ^", "the selector is empty"},
		{"a:is(b, c[)", "          ^", "wanted ']'"},
		{":is(a)b", "      ^", "unexpected 'b' after :is"},
		{":first-child(2)", "            ^", "takes no argument"},
		{"> a", "^", "only where it is looked for below"},
		{":is(> a)", "    ^", "wanted an element"},
		{"li:nth-child(2 of a&)", "                   ^", "unexpected '&'"},
		{":scope(a)", "      ^", "takes no argument"},
		{"a::text", " ^", "::text and ::attr() select strings"},
		{"a::txt", " ^", "unknown pseudo-element ::txt"},
		{"a::attr()", "       ^", "::attr wants the attribute's name"},
		{"a::attr", "       ^", "::attr wants the attribute's name"},
		{"é > 1", "    ^", "found 1"},
		{"a{}", " ^", "unexpected '{'"},
		{"a\xff", "", "not valid UTF-8"},
	} {
		_, err := page.Compile(test.selector)
		var bad *page.SelectorError
		if !errors.As(err, &bad) {
			t.Errorf("%q: got %v, want a SelectorError", test.selector, err)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if !strings.Contains(lines[0], test.message) || test.caret != "" && lines[2] != "  "+test.caret {
			t.Errorf("%q: got\n%s\nwant %q at\n  %s", test.selector, err, test.message, test.caret)
		}
	}
}

func TestXPathErrors(t *testing.T) {
	for _, test := range []struct{ expr, caret, message string }{
		{"//li]", "    ^", `unexpected "]" after the end`},
		{"//li[", "     ^", "found the end"},
		{"//li[1", "      ^", `wanted "]" that closes the "[" of column 5`},
		{"", "^", "found the end"},
		{"//", "  ^", "found the end"},
		{"id(//a)", "   ^", "takes a string"},
		{"//a[has-class()]", "    ^", "takes one argument or more, not 0"},
		{"lang('a', 'b')", "^", "takes one argument, not 2"},
		{"id('a'", "      ^", "wanted \",\""},
		{"cuont(//a)", "^", "unknown function cuont(); did you mean count?"},
		{"count()", "^", "count() takes one argument, not 0"},
		{"count(1)", "^", "count() wants nodes"},
		{"//a[@href='x]", "          ^", "is not closed"},
		{"//parnet::a", "  ^", `unknown axis "parnet"; did you mean parent?`},
		{"$x", "^", "no variables"},
		{"a | 1", "  ^", "only paths can be joined"},
		{"//a b", "    ^", `unexpected "b"`},
		{"a &", "  ^", "unexpected '&'"},
		{"//a[", "    ^", "found the end"},
		{"a:", "  ^", "after the prefix"},
		{"matches(a, '(')", "^", "regexp"},
		{strings.Repeat("(", 300) + "1", "", "nested too deeply"},
	} {
		_, err := page.CompileXPath(test.expr)
		var bad *page.SelectorError
		if !errors.As(err, &bad) {
			t.Errorf("%q: got %v, want a SelectorError", test.expr, err)
			continue
		}
		lines := strings.Split(err.Error(), "\n")
		if !strings.Contains(lines[0], test.message) || test.caret != "" && lines[2] != "  "+test.caret {
			t.Errorf("%q: got\n%s\nwant %q at\n  %s", test.expr, err, test.message, test.caret)
		}
	}
}

func TestParseErrors(t *testing.T) {
	var bad *page.URLError
	if _, err := page.Parse("<p>", &page.Options{BaseURL: "page.html"}); !errors.As(err, &bad) {
		t.Errorf("a relative base URL: %v", err)
	}
	if _, err := page.ParseBytes([]byte("<p>"), &page.Options{Encoding: "klingon"}); err == nil {
		t.Error("an unknown encoding must be an error")
	}
	doc, err := page.ParseBytes([]byte("<p>caf\xe9"), &page.Options{ContentType: "text/html; charset=latin1"})
	if err != nil || doc.Text() != "café" {
		t.Errorf("decoded by the header: %v", err)
	}
}
