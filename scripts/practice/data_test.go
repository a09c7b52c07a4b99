package practice_test

import (
	"bytes"
	"mime/multipart"
	"net/url"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"luafut/scripts/practice"
)

func TestItemsAreThoseOfTheListing(t *testing.T) {
	v := visit(t, practice.Options{Pages: 2})
	type page struct {
		Page, Pages int
		Next        string
		Items       []struct{ ID int }
	}
	for n := 1; n <= 2; n++ {
		number := strconv.Itoa(n)
		r := v.get("/api/items?page=" + number)
		got := decode[page](r)
		var ids []string
		for _, item := range got.Items {
			ids = append(ids, strconv.Itoa(item.ID))
		}
		if want := linkIDs(t, v.get("/all/hot/recent/"+number).body); !reflect.DeepEqual(ids, want) {
			t.Errorf("page %d: ids %v, want %v", n, ids, want)
		}
		hasNext := strings.Contains(strings.Join(r.Header.Values("Link"), ","), `</api/items?page=2>; rel="next"`)
		if got.Page != n || got.Pages != 2 || (got.Next == "/api/items?page=2") != (n == 1) || hasNext != (n == 1) {
			t.Errorf("page %d: %+v, Link %q", n, got, r.Header.Values("Link"))
		}
	}
	if r := v.get("/api/items?page=3"); r.StatusCode != 400 {
		t.Errorf("past the end: %s", r.Status)
	}
}

func TestBytesAndTheirRanges(t *testing.T) {
	v := visit(t, practice.Options{})
	whole := v.get("/bytes/100000")
	if len(whole.body) != 100000 || v.get("/bytes/100000").body != whole.body {
		t.Fatal("the bytes are not the same twice")
	}
	part := v.get("/bytes/100000", "Range: bytes=77777-77800")
	if part.StatusCode != 206 || part.body != whole.body[77777:77801] {
		t.Errorf("a range: %s", part.Status)
	}
	if r := v.get("/bytes/100000", "If-None-Match: "+whole.Header.Get("ETag")); r.StatusCode != 304 {
		t.Errorf("the same tag: %s", r.Status)
	}
}

func TestEcho(t *testing.T) {
	v := visit(t, practice.Options{})
	type echoed struct {
		Method, URL, Body string
		BodyBase64        bool `json:"body_base64"`
		Headers, Query    map[string][]string
		Form              map[string][]string
		Cookies           map[string]string
	}
	r := decode[echoed](v.post("/echo/any/path?a=1&a=2", url.Values{"x": {"ö", "2"}}, "X-Mine: yes", "Cookie: k=v"))
	if r.Method != "POST" || r.URL != v.site.URL()+"/echo/any/path?a=1&a=2" || r.Body != "x=%C3%B6&x=2" || r.BodyBase64 ||
		!reflect.DeepEqual(r.Form["x"], []string{"ö", "2"}) || !reflect.DeepEqual(r.Query["a"], []string{"1", "2"}) ||
		r.Headers["X-Mine"][0] != "yes" || r.Cookies["k"] != "v" {
		t.Errorf("%+v", r)
	}
	if r := decode[echoed](v.request("DELETE", "/echo", "\xff\xfe")); r.Method != "DELETE" || r.Body != "//4=" || !r.BodyBase64 {
		t.Errorf("%+v", r)
	}
	if r := v.request("PUT", "/echo", strings.Repeat("x", 17<<20)); r.StatusCode != 413 {
		t.Errorf("a large body: %s", r.Status)
	}
}

func TestEchoReadsMultipartForms(t *testing.T) {
	v := visit(t, practice.Options{})
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	if err := form.WriteField("name", "value"); err != nil {
		t.Fatal(err)
	}
	file, err := form.CreateFormFile("up", "a.txt")
	if err != nil {
		t.Fatal(err)
	}
	if _, err := file.Write([]byte("content")); err != nil {
		t.Fatal(err)
	}
	if err := form.Close(); err != nil {
		t.Fatal(err)
	}
	r := decode[struct {
		Form  map[string][]string
		Files map[string][]struct {
			Filename, Content string
			Size              int
		}
	}](v.request("POST", "/echo", body.String(), "Content-Type: "+form.FormDataContentType()))
	if got := r.Files["up"]; r.Form["name"][0] != "value" || len(got) != 1 || got[0].Filename != "a.txt" || got[0].Content != "content" || got[0].Size != 7 {
		t.Errorf("%+v", r)
	}
	if r := v.request("POST", "/echo", "cut", "Content-Type: "+form.FormDataContentType()); r.StatusCode != 400 {
		t.Errorf("a broken form: %s", r.Status)
	}
}

func TestCookies(t *testing.T) {
	v := visit(t, practice.Options{})
	if r := v.get("/cookies/set?a=1&b=2"); r.Header.Get("Location") != "/cookies" || len(r.Cookies()) != 2 {
		t.Errorf("set: %v", r.Cookies())
	}
	if got := v.get("/cookies").body; got != `{"a":"1","b":"2"}` {
		t.Errorf("sent: %s", got)
	}
	v.get("/cookies/delete?a")
	if got := v.get("/cookies").body; got != `{"b":"2"}` {
		t.Errorf("after the delete: %s", got)
	}
}

func TestTitlesDifferInLength(t *testing.T) {
	v := visit(t, practice.Options{})
	lengths := map[int]bool{}
	for n := 1; n <= 8; n++ {
		r := v.get("/titles/" + strconv.Itoa(n))
		if r.StatusCode != 200 || !strings.Contains(r.body, "<title>The ") {
			t.Errorf("%s: %s", r.Status, r.body)
		}
		lengths[len(r.body)] = true
	}
	if len(lengths) < 6 {
		t.Errorf("only %d lengths", len(lengths))
	}
}

func TestRobotsSitemapAndFiles(t *testing.T) {
	v := visit(t, practice.Options{Pages: 3})
	if body := v.get("/robots.txt").body; !strings.Contains(body, "Disallow: /private/\n") || !strings.Contains(body, "Sitemap: "+v.site.URL()+"/sitemap.xml\n") {
		t.Error(body)
	}
	if body := v.get("/sitemap.xml").body; strings.Count(body, "<loc>"+v.site.URL()+"/all/hot/recent/") != 3 {
		t.Error(body)
	}
	for path, want := range map[string]string{
		"/private/x": "text/html", "/static/site.css": "text/css", "/static/site.js": "text/javascript", "/static/thumbs/1.svg": "image/svg+xml",
	} {
		if r := v.get(path); r.StatusCode != 200 || !strings.HasPrefix(r.Header.Get("Content-Type"), want) {
			t.Errorf("%s: %s %s", path, r.Status, r.Header.Get("Content-Type"))
		}
	}
	if r := v.get("/static/other.exe"); r.StatusCode != 404 {
		t.Errorf("an unknown file: %s", r.Status)
	}
}
