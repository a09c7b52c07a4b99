package pattern_test

import (
	"strings"
	"testing"

	"luafut/luabind/luastring/pattern"
)

// BenchmarkFind goes through all matches of a pattern in a subject.
func BenchmarkFind(b *testing.B) {
	line := strings.Repeat("lorem 12 ipsum 345 dolor ", 3) + "sit  "
	page := strings.Repeat(`<li><a href="/item/42">Item  42</a></li>`+"\n", 1000)
	for _, c := range []struct{ name, subject, source string }{
		{"spaces at the end", line, "%s+$"},
		{"digits", line, "%d+"},
		{"words", line, "%a+"},
		{"links of a page", page, `href="(.-)"`},
		{"captures of a page", page, `<a href="([^"]*)">([^<]+)</a>`},
		{"spaces that end nothing", strings.Repeat(" ", 10000) + "x", "%s+$"},
		{"every way tried", strings.Repeat("a", 30), strings.Repeat("a-", 10) + "b"},
	} {
		b.Run(c.name, func(b *testing.B) {
			p, err := pattern.Compile(c.source)
			if err != nil {
				b.Fatal(err)
			}
			var m pattern.Matcher
			b.SetBytes(int64(len(c.subject)))
			b.ReportAllocs()
			for b.Loop() {
				m.Reset(p, c.subject, nil)
				for at := 0; at <= len(c.subject); at = max(m.End(), m.Start()+1) {
					if found, err := m.Find(at); err != nil || !found {
						break
					}
				}
			}
		})
	}
}

// BenchmarkCompile is what a pattern costs that is not in the cache.
func BenchmarkCompile(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := pattern.Compile("^%s*(%a[%w_]*)%s*=%s*(.-)%s*$"); err != nil {
			b.Fatal(err)
		}
	}
}
