package practice_test

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/xml"
	"fmt"
	"io"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"luafut/scripts/practice"
)

func TestQuotesAndTheirAuthors(t *testing.T) {
	v := visit(t, practice.Options{})
	authors, quotes := map[string]string{}, 0
	for next, ok := "/quotes/", true; ok; {
		doc := v.page(next)
		doc.Find(".quote").Each(func(_ int, q *goquery.Selection) {
			quotes++
			authors[q.Find("a.about").AttrOr("href", "")] = q.Find(".author").Text()
		})
		next, ok = doc.Find("a[rel=next]").Attr("href")
	}
	if quotes != 95 || len(authors) != 18 {
		t.Errorf("%d quotes of %d authors", quotes, len(authors))
	}
	names := map[string]bool{}
	for path, name := range authors {
		doc := v.page(path)
		if names[name] || doc.Find("h1").Text() != name || doc.Find(".born").Text() == "" {
			t.Errorf("%s: %s", path, doc.Text())
		}
		names[name] = true
	}
	if r := v.get("/quotes/author/nobody"); r.StatusCode != 404 {
		t.Errorf("nobody: %s", r.Status)
	}
}

func TestSomeArticlesAreAlmostCopies(t *testing.T) {
	v := visit(t, practice.Options{})
	texts := map[int]map[string]bool{}
	for n := 1; n <= 60; n++ {
		texts[n] = runs(v.page(fmt.Sprintf("/articles/%d", n)).Find("article > p:not(.by)").Text())
	}
	copies := 0
	for a := 1; a <= 60; a++ {
		for b := a + 1; b <= 60; b++ {
			if alike := alike(texts[a], texts[b]); alike > 0.5 {
				copies++
				if b%7 != 0 || alike == 1 {
					t.Errorf("article %d is like %d: %g", b, a, alike)
				}
			}
		}
	}
	if copies < 7 {
		t.Errorf("%d copies", copies)
	}
}

// runs returns the runs of three words in a text.
func runs(text string) map[string]bool {
	set, words := map[string]bool{}, strings.Fields(text)
	for i := range len(words) - 2 {
		set[strings.Join(words[i:i+3], " ")] = true
	}
	return set
}

