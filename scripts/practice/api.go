package practice

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

// The bounds of a page of the API.
const (
	apiPerPage    = 20
	maxAPIPerPage = 100
	cursorLimit   = 10
	maxCursor     = 50
)

type apiError struct {
	Error string `json:"error"`
}

// An apiProduct is a product as programs are told of it.
type apiProduct struct {
	SKU      string   `json:"sku"`
	Name     string   `json:"name"`
	Brand    string   `json:"brand"`
	Category string   `json:"category"`
	Price    string   `json:"price"` // a number with a point
	Currency string   `json:"currency"`
	Stock    int      `json:"stock"`
	Images   []string `json:"images"`
	URL      string   `json:"url"`
}

func (h *handler) apiProduct(o offer) apiProduct {
	a := apiProduct{o.SKU, o.Name, o.Brand, o.Department.Slug, o.PlainPrice, o.Department.Currency, o.Stock, nil, "/shop/product/" + o.SKU}
	for _, image := range o.Images {
		a.Images = append(a.Images, "/shop/images/"+image)
	}
	return a
}

// apiProducts is a page of the products; the headers say how many there are and
// where the other pages are (RFC 8288).
func (h *handler) apiProducts(w http.ResponseWriter, r *http.Request) {
	perPage, ok := number(w, r, "per_page", apiPerPage, 1, maxAPIPerPage)
	if !ok {
		return
	}
	size, day := int(perPage), h.shop.today()
	sold := h.shop.sold(nil, day)
	_, pages := pageOf(sold, 1, size)
	n, ok := queryPage(w, r, pages)
	if !ok {
		return
	}
	part, _ := pageOf(sold, n, size)
	answer := make([]apiProduct, 0, len(part))
	for _, p := range part {
		answer = append(answer, h.apiProduct(h.shop.offer(p, day)))
	}
	link := func(page int, rel string) {
		w.Header().Add("Link", fmt.Sprintf("</api/v1/products?page=%d&per_page=%d>; rel=\"%s\"", page, size, rel))
	}
	link(1, "first")
	if n > 1 {
		link(n-1, "prev")
	}
	if n < pages {
		link(n+1, "next")
	}
	link(pages, "last")
	w.Header().Set("X-Total-Count", fmt.Sprint(len(sold)))
	writeJSON(w, http.StatusOK, answer)
}

func (h *handler) apiOneProduct(w http.ResponseWriter, r *http.Request) {
	day := h.shop.today()
	if p, ok := h.onSale(w, r, day); ok {
		body, err := json.Marshal(h.apiProduct(h.shop.offer(p, day)))
		if err != nil {
			panic(err) // a type of this package that JSON does not know
		}
		writeConditional(w, r, "application/json", body, h.shop.changed(p, day))
	}
}

// apiToken gives out a token for a name and a password.
func (h *handler) apiToken(w http.ResponseWriter, r *http.Request) {
	var who struct{ User, Password string }
	if err := json.NewDecoder(r.Body).Decode(&who); err != nil && !errors.Is(err, io.EOF) {
		writeJSON(w, http.StatusBadRequest, apiError{"the body: wanted JSON with user and password: " + err.Error()})
		return
	}
	if who.User != Member || who.Password != Password {
		writeJSON(w, http.StatusForbidden, apiError{"user or password is wrong"})
		return
	}
	writeJSON(w, http.StatusCreated, map[string]string{"token": h.tokens.give(), "token_type": "Bearer"})
}

// apiOrders is the member's orders, from the query's cursor on.
func (h *handler) apiOrders(w http.ResponseWriter, r *http.Request) {
	if !h.tokenOnly(w, r) {
		return
	}
	limit, ok := number(w, r, "limit", cursorLimit, 1, maxCursor)
	if !ok {
		return
	}
	at := 0
	if cursor := r.URL.Query().Get("cursor"); cursor != "" {
		for at = 1; at < orderCount && h.cursor(at) != cursor; at++ {
		}
		if at == orderCount {
			writeJSON(w, http.StatusBadRequest, apiError{"cursor: wanted next_cursor of the page before, or none"})
			return
		}
	}
	end := min(at+int(limit), orderCount)
	answer := struct {
		Orders     []order `json:"orders"`
		NextCursor *string `json:"next_cursor"` // null where these are the last
	}{}
	for i := at; i < end; i++ {
		answer.Orders = append(answer.Orders, h.order(i))
	}
	if end < orderCount {
		next := h.cursor(end)
		answer.NextCursor = &next
	}
	writeJSON(w, http.StatusOK, answer)
}

// cursor is the name of the place before an order, which tells nothing.
func (h *handler) cursor(i int) string {
	return fmt.Sprintf("%016x", random(h.options.Seed, "cursor", i).Uint64())
}
