package http_test

import (
	"fmt"
	"io"
	"net/http"
	"strconv"
	"testing"
)

func TestRedirects(t *testing.T) {
	cases{
		{"history, oldest first", `
			local r = http.get((...) .. "/redirect/3")
			eq(r.status_code, 200)
			eq(#r.history, 3)
			for _, h in ipairs(r.history) do
				eq(h.status_code >= 301 and h.status_code < 400, true)
				eq(#h.headers.Location > 0, true)
				eq(tostring(h), "<Response [" .. h.status_code .. "]>")
			end
			eq(r.history[1].url, (...) .. "/redirect/3")
			eq(#r.history[2].history, 1)
			eq(r.history == r.history, true)
			eq(r.request.url, r.url)`},
		{"not followed", `
			local r = http.get((...) .. "/redirect/1", {allow_redirects = false})
			eq({r.status_code >= 300, r.ok, #r.history}, {true, true, 0})
			eq(http.Session{allow_redirects = false}:get((...) .. "/redirect/1").status_code, r.status_code)
			eq(r:raise_for_status() == r, true)`},
		{"HEAD does not follow unless asked", `
			eq(http.head((...) .. "/redirect-to?url=/echo").status_code, 302)
			local r = http.head((...) .. "/redirect-to?url=/echo", {allow_redirects = true})
			eq({r.status_code, r.request.method, r.content}, {200, "HEAD", ""})
			eq(http.Session():head((...) .. "/redirect-to?url=/echo").status_code, 302)
			eq(http.request("head", (...) .. "/redirect-to?url=/echo").status_code, 302)`},
		{"a limit", `
			local url = ...
			eq(http.get(url .. "/redirect/5", {max_redirects = 5}).status_code, 200)
			local err = raises(http.TooManyRedirects, function() http.get(url .. "/redirect/6", {max_redirects = 5}) end, "5", "max_redirects")
			eq(#err.response.history, 5)
			eq(err.response.status_code >= 300, true)
			has(err.request.url, "/redirect/")
			raises(http.TooManyRedirects, function() http.get(url .. "/redirect/1", {max_redirects = 0}) end)
			raises(http.TooManyRedirects, function() http.get(url .. "/redirect/31") end, "30")
			eq(http.get(url .. "/redirect/30").status_code, 200)
			local s = http.Session{max_redirects = 2}
			raises(http.TooManyRedirects, function() s:get(url .. "/redirect/3") end)
			eq(s:get(url .. "/redirect/3", {max_redirects = false}).status_code, 200)`},
		{"loops are found", `
			local url = ...
			local err = raises(http.TooManyRedirects, function() http.get(url .. "/redirect/2?loop=1") end)
			eq(#err.response.history < 30, true)`},
		{"never out of http(s)", `
			local url = ...
			for _, to in ipairs{"file:///etc/passwd", "ftp://h/x", "javascript:alert(1)", "data:text/plain,x"} do
				local err = raises(http.InvalidURL, function() http.get(url .. "/redirect-to", {params = {url = to}}) end, "redirected")
				eq(err.response.status_code, 302)
			end`},
		{"a fragment is kept", `
			eq(http.get((...) .. "/redirect-to?url=/echo#frag").url, (...) .. "/echo#frag")
			eq(http.get((...) .. "/redirect-to?url=/echo%23new#frag").url, (...) .. "/echo#new")`},
		{"a Location with spaces and umlauts", `
			has(http.get((...) .. "/redirect-to", {params = {url = "/echo/a b/ü"}}).url, "/echo/a%20b/%C3%BC")`},
		{"params are not sent again", `eq(http.get((...) .. "/redirect-to", {params = {url = "/echo", x = "1"}}).url, (...) .. "/echo")`},
	}.run(t, site(t))
}

// TestRedirectMethods: what becomes of method and body, as browsers do it.
func TestRedirectMethods(t *testing.T) {
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if status, err := strconv.Atoi(r.URL.Query().Get("status")); err == nil {
			w.Header().Set("Location", "/")
			w.WriteHeader(status)
			return
		}
		body, _ := io.ReadAll(r.Body)
		w.Header().Set("X-Seen", fmt.Sprintf("%s %s %s", r.Method, body, r.Header.Get("Content-Type")))
	})
	cases{
		{"by status", `
			local url = ...
			local function seen(method, status, opts)
				opts = opts or {data = {a = "1"}}
				opts.params, opts.allow_redirects = {status = status}, true
				return http.request(method, url, opts).headers["X-Seen"]
			end
			local form = " a=1 application/x-www-form-urlencoded"
			for _, status in ipairs{301, 302, 303} do eq(seen("POST", status), "GET") end
			for _, status in ipairs{307, 308} do eq(seen("POST", status), "POST" .. form) end
			for _, status in ipairs{301, 302, 307, 308} do
				eq(seen("PUT", status), "PUT" .. form)
				eq(seen("PATCH", status), "PATCH" .. form)
			end
			eq(seen("PUT", 303), "GET")
			eq(seen("DELETE", 303, {}), "GET")
			for _, status in ipairs{301, 302, 303, 307, 308} do eq(seen("HEAD", status, {}), "HEAD") end
			eq(seen("POST", 307, {json = {1}}), "POST [1] application/json")`},
		{"statuses that are none", `
			local url = ...
			for _, status in ipairs{300, 304, 305, 306} do
				eq(http.get(url, {params = {status = status}}).status_code, status)
			end`},
		{"an iterator cannot be sent again", `
			local url = ...
			local function once() local sent return function() if not sent then sent = true return "x" end end end
			eq(http.post(url, {params = {status = 302}, data = once()}).headers["X-Seen"], "GET")
			raises(http.RequestException, function() http.post(url, {params = {status = 307}, data = once()}) end, "iterator", "allow_redirects")`},
	}.run(t, url)
}