// alike is how many of all runs of two texts they share.
func alike(x, y map[string]bool) float64 {
	both := 0
	for run := range x {
		if y[run] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

func TestFeedsHoldTheSameArticles(t *testing.T) {
	v := visit(t, practice.Options{})
	var rss struct {
		Items []struct {
			GUID    string `xml:"guid"`
			Title   string `xml:"title"`
			PubDate string `xml:"pubDate"`
			Creator string `xml:"http://purl.org/dc/elements/1.1/ creator"`
		} `xml:"channel>item"`
	}
	var atom struct {
		Entries []struct {
			ID    string `xml:"id"`
			Title string `xml:"title"`
		} `xml:"entry"`
	}
	if err := xml.Unmarshal([]byte(v.get("/feeds/articles.rss").body), &rss); err != nil {
		t.Fatal(err)
	}
	if err := xml.Unmarshal([]byte(v.get("/feeds/articles.atom").body), &atom); err != nil {
		t.Fatal(err)
	}
	if len(rss.Items) != 24 || len(atom.Entries) != 12 || rss.Items[0].Creator == "" {
		t.Fatalf("%d items, %d entries", len(rss.Items), len(atom.Entries))
	}
	for i, e := range atom.Entries {
		if item := rss.Items[2*i]; item.GUID != e.ID || item.Title != e.Title {
			t.Errorf("%s, %s", item.GUID, e.ID)
		}
	}
}

func TestReportsAddUp(t *testing.T) {
	v := visit(t, practice.Options{})
	for year := 2021; year <= 2025; year++ {
		doc := v.page(fmt.Sprintf("/reports/%d", year))
		sums := make([]int, 4)
		doc.Find("tbody tr").Each(func(_ int, tr *goquery.Selection) {
			cells := tr.Find("td")
			if cells.Length() != 5 {
				t.Errorf("%d: a row of %d cells", year, cells.Length())
			}
			for c := range sums {
				n, _ := strconv.Atoi(notDigits.ReplaceAllString(cells.Eq(c+1).Text(), "")) // n/a counts as nothing
				sums[c] += n
			}
		})
		doc.Find("tfoot td").Each(func(c int, td *goquery.Selection) {
			if got := notDigits.ReplaceAllString(td.Text(), ""); got != strconv.Itoa(sums[c]) {
				t.Errorf("%d, column %d: total %s, sum %d", year, c, td.Text(), sums[c])
			}
		})
	}
	if r := v.get("/reports/2020"); r.StatusCode != 400 {
		t.Errorf("no such year: %s", r.Status)
	}
}

func TestDownloads(t *testing.T) {
	v := visit(t, practice.Options{})
	sums := v.get("/downloads/SHA256SUMS").body
	for i := 1; i <= 8; i++ {
		path := fmt.Sprintf("/downloads/file-%d", i)
		whole := v.get(path)
		if want := fmt.Sprintf("%x  file-%d\n", sha256.Sum256([]byte(whole.body)), i); !strings.Contains(sums, want) {
			t.Errorf("the sums lack %s", want)
		}
		if !strings.Contains(whole.Header.Get("Content-Disposition"), "attachment; filename=") {
			t.Errorf("Content-Disposition %q", whole.Header.Get("Content-Disposition"))
		}
		// By pieces, each cut off but the last.
		for got := ""; len(got) < len(whole.body); {
			response, err := v.client.Do(v.newRequest("GET", path+"?cut=60000", fmt.Sprintf("Range: bytes=%d-", len(got))))
			if err != nil {
				t.Fatal(err)
			}
			piece, err := io.ReadAll(response.Body)
			_ = response.Body.Close()
			got += string(piece)
			if len(piece) > 60000 || response.StatusCode != 206 || (err == nil) != (len(got) == len(whole.body)) || got != whole.body[:len(got)] {
				t.Fatalf("%s: %s, %d bytes, %v", path, response.Status, len(piece), err)
			}
		}
	}
}

func TestWaysOfPagingHoldTheSameItems(t *testing.T) {
	v := visit(t, practice.Options{})
	follow := func(next string) (ids []string) {
		for ok := true; ok; {
			doc := v.page(next)
			doc.Find("#items .item").Each(func(_ int, item *goquery.Selection) { ids = append(ids, item.AttrOr("data-id", "")) })
			next, ok = doc.Find("a[rel=next]").Attr("href")
		}
		return ids
	}
	byNumber, byNext, scrolled := follow("/pages/number"), follow("/pages/next/start"), follow("/pages/scroll")
	more := v.page("/pages/scroll").Find("#items").AttrOr("data-more", "")
	for more != "" {
		answer := decode[struct {
			Items []struct{ ID int }
			After *int
		}](v.get(more))
		for _, item := range answer.Items {
			scrolled = append(scrolled, strconv.Itoa(item.ID))
		}
		more = ""
		if answer.After != nil {
			more = fmt.Sprintf("/pages/scroll/more?after=%d", *answer.After)
		}
	}
	if len(byNumber) != 45 || fmt.Sprint(byNumber) != fmt.Sprint(byNext) || fmt.Sprint(byNumber) != fmt.Sprint(scrolled) {
		t.Errorf("by number %v\nby next links %v\nby scrolling %v", byNumber, byNext, scrolled)
	}
	for path, want := range map[string]int{"/pages/next/guess": 404, "/pages/number?page=10": 404, "/pages/scroll/more?after=x": 400} {
		if r := v.get(path); r.StatusCode != want {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}

func TestCalendarNeverEnds(t *testing.T) {
	v := visit(t, practice.Options{})
	for path, next := range map[string]string{"/calendar/2026/12": "/calendar/2027/1", "/calendar/9999/12": "/calendar/9999/1"} {
		if got := v.page(path).Find("a[rel=next]").AttrOr("href", ""); got != next {
			t.Errorf("after %s comes %s", path, got)
		}
	}
	if days := v.page("/calendar/2024/2").Find("li").Length(); days != 29 {
		t.Errorf("%d days in February 2024", days)
	}
}

func TestSitemapIndexAndItsChildren(t *testing.T) {
	v := visit(t, practice.Options{})
	type list struct {
		Locs []string `xml:"sitemap>loc"`
		URLs []string `xml:"url>loc"`
	}
	read := func(path string) (l list) {
		body := v.get(path).body
		if strings.HasSuffix(path, ".gz") {
			z, err := gzip.NewReader(bytes.NewReader([]byte(body)))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			body = string(plain)
		}
		if err := xml.Unmarshal([]byte(body), &l); err != nil {
			t.Fatal(err)
		}
		return l
	}
	var urls []string
	for _, loc := range read("/sitemaps/index.xml").Locs {
		urls = append(urls, read(strings.TrimPrefix(loc, v.site.URL())).URLs...)
	}
	if len(urls) != 66+60 {
		t.Errorf("%d addresses", len(urls))
	}
	for _, u := range urls {
		if r := v.get(strings.TrimPrefix(u, v.site.URL())); r.StatusCode != 200 {
			t.Errorf("%s: %s", u, r.Status)
		}
	}
}

func TestUnsteadyPagesFailTwiceForEachVisitor(t *testing.T) {
	v := visit(t, practice.Options{})
	for range 2 {
		for i, want := range []int{503, 503, 200, 200} {
			if r := v.get("/unsteady/7"); r.StatusCode != want || (r.Header.Get("Retry-After") == "0") != (want == 503) {
				t.Errorf("try %d: %s", i+1, r.Status)
			}
		}
		if r := newVisitor(t, v.site).get("/unsteady/7"); r.StatusCode != 503 {
			t.Errorf("another visitor: %s", r.Status)
		}
		v.post("/counters/reset", nil)
	}
}

func TestSoupIsSoup(t *testing.T) {
	v := visit(t, practice.Options{})
	if entries := v.page("/soup").Find(".entry").Length(); entries != 5 {
		t.Errorf("%d entries", entries)
	}
}
