package charset_test

import (
	"strings"
	"testing"

	"luafut/session/charset"
)

// page60 is a page of 60 KB in Chinese, with as much markup as pages have.
var page60 = func() string {
	item := `<li class="item"><a href="/r/news/1234567" title="x">` + string([]rune(samples[0].text)[:30]) + `</a> <span>12</span></li>` + "\n"
	return "<html><head><title>Page</title></head><body><ul>\n" + strings.Repeat(item, 60<<10/len(item)) + "</ul></body></html>"
}()

func benchmark(b *testing.B, body []byte, contentType string) {
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		charset.Decode(body, contentType, nil)
	}
}

func BenchmarkUTF8Declared(b *testing.B) { benchmark(b, []byte(page60), "text/html; charset=utf-8") }

func BenchmarkUTF8Undeclared(b *testing.B) { benchmark(b, []byte(page60), "text/html") }

func BenchmarkGBKDeclared(b *testing.B) {
	benchmark(b, encode(b, page60, "gbk"), "text/html; charset=gbk")
}

func BenchmarkGBKDetected(b *testing.B) { benchmark(b, encode(b, page60, "gbk"), "text/html") }
