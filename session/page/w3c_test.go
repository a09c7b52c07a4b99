package page_test

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luafut/session/page"
)

// w3cFile reads a file of the W3C's selector tests, which come with cascadia.
func w3cFile(t *testing.T, name string) []byte {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/andybalholm/cascadia").Output()
	if err != nil {
		t.Skipf("the module cascadia is not to be found: %v", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(out)), "test_resources", name))
	if err != nil {
		t.Fatal(err)
	}
	return data
}

func TestW3CSelectors(t *testing.T) {
	var tests []struct {
		Name, Selector string
		Expect         []string
		Xfail          bool
	}
	if err := json.Unmarshal(w3cFile(t, "valid_selectors.json"), &tests); err != nil {
		t.Fatal(err)
	}
	doc := parse(t, string(w3cFile(t, "content.xhtml")))
	run := 0
	for _, test := range tests {
		if test.Xfail || strings.Contains(test.Selector, "::") || slices.ContainsFunc(pseudoElements, func(name string) bool {
			return strings.Contains(test.Selector, name)
		}) {
			continue
		}
		run++
		s, err := page.Compile(test.Selector)
		if err != nil {
			t.Errorf("%s: %q: %v", test.Name, test.Selector, err)
			continue
		}
		got := doc.Find(s).AttrAll("id")
		slices.Sort(got)
		slices.Sort(test.Expect)
		if !slices.Equal(got, test.Expect) && len(got)+len(test.Expect) > 0 {
			t.Errorf("%s: %q: got %q, want %q", test.Name, test.Selector, got, test.Expect)
		}
	}
	if run < 100 {
		t.Errorf("only %d selectors were run", run)
	}
}

// pseudoElements are not part of a document.
var pseudoElements = []string{":first-line", ":first-letter", ":before", ":after"}

func TestW3CInvalidSelectors(t *testing.T) {
	var tests []struct{ Name, Selector string }
	if err := json.Unmarshal(w3cFile(t, "invalid_selectors.json"), &tests); err != nil {
		t.Fatal(err)
	}
	for _, test := range tests {
		if _, err := page.Compile(test.Selector); err == nil {
			t.Errorf("%s: %q was accepted", test.Name, test.Selector)
		} else {
			checkSelectorError(t, err, test.Selector)
		}
	}
}
