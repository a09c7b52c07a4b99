package practice

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
)

// What the shop has.
const (
	shopProducts = 66  // on the first day
	maxShopDay   = 60  // days that can be let pass
	shopPerPage  = 6   // products on a page of a category
	perReview    = 5   // reviews on a page
	firstSKU     = 100 // the number in the first product's SKU
)

// A department is a category of the shop. Each writes its prices in its own way.
type department struct {
	Slug, Title string
	Things      []string
	Currency    string // ISO 4217
	decimals    int
	price       func(minor int) string // from the currency's smallest unit
}

var departments = []department{
	{"lamps", "Lamps", strings.Fields("lamp lantern candlestick sconce"), "EUR", 2, func(n int) string { return "€ " + digits(n, 2, ".", ",") }},
	{"stationery", "Stationery", strings.Fields("notebook pencil inkwell envelope"), "GBP", 2, func(n int) string { return "£" + digits(n, 2, ",", ".") }},
	{"tools", "Tools", strings.Fields("hammer plane chisel vice"), "USD", 2, func(n int) string { return "$" + digits(n, 2, ",", ".") }},
	{"kitchen", "Kitchen", strings.Fields("kettle ladle teapot mortar"), "SEK", 2, func(n int) string { return digits(n, 2, " ", ",") + " kr" }},
	{"clocks", "Clocks", strings.Fields("clock metronome hourglass sundial"), "CHF", 2, func(n int) string { return "CHF " + digits(n, 2, "'", ".") }},
	{"toys", "Toys & games", strings.Fields("kite puzzle top marionette"), "JPY", 0, func(n int) string { return "¥" + digits(n, 0, ",", ".") }},
}

// digits writes n, which counts the last of the decimals, with a mark between
// thousands and one before the decimals.
func digits(n, decimals int, thousands, point string) string {
	whole, fraction := strconv.Itoa(n), ""
	if decimals > 0 {
		whole = fmt.Sprintf("%0*d", decimals+1, n)
		fraction = point + whole[len(whole)-decimals:]
		whole = whole[:len(whole)-decimals]
	}
	for at := len(whole) - 3; at > 0; at -= 3 {
		whole = whole[:at] + thousands + whole[at:]
	}
	return whole + fraction
}

// A product is what does not change from day to day.
type product struct {
	index       int
	SKU         string
	Name        string
	Brand       string
	Department  *department
	Description []string
	Specs       []specGroup
	Variants    []variant
	Reviews     int
	Images      []string // file names
	basePrice   int
}

// A specGroup is rows of the specifications that one cell spans.
type specGroup struct {
	Title string
	Rows  [][2]string
}

// A variant is a colour of a product.
type variant struct {
	SKU, Colour string
	surcharge   int // in percent of the price
}

// A shop is its products, and which day it is in it. Prices and stock are those
// of the day: tomorrow some of them are others, a product is gone, and a new one
// is there.
type shop struct {
	seed     uint64
	day      atomic.Int64 // 0 is the first
	products func() []product
	bySKU    func() map[string]*product
}

func newShop(seed uint64) *shop {
	s := &shop{seed: seed}
	s.products = sync.OnceValue(func() []product {
		products := make([]product, shopProducts+maxShopDay)
		for i := range products {
			products[i] = s.product(i)
		}
		return products
	})
	s.bySKU = sync.OnceValue(func() map[string]*product {
		products := s.products()
		index := make(map[string]*product, len(products))
		for i := range products {
			index[products[i].SKU] = &products[i]
		}
		return index
	})
	return s
}

