package page_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"luafut/session/page"
)

func TestVisibleText(t *testing.T) {
	for markup, want := range map[string]string{
		"<p>One</p><p>Two<br>Three</p>":                                                               "One\nTwo\nThree",
		"<div> a  <b>b</b> c\n d</div>":                                                               "a b c d",
		"a<script>x</script><style>y</style><noscript>n</noscript>b":                                  "ab",
		"a<p hidden>x</p><p style='color:red; DISPLAY : none'>y</p><p style=visibility:hidden>z</p>b": "ab",
		"<ul><li>1<li>2</ul>":                                                                         "1\n2",
		"<table><tr><td>a<td>b<tr><td>c<td>d</table>":                                                 "a\tb\nc\td",
		"a<br><br>b<br>":       "a\n\nb",
		"<pre>x\n  y\n</pre>z": "x\n  y\nz",
		"<div><div><div>a</div></div></div><div>b</div>": "a\nb",
		"a <span> b</span>":                         "a b",
		"<template>x</template><dialog>y</dialog>z": "z",
		"": "",
	} {
		if got := parse(t, "<title>no</title><body>"+markup).VisibleText(); got != want {
			t.Errorf("%s: got %q, want %q", markup, got, want)
		}
	}
	if got := parse(t, "<title>yes</title>").Find(sel(t, "title")).VisibleText(); got != "yes" {
		t.Errorf("a selected element counts as visible, got %q", got)
	}
}

func TestTable(t *testing.T) {
	for _, test := range []struct{ markup, want string }{
		{"<tr><th>a<th>b<tr><td>1<td>2", "[[a b] [1 2]]"},
		{"<tr><td colspan=2>a<td>b<tr><td>1<td>2<td>3", "[[a a b] [1 2 3]]"},
		{"<tr><td rowspan=2>a<td>b<tr><td>c", "[[a b] [a c]]"},
		{"<tr><td rowspan=2 colspan=2>a<td>b<tr><td>c", "[[a a b] [a a c]]"},
		{"<tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d", "[[a b] [a c] [a d]]"},
		{"<tbody><tr><td rowspan=9>a<td>b<tbody><tr><td>c", "[[a b] [c ]]"},
		{"<tfoot><tr><td>f</tfoot><tbody><tr><td>b</tbody><thead><tr><td>h", "[[h] [b] [f]]"},
		{"<tr><td>a<table><tr><td>x</table><td>b", "[[a\nx b]]"},
		{"<tr><td colspan=-3>a<td rowspan=x>b", "[[a b]]"},
		{"<tr><td>a<tr><td>b<td>c", "[[a ] [b c]]"},
		{"<caption>c</caption><tr><td> a  <b>b</b>", "[[a b]]"},
	} {
		rows, err := parse(t, "<table>"+test.markup).Table()
		if got := fmt.Sprint(rows); err != nil || got != test.want {
			t.Errorf("%s: got %s, want %s (%v)", test.markup, got, test.want, err)
		}
	}
	const parts = "<p>x<table><thead><tr><th>h<tbody><tr><td rowspan=2>a<td>b<tr><td>c<tfoot><tr><td>f</table><table><tr><td>o</table>"
	for selector, want := range map[string]string{
		"thead":                "[[h]]",
		"tbody":                "[[a b] [a c] [o ]]",
		"tfoot, thead":         "[[h] [f]]",
		"tr":                   "[[h ] [a b] [a c] [f ] [o ]]",
		"tbody, tr":            "[[h ] [a b] [a c] [f ] [o ]]",
		"tr:nth-child(2)":      "[[c]]",
		"p, tr":                "[[h ] [a b] [a c] [f ]]",
		"td":                   "[]",
		"thead, table + table": "[[h]]",
	} {
		rows, err := parse(t, parts).Find(sel(t, selector)).Table()
		if got := fmt.Sprint(rows); err != nil || got != want {
			t.Errorf("%s: got %s, want %s (%v)", selector, got, want, err)
		}
	}
	hostile := "<table>" + strings.Repeat("<tr>"+strings.Repeat("<td colspan=1000 rowspan=65534>x", 5), 2000)
	var limit *page.LimitError
	if _, err := parse(t, hostile).Table(); !errors.As(err, &limit) {
		t.Errorf("a table of billions of cells: %v", err)
	}
}

