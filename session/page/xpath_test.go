package page_test

import (
	"fmt"
	"strings"
	"testing"

	"luafut/session/page"
)

func xpath(t testing.TB, s *page.Selection, expr string) string {
	t.Helper()
	x, err := page.CompileXPath(expr)
	if err != nil {
		t.Fatal(err)
	}
	r, err := s.XPath(x)
	if err != nil {
		return "error: " + strings.SplitN(err.Error(), "\n", 2)[0]
	}
	switch r.Kind {
	case page.XPathNodes:
		return "<" + ids(r.Nodes) + ">"
	case page.XPathStrings:
		return fmt.Sprintf("%q", r.Strings)
	case page.XPathNumber:
		return fmt.Sprint(r.Number)
	case page.XPathBool:
		return fmt.Sprint(r.Bool)
	}
	return r.String
}

func TestXPath(t *testing.T) {
	doc := parse(t, listPage)
	lists := doc.Find(sel(t, "#u1"))
	for _, test := range []struct {
		on         *page.Selection
		expr, want string
	}{
		{doc.Selection, "//li", "<l1 l2 l3>"},
		{doc.Selection, "/html/body/div[2]", "<d2>"},
		{lists, "//p", "<p1 p2>"},
		{lists, "id('p1')", "<p1>"},
		{lists, "id('l3  p2 x')/..", "<d1 u1>"},
		{lists, "count(id(''))", "0"},
		{lists, "id(\"d2\")/ul/li[id('l1')]", "<l1 l2 l3>"},
		{lists, "lang('en')", "false"},
		{lists, "//*[has-class('b')]", "<d1 d2>"},
		{lists, `//*[has-class("b", 'a')]/p[has-class("x")]`, "<p2>"},
		{lists, "//li[has-class('X') or not(has-class('x'))]", "<l1 l3>"},
		{lists, `//*[re:test(@id, "^l[12]$")]`, "<l1 l2>"},
		{lists, "/html/body", "<body>"},
		{lists, "li", "<l1 l2 l3>"},
		{lists, "./li[2]", "<l2>"},
		{lists, "li[last()]", "<l3>"},
		{lists, "li[position() < 3]", "<l1 l2>"},
		{lists, "ancestor::div", "<d2>"},
		{lists, "ancestor::*", "<body d2>"}, // html has no id
		{lists, "..", "<d2>"},
		{doc.Find(sel(t, "#l3")), "preceding-sibling::li", "<l1 l2>"},
		{doc.Selection, "//li[@class='x'] | //p", "<p1 p2 l2>"},
		{doc.Selection, "//@class", `["a b" "x" "b" "x"]`},
		{doc.Selection, "//li/text()", `["1" "2" "3"]`},
		{doc.Selection, "//nothing/@id", `[]`},
		{doc.Selection, "//nothing", `<>`},
		{doc.Selection, "(//li/@id)[2]", `["l2"]`},
		{doc.Selection, "count(//li)", "3"},
		{doc.Selection, "count(//li) * 2 + 1", "7"},
		{doc.Selection, "string(//b)", "two"},
		{doc.Selection, "boolean(//li)", "true"},
		{doc.Selection, "count(//li) > 3", "false"},
		{doc.Selection, "normalize-space(//title)", "T"},
		{doc.Selection, "concat('a', \"b\")", "ab"},
		{doc.Selection, "//p[contains(., 'thr')]", "<p2>"},
		{doc.Selection, "//div[not(.//li)]", "<d1 d3>"},
		{doc.Selection, "//*[starts-with(@id, 'l')]", "<l1 l2 l3>"},
		{doc.Selection, "//comment()", "<>"}, // a comment has no id
		{doc.Find(sel(t, "li")), "..", "<u1>"},
		{doc.Selection, "substring('12345', 2, 3)", "234"},
		{doc.Selection, "sum(//li)", "6"},
		{doc.Selection, "floor(1.5)", "1"},
		{doc.Selection, "translate('bar', 'abc', 'AB')", "BAr"},
		{doc.Selection, "//li[string-length() = 1]", "<l1 l2 l3>"},
		{doc.Selection, "//li[number() > 1]", "<l2 l3>"},
		{doc.Selection, "//li[string() = '2']", "<l2>"},
		{doc.Selection, "//p[normalize-space() = 'three']", "<p2>"},
		{doc.Selection, "//*[name() = 'li']", "<l1 l2 l3>"},
		{doc.Selection, "//*[local-name() = 'b']", "<b1>"},
		{doc.Selection, "//li[position() = 2]", "<l2>"},
		{doc.Selection, "//ul/li[last() - 1]", "<l2>"},
		{doc.Selection, "//div[2]//li", "<l1 l2 l3>"},
		{doc.Selection, "(//li)[2]", "<l2>"},
		{doc.Selection, "//li[. = '2']/following-sibling::li[1]", "<l3>"},
		{doc.Selection, "//li[. = '3']/preceding-sibling::li[1]", "<l2>"},
		{doc.Selection, "//b/ancestor::*[1]", "<p1>"},
		{doc.Selection, "//b/ancestor::div[1]", "<d1>"},
		{doc.Selection, "count(//li | //p)", "5"},
		{doc.Selection, "//div[count(p) = 2]", "<d1>"},
		{doc.Selection, "//div[p and span]", "<d1>"},
		{doc.Selection, "//span/preceding::p", "<p1 p2>"},
		{doc.Selection, "//li[position() mod 2 = 1]", "<l1 l3>"},
		{doc.Selection, "//p[1]", "<p1>"},
		{doc.Selection, "//*[@id='d1']/*[2]", "<p2>"},
		{doc.Selection, "//li[@class][1]", "<l2>"},
		{doc.Selection, "//li[2][@class]", "<l2>"},
		{doc.Selection, "//p/following::li[1]", "<l1>"},
		{doc.Selection, "//div[@id='d1']/descendant::*[2]", "<b1>"},
		{doc.Selection, "descendant::li[3]", "<l3>"},
		{doc.Selection, "//li[not(@class)]/@id", `["l1" "l3"]`},
		{doc.Selection, "//div[@class='b']/ul/li[contains(@class, 'x')]/text()", `["2"]`},
		{doc.Selection, "string(//li[2]/@id)", "l2"},
		{doc.Selection, "//*[self::p or self::b]", "<p1 b1 p2>"},
		{doc.Selection, "//div/*[last()]", "<s1 u1>"},
	} {
		for range 2 { // an expression must not remember its last run
			if got := xpath(t, test.on, test.expr); got != test.want {
				t.Errorf("%s: got %s, want %s", test.expr, got, test.want)
			}
		}
	}
}
