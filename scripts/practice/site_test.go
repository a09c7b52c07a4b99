package practice_test

import (
	"context"
	"errors"
	"io"
	"math"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"luafut/scripts/practice"
)

func TestOptionsOutOfRange(t *testing.T) {
	for name, o := range map[string]practice.Options{
		"Port":         {Port: 65536},
		"Latency":      {Latency: -time.Second},
		"Pages":        {Pages: practice.MaxPages + 1},
		"WidePages":    {WidePages: -1},
		"ItemsPerPage": {ItemsPerPage: math.NaN()},
	} {
		_, err := practice.Start(t.Context(), o)
		var wrong *practice.OptionError
		if !errors.As(err, &wrong) || wrong.Name != name {
			t.Errorf("%s: got %v", name, err)
		}
		func() {
			defer func() {
				if _, ok := recover().(*practice.OptionError); !ok {
					t.Errorf("%s: New did not panic with an OptionError", name)
				}
			}()
			practice.New(o)
		}()
	}
}

func TestStartOnAPortThatIsTaken(t *testing.T) {
	v := visit(t, practice.Options{})
	_, port, err := net.SplitHostPort(strings.TrimPrefix(v.site.URL(), "http://"))
	if err != nil {
		t.Fatal(err)
	}
	number, err := strconv.Atoi(port)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := practice.Start(t.Context(), practice.Options{Port: number}); err == nil {
		t.Fatal("a second site started on the same port")
	}
}

func TestCloseCutsAnswersShort(t *testing.T) {
	v := visit(t, practice.Options{})
	response, err := v.client.Get(v.site.URL() + "/drip?s=120") // whose headers come at once
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	v.site.Close()
	v.site.Close()
	if _, err := io.ReadAll(response.Body); err == nil {
		t.Error("the answer came whole")
	}
	if err := v.site.Wait(); err != nil {
		t.Error(err)
	}
	if _, err := net.Dial("tcp", strings.TrimPrefix(v.site.URL(), "http://")); err == nil {
		t.Error("the site still listens")
	}
}

func TestContextClosesTheSite(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	site, err := practice.Start(ctx, practice.Options{})
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	if err := site.Wait(); err != nil {
		t.Error(err)
	}
	site.Close()
}

func TestLatencyHoldsBackAllButTheCounters(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		site := practice.New(practice.Options{Latency: 3 * time.Second})
		for path, want := range map[string]time.Duration{
			"/":               3 * time.Second,
			"/nothing-here":   3 * time.Second,
			"/slow?s=0.5":     3500 * time.Millisecond,
			"/drip?s=2":       5 * time.Second,
			"/counters":       0,
			"/slow?s=forever": 3 * time.Second,
		} {
			start := time.Now()
			site.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", path, nil))
			if took := time.Since(start); took != want {
				t.Errorf("GET %s took %s, want %s", path, took, want)
			}
		}
	})
}

func TestDripSendsAllItsBytes(t *testing.T) {
	v := visit(t, practice.Options{})
	if r := v.get("/drip?bytes=100&s=0"); r.body != strings.Repeat("*", 100) || r.ContentLength != 100 {
		t.Errorf("got %d bytes, announced %d", len(r.body), r.ContentLength)
	}
}

func TestFrontPageListsTheRoutes(t *testing.T) {
	v := visit(t, practice.Options{})
	r := v.get("/")
	for _, want := range []string{"GET /all/hot/recent/{page}", "POST /login", "GET /counters", `<form id="login" action="/login"`} {
		if !strings.Contains(r.body, want) {
			t.Errorf("the front page lacks %q", want)
		}
	}
}

func TestUnknownAddressAndMethod(t *testing.T) {
	v := visit(t, practice.Options{})
	if r := v.get("/nothing"); r.StatusCode != http.StatusNotFound {
		t.Errorf("GET /nothing: %s", r.Status)
	}
	if r := v.get("/login"); r.StatusCode != http.StatusMethodNotAllowed {
		t.Errorf("GET /login: %s", r.Status)
	}
}
