package practice_test

import (
	"fmt"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/PuerkitoBio/goquery"

	"luafut/scripts/practice"
)

// enter logs in to the members' part.
func (v visitor) enter(password, next string) reply {
	v.t.Helper()
	token := v.page("/members/login").Find("input[name=csrf_token]").AttrOr("value", "")
	return v.post("/members/login", url.Values{"csrf_token": {token}, "email": {practice.Member}, "password": {password}, "next": {next}})
}

func TestMembersLogin(t *testing.T) {
	v := visit(t, practice.Options{})
	if r := v.get("/members/orders?page=2"); r.StatusCode != 302 || r.Header.Get("Location") != "/members/login?next=%2Fmembers%2Forders%3Fpage%3D2" {
		t.Errorf("not logged in: %s to %s", r.Status, r.Header.Get("Location"))
	}
	if r := v.post("/members/login", url.Values{"email": {practice.Member}, "password": {practice.Password}}); r.StatusCode != 403 {
		t.Errorf("without a token: %s", r.Status)
	}
	if r := v.enter("wrong", ""); r.StatusCode != 401 || r.document(t).Find(".error").Length() != 1 {
		t.Errorf("a wrong password: %s", r.Status)
	}
	if r := v.enter(practice.Password, "/members/orders?page=2"); r.StatusCode != 303 || r.Header.Get("Location") != "/members/orders?page=2" {
		t.Errorf("the login: %s to %s", r.Status, r.Header.Get("Location"))
	}
	if r := v.enter(practice.Password, "https://evil.example/"); r.Header.Get("Location") != "/members/" {
		t.Errorf("the login leads to %s", r.Header.Get("Location"))
	}
	front := v.page("/members/")
	if front.Find(".count").Text() != "84" {
		t.Error(front.Text())
	}
	token := front.Find("input[name=csrf_token]").AttrOr("value", "")
	if r := v.post("/members/logout", url.Values{"csrf_token": {token}}); r.StatusCode != 303 {
		t.Errorf("the logout: %s", r.Status)
	}
	if r := v.get("/members/"); r.StatusCode != 302 {
		t.Errorf("after the logout: %s", r.Status)
	}
}

func TestMembersSessionsEnd(t *testing.T) {
	v := visit(t, practice.Options{})
	ids := map[string]bool{}
	logins := 0
	for page := 1; page <= 14; page++ {
		path := fmt.Sprintf("/members/orders?page=%d", page)
		r := v.get(path)
		if r.StatusCode == 302 {
			logins++
			v.enter(practice.Password, "")
			r = v.get(path)
		}
		r.document(t).Find("tbody tr").Each(func(_ int, tr *goquery.Selection) { ids[tr.Find(".id").Text()] = true })
	}
	if logins != 2 || len(ids) != 84 {
		t.Errorf("%d logins, %d orders", logins, len(ids))
	}
}

type ordersPage struct {
	Orders []struct{ ID, Total, Currency string }
	Next   *string `json:"next_cursor"`
}

func (v visitor) token() string {
	v.t.Helper()
	r := v.request("POST", "/api/v1/token", fmt.Sprintf(`{"user": %q, "password": %q}`, practice.Member, practice.Password))
	if r.StatusCode != 201 {
		v.t.Fatalf("the token: %s %s", r.Status, r.body)
	}
	return "Authorization: Bearer " + decode[map[string]string](r)["token"]
}

func TestOrdersByCursor(t *testing.T) {
	v := visit(t, practice.Options{})
	token := v.token()
	ids := map[string]bool{}
	for cursor := ""; ; {
		page := decode[ordersPage](v.get("/api/v1/orders?limit=20&cursor="+cursor, token))
		for _, o := range page.Orders {
			ids[o.ID] = true
		}
		if page.Next == nil {
			break
		}
		cursor = *page.Next
	}
	if len(ids) != 84 {
		t.Errorf("%d orders", len(ids))
	}
	for path, want := range map[string]int{"/api/v1/orders?cursor=guessed": 400, "/api/v1/orders?limit=51": 400} {
		if r := v.get(path, token); r.StatusCode != want {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
	for _, header := range []string{"X-None: x", "Authorization: Bearer other", "Authorization: " + strings.TrimPrefix(token, "Authorization: Bearer ")} {
		if r := v.get("/api/v1/orders", header); r.StatusCode != 401 || r.Header.Get("WWW-Authenticate") == "" {
			t.Errorf("%s: %s", header, r.Status)
		}
	}
	for body, want := range map[string]int{"": 403, "{": 400, `{"user": "x", "password": "y"}`: 403} {
		if r := v.request("POST", "/api/v1/token", body); r.StatusCode != want {
			t.Errorf("a token for %s: %s", body, r.Status)
		}
	}
}

func TestTokensMayCallTenTimesASecond(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		site := practice.New(practice.Options{})
		call := func(method, path, body, token string) *httptest.ResponseRecorder {
			w, r := httptest.NewRecorder(), httptest.NewRequest(method, path, strings.NewReader(body))
			r.Header.Set("Authorization", "Bearer "+token)
			site.ServeHTTP(w, r)
			return w
		}
		login := fmt.Sprintf(`{"user": %q, "password": %q}`, practice.Member, practice.Password)
		token := decode[map[string]string](reply{body: call("POST", "/api/v1/token", login, "").Body.String()})["token"]
		other := decode[map[string]string](reply{body: call("POST", "/api/v1/token", login, "").Body.String()})["token"]
		for second := range 3 {
			for n := 1; n <= 12; n++ {
				w := call("GET", "/api/v1/orders?limit=1", "", token)
				if want := map[bool]int{true: 200, false: 429}[n <= 10]; w.Code != want || w.Header().Get("X-RateLimit-Remaining") != fmt.Sprint(max(0, 10-n)) {
					t.Errorf("second %d, call %d: %d, %s left", second, n, w.Code, w.Header().Get("X-RateLimit-Remaining"))
				}
				if n > 10 && w.Header().Get("Retry-After") != "1" {
					t.Errorf("Retry-After %q", w.Header().Get("Retry-After"))
				}
			}
			if w := call("GET", "/api/v1/orders", "", other); w.Code != 200 {
				t.Errorf("another token: %d", w.Code)
			}
			time.Sleep(time.Second) // of the test's own clock
		}
	})
}

func TestProductsByLinkHeaders(t *testing.T) {
	v := visit(t, practice.Options{})
	seen, pages := 0, 0
	for next := "/api/v1/products?per_page=30"; next != ""; pages++ {
		r := v.get(next)
		seen += len(decode[[]struct{ SKU string }](r))
		if r.Header.Get("X-Total-Count") != "66" {
			t.Errorf("X-Total-Count %q", r.Header.Get("X-Total-Count"))
		}
		next = ""
		for _, link := range r.Header.Values("Link") {
			if target, is := strings.CutSuffix(link, `>; rel="next"`); is {
				next = strings.TrimPrefix(target, "<")
			}
		}
	}
	if seen != 66 || pages != 3 {
		t.Errorf("%d products on %d pages", seen, pages)
	}
	whole := v.get("/api/v1/products/LA-100")
	for _, header := range []string{"If-None-Match: " + whole.Header.Get("ETag"), "If-Modified-Since: " + whole.Header.Get("Last-Modified")} {
		if r := v.get("/api/v1/products/LA-100", header); r.StatusCode != 304 || r.body != "" {
			t.Errorf("%s: %s", header, r.Status)
		}
	}
	if r := v.get("/api/v1/products/XX-1"); r.StatusCode != 404 {
		t.Errorf("an unknown product: %s", r.Status)
	}
}
