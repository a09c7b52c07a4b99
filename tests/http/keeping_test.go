package http_test

import (
	"fmt"
	"net/http"
	"path/filepath"
	"sync/atomic"
	"testing"
)

func TestRetries(t *testing.T) {
	cases{
		{"statuses only where listed", `
			local url = ...
			local r = http.get(url .. "/flaky/a", {params = {fails = 2}, retries = {total = 2, backoff = 0.001, statuses = {503}}})
			eq(r.status_code, 200)
			eq(http.get(url .. "/flaky/b", {params = {fails = 1}, retries = {total = 2, backoff = 0.001}}).status_code, 503)
			eq(http.get(url .. "/flaky/c", {params = {fails = 5}, retries = {total = 2, backoff = 0.001, statuses = {503}}}).status_code, 503)`},
		{"methods", `
			local url = ...
			local opts = {params = {fails = 1}, retries = {total = 1, backoff = 0.001, statuses = {503}}}
			eq(http.post(url .. "/flaky/d", opts).status_code, 503)
			opts.retries.methods = {"POST"}
			eq(http.post(url .. "/flaky/e", opts).status_code, 200)`},
		{"of a session, changed and switched off", `
			local url = ...
			local s = http.Session{retries = {total = 1, backoff = 0.001, statuses = {503}}, params = {fails = 1}}
			eq(s:get(url .. "/flaky/f").status_code, 200)
			eq(s:get(url .. "/flaky/g", {retries = 0}).status_code, 503)
			eq(s:get(url .. "/flaky/h", {retries = false}).status_code, 503)
			s.retries.total = 0
			eq(s:get(url .. "/flaky/i").status_code, 503)
			s.retries = 5
			eq(s.retries, 5)`},
		{"connections that fail", `
			local url = "http://127.0.0.1:1/"
			raises(http.ConnectionError, function() http.get(url, {retries = {total = 2, backoff = 0.001}}) end)`},
	}.run(t, site(t))
}

// TestForgottenStream: a streamed response that is kept and not closed holds its place, and
// whoever waits for that is told so; one that is dropped gives it up.
func TestForgottenStream(t *testing.T) {
	run(t, `
		local s = http.Session{base_url = ..., max_per_host = 1, timeout = 0.2}
		local kept = s:get("/titles/1", {stream = true})
		raises(http.ConnectTimeout, function() s:get("/titles/2") end, "neither read to their end nor closed", "max_per_host = 1")
		kept:close()
		eq(s:get("/titles/2").status_code, 200)
		s:get("/titles/3", {stream = true})
		eq(s:get("/titles/4").status_code, 200)
		s:close()
	`, site(t))
}

// TestPacing: as many requests at once as max_per_host lets, and all come; rate
// spreads them, and no time-out runs while they wait.
func TestPacing(t *testing.T) {
	var now, most, all atomic.Int64
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		all.Add(1)
		if r.URL.Path == "/few" {
			n := now.Add(1)
			defer now.Add(-1)
			for was := most.Load(); n > was && !most.CompareAndSwap(was, n); was = most.Load() {
			}
		}
		fmt.Fprint(w, "x")
	})
	run(t, `
		local url = ...
		local pool = futures.ThreadPoolExecutor(30)
		local function ask(s, path, n)
			local fs = {}
			for i = 1, n do fs[i] = pool:submit(function() return s:get(url .. path).text end) end
			for _, f in ipairs(fs) do eq(f:result(), "x") end
		end
		ask(http.Session{max_per_host = 3}, "/few", 100)
		local s, began = http.Session{rate = 500}, time.monotonic()
		ask(s, "/fast", 51)
		eq(time.monotonic() - began >= 50 / 500 - 0.001, true)
		eq({s.rate, s.max_per_host}, {500, nil})
		pool:shutdown()`, url)
	if most.Load() > 3 || all.Load() != 151 {
		t.Errorf("%d at once, %d in all", most.Load(), all.Load())
	}
}

