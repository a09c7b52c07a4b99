package htmlparse_test

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"luafut/session/page/htmlparse"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// treeCase is a test of html5lib's tree construction.
type treeCase struct {
	name, data, context, want string
	noScripting               bool
}

// netDir is where the module golang.org/x/net lies, which brings html5lib's tests.
func netDir(t testing.TB) string {
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "golang.org/x/net").Output()
	dir := strings.TrimSpace(string(out))
	if err != nil || dir == "" {
		t.Skipf("the module golang.org/x/net is not to be found: %v", err)
	}
	return dir
}

// readCases reads all cases of html5lib, and x/net's own.
func readCases(t testing.TB) []treeCase {
	var cases []treeCase
	for _, pattern := range []string{"html5lib-tests/tree-construction/*.dat", "go/*.dat"} {
		files, err := filepath.Glob(filepath.Join(netDir(t), "html/testdata", pattern))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			for i, block := range strings.Split("\n"+string(text), "\n#data\n")[1:] {
				c := parseCase(block)
				c.name = fmt.Sprintf("%s/%d", filepath.Base(file), i)
				cases = append(cases, c)
			}
		}
	}
	return cases
}

// parseCase reads one case, after its "#data" line.
func parseCase(block string) treeCase {
	var c treeCase
	data, rest, _ := strings.Cut(block, "\n#errors")
	if strings.HasPrefix(block, "#errors") { // no data at all
		data, rest = "", block
	}
	c.data = data
	head, tree, _ := strings.Cut(rest, "\n#document\n")
	if _, context, ok := strings.Cut(head, "\n#document-fragment\n"); ok {
		c.context, _, _ = strings.Cut(context, "\n")
	}
	c.noScripting = strings.Contains(head, "\n#script-off")
	c.want = strings.TrimRight(tree, "\n") + "\n"
	return c
}

// dump writes a tree as html5lib's cases do.
func dump(b *strings.Builder, n *html.Node, level int) {
	line := func(level int, format string, args ...any) {
		fmt.Fprintf(b, "| %s%s\n", strings.Repeat("  ", level), fmt.Sprintf(format, args...))
	}
	switch n.Type {
	case html.ElementNode:
		name := n.Data
		if n.Namespace != "" {
			name = n.Namespace + " " + name
		}
		line(level, "<%s>", name)
		attrs := slices.Clone(n.Attr)
		slices.SortFunc(attrs, func(a, b html.Attribute) int { return strings.Compare(a.Key, b.Key) })
		for _, a := range attrs {
			key := a.Key
			if a.Namespace != "" {
				key = a.Namespace + " " + key
			}
			line(level+1, "%s=\"%s\"", key, a.Val)
		}
		if n.DataAtom == atom.Template && n.Namespace == "" {
			level++
			line(level, "content")
		}
	case html.TextNode:
		line(level, "\"%s\"", n.Data)
	case html.CommentNode:
		line(level, "<!-- %s -->", n.Data)
	case html.DoctypeNode:
		ids := ""
		var public, system string
		for _, a := range n.Attr {
			if a.Key == "public" {
				public = a.Val
			} else {
				system = a.Val
			}
		}
		if public != "" || system != "" {
			ids = fmt.Sprintf(" \"%s\" \"%s\"", public, system)
		}
		line(level, "<!DOCTYPE %s%s>", n.Data, ids)
	}
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		dump(b, c, level+1)
	}
}

func dumpAll(nodes ...*html.Node) string {
	var b strings.Builder
	for _, n := range nodes {
		dump(&b, n, 0)
	}
	return b.String()
}

// children lists n's.
func children(n *html.Node) []*html.Node {
	var nodes []*html.Node
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		nodes = append(nodes, c)
	}
	return nodes
}

// contextOf is the context element that a case names.
func contextOf(name string) *html.Node {
	n := &html.Node{Type: html.ElementNode, Data: name}
	if namespace, local, ok := strings.Cut(name, " "); ok {
		n.Namespace, n.Data = namespace, local
	}
	n.DataAtom = atom.Lookup([]byte(n.Data))
	return n
}

// unsupported are cases that ask for what neither x/net/html nor this package
// does: templates' contents apart from their children, and filling in
// <selectedcontent>; and a case of x/net/html's own, which decodes character
// references in doctypes, as the standard does not.
var unsupported = []string{
	`<math><template><mo><template>`,
	`<template><svg><foo><template><foreignObject><div></template><div>`,
	`<select><button><selectedcontent></button><option>X`,
	`<select><button><selectedcontent></button><option>x<i>i<b>ib</i>b`,
	`<select><button><selectedcontent></button><option>X<option>Y`,
	`<select><button><selectedcontent></button><option>X<option selected>Y`,
	`<!DOCTYPE &gt; PUBLIC "&gt;" "&gt;">`,
}

func TestTreeConstruction(t *testing.T) {
	cases := readCases(t)
	run := 0
	for _, c := range cases {
		if slices.Contains(unsupported, c.data) {
			continue
		}
		run++
		opts := &htmlparse.Options{NoScripting: c.noScripting}
		var nodes []*html.Node
		var err error
		if c.context != "" {
			nodes, err = htmlparse.ParseFragment(c.data, contextOf(c.context), opts)
		} else {
			var doc *html.Node
			if doc, err = htmlparse.Parse(c.data, opts); err == nil {
				nodes = children(doc)
			}
		}
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if got := dumpAll(nodes...); strings.TrimRight(got, "\n") != strings.TrimRight(c.want, "\n") {
			t.Errorf("%s: %q in %q\ngot\n%swant\n%s", c.name, c.data, c.context, got, c.want)
		}
	}
	if run < 1700 {
		t.Errorf("only %d cases were run", run)
	}
}
