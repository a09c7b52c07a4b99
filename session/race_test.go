package session_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"

	"luafut/session"
	"luafut/session/cookies"
)

// Two hundred at once on one session: log in, set and read cookies, change settings, go on.
func TestManyAtOnce(t *testing.T) {
	server := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/login" {
			http.SetCookie(w, &http.Cookie{Name: "user" + r.URL.Query().Get("n"), Value: "in", Path: "/"})
			http.Redirect(w, r, "/home", http.StatusFound)
			return
		}
		echo(w, r)
	})
	s := newSession(t, nil)
	ctx := context.Background()
	var wg sync.WaitGroup
	for i := range 200 {
		wg.Go(func() {
			name := fmt.Sprint("user", i)
			r, err := s.Do(ctx, "POST", server.URL+"/login", &session.Options{
				Params: session.Fields{{Name: "n", Value: fmt.Sprint(i)}}, Body: session.Body{Form: session.Fields{{Name: "p", Value: "x"}}}})
			if err != nil {
				t.Error(err)
				return
			}
			if c, ok := s.Cookies().Get(name, "", ""); i < 100 && len(r.History) != 1 || ok && c.Value != "in" {
				t.Errorf("%s is not in: %v %v", name, c, ok)
			}
			if err := s.Cookies().Set(cookies.Cookie{Name: "own", Value: fmt.Sprint(i), Domain: "127.0.0.1"}); err != nil {
				t.Error(err)
			}
			if err := s.Update(func(o *session.Options) {
				o.Headers = session.Fields{{Name: "X-Last", Value: name}}
				o.Params = append(o.Params[:min(len(o.Params), 3)], session.Field{Name: "u", Value: name})
			}); err != nil {
				t.Error(err)
			}
			_ = s.Options().Headers[0].Value
			again, err := s.Do(ctx, "GET", server.URL, nil)
			if err != nil {
				t.Error(err)
				return
			}
			var inner sync.WaitGroup
			for range 3 { // one response, several readers
				inner.Go(func() {
					if _, err := again.Text(ctx); err != nil {
						t.Error(err)
					}
					again.Cookies().All()
					_ = again.SetEncoding("utf-8")
				})
			}
			inner.Wait()
			s.Cookies().Delete("own", "", "")
		})
	}
	wg.Wait()
	if got := s.Options().Headers; len(got) != 1 || got[0].Name != "X-Last" {
		t.Errorf("settings after all: %v", got)
	}
}
