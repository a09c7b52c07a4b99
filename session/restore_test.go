package session_test

import (
	"io"
	"net/http"
	"testing"

	"luafut/session"
)

func TestRestore(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/plain; charset=utf-8")
		w.Header().Set("Link", `</next>; rel=next`)
		http.SetCookie(w, &http.Cookie{Name: "a", Value: "1"})
		io.WriteString(w, "\xe9t\xe9\nline")
	})
	from := do(t, newSession(t, nil), "GET", server.URL, nil)
	if err := from.SetEncoding("latin1"); err != nil {
		t.Fatal(err)
	}
	content, err := from.Content(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	r := &session.Response{StatusCode: from.StatusCode, URL: from.URL, Header: from.Header}
	if err := r.Restore(content, from.EncodingSet()); err != nil {
		t.Fatal(err)
	}
	text, err := r.Text(t.Context())
	if text != "été\nline" || err != nil {
		t.Errorf("text %q (%v)", text, err)
	}
	if line, err := r.Line(t.Context()); line != "\xe9t\xe9" || err != nil {
		t.Errorf("line %q (%v)", line, err)
	}
	if c, ok := r.Cookies().Get("a", "", ""); !ok || c.Value != "1" {
		t.Errorf("cookie %v", c)
	}
	if next := r.Links()["next"].URL; next != server.URL+"/next" || !r.InMemory() || !r.OK() {
		t.Errorf("links to %q", next)
	}
	for _, bad := range []struct{ url, encoding string }{{"nonsense", ""}, {server.URL, "klingon"}} {
		r := &session.Response{URL: bad.url}
		if err := r.Restore(nil, bad.encoding); err == nil {
			t.Errorf("%+v was taken", bad)
		}
	}
}
