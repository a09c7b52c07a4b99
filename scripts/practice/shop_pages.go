package practice

import (
	"fmt"
	"net/http"
	"slices"
	"time"
)

// A head is what the templates of all pages in parts.html are given.
type head struct {
	Title       string
	Page, Pages int
	Prev, Next  string // the addresses of the pages before and after, where there are any
}

// pageHead makes the head of page n of a run of pages whose addresses are
// format with the number.
func pageHead(title, format string, n, pages int) head {
	h := head{Title: title, Page: n, Pages: pages}
	if n > 1 {
		h.Prev = fmt.Sprintf(format, n-1)
	}
	if n < pages {
		h.Next = fmt.Sprintf(format, n+1)
	}
	return h
}

// pageOf returns the part of all that page n holds, from 1, and how many pages
// there are, which is at least one.
func pageOf[T any](all []T, n, perPage int) (part []T, pages int) {
	pages = max(1, (len(all)+perPage-1)/perPage)
	low := min((n-1)*perPage, len(all))
	return all[low:min(low+perPage, len(all))], pages
}

// queryPage reads the number of a page from the query, or answers with 400 or
// 404 and returns false where there is no such page.
func queryPage(w http.ResponseWriter, r *http.Request, pages int) (n int, ok bool) {
	page, ok := number(w, r, "page", 1, 1, 1e6)
	if !ok {
		return 0, false
	}
	if int(page) > pages {
		notFound(w, r)
		return 0, false
	}
	return int(page), true
}

// writePage answers with a page made by a template.
func writePage(w http.ResponseWriter, template string, view any) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	write(w, renderPage(template, view))
}

// An offer is a product on a day.
type offer struct {
	*product
	Price        string // as the department writes it
	PlainPrice   string // as programs write it
	Was          string // the price before it fell, where it did on this day or the one before
	Stock        int
	Availability string
}

func (s *shop) offer(p *product, day int) offer {
	price := s.price(p, day)
	o := offer{product: p, Price: p.Department.price(price), PlainPrice: p.plain(price), Stock: s.stock(p, day)}
	if before := s.price(p, max(0, day-2)); before > price {
		o.Was = p.Department.price(before)
	}
	switch {
	case o.Stock == 0:
		o.Availability = "Out of stock"
	case o.Stock < 4:
		o.Availability = fmt.Sprintf("Only %d left", o.Stock)
	default:
		o.Availability = fmt.Sprintf("In stock (%d)", o.Stock)
	}
	return o
}

// plain writes a price as a number with a point.
func (p *product) plain(price int) string { return digits(price, p.Department.decimals, "", ".") }

// changed is when something about a product was last another: its Last-Modified.
func (s *shop) changed(p *product, day int) time.Time {
	d := day
	for d > 0 && s.price(p, d) == s.price(p, d-1) && s.stock(p, d) == s.stock(p, d-1) {
		d--
	}
	return firstDay.AddDate(0, 0, d)
}

func (h *handler) shopFront(w http.ResponseWriter, _ *http.Request) {
	sold := h.shop.sold(nil, h.shop.today())
	slices.Reverse(sold)
	writePage(w, "shop.html", struct {
		head
		Departments []department
		New         []*product
	}{head{Title: "The practice shop"}, departments, sold[:5]})
}

func (h *handler) category(w http.ResponseWriter, r *http.Request) {
	i := slices.IndexFunc(departments, func(d department) bool { return d.Slug == r.PathValue("category") })
	if i < 0 {
		notFound(w, r)
		return
	}
	d, day := &departments[i], h.shop.today()
	sold := h.shop.sold(d, day)
	_, pages := pageOf(sold, 1, shopPerPage)
	n, ok := queryPage(w, r, pages)
	if !ok {
		return
	}
	part, _ := pageOf(sold, n, shopPerPage)
	var offers []offer
	for _, p := range part {
		offers = append(offers, h.shop.offer(p, day))
	}
	writePage(w, "category.html", struct {
		head
		Department *department
		Products   []offer
	}{pageHead(d.Title, "/shop/category/"+d.Slug+"?page=%d", n, pages), d, offers})
}

