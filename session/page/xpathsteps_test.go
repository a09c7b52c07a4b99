package page

import (
	"errors"
	"strings"
	"testing"
)

// TestXPathSteps runs expressions that take the square of a list's length with few
// steps to spend.
func TestXPathSteps(t *testing.T) {
	doc, err := Parse("<ul>"+strings.Repeat("<li>x</li>", 500)+"</ul>", nil)
	if err != nil {
		t.Fatal(err)
	}
	for expr, enough := range map[string]bool{
		"//li": true, "//li | //ul": true, "//li[text()]": true, "//li/..": true,
		"//li[position() = last()]": false, "//li[count(preceding-sibling::li) = 3]": false,
	} {
		x, err := CompileXPath(expr)
		if err != nil {
			t.Fatal(err)
		}
		steps := 20_000
		_, _, err = x.evaluate(doc.root, &steps)
		var limit *LimitError
		if errors.As(err, &limit) == enough || enough && err != nil {
			t.Errorf("%s: %v, %d steps left", expr, err, steps)
		}
		steps = maxXPathSteps
		if _, _, err := x.evaluate(doc.root, &steps); err != nil {
			t.Errorf("%s cannot be used again: %v", expr, err)
		}
	}
}
