package practice_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"luafut/scripts/practice"
)

// linkIDs reads a listing page as a crawler does.
func linkIDs(t *testing.T, page string) []string {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(page))
	if err != nil {
		t.Fatal(err)
	}
	var ids []string
	doc.Find("#content-list div.item").Each(func(_ int, item *goquery.Selection) {
		icons := item.Find("i")
		if icons.Length() < 3 {
			t.Errorf("an item has %d <i> elements, want more beside the id", icons.Length())
		}
		id := icons.First().Text()
		if _, err := strconv.Atoi(id); err != nil {
			t.Errorf("the first <i> of an item is no id: %v", err)
		}
		for _, field := range []string{"a.title", "b.points", "a.author", "p.summary"} {
			if item.Find(field).Length() != 1 {
				t.Errorf("item %s has not one %s", id, field)
			}
		}
		ids = append(ids, id)
	})
	return ids
}

func TestListingPagesHoldEachLinkOnce(t *testing.T) {
	v := visit(t, practice.Options{})
	seen := map[string]int{}
	for page := 1; page <= practice.DefaultPages; page++ {
		r := v.get(fmt.Sprintf("/all/hot/recent/%d", page))
		if r.StatusCode != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
			t.Fatalf("page %d: %s, %s", page, r.Status, r.Header.Get("Content-Type"))
		}
		if len(r.body) < 55_000 || len(r.body) > 65_000 {
			t.Errorf("page %d has %d bytes, want some 60 KB", page, len(r.body))
		}
		for _, id := range linkIDs(t, r.body) {
			if seen[id] != 0 {
				t.Errorf("link %s is on page %d and on page %d", id, seen[id], page)
			}
			seen[id] = page
		}
	}
	if len(seen) != 3300 || v.site.Counters().Links != len(seen) {
		t.Errorf("%d links on the pages, %d by the counters, want 3300", len(seen), v.site.Counters().Links)
	}
}

func TestListingIsTheSamePackedOrNot(t *testing.T) {
	v := visit(t, practice.Options{Pages: 2})
	unpacked := v.get("/all/hot/recent/2") // the transport asks for gzip and unpacks it
	if !unpacked.Uncompressed {
		t.Error("the page did not come as gzip")
	}
	for _, accept := range []string{"identity", "gzip;q=0", "br, *;q=0"} {
		plain := v.get("/all/hot/recent/2", "Accept-Encoding: "+accept)
		if plain.Header.Get("Content-Encoding") != "" || plain.body != unpacked.body {
			t.Errorf("Accept-Encoding %s: other bytes", accept)
		}
	}
	for _, accept := range []string{"br, GZIP;q=0.1", "*"} {
		if packed := v.get("/all/hot/recent/2", "Accept-Encoding: "+accept); packed.Header.Get("Content-Encoding") != "gzip" {
			t.Errorf("Accept-Encoding %s: not gzip", accept)
		}
	}
}

func TestListingPagesEnd(t *testing.T) {
	v := visit(t, practice.Options{Pages: 3, WidePages: 4})
	for path, want := range map[string]int{
		"/all/hot/recent/0": 404, "/all/hot/recent/3": 200, "/all/hot/recent/4": 404, "/all/hot/recent/x": 404,
		"/wide/4": 200, "/wide/5": 404,
	} {
		if r := v.get(path); r.StatusCode != want {
			t.Errorf("%s: %s, want %d", path, r.Status, want)
		}
	}
	if pages := v.site.Counters().Pages; pages != (practice.Tally{Distinct: 1, Total: 1}) {
		t.Errorf("pages that are not there were counted: %+v", pages)
	}
}

func TestSeedDecidesThePages(t *testing.T) {
	a, b, c := visit(t, practice.Options{}), visit(t, practice.Options{}), visit(t, practice.Options{Seed: 2})
	const path = "/all/hot/recent/7"
	if a.get(path).body != b.get(path).body {
		t.Error("equal seeds, other pages")
	}
	if a.get(path).body == c.get(path).body {
		t.Error("other seeds, equal pages")
	}
}

func TestItemsPerPage(t *testing.T) {
	v := visit(t, practice.Options{ItemsPerPage: 2.5, Pages: 4})
	var got []int
	for page := range 4 {
		got = append(got, len(linkIDs(t, v.get(fmt.Sprintf("/all/hot/recent/%d", page+1)).body)))
	}
	if fmt.Sprint(got) != "[2 3 2 3]" {
		t.Errorf("items on the pages: %v", got)
	}
	if ids := linkIDs(t, v.get("/wide/1").body); len(ids) != 2 {
		t.Errorf("/wide/1 has %d items, want 2", len(ids))
	}
}

func TestLinkPages(t *testing.T) {
	v := visit(t, practice.Options{})
	for _, listing := range []string{"/all/hot/recent/1", "/wide/1"} {
		for _, id := range linkIDs(t, v.get(listing).body) {
			if r := v.get("/link/" + id); r.StatusCode != 200 {
				t.Errorf("/link/%s: %s", id, r.Status)
			}
		}
	}
	for _, id := range []string{"1", "x", "99999999"} {
		if r := v.get("/link/" + id); r.StatusCode != 404 {
			t.Errorf("/link/%s: %s", id, r.Status)
		}
	}
}