// onSale finds the product that the path names, or answers with 404, or with 410
// where the shop has it no more.
func (h *handler) onSale(w http.ResponseWriter, r *http.Request, day int) (p *product, ok bool) {
	p, known := h.shop.bySKU()[r.PathValue("sku")]
	if known {
		there, gone := h.shop.there(p, day)
		if there {
			return p, true
		}
		if gone {
			http.Error(w, "The shop has "+p.Name+" no more.", http.StatusGone)
			return nil, false
		}
	}
	notFound(w, r)
	return nil, false
}

func (h *handler) product(w http.ResponseWriter, r *http.Request) {
	day := h.shop.today()
	p, ok := h.onSale(w, r, day)
	if !ok {
		return
	}
	type variantOffer struct{ SKU, Colour, Price string }
	view := struct {
		offer
		URL        string
		Offers     []variantOffer
		Rating     float64
		Best       []review
		Related    []*product
		LinkedData any
	}{offer: h.shop.offer(p, day), URL: "http://" + r.Host + "/shop/product/" + p.SKU, Rating: h.shop.rating(p)}
	price := h.shop.price(p, day)
	for _, v := range p.Variants {
		view.Offers = append(view.Offers, variantOffer{v.SKU, v.Colour, p.Department.price(price * (100 + v.surcharge) / 100)})
	}
	view.Best, _ = h.shop.reviews(p, 1)
	view.Best = view.Best[:min(2, len(view.Best))]
	for i := range shopProducts { // those that no day takes away, so that no link breaks
		other := &h.shop.products()[i]
		if sold, _ := h.shop.there(other, maxShopDay); sold && other != p && len(view.Related) < 3 {
			view.Related = append(view.Related, other)
		}
	}
	view.LinkedData = linkedData(view.offer, view.URL, view.Rating)
	writeConditional(w, r, "text/html; charset=utf-8", renderPage("product.html", view), h.shop.changed(p, day))
}

// linkedData is the JSON-LD of a product's page, by the vocabulary of
// schema.org.
func linkedData(o offer, url string, rating float64) any {
	availability := "https://schema.org/InStock"
	if o.Stock == 0 {
		availability = "https://schema.org/OutOfStock"
	}
	ld := map[string]any{
		"@context": "https://schema.org", "@type": "Product", "name": o.Name, "sku": o.SKU, "url": url,
		"brand":  map[string]any{"@type": "Brand", "name": o.Brand},
		"offers": map[string]any{"@type": "Offer", "price": o.PlainPrice, "priceCurrency": o.Department.Currency, "availability": availability},
	}
	if o.Reviews > 0 {
		ld["aggregateRating"] = map[string]any{"@type": "AggregateRating", "ratingValue": fmt.Sprintf("%.1f", rating), "reviewCount": o.Reviews}
	}
	return ld
}

func (h *handler) reviews(w http.ResponseWriter, r *http.Request) {
	p, ok := h.onSale(w, r, h.shop.today())
	if !ok {
		return
	}
	_, pages := h.shop.reviews(p, 1)
	n, ok := queryPage(w, r, pages)
	if !ok {
		return
	}
	reviews, _ := h.shop.reviews(p, n)
	writePage(w, "reviews.html", struct {
		head
		SKU     string
		Reviews []review
	}{pageHead("Reviews of "+p.Name, "/shop/product/"+p.SKU+"/reviews?page=%d", n, pages), p.SKU, reviews})
}

// Filled is the review's stars, to be counted by a template.
func (r review) Filled() []struct{} { return make([]struct{}, r.Stars) }

// tomorrow lets a day pass in the shop.
func (h *handler) tomorrow(w http.ResponseWriter, _ *http.Request) {
	day, ok := h.shop.tomorrow()
	if !ok {
		http.Error(w, fmt.Sprintf("after %d days time stands still: POST %s begins again", maxShopDay, resetPath), http.StatusConflict)
		return
	}
	writeJSON(w, http.StatusOK, map[string]int{"day": day})
}