func TestRobotsRecordReplayCache(t *testing.T) {
	var hits atomic.Int64
	url := serve(t, func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/robots.txt" {
			fmt.Fprint(w, "User-agent: *\nDisallow: /private\n")
			return
		}
		w.Header().Set("Cache-Control", "max-age=3600")
		fmt.Fprint(w, r.URL.Path, " ", hits.Add(1))
	})
	dir := t.TempDir()
	cases{
		{"robots", `
			local url = ...
			local s = http.Session{robots = true}
			eq(s:get(url .. "/open").ok, true)
			local err = raises(http.RobotsDisallowed, function() s:get(url .. "/private/x") end, "robots")
			eq({err.request.url, errors.is(err, http.RequestException)}, {url .. "/private/x", true})
			eq(err.cause, nil)
			local down = raises(http.RobotsDisallowed, function() s:get("http://127.0.0.1:1/") end, "could not be had")
			eq(errors.is(down.cause, http.ConnectionError), true)
			eq(s:get(url .. "/private/x", {robots = false}).ok, true)
			raises(http.RobotsDisallowed, function() http.get(url .. "/private/x", {robots = true}) end)
			s.robots = false
			eq(s:get(url .. "/private/x").ok, true)
			local pool = futures.ThreadPoolExecutor(4)
			s.robots = true
			raises(http.RobotsDisallowed, function() pool:submit(function() s:get(url .. "/private/y") end):result() end)
			pool:shutdown()`},
		{"record and replay", `
			local url, file = ...
			local s = http.Session{record = file}
			local first = s:get(url .. "/rec", {params = {q = 1}}).text
			s:post(url .. "/rec", {data = {a = 1}})
			s:close()
			local again = http.Session{replay = file}
			local r = again:get(url .. "/rec", {params = {q = 1}})
			eq({r.text, r.status_code, r.headers["cache-control"]}, {first, 200, "max-age=3600"})
			eq(again:post(url .. "/rec", {data = {a = 1}}).ok, true)
			local err = raises(http.NotRecorded, function() again:get(url .. "/other") end, "/other")
			eq(errors.is(err, http.RequestException), true)
			raises(http.NotRecorded, function() again:post(url .. "/rec", {data = {a = 2}}) end)
			raises(http.NotRecorded, function() http.get(url, {replay = "/nowhere/tape"}) end, "/nowhere/tape")`},
		{"cache", `
			local url, _, dir = ...
			local s = http.Session{cache = dir}
			local first = s:get(url .. "/cached").text
			eq(s:get(url .. "/cached").text, first)
			eq(http.Session{cache = {dir = dir}}:get(url .. "/cached").text, first)
			eq(s:get(url .. "/cached", {cache = false}).text ~= first, true)
			eq(s.cache, dir)
			local all = http.Session{cache = {dir = dir .. "/all", all = true}}
			eq(all:get(url .. "/x").text, all:get(url .. "/x").text)`},
	}.run(t, url, filepath.Join(dir, "tape"), filepath.Join(dir, "cache"))
}

func TestBaseURL(t *testing.T) {
	run(t, `
		local url = ...
		local s = http.Session{base_url = url .. "/echo"}
		eq(s:get("a").url, url .. "/echo/a")
		eq(s:get("/a?b=1").url, url .. "/echo/a?b=1")
		eq(s:get("").url, url .. "/echo")
		eq(s:get("?q=1").url, url .. "/echo?q=1")
		eq(s:get(url .. "/titles/1").url, url .. "/titles/1")
		eq(http.get("x", {base_url = url .. "/echo/"}).url, url .. "/echo/x")
		s.base_url = url
		eq({s.base_url, s:get("/echo").url}, {url, url .. "/echo"})
		s.base_url = nil
		raises(http.InvalidURL, function() s:get("/echo") end, "scheme")`, site(t))
}
