package practice_test

import (
	"net/http/httptest"
	"reflect"
	"testing"
	"testing/synctest"
	"time"

	"luafut/scripts/practice"
)

func TestCountersByHTTPAreThoseOfTheSite(t *testing.T) {
	v := visit(t, practice.Options{Pages: 3, ItemsPerPage: 4})
	for _, path := range []string{"/", "/all/hot/recent/2", "/all/hot/recent/2", "/all/hot/recent/3", "/counters"} {
		v.get(path)
	}
	got := decode[practice.Counters](v.get("/counters"))
	want := practice.Counters{
		Requests: 4, HighestInFlight: 1, Links: 12,
		Pages: practice.Tally{Distinct: 2, Total: 3}, PageHits: []int{0, 2, 1},
	}
	if !reflect.DeepEqual(got, want) || !reflect.DeepEqual(v.site.Counters(), want) {
		t.Errorf("by HTTP %+v\nby the site %+v\nwant %+v", got, v.site.Counters(), want)
	}
	if r := v.post("/counters/reset", nil); r.StatusCode != 204 {
		t.Errorf("reset: %s", r.Status)
	}
	if got := v.site.Counters(); !reflect.DeepEqual(got, practice.Counters{Links: 12, PageHits: []int{0, 0, 0}}) {
		t.Errorf("after the reset: %+v", got)
	}
}

func TestHighestInFlight(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		site := practice.New(practice.Options{Latency: time.Second})
		for _, method := range []string{"GET", "POST", "POST", "GET", "GET"} {
			go site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(method, "/echo", nil))
		}
		time.Sleep(2 * time.Second) // of the test's own clock
		site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("POST", "/echo", nil))
		recorder := httptest.NewRecorder()
		site.ServeHTTP(recorder, httptest.NewRequest("GET", "/counters", nil))
		c := decode[practice.Counters](reply{body: recorder.Body.String()})
		if c.Requests != 6 || c.HighestInFlight != 5 || c.HighestPostsInFlight != 2 {
			t.Errorf("%+v", c)
		}
	})
}
