package practice

import (
	"bytes"
	"testing"

	"golang.org/x/net/html"
)

// BenchmarkRender is what a page costs the site once.
func BenchmarkRender(b *testing.B) {
	h, err := newHandler(Options{})
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		gzipped(h.wide.render(1))
	}
}

// BenchmarkParse is what a page costs a crawler, at least.
func BenchmarkParse(b *testing.B) {
	h, err := newHandler(Options{})
	if err != nil {
		b.Fatal(err)
	}
	page := h.wide.render(2)
	b.ReportAllocs()
	b.SetBytes(int64(len(page)))
	for b.Loop() {
		if _, err := html.Parse(bytes.NewReader(page)); err != nil {
			b.Fatal(err)
		}
	}
}
