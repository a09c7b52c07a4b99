package http_test

import (
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestAuth(t *testing.T) {
	url := site(t)
	netrc := filepath.Join(t.TempDir(), "netrc")
	if err := os.WriteFile(netrc, []byte("machine 127.0.0.1 login nora password secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cases{
		{"basic", `
			local url = ...
			eq(http.get(url .. "/echo", {auth = {"user", "pass"}}):json().headers.Authorization, {"Basic dXNlcjpwYXNz"})
			eq(http.get(url .. "/echo", {auth = {"ус", "п:w"}}):json().headers.Authorization, {"Basic 0YPRgTrQvzp3"})`},
		{"a URL's user", `
			local url = string.gsub((...), "//", "//us%%40r:p%%20w@")
			local r = http.get(url .. "/echo")
			eq(r:json().headers.Authorization, {"Basic dXNAcjpwIHc="})
			eq(string.find(r.url, "@", 1, true), nil)
			eq(http.get(url .. "/echo", {auth = {"user", "pass"}}):json().headers.Authorization, {"Basic dXNlcjpwYXNz"})`},
		{"bearer", `eq(http.get((...) .. "/echo", {auth = {bearer = "tok"}}):json().headers.Authorization, {"Bearer tok"})`},
		{"netrc", `
			local url, file = ...
			eq(http.get(url .. "/echo", {auth = {netrc = file}}):json().headers.Authorization, {"Basic bm9yYTpzZWNyZXQ="})
			eq(http.get(url .. "/echo"):json().headers.Authorization, nil)`},
		{"of a session, of a call, and none", `
			local url = ... .. "/echo"
			local s = http.Session{auth = {"user", "pass"}}
			eq(s:get(url):json().headers.Authorization, {"Basic dXNlcjpwYXNz"})
			eq(s:get(url, {auth = {bearer = "t"}}):json().headers.Authorization, {"Bearer t"})
			eq(s:get(url, {auth = false}):json().headers.Authorization, nil)
			eq(s.auth, {"user", "pass"})
			s.auth[2] = "other"
			eq(s:get(url):json().headers.Authorization, {"Basic dXNlcjpvdGhlcg=="})
			s.auth = {bearer = "x"}
			eq(s:get(url):json().headers.Authorization, {"Bearer x"})
			s.auth = nil
			eq(s.auth, nil)
			eq(s:get(url):json().headers.Authorization, nil)`},
		{"a header of the script's own", `
			eq(http.get((...) .. "/echo", {headers = {Authorization = "Custom x"}}):json().headers.Authorization, {"Custom x"})`},
		{"what is none is named", `
			local url = ...
			for _, bad in ipairs{{"user"}, {1, 2}, {"a", "b", "c"}, {digest = {"u"}}, {}, {bearer = "t", netrc = true}} do
				raises("ArgumentError", function() http.get(url, {auth = bad}) end, "auth", "{user, password}")
			end
			raises("ArgumentError", function() http.get(url, {auth = {baerer = "t"}}) end, "'bearer'")
			raises("ArgumentError", function() http.get(url, {auth = "user:pass"}) end, "auth", "table")
			raises("ArgumentError", function() http.get(url, {auth = {bearer = 5}}) end, "bearer", "a string")
			raises(http.RequestException, function() http.get(url, {auth = {bearer = "a\r\nb"}}) end, "line break")
			raises(http.RequestException, function() http.get(url, {auth = {netrc = "/nowhere/netrc"}}) end, "/nowhere/netrc")
			local s = http.Session{auth = {"u", "p"}}
			raises("ArgumentError", function() s.auth = {"u"} end, "auth")
			eq(s.auth, {"u", "p"})`},
	}.run(t, url, netrc)
}

// TestAuthAndRedirects: credentials stay with the server that they are for.
func TestAuthAndRedirects(t *testing.T) {
	show := func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "%s|%s", r.Header.Get("Authorization"), r.Header.Get("X-Other"))
	}
	other := serve(t, show)
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(w, r, to, http.StatusFound)
			return
		}
		show(w, r)
	})
	localhost := strings.Replace(url, "127.0.0.1", "localhost", 1)
	cases{
		{"kept on the same server", `
			local url = ...
			eq(http.get(url .. "/?to=/here", {auth = {"user", "pass"}}).text, "Basic dXNlcjpwYXNz|")
			eq(http.get(url .. "/?to=/here", {headers = {Authorization = "Own x"}}).text, "Own x|")`},
		{"not sent to another port or host", `
			local url, other, localhost = ...
			local s = http.Session{auth = {"user", "pass"}}
			for _, to in ipairs{other, localhost} do
				eq(s:get(url, {params = {to = to}}).text, "|")
				eq(http.get(url, {params = {to = to}, auth = {bearer = "t"}, headers = {["X-Other"] = "kept"}}).text, "|kept")
				eq(http.get(url, {params = {to = to}, headers = {Authorization = "Own x"}}).text, "|")
			end
			eq(s:get(url).text, "Basic dXNlcjpwYXNz|")`},
	}.run(t, url, other, localhost)
}
