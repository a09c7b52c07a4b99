package practice_test

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"golang.org/x/net/html/charset"

	"luafut/scripts/practice"
)

func TestRedirects(t *testing.T) {
	v := visit(t, practice.Options{})
	for path, want := range map[string]string{
		"/redirect/2":                                    "1",
		"/redirect/1?absolute=1":                         v.site.URL() + "/redirect/0?absolute=1",
		"/redirect/2?loop=1":                             "1?from=2&loop=1",
		"/redirect/0?from=2&loop=1":                      "2?from=2&loop=1",
		"/redirect/0?loop=1":                             "0?loop=1",
		"/redirect-to?url=file:///etc/passwd":            "file:///etc/passwd",
		"/redirect-to?url=//other.example/&status=308":   "//other.example/",
		"/redirect-to?url=../titles/1%23part&status=307": "../titles/1#part",
		"/title/3": "/titles/3",
	} {
		r := v.get(path)
		if got := r.Header.Get("Location"); r.StatusCode/100 != 3 || got != want {
			t.Errorf("%s: %s to %q, want %q", path, r.Status, got, want)
		}
	}
	if r := v.get("/redirect-to?url=/&status=308"); r.StatusCode != 308 {
		t.Errorf("the status is %s, want 308", r.Status)
	}
	for _, path := range []string{"/redirect/101", "/redirect-to", "/redirect-to?url=/&status=200"} {
		if r := v.get(path); r.StatusCode != 400 {
			t.Errorf("%s: %s, want 400", path, r.Status)
		}
	}
}

func TestRedirectsArriveOrLoop(t *testing.T) {
	v := visit(t, practice.Options{})
	v.client.CheckRedirect = nil // up to 10
	if r := v.get("/redirect/9"); r.Request.URL.Path != "/redirect/0" || !strings.Contains(r.body, "Arrived") {
		t.Errorf("arrived at %s", r.Request.URL)
	}
	response, err := v.client.Get(v.site.URL() + "/redirect/3?loop=1")
	if err == nil {
		_ = response.Body.Close()
		t.Error("the loop ended")
	}
	// What failed was the count of redirects, none of them.
	if response == nil || response.StatusCode != 302 {
		t.Errorf("the loop was left by %v", err)
	}
}

func TestStatus(t *testing.T) {
	v := visit(t, practice.Options{})
	for _, code := range []int{200, 204, 304, 418, 500, 599} {
		for _, method := range []string{"GET", "PUT", "HEAD"} {
			if r := v.request(method, fmt.Sprintf("/status/%d", code), ""); r.StatusCode != code {
				t.Errorf("%s: %s, want %d", method, r.Status, code)
			}
		}
	}
	for _, code := range []string{"100", "600", "many"} {
		if r := v.get("/status/" + code); r.StatusCode != 400 {
			t.Errorf("status %s: %s", code, r.Status)
		}
	}
}

func TestFlakyFailsTheFirstTimes(t *testing.T) {
	v := visit(t, practice.Options{})
	for round := range 2 {
		for i, want := range []int{500, 500, 500, 200, 200} {
			r := v.get("/flaky/a?fails=3&status=500&retry_after=7")
			if r.StatusCode != want || (r.Header.Get("Retry-After") == "7") != (want == 500) {
				t.Errorf("round %d, try %d: %s, Retry-After %q", round, i+1, r.Status, r.Header.Get("Retry-After"))
			}
		}
		if r := v.get("/flaky/b"); r.StatusCode != 503 {
			t.Errorf("another key: %s", r.Status)
		}
		v.post("/counters/reset", nil)
	}
}

func TestMalformedAnswersFail(t *testing.T) {
	v := visit(t, practice.Options{})
	kinds := strings.Split(strings.TrimPrefix(strings.TrimSpace(v.get("/malformed/no-such-kind").body), "the kinds are: "), ", ")
	if len(kinds) != 13 {
		t.Fatalf("the kinds: %q", kinds)
	}
	for _, kind := range kinds {
		response, err := v.client.Get(v.site.URL() + "/malformed/" + kind)
		if err == nil {
			_, err = io.Copy(io.Discard, response.Body)
			_ = response.Body.Close()
		}
		if err == nil {
			t.Errorf("%s: Go's client found nothing wrong", kind)
		}
	}
}

func TestEndlessAnswersEnd(t *testing.T) {
	v := visit(t, practice.Options{})
	if r := v.get("/endless?bytes=100000"); len(r.body) != 100000 || r.ContentLength != -1 {
		t.Errorf("endless: %d bytes, announced %d", len(r.body), r.ContentLength)
	}
	packed := v.get("/bomb?bytes=3000000", "Accept-Encoding: gzip")
	if r := v.get("/bomb?bytes=3000000"); len(r.body) != 3<<20 || len(packed.body)*500 > len(r.body) {
		t.Errorf("bomb: %d bytes grew to %d", len(packed.body), len(r.body))
	}
}

func TestEncodings(t *testing.T) {
	v := visit(t, practice.Options{})
	names := strings.Split(strings.TrimPrefix(strings.TrimSpace(v.get("/encoding/klingon").body), "the charsets are: "), ", ")
	if len(names) < 10 {
		t.Fatalf("the charsets: %q", names)
	}
	want := map[string]string{"gbk": "图书馆的夜晚很安静", "windows-1251": "Ночью в библиотеке тихо", "utf-16le": "Grüße, 你好"}
	for _, name := range names {
		for _, by := range []string{"", "?by=meta", "?by=bom"} {
			if by == "?by=bom" && !strings.HasPrefix(name, "utf-") || by == "?by=meta" && strings.HasPrefix(name, "utf-16") {
				continue // no such mark, or a declaration that cannot be read
			}
			r := v.get("/encoding/" + name + by)
			decoded, err := charset.NewReader(strings.NewReader(r.body), r.Header.Get("Content-Type"))
			if err != nil {
				t.Fatal(err)
			}
			text, err := io.ReadAll(decoded)
			if err != nil || !strings.Contains(string(text), `<p id="text">`+want[name]) {
				t.Errorf("%s%s: %s, %v", name, by, text, err)
			}
		}
	}
	if r := v.get("/encoding/gbk?by=none"); r.Header.Get("Content-Type") != "text/html" || strings.Contains(r.body, "charset") {
		t.Error("by=none declares the charset")
	}
	for _, path := range []string{"/encoding/gbk?by=bom", "/encoding/gbk?by=magic"} {
		if r := v.get(path); r.StatusCode != http.StatusBadRequest {
			t.Errorf("%s: %s", path, r.Status)
		}
	}
}
