package htmlparse_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"luafut/session/page/htmlparse"

	"golang.org/x/net/html"
)

// go1 is the release notes of Go 1, 90 KB: it comes with x/net/html.
func go1(b *testing.B) string {
	text, err := os.ReadFile(filepath.Join(netDir(b), "html/testdata/go1.html"))
	if err != nil {
		b.Fatal(err)
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	return string(text)
}

func BenchmarkParse(b *testing.B) {
	text := go1(b)
	for b.Loop() {
		if _, err := htmlparse.Parse(text, nil); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkParseNet(b *testing.B) {
	text := go1(b)
	for b.Loop() {
		if _, err := html.Parse(strings.NewReader(text)); err != nil {
			b.Fatal(err)
		}
	}
}
