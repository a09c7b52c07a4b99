package luahtml_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"
	lua "github.com/yuin/gopher-lua"

	"luafut/luabind/bind/bindtest"
	"luafut/luabind/luahtml"
)

// listing is a page like those that crawls read: 60 KB, 27 items in nested markup.
var listing = func() string {
	var b strings.Builder
	b.WriteString("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>Hot links</title></head>\n<body>\n<nav><ul class=\"menu\">\n")
	for i := range 40 {
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
      <div class="part2">
        <a href="javascript:;" class="digg-a" title="recommend"><span class="hand-icon"></span><b>%[3]d</b><i style="display:none">%[1]d</i></a>
        <a href="javascript:;" class="discus-a" id="discus-a-%[1]d"><span class="hand-icon"></span><b>%[1]d</b><em>comments</em></a>
        <a href="/user/%[3]d" class="user-a"><span class="user-pic"><img src="/u/%[3]d.png"></span><b>user%[3]d</b></a>
        <ul class="tags"><li class="tag">go</li><li class="tag">lua</li><li class="tag">web &amp; more</li></ul>
      </div>
    </div>
  </div>
`, 40000+i, strings.Repeat("Words of a summary that goes on for a while. ", 16), i*13)
	}
	b.WriteString("</div>\n</body>\n</html>\n")
	return b.String()
}()

// The three forms of the same work: a plain Go program's, a loop of selections in
// Lua, and extract.
const (
	loopScript = `return function(doc)
  local records = {}
  for i, item in doc:find("#content-list div.item"):each() do
    local title, tags = item:find("a.title"):first(), {}
    for j, tag in item:find(".tag"):each() do tags[j] = tag:text() end
    records[i] = {
      id = item:find("i"):first():text(), title = title:text(), url = title:attr("href"), source = item:find(".content-source"):first():text(),
      votes = item:find(".digg-a b"):first():text(), user = item:find(".user-a b"):first():text(), tags = tags,
    }
  end
  return #records
end`
	extractScript = `local spec = {items = "#content-list div.item", fields = {
  id = "i", title = "a.title", url = "a.title@href", source = ".content-source", votes = ".digg-a b", user = ".user-a b", tags = {".tag"},
}}
return function(doc) return #doc:extract(spec) end`
)

type record struct {
	id, title, url, source, votes, user string
	tags                                []string
}

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

// benchLua runs what script returns, a function of a document, on the listing; with
// parse, on the listing parsed anew each time.
func benchLua(b *testing.B, script string, parse bool) {
	s := bindtest.NewState(b, luahtml.Module)
	s.Globals().RawSetString("markup", lua.LString(listing))
	turn := "return f(doc)"
	if parse {
		turn = "return f(html.parse(markup))"
	}
	results, err := bindtest.Run(s, "local f = (function() "+script+" end)() local doc = html.parse(markup) return function() "+turn+" end")
	if err != nil {
		b.Fatal(err)
	}
	th := s.Main()
	b.ReportAllocs()
	for b.Loop() {
		if got, err := th.Call(th.LState(), results[0]); err != nil || got[0] != lua.LNumber(27) {
			b.Fatal(got, err)
		}
	}
}

func BenchmarkLoopLua(b *testing.B)         { benchLua(b, loopScript, false) }
func BenchmarkExtractLua(b *testing.B)      { benchLua(b, extractScript, false) }
func BenchmarkParseLoopLua(b *testing.B)    { benchLua(b, loopScript, true) }
func BenchmarkParseExtractLua(b *testing.B) { benchLua(b, extractScript, true) }

func BenchmarkLoopGoquery(b *testing.B) {
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

func BenchmarkParseLoopGoquery(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(listing))
		if err != nil {
			b.Fatal(err)
		}
		if len(goqueryRecords(doc)) != 27 {
			b.Fatal("records are missing")
		}
	}
}
