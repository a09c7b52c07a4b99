package htmlparse_test

import (
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"luafut/session/page/htmlparse"

	"golang.org/x/net/html"
)

// names are the elements with rules of their own, and some without.
var names = strings.Fields(`a b i p div table tr td th tbody caption colgroup col select option optgroup form button input ul
	li dl dd dt h1 h2 textarea title script style svg math mi foreignObject desc nobr font span template hr br img body html head
	noframes noscript ruby rt rp rb rtc xmp iframe object marquee annotation-xml mglyph address center unknown image`)

var oddities = []string{" ", "\n", "<!--c-->", "&amp", "&notit;", "<!doctype html>", "\x00", "<![CDATA[x]]>", "<x y=&copy=1 y=2>",
	"<!-", "<?x>", "</ >", "<a/b=c/>"}

// randomMarkup makes a few tags and texts that fit together badly.
func randomMarkup(r *rand.Rand) string {
	var b strings.Builder
	for range 1 + r.Intn(9) {
		name := names[r.Intn(len(names))]
		switch r.Intn(10) {
		case 0, 1, 2, 3, 4:
			b.WriteString("<" + name + ">")
		case 5, 6:
			b.WriteString("</" + name + ">")
		case 7:
			b.WriteString("x")
		case 8:
			b.WriteString(oddities[r.Intn(len(oddities))])
		default:
			fmt.Fprintf(&b, "<%s id=%d>", name, r.Intn(3))
		}
	}
	return b.String()
}

// TestAgainstNet compares many misnested pages with x/net/html's trees.
func TestAgainstNet(t *testing.T) {
	r := rand.New(rand.NewSource(1))
	compared := 0
	for range 20000 {
		text := randomMarkup(r)
		doc, err := htmlparse.Parse(text, nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := check(doc, 0); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
		if differs(text) {
			continue
		}
		want, err := html.Parse(strings.NewReader(text))
		if err != nil {
			t.Fatal(err)
		}
		compared++
		if got, want := dumpAll(children(doc)...), dumpAll(children(want)...); got != want {
			t.Fatalf("%q\ngot\n%sx/net/html\n%s", text, got, want)
		}
	}
	if compared < 10000 {
		t.Errorf("only %d pages were compared", compared)
	}
}