// product makes the product of that index.
func (s *shop) product(i int) product {
	r := random(s.seed, "product", i)
	d := &departments[i%len(departments)]
	material := pick(r, materials)
	p := product{
		index: i, Department: d, SKU: fmt.Sprintf("%s-%d", strings.ToUpper(d.Slug[:2]), firstSKU+i),
		Name:        capital(pick(r, adjectives)) + " " + material + " " + pick(r, d.Things),
		Brand:       pick(r, lastNames[:10]) + " & " + pick(r, []string{"Daughters", "Sons", "Co."}),
		Description: []string{paragraph(r, 2), paragraph(r, 2+r.IntN(3))},
		Reviews:     r.IntN(24),
		basePrice:   499 + r.IntN(2500),
	}
	if r.IntN(4) == 0 {
		p.basePrice *= 100 // so that some prices have thousands
	}
	p.Specs = []specGroup{
		{"Size", [][2]string{
			{"Height", fmt.Sprintf("%d mm", 20+r.IntN(600))}, {"Width", fmt.Sprintf("%d mm", 20+r.IntN(400))}, {"Depth", fmt.Sprintf("%d mm", 10+r.IntN(300))},
		}},
		{"Making", [][2]string{{"Material", material}, {"Made in", pick(r, places)}}},
		{"Weight", [][2]string{{"Net", fmt.Sprintf("%.2f kg", 0.05+r.Float64()*8)}}},
	}
	first := r.IntN(len(colours))
	for v := range 1 + r.IntN(3) {
		colour := colours[(first+v)%len(colours)]
		p.Variants = append(p.Variants, variant{fmt.Sprintf("%s-%s", p.SKU, colour), colour, v * 5})
	}
	for n := range 1 + r.IntN(3) {
		ext := "png"
		if (i+n)%2 == 0 {
			ext = "jpg"
		}
		p.Images = append(p.Images, fmt.Sprintf("%s-%d.%s", strings.ToLower(p.SKU), n+1, ext))
	}
	return p
}

// there says whether the shop has a product on a day. Each day brings one, and
// takes one of the first away.
func (s *shop) there(p *product, day int) (sold, gone bool) {
	if p.index >= shopProducts {
		return day > p.index-shopProducts, false
	}
	gone = (p.index*7+5)%shopProducts < day
	return !gone, gone
}

// price is what a product costs on a day, in the currency's smallest unit.
func (s *shop) price(p *product, day int) int {
	price := p.basePrice
	for d := 1; d <= day; d++ {
		if r := s.onDay(p, d); r.IntN(6) == 0 {
			price = max(99, price*(85+r.IntN(31))/100)
		}
	}
	return price
}

// stock is how many of a product there are on a day.
func (s *shop) stock(p *product, day int) int {
	for d := day; d > 0; d-- {
		if r := s.onDay(p, d); r.IntN(6) == 5 {
			return r.IntN(5)
		}
	}
	if r := s.onDay(p, 0); r.IntN(5) > 0 {
		return 1 + r.IntN(40)
	}
	return 0
}

func (s *shop) onDay(p *product, day int) *rand.Rand {
	return random(s.seed, "day", p.index*1000+day)
}

// today returns the day it is in the shop.
func (s *shop) today() int { return int(s.day.Load()) }

// tomorrow lets a day pass, and returns it; false where the last one has come.
func (s *shop) tomorrow() (day int, ok bool) {
	for {
		now := s.day.Load()
		if now >= maxShopDay {
			return int(now), false
		}
		if s.day.CompareAndSwap(now, now+1) {
			return int(now) + 1, true
		}
	}
}

// sold returns the products of a day, of one department or of all where d is nil.
func (s *shop) sold(d *department, day int) []*product {
	var sold []*product
	products := s.products()
	for i := range products {
		p := &products[i]
		if there, _ := s.there(p, day); there && (d == nil || p.Department == d) {
			sold = append(sold, p)
		}
	}
	return sold
}

// A review is what a buyer said.
type review struct {
	Author, Date, Title, Text string
	Stars                     int
}

// reviews returns page n of what was said of a product, from 1, and how many
// pages there are.
func (s *shop) reviews(p *product, n int) (reviews []review, pages int) {
	for i := (n - 1) * perReview; i < min(n*perReview, p.Reviews); i++ {
		r := random(s.seed, "review of "+p.SKU, i)
		reviews = append(reviews, review{
			Author: pick(r, nicks) + strconv.Itoa(r.IntN(100)),
			Date:   firstDay.AddDate(0, 0, -1-i*3-r.IntN(3)).Format("2006-01-02"),
			Stars:  1 + r.IntN(5), Title: capital(pick(r, adverbs)) + " " + pick(r, adjectives), Text: saying(r),
		})
	}
	return reviews, max(1, (p.Reviews+perReview-1)/perReview)
}

// rating is the mean of a product's stars, 0 where nobody gave any.
func (s *shop) rating(p *product) float64 {
	sum := 0
	for n := 1; (n-1)*perReview < p.Reviews; n++ {
		reviews, _ := s.reviews(p, n)
		for _, review := range reviews {
			sum += review.Stars
		}
	}
	return float64(sum) / float64(max(1, p.Reviews))
}
