package practice_test

import (
	"net/http"
	"net/url"
	"sync"
	"testing"

	"luafut/scripts/practice"
)

// resultOf reads the answers of the part that needs a login.
func resultOf(r reply) (code string) {
	return decode[struct{ Result struct{ Code string } }](r).Result.Code
}

func TestFrontPageSetsTheSessionCookieOnce(t *testing.T) {
	v := visit(t, practice.Options{})
	cookies := v.get("/").Cookies()
	if len(cookies) != 1 || cookies[0].Name != practice.CookieName || !cookies[0].HttpOnly || cookies[0].Path != "/" {
		t.Fatalf("the first visit: %v", cookies)
	}
	if again := v.get("/").Cookies(); len(again) != 0 {
		t.Errorf("the second visit: %v", again)
	}
	if other := newVisitor(t, v.site).get("/").Cookies(); other[0].Value == cookies[0].Value {
		t.Error("two visitors got the same session")
	}
}

func TestLogin(t *testing.T) {
	v := visit(t, practice.Options{})
	r := v.logIn()
	if r.StatusCode != 200 || r.body != `{"result":{"code":"9999","message":"","data":{"completeReg":"0","destJid":"cdu_8613800138000"}}}` {
		t.Errorf("%s: %s", r.Status, r.body)
	}
	if cookies := r.Cookies(); len(cookies) != 1 || cookies[0].MaxAge != 30*24*3600 {
		t.Errorf("with oneMonth the cookie lasts a month, got %v", cookies)
	}
	if c := v.site.Counters(); c.Logins != 1 || c.Refused != 0 {
		t.Errorf("%+v", c)
	}
}

func TestLoginRefused(t *testing.T) {
	v := visit(t, practice.Options{})
	if r := v.post("/login", rightForm(), v.browserHeaders()...); r.StatusCode != 403 || resultOf(r) != "30001" {
		t.Errorf("no cookie: %s %s", r.Status, r.body)
	}
	v.get("/")
	with := func(change string) []string { return append(v.browserHeaders(), change) }
	wrong := rightForm()
	wrong.Set("password", "guess")
	half := rightForm()
	half.Del("phone")
	for _, c := range []struct {
		name    string
		form    url.Values
		headers []string
		status  int
		code    string
	}{
		{"another origin", rightForm(), with("Origin: http://evil.example"), 403, "30003"},
		{"another referer", rightForm(), with("Referer: " + v.site.URL() + ".evil.example/"), 403, "30003"},
		{"no browser", rightForm(), with("User-Agent: Go-http-client/1.1"), 403, "30003"},
		{"wrong password", wrong, v.browserHeaders(), 200, "21101"},
		{"half a form", half, v.browserHeaders(), 400, "20001"},
	} {
		if r := v.post("/login", c.form, c.headers...); r.StatusCode != c.status || resultOf(r) != c.code {
			t.Errorf("%s: %s %s", c.name, r.Status, r.body)
		}
	}
	if c := v.site.Counters(); c.Logins != 0 || c.LoginsRefused != 6 || c.Refused != 6 {
		t.Errorf("%+v", c)
	}
	id := linkIDs(t, v.get("/all/hot/recent/1").body)[0]
	if r := v.post("/link/vote?linksId="+id, nil); r.StatusCode != 403 {
		t.Errorf("a vote after refused logins: %s", r.Status)
	}
}

func TestVotes(t *testing.T) {
	v := visit(t, practice.Options{Pages: 1})
	v.logIn()
	ids := linkIDs(t, v.get("/all/hot/recent/1").body)
	for _, id := range ids {
		r := v.post("/link/vote?linksId="+id, nil)
		if want := `{"result":{"code":"9999","message":"vote counted","data":{"linksId":"` + id + `","times":1}}}`; r.body != want {
			t.Fatalf("got %s, want %s", r.body, want)
		}
		v.post("/vote/cancel/vote.do", url.Values{"linksId": {id}})
	}
	v.post("/vote/cancel/vote.do", url.Values{"linksId": {ids[0]}})
	c := v.site.Counters()
	if c.Votes != (practice.Tally{Distinct: len(ids), Total: len(ids)}) ||
		c.Cancels != (practice.Tally{Distinct: len(ids), Total: len(ids) + 1}) || c.Refused != 0 {
		t.Errorf("%+v", c)
	}
}

func TestVotesRefused(t *testing.T) {
	v := visit(t, practice.Options{})
	id := linkIDs(t, v.get("/all/hot/recent/1").body)[0]
	wideID := linkIDs(t, v.get("/wide/1").body)[0]
	form := url.Values{"linksId": {id}}
	v.get("/")
	if r := v.post("/vote/cancel/vote.do", form); r.StatusCode != 403 || resultOf(r) != "30002" {
		t.Errorf("not logged in: %s %s", r.Status, r.body)
	}
	v.logIn()
	for _, c := range []struct {
		name, path string
		form       url.Values
		status     int
		code       string
	}{
		{"vote without id", "/link/vote", nil, 400, "20001"},
		{"vote with the id in the form", "/link/vote", form, 400, "20001"},
		{"cancel with the id in the query", "/vote/cancel/vote.do?linksId=" + id, nil, 400, "20001"},
		{"unknown id", "/link/vote?linksId=1", nil, 404, "20002"},
		{"no number", "/link/vote?linksId=one", nil, 404, "20002"},
		{"a link that takes no votes", "/link/vote?linksId=" + wideID, nil, 404, "20002"},
	} {
		if r := v.post(c.path, c.form); r.StatusCode != c.status || resultOf(r) != c.code {
			t.Errorf("%s: %s %s", c.name, r.Status, r.body)
		}
	}
	if c := v.site.Counters(); c.Refused != 7 || c.Votes.Total != 0 || c.Cancels.Total != 0 {
		t.Errorf("%+v", c)
	}
}

func TestSessionsAreSafeForManyAtOnce(t *testing.T) {
	v := visit(t, practice.Options{Pages: 1})
	ids := linkIDs(t, v.get("/all/hot/recent/1").body)
	var all sync.WaitGroup
	for range 8 {
		each := newVisitor(t, v.site)
		all.Go(func() {
			each.logIn()
			for _, id := range ids {
				if r := each.post("/link/vote?linksId="+id, nil); r.StatusCode != http.StatusOK {
					t.Errorf("%s: %s", r.Status, r.body)
				}
			}
		})
	}
	all.Wait()
	if c := v.site.Counters(); c.Logins != 8 || c.Votes != (practice.Tally{Distinct: len(ids), Total: 8 * len(ids)}) {
		t.Errorf("%+v", c)
	}
}
