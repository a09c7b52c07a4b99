package practice_test

import (
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"luafut/scripts/practice"
)

// TestEveryLinkResolves goes from the front page to every page of the site, and
// holds each link to an answer below 400 and each anchor to an element, except
// those that the page declares broken, which must be.
func TestEveryLinkResolves(t *testing.T) {
	v := visit(t, practice.Options{Pages: 3, WidePages: 3, ItemsPerPage: 3})
	pages := map[string]string{} // bodies of what was fetched, by path and query
	statuses := map[string]int{}
	queue := []string{"/"}
	fetch := func(address string) {
		at := address
		for range 5 {
			r := v.get(at)
			statuses[address], pages[address] = r.StatusCode, ""
			if strings.HasPrefix(r.Header.Get("Content-Type"), "text/html") {
				pages[address] = r.body
			}
			if r.StatusCode/100 != 3 {
				return
			}
			next, err := r.Location()
			if err != nil {
				t.Fatal(err)
			}
			at = next.RequestURI()
		}
	}
	for broken := 0; len(queue) > 0 || broken < 13; {
		if len(queue) == 0 {
			t.Fatalf("only %d links that are declared broken", broken)
		}
		address := queue[0]
		queue = queue[1:]
		base, err := url.Parse(v.site.URL() + address)
		if err != nil {
			t.Fatal(err)
		}
		if statuses[address] == 0 {
			fetch(address)
		}
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(pages[address]))
		if err != nil {
			t.Fatal(err)
		}
		doc.Find("[href], [src]").Each(func(_ int, el *goquery.Selection) {
			reference := el.AttrOr("href", el.AttrOr("src", ""))
			link, err := base.Parse(reference)
			if err != nil {
				if address != "/soup" {
					t.Errorf("%s: %v", address, err)
				}
				return
			}
			if el.HasClass("broken") {
				broken++
				return
			}
			if link.Host != base.Host || strings.HasPrefix(address, "/calendar/") {
				return // elsewhere, or in the trap
			}
			to, _, _ := strings.Cut(link.RequestURI(), "?cut=") // the whole file, not a part of it
			if statuses[to] == 0 {
				fetch(to)
				queue = append(queue, to)
			}
			if statuses[to] >= 400 && address != "/soup" {
				t.Errorf("%s links to %s: %d", address, to, statuses[to])
			}
			if link.Fragment != "" && !strings.Contains(pages[to], `id="`+link.Fragment+`"`) && link.Fragment != "comments" {
				t.Errorf("%s links to %s#%s, which is not there", address, to, link.Fragment)
			}
		})
	}
	if len(statuses) < 300 {
		t.Errorf("only %d addresses were met", len(statuses))
	}
}

// TestFrontPageLeadsEverywhere holds that each address that answers by GET is
// linked on the front page, or reached from there.
func TestFrontPageLeadsEverywhere(t *testing.T) {
	v := visit(t, practice.Options{})
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(v.get("/").body))
	if err != nil {
		t.Fatal(err)
	}
	reached := []string{"GET /link/{id}", "GET /quotes/tag/{tag}", "GET /quotes/author/{slug}"} // from pages that are
	doc.Find("dt").Each(func(_ int, dt *goquery.Selection) {
		pattern := dt.Text()
		if dt.Find("a").Length() == 0 && !strings.HasPrefix(pattern, "POST ") && !slices.Contains(reached, pattern) {
			t.Errorf("%s is not linked", pattern)
		}
		if dt.Next().Text() == "" {
			t.Errorf("%s has no sentence", pattern)
		}
	})
}

// TestBrokenLinksAreBroken fetches what the front page and the handbook declare
// broken.
func TestBrokenLinksAreBroken(t *testing.T) {
	v := visit(t, practice.Options{})
	v.client.CheckRedirect = nil // up to 10
	count := 0
	for _, page := range []string{"/", "/handbook/1/2", "/handbook/1/4", "/handbook/2/3", "/handbook/3/1", "/handbook/3/4", "/handbook/4/2"} {
		doc, err := goquery.NewDocumentFromReader(strings.NewReader(v.get(page).body))
		if err != nil {
			t.Fatal(err)
		}
		base, err := url.Parse(v.site.URL() + page)
		if err != nil {
			t.Fatal(err)
		}
		doc.Find("a.broken").Each(func(_ int, a *goquery.Selection) {
			count++
			link, err := base.Parse(a.AttrOr("href", ""))
			if err != nil {
				t.Fatal(err)
			}
			if why := readable(v, link); why == "" {
				t.Errorf("%s: %s is not broken", page, link)
			}
		})
	}
	if count != 13 {
		t.Errorf("%d links are declared broken", count)
	}
}

// readable returns why a link leads nowhere, or "".
func readable(v visitor, link *url.URL) string {
	response, err := v.client.Get(link.String())
	if err != nil {
		return err.Error()
	}
	defer func() { _ = response.Body.Close() }()
	doc, err := goquery.NewDocumentFromReader(response.Body)
	switch {
	case err != nil:
		return err.Error()
	case response.StatusCode >= 400:
		return response.Status
	case link.Fragment != "" && doc.Find("#"+link.Fragment).Length() == 0:
		return "no such anchor"
	}
	return ""
}
