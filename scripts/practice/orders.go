package practice

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

// Member is the name that goes with Password in the members' part and the API.
const Member = "reader@practice.example"

const (
	orderCount    = 84
	ordersPerPage = 6
	// membersPages is how many pages a login is good for: sessions end, and a
	// crawler has to notice.
	membersPages = 10
)

// An order is what a member bought. The field names are those of the API.
type order struct {
	ID       string      `json:"id"`
	Placed   time.Time   `json:"placed"`
	Status   string      `json:"status"`
	Lines    []orderLine `json:"lines"`
	Total    string      `json:"total"` // a number with a point
	Currency string      `json:"currency"`
}

type orderLine struct {
	SKU      string `json:"sku"`
	Name     string `json:"name"`
	Quantity int    `json:"quantity"`
	Price    string `json:"price"` // of one
}

// order makes order i, from 0, the newest first.
func (h *handler) order(i int) order {
	r := random(h.options.Seed, "order", i)
	d := r.IntN(len(departments))
	o := order{
		ID: fmt.Sprintf("P-%05d", 20_000-i*13), Placed: firstDay.Add(-time.Duration(i*31+r.IntN(20)) * time.Hour),
		Status: pick(r, []string{"delivered", "delivered", "delivered", "sent back", "under way"}), Currency: departments[d].Currency,
	}
	total := 0
	for range 1 + r.IntN(3) {
		p := &h.shop.products()[d+len(departments)*r.IntN(shopProducts/len(departments))]
		price, quantity := h.shop.price(p, 0), 1+r.IntN(3)
		total += price * quantity
		o.Lines = append(o.Lines, orderLine{p.SKU, p.Name, quantity, p.plain(price)})
	}
	o.Total = digits(total, departments[d].decimals, "", ".")
	return o
}

// memberOnly says whether the visitor has logged in as a member and may see one
// more page; else it leads to the login, which leads back.
func (h *handler) memberOnly(w http.ResponseWriter, r *http.Request) bool {
	let := false
	if id, known := h.visitors.find(r); known {
		h.visitors.with(id, func(v *visitor) {
			if v.membersPages > 0 {
				v.membersPages--
				let = true
			}
		})
	}
	if !let {
		sendTo(w, "/members/login?next="+url.QueryEscape(r.URL.RequestURI()), http.StatusFound)
	}
	return let
}

// A membersView is what the templates of the members' part are given.
type membersView struct {
	head
	FormToken string
	Then      string // where the login leads
	Wrong     bool   // whether a login was refused
	Orders    []order
	Count     int
}

func (h *handler) membersLogin(w http.ResponseWriter, r *http.Request) {
	h.writeLogin(w, r, http.StatusOK, r.URL.Query().Get("next"))
}

func (h *handler) writeLogin(w http.ResponseWriter, r *http.Request, status int, next string) {
	view := membersView{head: head{Title: "Members' login"}, FormToken: h.visitors.formToken(h.visitors.greet(w, r)), Then: next, Wrong: status != http.StatusOK}
	body := renderPage("login.html", view)
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.WriteHeader(status)
	_, _ = w.Write(body) // an error means that the visitor has gone
}

func (h *handler) membersEnter(w http.ResponseWriter, r *http.Request) {
	if !h.formSeen(w, r) {
		return
	}
	next := r.PostFormValue("next")
	if r.PostFormValue("email") != Member || r.PostFormValue("password") != Password {
		h.writeLogin(w, r, http.StatusUnauthorized, next)
		return
	}
	id, _ := h.visitors.find(r)
	h.visitors.with(id, func(v *visitor) { v.membersPages = membersPages })
	if !strings.HasPrefix(next, "/members/") {
		next = "/members/"
	}
	sendTo(w, next, http.StatusSeeOther)
}

func (h *handler) membersLeave(w http.ResponseWriter, r *http.Request) {
	if !h.formSeen(w, r) {
		return
	}
	id, _ := h.visitors.find(r)
	h.visitors.with(id, func(v *visitor) { v.membersPages = 0 })
	sendTo(w, "/members/login", http.StatusSeeOther)
}

func (h *handler) membersFront(w http.ResponseWriter, r *http.Request) {
	if h.memberOnly(w, r) {
		id, _ := h.visitors.find(r)
		writePage(w, "members.html", membersView{head: head{Title: "Welcome, " + Member}, FormToken: h.visitors.formToken(id), Count: orderCount})
	}
}

func (h *handler) membersOrders(w http.ResponseWriter, r *http.Request) {
	const pages = (orderCount + ordersPerPage - 1) / ordersPerPage
	if !h.memberOnly(w, r) {
		return
	}
	n, ok := queryPage(w, r, pages)
	if !ok {
		return
	}
	view := membersView{head: pageHead("Your orders", "/members/orders?page=%d", n, pages)}
	for i := (n - 1) * ordersPerPage; i < min(n*ordersPerPage, orderCount); i++ {
		view.Orders = append(view.Orders, h.order(i))
	}
	writePage(w, "orders.html", view)
}
