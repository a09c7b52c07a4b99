package display_test

import (
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode"

	"github.com/rivo/uniseg"

	"luafut/luabind/luaprogress/display"
)

var (
	pages = display.View{Desc: "pages", Unit: "it", Done: 54, Total: 120, Failed: 2, Speed: 12.34, Elapsed: 4 * time.Second, Left: 5 * time.Second}
	film  = display.View{Desc: "film.mp4", Unit: display.Bytes, Done: 3 << 20, Total: 12 << 20, Speed: 1 << 20, Elapsed: 3 * time.Second, Left: 9 * time.Second}
	open  = display.View{Unit: "page", Done: 7, Total: display.Unknown, Speed: 0.2, Elapsed: 35 * time.Second, Left: -1}
	wide  = display.View{Desc: "日本語のページ", Unit: "it", Done: 1, Total: 3, Left: -1}
	whole = display.View{Desc: "pages", Unit: "it", Done: 120, Total: 120, Failed: 1, Speed: 133.3, Elapsed: 3725 * time.Second, Ended: true}
)

func TestLine(t *testing.T) {
	for _, test := range []struct {
		v       display.View
		width   int
		unicode bool
		want    string
	}{
		{pages, 79, false, "pages   45%  [==========>-------------]  54/120  12.3 it/s  2 errors  0:05 left"},
		{pages, 64, false, "pages   45%  [===>-----]  54/120  12.3 it/s  2 errors  0:05 left"},
		{pages, 60, false, "pages   45%  54/120  12.3 it/s  2 errors  0:05 left"},
		{pages, 40, false, "pages  45% 54/120 12.3/s 2 err 0:05"},
		{pages, 30, false, "pages 54/120 12.3/s 2 err 0:05"},
		{pages, 29, false, "54/120 12.3/s 2 err 0:05"},
		{pages, 20, false, "54/120 2 err 0:05"},
		{pages, 10, false, "54/120 2 e"},
		{pages, 1, false, "5"},
		{film, 79, true, "film.mp4   25%  ━━━━━╸─────────────────  3.0 MiB/12.0 MiB  1.0 MiB/s  0:09 left"},
		{open, 79, false, "7  12.0 page/min  0:35"},
		{whole, 79, false, "pages  100%  [========================]  120/120  133 it/s  1 error  in 1:02:05"},
		{wide, 40, true, "日本語のページ   33%  ━━━╸─────────  1/3"},
		{wide, 26, true, "日本語のペー…   33%  1/3"},
		{wide, 12, false, "33% 1/3"},
		{display.View{Total: 0, Ended: true}, 40, false, "100%  [==================]  0/0  in 0:00"},
		{display.View{Desc: "x", Done: 9, Total: 3, Left: -1}, 40, false, "x  100%  [========================]  9/3"},
		{display.View{Desc: "x", Done: 999, Total: 1000, Left: 27 * time.Hour}, 60, false, "x   99%  [=======================>]  999/1000  1d 03:00 left"},
	} {
		got := test.v.Line(test.width, test.unicode)
		if strings.TrimSpace(got) != test.want {
			t.Errorf("%d columns:\n got %q\nwant %q", test.width, got, test.want)
		}
	}
}

func TestPlain(t *testing.T) {
	for _, test := range []struct {
		v    display.View
		want string
	}{
		{pages, "pages: 54 of 120, 45%, 12.3 it/s, 2 errors, 0:05 left"},
		{film, "film.mp4: 3.0 MiB of 12.0 MiB, 25%, 1.0 MiB/s, 0:09 left"},
		{open, "progress: 7, 12.0 page/min, 0:35"},
		{whole, "pages: 120 of 120, 100%, 133 it/s, 1 error, in 1:02:05"},
	} {
		if got := test.v.Plain(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

func TestHarmless(t *testing.T) {
	for text, want := range map[string]string{
		"a\x1b[2Jb":             "a [2Jb",
		" a\tb\r\nc\u2028d\x7f": "a b  c d",
		"a\xffb\u009b31m":       "a\uFFFDb 31m",
		"a\u202eb":              "a b",
		"👩‍👩‍👧":                 "👩‍👩‍👧",
	} {
		if got := display.Harmless(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

var colour = regexp.MustCompile("\x1b\\[[0-9]+m")

// FuzzLine: whatever a page is called, its line fits and steers nothing.
func FuzzLine(f *testing.F) {
	f.Add("pages", "it", int64(1), int64(3), int64(0), int64(5000), 80)
	f.Add("日本語👩‍👩‍👧\x1b]0;x\a", "B", int64(1)<<60, int64(-1), int64(1)<<62, int64(1)<<62, 3)
	f.Fuzz(func(t *testing.T, desc, unit string, done, total, failed, left int64, width int) {
		if width < 1 || width > 1000 || done < 0 || total < display.Unknown || failed < 0 {
			t.Skip()
		}
		v := display.View{Desc: display.Harmless(desc), Unit: display.Harmless(unit), Done: done, Total: total, Failed: failed,
			Speed: float64(done) / 7, Left: time.Duration(left)}
		painted := v.Painted(width)
		line := colour.ReplaceAllString(painted, "")
		if uniseg.StringWidth(line) > width || strings.ContainsFunc(line, unicode.IsControl) {
			t.Errorf("%d columns: %q", width, line)
		}
		if strings.Count(painted, "\x1b[0m")*2 != strings.Count(painted, "\x1b") {
			t.Errorf("a colour stays on in %q", painted)
		}
		if strings.ContainsFunc(v.Plain(), unicode.IsControl) {
			t.Errorf("steers: %q", v.Plain())
		}
	})
}
