package page_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"luafut/session/page"

	"github.com/PuerkitoBio/goquery"
)

// listing is a page like those that crawls read: 60 KB, 27 items in nested markup.
var listing = func() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<title>Hot links, page 7</title>\n<style>.item{margin:1em}</style>\n")
	for i := range 8 {
		fmt.Fprintf(&b, "<link rel=\"stylesheet\" href=\"/static/css/%d.css?v=20\">\n<script src=\"/static/js/%d.js\"></script>\n", i, i)
	}
	b.WriteString("</head>\n<body class=\"page hot\">\n<nav><ul class=\"menu\">\n")
	for i := range 20 {
		fmt.Fprintf(&b, "  <li class=\"menu-item\"><a href=\"/section/%d\" title=\"Section %d\"><span class=\"icon\"></span> Section %d</a></li>\n", i, i, i)
	}
	b.WriteString("</ul></nav>\n<div id=\"content-list\">\n")
	for i := range 27 {
		fmt.Fprintf(&b, `  <div class="item" data-id="%[1]d">
    <div class="news-pic"><img src="/img/%[1]d.jpg" alt="Picture of item %[1]d" width="120" height="80" /></div>
    <div class="news-content">
      <div class="part1">
        <a href="/link/%[1]d?from=hot&amp;page=7" class="show-content title" target="_blank">A headline of the usual length, number %[1]d, with some &quot;quoted&quot; words</a>
        <span class="content-source">example%[1]d.org</span>
      </div>
      <div class="area-summary"><span class="summary">%[2]s</span></div>
      <div class="part2" share-pic="/img/%[1]d.jpg" share-title="item %[1]d">
        <a href="javascript:;" class="digg-a" title="recommend"><span class="hand-icon"></span><b>%[3]d</b><i style="display:none">%[1]d</i></a>
        <a href="javascript:;" class="discus-a" id="discus-a-%[1]d"><span class="hand-icon"></span><b>%[1]d</b><em>comments</em></a>
        <a href="javascript:;" class="collect-a"><span class="hand-icon"></span><i>save</i></a>
        <a href="/user/%[4]d" class="user-a"><span class="user-pic"><img src="/u/%[4]d.png"></span><b>user%[4]d</b></a>
        <span class="left time-into"><a class="time-a" href="/link/%[1]d"><b>%[5]d minutes</b></a><i>ago</i></span>
        <ul class="tags"><li class="tag">go</li><li class="tag">lua</li><li class="tag">web &amp; more</li></ul>
      </div>
    </div>
  </div>
`, 40000+i, strings.Repeat("Words of a summary that goes on for a while. ", 10), i*13, i*7, i+1)
	}
	b.WriteString("</div>\n<script>var state = {")
	for i := range 180 {
		fmt.Fprintf(&b, "\"key%d\": \"value <b>%d</b>\", ", i, i)
	}
	b.WriteString("};</script>\n<footer><p>&copy; 2026</p></footer>\n</body>\n</html>\n")
	return b.String()
}()

func listingSpec(t testing.TB) *page.Spec {
	spec, err := page.CompileSpec(&page.SpecDef{Items: "#content-list div.item", Fields: []page.FieldDef{
		field("id", "i"), field("title", "a.title"), field("url", "a.title@href"), field("source", ".content-source"),
		field("votes", ".digg-a b"), field("user", ".user-a b"), field("tags", ".tag", all),
	}})
	if err != nil {
		t.Fatal(err)
	}
	return spec
}

func BenchmarkParse(b *testing.B) {
	b.SetBytes(int64(len(listing)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := page.Parse(listing, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseGoquery(b *testing.B) {
	b.SetBytes(int64(len(listing)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := goquery.NewDocumentFromReader(strings.NewReader(listing)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFind(b *testing.B) {
	doc, item := parse(b, listing), sel(b, "#content-list div.item")
	b.ReportAllocs()
	for b.Loop() {
		if doc.Find(item).Len() != 27 {
			b.Fatal("items are missing")
		}
	}
}

func BenchmarkFindGoquery(b *testing.B) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(listing))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if doc.Find("#content-list div.item").Length() != 27 {
			b.Fatal("items are missing")
		}
	}
}

func BenchmarkExtract(b *testing.B) {
	doc, spec := parse(b, listing), listingSpec(b)
	b.ReportAllocs()
	for b.Loop() {
		if v, err := doc.Extract(spec, nil); err != nil || len(v.List) != 27 {
			b.Fatal("records are missing")
		}
	}
}

func BenchmarkExtractGoquery(b *testing.B) {
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(listing))
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if len(goqueryRecords(doc)) != 27 {
			b.Fatal("records are missing")
		}
	}
}

type record struct {
	id, title, url, source, votes, user string
	tags                                []string
}

// goqueryRecords is listingSpec as a plain Go program has it.
func goqueryRecords(doc *goquery.Document) []record {
	var records []record
	doc.Find("#content-list div.item").Each(func(_ int, item *goquery.Selection) {
		text := func(css string) string { return strings.TrimSpace(item.Find(css).First().Text()) }
		title := item.Find("a.title").First()
		r := record{id: text("i"), title: strings.TrimSpace(title.Text()), url: title.AttrOr("href", ""), source: text(".content-source"),
			votes: text(".digg-a b"), user: text(".user-a b")}
		item.Find(".tag").Each(func(_ int, tag *goquery.Selection) { r.tags = append(r.tags, tag.Text()) })
		records = append(records, r)
	})
	return records
}

// BenchmarkRecords is a page from bytes to records, which is what a crawl pays.
func BenchmarkRecords(b *testing.B) {
	spec, body := listingSpec(b), []byte(listing)
	b.ReportAllocs()
	for b.Loop() {
		doc, err := page.ParseBytes(body, &page.Options{ContentType: "text/html; charset=utf-8", BaseURL: "https://example.org/"})
		if err != nil {
			b.Fatal(err)
		}
		if v, err := doc.Extract(spec, nil); err != nil || len(v.List) != 27 {
			b.Fatal("records are missing")
		}
	}
}

// BenchmarkRecordsGoquery is the same in a plain Go program.
func BenchmarkRecordsGoquery(b *testing.B) {
	body := []byte(listing)
	b.ReportAllocs()
	for b.Loop() {
		doc, err := goquery.NewDocumentFromReader(bytes.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		if len(goqueryRecords(doc)) != 27 {
			b.Fatal("records are missing")
		}
	}
}