func TestLinks(t *testing.T) {
	const markup = `<a href=x>1</a><a href=" x ">2</a><a href="/y?a=b c&d=%zz">3</a><a href="mailto:a@b.c"><a href="javascript:x()">
		<a href="//o.org/z#f"><area href="HTTPS://O.org"><a>none</a><a href="">self</a><a href="a\b"><a href="http://">`
	want := "https://example.org/dir/x|https://example.org/y?a=b%20c&d=%zz|https://o.org/z#f|https://o.org/|" +
		"https://example.org/dir/page.html?q=1|https://example.org/dir/a/b"
	if got := strings.Join(parse(t, markup).Links(), "|"); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	bare, err := page.Parse(markup, nil)
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(bare.Links(), "|"); got != "https://o.org/" {
		t.Errorf("without a base URL: %s", got)
	}
}

func TestMarkdown(t *testing.T) {
	doc := parse(t, `<h1>T</h1><p>a <b>b</b> <a href="x">c</a></p><ul><li>1<li>2</ul><table><tr><th>h<th>i<tr><td>1<td>2</table><script>no</script>`)
	got, err := doc.Markdown()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"# T", "a **b** [c](https://example.org/dir/x)", "- 1\n- 2", "| 1 | 2 |"} {
		if !strings.Contains(got, want) {
			t.Errorf("%q is missing in\n%s", want, got)
		}
	}
	if strings.Contains(got, "no") || doc.Find(sel(t, "script")).Len() != 1 {
		t.Error("scripts are left out of the text, and stay in the document")
	}
	nested := strings.Repeat("<blockquote>", 400) + strings.Repeat("<p>x</p>", 5000)
	var limit *page.LimitError
	if _, err := parse(t, nested).Markdown(); !errors.As(err, &limit) {
		t.Errorf("five thousand lines in four hundred quotes: %v", err)
	}
	if got, err := parse(t, "<ul><li>a<ul><li>b</ul></ul><blockquote>c<blockquote>d").Markdown(); err != nil || got != "- a\n  \n  - b\n\n> c\n> \n> > d" {
		t.Errorf("nested: %q %v", got, err)
	}
	if got, err := doc.Find(sel(t, "b")).Markdown(); err != nil || got != "**b**" {
		t.Errorf("of one element: %q %v", got, err)
	}
}

func TestMeta(t *testing.T) {
	m := parse(t, `<html lang=en><title> A
		title </title><meta name=Description content=" d "><link rel="x Canonical" href=c><meta property=og:title content=ot>
		<meta property=og:image content=1><meta property=og:image content=2><meta name=twitter:card content=summary>
		<meta property=article:author content=w><meta name=keywords content="a, b"><meta charset=utf-8><svg><title>no</title></svg>`).Meta()
	got := fmt.Sprintf("%q %q %q %q %v %v %v", m.Title, m.Description, m.Canonical, m.Language, m.OpenGraph, m.Twitter, m.Other)
	want := `"A title" "d" "https://example.org/dir/c" "en" [{title [ot]} {image [1 2]} {article:author [w]}] [{card [summary]}] [{keywords [a, b]}]`
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestJSONLD(t *testing.T) {
	doc := parse(t, `<script type="application/ld+json">{"@type": "A", "n": 12345678901234567890}</script>
		<script type="Application/LD+JSON; charset=utf-8"><!-- [{"@type": "B"}, {"t": "x
y"}] --></script><script type=application/ld+json>{bad}</script><script type=application/ld+json> </script><script>{}</script>
		<script type=application/ld+json>{} trailing</script><script type=application/ld+json>{"c": 1};</script>`)
	items, errs := doc.JSONLD()
	if got := fmt.Sprint(items); got != "[map[@type:A n:12345678901234567890] map[@type:B] map[t:x\ny] map[c:1]]" {
		t.Errorf("items: %s", got)
	}
	var blocks []int
	for _, err := range errs {
		blocks = append(blocks, err.Block)
	}
	if fmt.Sprint(blocks) != "[3 4 5]" {
		t.Errorf("errors: %v", errs)
	}
}
