package practice_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image"
	_ "image/jpeg"
	_ "image/png"
	"net/url"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/PuerkitoBio/goquery"

	"luafut/scripts/practice"
)

// page reads a page of the site.
func (v visitor) page(path string, headers ...string) *goquery.Document {
	v.t.Helper()
	r := v.get(path, headers...)
	if r.StatusCode != 200 {
		v.t.Fatalf("%s: %s", path, r.Status)
	}
	return r.document(v.t)
}

func (r reply) document(t *testing.T) *goquery.Document {
	t.Helper()
	doc, err := goquery.NewDocumentFromReader(strings.NewReader(r.body))
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// products returns the addresses of all products, by the pages of their
// categories, with their prices there.
func (v visitor) products() map[string]string {
	v.t.Helper()
	found := map[string]string{}
	v.page("/shop/").Find("#categories a").Each(func(_ int, a *goquery.Selection) {
		for next, ok := a.Attr("href"); ok; {
			doc := v.page(next)
			doc.Find("#products .product").Each(func(_ int, p *goquery.Selection) {
				found[p.Find("a.name").AttrOr("href", "")] = p.Find(".price").Text()
			})
			next, ok = doc.Find("a[rel=next]").Attr("href")
		}
	})
	return found
}

var notDigits = regexp.MustCompile(`[^0-9]`)

func TestProductsSayTheSameEverywhere(t *testing.T) {
	v := visit(t, practice.Options{})
	products := v.products()
	if len(products) != 66 {
		t.Errorf("%d products", len(products))
	}
	formats := map[string]bool{}
	for path, price := range products {
		doc := v.page(path)
		var ld struct {
			Name, SKU string
			Offers    struct{ Price, PriceCurrency, Availability string }
		}
		if err := json.Unmarshal([]byte(doc.Find(`script[type="application/ld+json"]`).Text()), &ld); err != nil {
			t.Fatal(err)
		}
		api := decode[struct {
			Name, Price, Currency string
			Stock                 int
			Images                []string
		}](v.get(strings.Replace(path, "/shop/product/", "/api/v1/products/", 1)))
		shown := doc.Find(".offer .price").Text()
		if shown != price || notDigits.ReplaceAllString(shown, "") != notDigits.ReplaceAllString(api.Price, "") ||
			ld.Offers.Price != api.Price || ld.Offers.PriceCurrency != api.Currency ||
			doc.Find(`meta[property="product:price:amount"]`).AttrOr("content", "") != api.Price {
			t.Errorf("%s: listed at %q, shown at %q, JSON-LD %+v, API %+v", path, price, shown, ld.Offers, api)
		}
		if ld.Name != api.Name || doc.Find("h1").Text() != api.Name || doc.Find(".breadcrumbs span").Text() != api.Name {
			t.Errorf("%s: names %q, %q", path, ld.Name, api.Name)
		}
		if out := doc.Find(".stock.out").Length() == 1; out != (api.Stock == 0) || out != strings.HasSuffix(ld.Offers.Availability, "OutOfStock") {
			t.Errorf("%s: stock %d, %s", path, api.Stock, ld.Offers.Availability)
		}
		if len(api.Images) != doc.Find(".gallery img").Length() || doc.Find(".specs [rowspan]").Length() < 3 || doc.Find(".variants option").Length() < 1 {
			t.Errorf("%s: pictures, specifications or variants are missing", path)
		}
		formats[regexp.MustCompile(`[0-9]+`).ReplaceAllString(shown, "0")] = true
	}
	for _, want := range []string{"€ 0.0,0", "£0.0", "$0,0.0", "0,0 kr", "CHF 0'0.0", "¥0,0"} {
		if !formats[want] {
			t.Errorf("no price is written as %q", want)
		}
	}
}

func TestReviewsByPages(t *testing.T) {
	v := visit(t, practice.Options{})
	seen := 0
	for path := range v.products() {
		want, err := strconv.Atoi(v.page(path).Find("#reviews").AttrOr("data-count", ""))
		if err != nil {
			t.Fatal(err)
		}
		got := 0
		for next, ok := path+"/reviews", true; ok; {
			doc := v.page(next)
			doc.Find(".review").Each(func(_ int, r *goquery.Selection) {
				got++
				if stars := strings.Count(r.Find(".stars").Text(), "★"); strconv.Itoa(stars) != r.AttrOr("data-stars", "") {
					t.Errorf("%s: %d stars", next, stars)
				}
			})
			next, ok = doc.Find("a[rel=next]").Attr("href")
		}
		if got != want {
			t.Errorf("%s: %d reviews on the pages, want %d", path, got, want)
		}
		seen += got
	}
	if seen == 0 {
		t.Error("no product has reviews")
	}
}

func TestPicturesArePictures(t *testing.T) {
	v := visit(t, practice.Options{})
	kinds := map[string]int{}
	bodies := map[string]bool{}
	for path := range v.products() {
		v.page(path).Find(".gallery img").Each(func(_ int, img *goquery.Selection) {
			r := v.get(img.AttrOr("src", ""))
			config, kind, err := image.DecodeConfig(bytes.NewReader([]byte(r.body)))
			if err != nil || config.Width != 160 || config.Height != 120 || r.Header.Get("Content-Type") != "image/"+kind {
				t.Errorf("%s: %s, %v, %v", img.AttrOr("src", ""), r.Header.Get("Content-Type"), config, err)
			}
			kinds[kind]++
			bodies[r.body] = true
		})
	}
	if kinds["png"] < 20 || kinds["jpeg"] < 20 || len(bodies) != kinds["png"]+kinds["jpeg"] {
		t.Errorf("%v, %d of them different", kinds, len(bodies))
	}
	for _, file := range []string{"la-100-9.jpg", "la-100-1.png", "none", "x.jpg"} {
		if r := v.get("/shop/images/" + file); r.StatusCode != 404 {
			t.Errorf("%s: %s", file, r.Status)
		}
	}
}

func TestDaysPassInTheShop(t *testing.T) {
	v := visit(t, practice.Options{})
	before := v.products()
	tags := map[string]string{}
	for path := range before {
		tags[path] = v.get(path).Header.Get("ETag")
	}
	for day := 1; day <= 2; day++ {
		if r := v.post("/shop/tomorrow", nil); r.body != fmt.Sprintf(`{"day":%d}`, day) {
			t.Errorf("tomorrow: %s", r.body)
		}
	}
	after := v.products()
	gone, came, changed := 0, 0, 0
	for path, price := range before {
		now, there := after[path]
		r := v.get(path, "If-None-Match: "+tags[path])
		switch {
		case !there:
			gone++
			if r.StatusCode != 410 {
				t.Errorf("%s, which is gone: %s", path, r.Status)
			}
		case now != price:
			changed++
			if r.StatusCode != 200 {
				t.Errorf("%s, which has another price: %s", path, r.Status)
			}
		case r.StatusCode == 200 && r.Header.Get("Last-Modified") == "Sun, 01 Mar 2026 08:00:00 GMT":
			t.Errorf("%s has changed, but not its Last-Modified", path)
		}
	}
	for path := range after {
		if _, there := before[path]; !there {
			came++
		}
	}
	if gone != 2 || came != 2 || changed < 5 || changed > 40 {
		t.Errorf("%d products went, %d came, %d prices changed", gone, came, changed)
	}
	for range 58 {
		v.post("/shop/tomorrow", nil)
	}
	if r := v.post("/shop/tomorrow", nil); r.StatusCode != 409 {
		t.Errorf("after the last day: %s", r.Status)
	}
	if len(v.products()) != 66 {
		t.Error("the shop has shrunk")
	}
	v.post("/counters/reset", nil)
	if again := v.products(); len(again) != len(before) || again["/shop/product/LA-100"] != before["/shop/product/LA-100"] {
		t.Error("after the reset it is not the first day")
	}
}

func TestSearch(t *testing.T) {
	v := visit(t, practice.Options{})
	all := v.page("/search?q=")
	if found := all.Find(".found b").Text(); found != "66" {
		t.Errorf("all: %s found", found)
	}
	found := 0
	for next, ok := "/search?q=oak&sort=name", true; ok; {
		doc := v.page(next)
		found += doc.Find(".result").Length()
		next, ok = doc.Find("a[rel=next]").Attr("href")
		if want := doc.Find(".found b").Text(); !ok && want != strconv.Itoa(found) {
			t.Errorf("%d results on the pages, %s found", found, want)
		}
	}
	if found < 3 {
		t.Errorf("%d results for oak", found)
	}
	v.page("/search?q=a&in_stock=1&category=lamps").Find(".result").Each(func(_ int, r *goquery.Selection) {
		if r.Find(".in").Text() != "Lamps" || r.Find(".stock").Text() == "Out of stock" {
			t.Errorf("not what was wanted: %s", r.Text())
		}
	})
	if text := v.page("/search?q=zzz").Text(); !strings.Contains(text, "Nothing was found") {
		t.Error(text)
	}
	if r := v.get("/search?q=a&page=99"); r.StatusCode != 404 {
		t.Errorf("past the end: %s", r.Status)
	}
}

func TestAdvancedSearchNeedsItsToken(t *testing.T) {
	v := visit(t, practice.Options{})
	form := url.Values{"words": {""}, "category": {"lamps", "toys"}, "at_most": {"100"}, "sort": {"reviews"}}
	if r := v.post("/search/advanced", form); r.StatusCode != 403 {
		t.Errorf("without a token: %s", r.Status)
	}
	token := v.page("/search/advanced").Find("input[name=csrf_token]").AttrOr("value", "")
	form.Set("csrf_token", token)
	r := v.post("/search/advanced", form)
	if results := r.document(t).Find(".result"); r.StatusCode != 200 || results.Length() != 22 {
		t.Errorf("%s, %d results", r.Status, results.Length())
	}
	if checked := r.document(t).Find("input[name=category][checked]").Length(); checked != 2 {
		t.Errorf("the form has forgotten its choices: %d", checked)
	}
	if r := newVisitor(t, v.site).post("/search/advanced", form); r.StatusCode != 403 {
		t.Errorf("another visitor's token: %s", r.Status)
	}
	form.Set("at_most", "many")
	if r := v.post("/search/advanced", form); r.StatusCode != 400 {
		t.Errorf("a wrong number: %s", r.Status)
	}
}
